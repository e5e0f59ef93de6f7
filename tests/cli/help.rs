//! `limier help`: every page tells what the program does.
//!
//! What pages list is tried: names of fields are read, examples answered, keys of JSON printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Value, json};

use crate::serve::server::Server;
use crate::support::{Limier, json_lines};

fn page(topic: &str) -> String {
    Limier::new().bare("help").arg(topic).text()
}

#[test]
fn the_help_of_a_command_is_what_its_option_prints() {
    let limier = Limier::new();
    for command in ["index", "search", "eval"] {
        let by_option = limier.bare(command).arg("--help").text();
        assert_eq!(limier.bare("help").arg(command).text(), by_option);
    }
    assert_eq!(limier.bare("help").text(), limier.bare("--help").text());
}

#[test]
fn an_unknown_topic_is_refused_with_those_there_are() {
    let output = Limier::new().bare("help").arg("format").output();
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    let message = "error: no help on `format`; name a command, or one of formats, fields, query, \
                   json, limits\n";
    assert!(output.stderr.starts_with(message), "{}", output.stderr);
}

#[test]
fn names_of_fields_that_are_listed_are_read() {
    let page = page("fields");
    let (_, table) = page.split_once("names they go by:\n").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let body = table.split("\n  body ").nth(1).unwrap().split("\n  published ").next().unwrap();
    let names: Vec<&str> = body.split_whitespace().collect();
    assert!(names.len() > 20, "{table}");
    let articles = names.iter().map(|name| json!({"id": name, *name: "Le pont rouvre."}));
    assert_eq!(Limier::with_records(articles).len(), names.len() as u64);
}

#[test]
fn every_kind_of_file_is_listed() {
    let page = page("formats");
    for extension in [".html", ".rss", ".jsonl", ".csv", ".warc", ".zip", ".tar", ".txt"] {
        assert!(page.contains(extension), "{extension} in {page}");
    }
}

#[test]
fn every_example_of_the_language_is_answered() {
    let page = page("query");
    // Where no window has shown an answer, `@1` is an id like any other.
    let limier = Limier::with_articles([("@1", "Le pont", "Le pont rouvre.")]);
    let (_, table) = page.split_once("it asks for:\n").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with("   ")).collect();
    assert!(lines.len() > 10, "{table}");
    for line in lines {
        // Behind the examples stands what they mean, where there is room.
        for example in line.trim().split("  ").filter(|part| part.contains(['"', ':', '*', '~'])) {
            let output = limier.call("search").args(["--", example]).output();
            assert!(output.code < 2, "{example}: {}", output.stderr);
        }
    }
}

#[test]
fn exit_codes_and_bounds_are_told() {
    let page = page("limits");
    for row in ["  64 MB", "  250 ", "  200 "] {
        assert!(page.contains(row), "{row} in {page}");
    }
    let limier = press();
    let told = |code: i32| {
        let row = page.lines().find(|row| row.starts_with(&format!("  {code} ")));
        row.unwrap_or_else(|| panic!("{code} in {page}")).to_owned()
    };
    limier.index("sport.txt").code(0).output();
    for (call, sense) in [
        (limier.search("sport"), "something was found"),
        (limier.search("zeppelin"), "nothing was found"),
        (limier.bare("search").args(["--index", "nowhere", "sport"]), "an error"),
    ] {
        let code = call.output().code;
        assert!(told(code).contains(sense), "{code} is {sense}");
    }
    let rejected = limier.index("articles.jsonl").output();
    assert!(told(rejected.code).contains("rejected"), "{}: {}", rejected.code, told(rejected.code));
}

/// Returns the objects of `limier help json` with their keys.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let page = page("json");
    let (_, tables) = page.split_once("\n\n").unwrap();
    let mut objects = BTreeMap::new();
    for table in tables.split("\n\n") {
        let (heading, rows) = table.split_once('\n').unwrap();
        let rows = rows.lines().filter_map(|row| row.strip_prefix("  "));
        let keys = rows.filter(|row| !row.starts_with(' '));
        let keys = keys.map(|row| row.split(' ').next().unwrap().to_owned()).collect();
        objects.insert(heading.to_owned(), keys);
    }
    objects
}

/// The keys of objects that were printed, by what the objects are.
#[derive(Default)]
struct Printed(BTreeMap<String, BTreeSet<String>>);

