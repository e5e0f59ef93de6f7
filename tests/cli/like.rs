//! `like:`: articles about the same as one, or as a text, in every command that takes a query.
//!
//! How good they are is measured in `shared/alike.rs`; here is what is found at all.

use serde_json::json;

use crate::support::Limier;

/// The story that others are like.
const BRIDGE: &str = "Le vieux pont de Trévignac, fermé depuis la crue, rouvre aux piétons. Les \
                      maçons ont repris chaque pile, la préfecture a donné son accord, et la \
                      passerelle provisoire sera démontée en mars par les ouvriers du chantier \
                      communal.";

/// A strike and a bridge: three articles on the bridge, of which one has the same text as the
/// first, and some that have a word or two of it.
fn collection() -> Limier {
    let article = |id: &str, date: &str, title: &str, body: &str| json!({"id": id, "date": date, "title": title, "body": body});
    let mut records = vec![
        article("pont", "2020-02-01", "Le pont rouvre", BRIDGE),
        article("copie", "2020-02-02", "Le pont rouvre enfin", BRIDGE),
        article(
            "crue",
            "2019-05-01",
            "Une crue emporte la passerelle",
            "À Trévignac, la crue a touché une pile du vieux pont : maçons et ouvriers attendent la \
             préfecture. Une passerelle pour les piétons est prévue.",
        ),
        article(
            "chantier",
            "2020-06-01",
            "Le chantier du pont avance",
            "Les maçons de Trévignac remontent la pile du pont, les piétons passent par la \
             passerelle provisoire, la préfecture surveille le chantier communal.",
        ),
    ];
    for number in 0..12 {
        let body =
            format!("Les cheminots poursuivent la grève, jour {number}. Le préfet et un pont.");
        records.push(article(&format!("g{number}"), "2019-12-05", "La grève", &body));
    }
    Limier::with_records(records)
}

#[test]
fn articles_on_the_same_subject_are_found_and_neither_itself_nor_its_copies() {
    let limier = collection();
    assert_eq!(limier.ids("like:pont"), ["crue", "chantier"]);
    assert_eq!(limier.ids("semblable:copie"), ["crue", "chantier"]);
    assert_eq!(limier.ids("like:pont avant:2020"), ["crue"]);
    assert_eq!(limier.ids("like:pont -surveiller"), ["crue"]);
    assert_eq!(limier.ids("LIKE:(pont OU crue)"), ["pont", "crue", "chantier"]);
    // Who wants none like it does not want itself.
    let others = limier.ids("date:2019..2020 -like:pont");
    assert!(others.iter().all(|id| id.starts_with('g')), "{others:?}");
}

#[test]
fn every_command_takes_it_and_marks_its_words() {
    let limier = collection();
    assert_eq!(limier.call("count").arg("like:pont").text(), "2\n");
    let by_year = limier.call("count").args(["like:pont", "--by", "year", "--format", "csv"]);
    assert_eq!(by_year.text(), "year,articles\n2019,1\n2020,1\n");
    let kwic = limier.call("kwic").args(["like:pont avant:2020", "--format", "jsonl"]).json_lines();
    let found: Vec<_> = kwic.iter().map(|line| line["match"].as_str().unwrap()).collect();
    assert!(found.contains(&"maçons") && found.contains(&"Trévignac"), "{found:?}");
    assert!(!found.contains(&"une") && !found.contains(&"À"), "{found:?}");
    let exported = limier.call("export").arg("like:pont").json_lines();
    assert_eq!(exported.len(), 2);
    let hit = &limier.search("like:pont").args(["--format", "json"]).json()["hits"][0];
    assert_eq!(hit["fragments"][0]["highlights"].as_array().unwrap().len(), 9, "{hit}");
}

#[test]
fn a_text_that_is_in_no_index_has_articles_like_it() {
    let limier = collection().file("note.txt", format!("Le pont rouvre\n{BRIDGE}"));
    let ids = |args: &[&str]| limier.call("count").args(args).text();
    // The article with this very text is about the same as well.
    assert_eq!(ids(&["--like", "note.txt"]), "4\n");
    assert_eq!(ids(&["avant:2020", "--like", "note.txt"]), "1\n");
    assert_eq!(
        ids(&["--like", "note.txt", "--by", "year", "--share", "--format", "csv"]),
        "year,articles,of,share\n2019,1,13,0.076923\n2020,3,3,1.000000\n"
    );
    let call = limier.bare("search").args(["--index", "ix", "--like", "-", "--format", "jsonl"]);
    assert_eq!(call.stdin(BRIDGE).json_lines().len(), 3);
    let empty = limier.call("count").args(["--like", "-"]).stdin("");
    let why = "no article; like: asks for a third at least of the words that mark the article, which \
               itself and its copies are left out\n";
    empty.stdout("0\n").stderr(why).code(1).run();
}

#[test]
fn an_article_that_is_not_there_is_pointed_at() {
    let limier = collection();
    let message = "error: no article has this id or address; take one that `limier search --format \
                   json` shows, or in a terminal @1 for the first hit of the last answer\n\
                   grève like:ponts avant:2020\n           ^^^^^\n";
    for command in ["search", "count", "kwic", "export"] {
        let call = limier.call(command).arg("grève like:ponts avant:2020");
        call.stderr(message).code(2).run();
    }
    let limier = limier.file("q.tsv", "a\tlike:ponts\nb\tlike:pont\n");
    let call = limier.call("search").args(["--queries", "q.tsv", "--format", "jsonl"]);
    let output = call.code(1).output();
    assert_eq!(output.stdout.lines().count(), 2, "{}", output.stdout);
    assert!(output.stderr.starts_with("q.tsv: query a: no article has"), "{}", output.stderr);
}

#[test]
fn what_nothing_is_like_is_said() {
    let limier = Limier::with_records([json!({"id": "a", "title": "Pont", "body": "Un pont."})]);
    let text = limier.search("like:a").code(1).output().stdout;
    assert!(text.starts_with("no article for like:a; like: asks for a third"), "{text}");
}