impl Printed {
    /// Takes the object at a place in a value, or each of a list or of the values of a map
    /// where the place ends in `*`.
    #[track_caller]
    fn take(&mut self, name: &str, value: &Value, place: &str) {
        let (place, each) = place.strip_suffix("/*").map_or((place, false), |place| (place, true));
        let found = value.pointer(place).unwrap_or_else(|| panic!("{place} in {value}"));
        let objects: Vec<&Value> = match found {
            Value::Array(values) => values.iter().collect(),
            Value::Object(values) if each => values.values().collect(),
            value => vec![value],
        };
        assert!(!objects.is_empty(), "nothing at {place} in {value}");
        let keys = objects.iter().flat_map(|object| object.as_object().unwrap().keys());
        self.0.entry(name.to_owned()).or_default().extend(keys.cloned());
    }
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Articles with all that output can tell of, among them copies, and a record that is none.
fn press() -> Limier {
    let body = "Les grévistes de la SNCF tiennent le piquet devant la gare depuis lundi matin, et \
                la direction attend que la grève prenne fin avant le départ en vacances.";
    let article = |id: &str| {
        json!({
            "id": id, "url": format!("https://www.exemple.fr/{id}"), "title": "Grève à la SNCF",
            "chapo": "La gare est vide.", "body": body, "date": "2024-03-12",
            "modified": "2024-03-13", "source": "Le Phare", "rubrique": "Social",
            "auteurs": ["Zoé Aït"], "tags": ["grève"], "langue": "fr",
        })
    };
    Limier::new()
        .file("articles.jsonl", format!("{}\n{}\n[1]\n", article("a"), article("b")))
        .file(
            "cantine.jsonl",
            json_lines(["a", "b"].map(
                |source| json!({"id": "cantine", "source": source, "title": "La cantine rouvre"}),
            )),
        )
        .file(
            "decided.jsonl",
            "{\"exported_by\":\"limier\",\"decision\":{\"kind\":\"same\",\
             \"words\":[\"daech\",\"daesh\"],\"at\":\"2024-01-01T00:00:00Z\"}}\n",
        )
        .file("sport.txt", "Sport\n\nL’OM et l’OMS. On dit OM, on dit OMS, on dit OM et of.\n")
        .file("exceptions.tsv", "gréviste\tgrève\n")
        .file("q.tsv", "1\tgrève\n")
        .file("q.csv", "query,ville\ngrève,Angers\n")
        .file("qrels", "1 0 a 1\n")
        .file("run", "1 Q0 b 1 2 x\n")
}

/// Takes what `limier index` prints, and what it writes of records that are no article.
fn take_index(limier: &Limier, printed: &mut Printed) {
    let files = ["articles.jsonl", "cantine.jsonl", "sport.txt", "decided.jsonl"];
    let index = limier.call("index").args(files).args(["--format", "json"]);
    let index = index.args(["--exceptions", "exceptions.tsv", "--search", "grève"]);
    let output = index.args(["--rejects", "rejects.jsonl"]).output();
    printed.take("limier index --format json", &json_of(&output.stdout), "");
    let rejects = fs::read_to_string(limier.path("rejects.jsonl")).unwrap();
    printed.take("a line of limier index --rejects", &json_of(&rejects), "");
}

fn take_counts(limier: &Limier, printed: &mut Printed) {
    let count = limier.call("count").args(["--queries", "q.tsv", "--by", "month", "--share"]);
    let count = count.args(["--format", "json"]).json();
    printed.take("limier count --format json", &count, "");
    printed.take("a query of count", &count, "/queries");
    printed.take("a row of count --by month, also a line of --format jsonl", &count, "/rows");
    let bodies = ["le tri", "le tri", "le tri", "rien"];
    let few = bodies.iter().zip(["a", "b", "c", "d"]).map(|(body, id)| {
        let title = if *body == "rien" { "Loup" } else { "Grève" };
        (id, title, *body)
    });
    let few = Limier::with_articles(few);
    let words = few.call("count").args(["grève", "--by", "word", "--format", "json"]).json();
    let name = "a row of count --by word, also a line of --format jsonl";
    printed.take(name, &words, "/rows");
    let queries = ["--queries", "q.csv", "--format", "json"];
    let queries = limier.call("count").args(queries).json();
    printed.take("a query of count", &queries, "/queries");
    let tagged = limier.call("count").args(["grève", "--format", "json"]).json();
    printed.take("a query of count", &tagged, "/queries");
    let lines = limier.call("kwic").args(["--queries", "q.csv", "--format", "jsonl"]);
    printed.take("a line of kwic, also of --format jsonl", &lines.json_lines()[0], "");
    let kwic = limier.call("kwic").args(["grève", "--format", "json"]).json();
    printed.take("limier kwic --format json", &kwic, "");
    printed.take("a line of kwic, also of --format jsonl", &kwic, "/lines");
}

fn take_search(limier: &Limier, printed: &mut Printed) {
    let search = limier.search("\"la gare\" grève -zeppelin");
    let search = search.args(["--explain", "--explain-query", "--format", "json"]).json();
    printed.take("limier search --format json", &search, "");
    printed.take("a hit, also a line of --format jsonl", &search, "/hits");
    printed.take("a fragment of a hit", &search, "/hits/0/fragments");
    printed.take("a copy in also of a hit", &search, "/hits/0/also");
    printed.take("reading of an answer", &search, "/reading");
    printed.take("a word of a reading", &search, "/reading/words");
    printed.take("explanation of a hit", &search, "/hits/0/explanation");
    printed.take("a word of an explanation", &search, "/hits/0/explanation/words");
    let lines = limier.call("search").args(["--queries", "q.tsv", "--format", "jsonl"]);
    printed.take("a hit, also a line of --format jsonl", &lines.json_lines()[0], "");
    let lines = limier.call("search").args(["--queries", "q.csv", "--format", "jsonl"]);
    printed.take("a hit, also a line of --format jsonl", &lines.json_lines()[0], "");
    let news = limier.search("grève").args(["--new", "state", "--format", "json"]).json();
    printed.take("limier search --new STATE --format json", &news, "");
    printed.take("a query of --new", &news, "/queries");
}

fn take_info_and_check(limier: &Limier, printed: &mut Printed) {
    let info = limier.info().args(["--format", "json"]).json();
    printed.take("limier info --format json", &info, "");
    printed.take("copies of info", &info, "/copies");
    printed.take("manifest of info", &info, "/manifest");
    printed.take("a run of the manifest", &info, "/manifest/runs");
    // Only an index that was made anew has it.
    printed.0.get_mut("manifest of info").unwrap().insert("generation".into());
    let check = limier.call("check").args(["--format", "json"]).json();
    printed.take("limier check --format json", &check, "");
    fs::write(limier.path("ix/inputs.jsonl"), "garbage").unwrap();
    let repaired = limier.call("check").args(["--repair", "--format", "json"]).json();
    printed.take("what limier check --repair did", &repaired, "/repaired");
}

fn take_words(limier: &Limier, printed: &mut Printed) {
    for word in ["grève", "om"] {
        let word = limier.call("word").args([word, "--format", "json"]).json();
        printed.take("limier word --format json", &word, "");
        for list in ["family", "kept_out", "near"] {
            if word[list].as_array().is_some_and(|list| !list.is_empty()) {
                printed.take("a word in family, kept_out or near", &word, &format!("/{list}"));
            }
        }
    }
    let lexicon = limier.call("lexicon").args(["--format", "json"]).json();
    printed.take("limier lexicon --format json", &lexicon, "");
    printed.take("an exception of the lexicon", &lexicon, "/exceptions");
}

fn take_the_rest(limier: &Limier, printed: &mut Printed) {
    let show = limier.show("a").args(["--format", "json"]).json();
    printed.take("limier show --format json", &show, "");
    printed.take("a copy in also of show", &show, "/also");

    let eval = limier.call("eval").args(["--queries", "q.tsv", "--qrels", "qrels"]);
    let eval = eval.args(["--compare", "run", "--per-query", "--format", "json"]).json();
    printed.take("limier eval --format json", &eval, "");
    printed.take("a measure in comparison", &eval, "/comparison/*");
    printed.take("a query in per_query", &eval, "/per_query");

    let export = limier.call("export").arg("--about").json_lines();
    let about = &export[0]["about"];
    printed.take("the first line of limier export --about, which is no article", &export[0], "");
    printed.take("about in that line", about, "");
    printed.take("index in about", &about["index"], "");
    let export = limier.call("export").json_lines();
    let decision = "a line of limier export with what a person decided, in front of the articles";
    printed.take(decision, &export[0], "");
    printed.take("a line of limier export with an article", &export[1], "");
    let listed = limier.call("export").args(["--queries", "q.tsv"]).json_lines();
    printed.take("a line of limier export with an article", &listed[0], "");
}

fn take_faults(limier: &Limier, printed: &mut Printed) {
    let server = Server::on(limier);
    for address in ["/api/search?q=pont+ET", "/api/search?q=pont&limit=x"] {
        let fault = json_of(&server.ask(address, &[]).body);
        printed.take("what /api/… of limier serve says of what it cannot answer", &fault, "");
    }
}

fn take_delete(limier: &Limier, printed: &mut Printed) {
    let deleted = limier.call("delete").args(["sport.txt", "--format", "json"]).json();
    printed.take("limier delete ID --format json", &deleted, "");
    let list = limier.call("delete").args(["--list", "--format", "json"]).json();
    printed.take("limier delete --list --format json", &list, "");
    printed.take("a decision in deleted", &list, "/deleted");
    let index = limier.call("index").args(["sport.txt", "--force", "--format", "json"]).json();
    printed.take("limier index --format json", &index, "");
}

#[test]
fn every_key_of_the_json_is_told_and_every_key_told_is_there() {
    let limier = press();
    let mut printed = Printed::default();
    take_index(&limier, &mut printed);
    take_search(&limier, &mut printed);
    take_counts(&limier, &mut printed);
    take_info_and_check(&limier, &mut printed);
    take_words(&limier, &mut printed);
    take_the_rest(&limier, &mut printed);
    take_faults(&limier, &mut printed);
    take_delete(&limier, &mut printed);
    assert_eq!(printed.0, documented());
}
