//! Lists of queries, for every command that takes them: rows with an error are named and the others
//! run, other columns are carried along, and what finds nothing is told.

use serde_json::{Value, json};

use crate::support::Limier;
use crate::taking::parts;

const NAMES: &str = "Nom;Parti\nAnne Morel;X\n;Y\nJean Petyt;Y\ntitre:;Z\nJean Petit;Y\n";

fn press() -> Limier {
    Limier::with_records([
        json!({"id": "a", "title": "Anne Morel", "body": "Anne Morel et Jean Petit parlent."}),
        json!({"id": "b", "title": "Jean Petit", "body": "Jean Petit part."}),
        json!({"id": "c", "title": "Jean", "body": "Un petit pont."}),
    ])
    .file("noms.csv", NAMES)
    .file("noms.tsv", "x\tmorel\nsans tabulation\nx\tpont\ny\tpont\n")
}

#[test]
fn a_sheet_is_run_by_every_command_and_its_columns_go_along() {
    let limier = press();
    let call = |command: &str, format: &str| {
        let args = ["--queries", "noms.csv", "--format", format];
        let output = limier.call(command).args(args).output();
        assert_eq!(output.code, 1, "{command}: {}", output.stderr);
        assert!(output.stderr.contains("noms.csv: query 5: "), "{command}: {}", output.stderr);
        assert!(output.stderr.contains("query 4: no article"), "{command}: {}", output.stderr);
        assert!(output.stderr.contains("petyt"), "{command}: {}", output.stderr);
        output.stdout
    };
    let lines = |text: &str| -> Vec<Value> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let hits = lines(&call("search", "jsonl"));
    assert_eq!((&hits[0]["qid"], &hits[0]["row"]), (&json!("2"), &json!({"Parti": "X"})));
    let tsv = call("search", "tsv");
    assert!(tsv.starts_with("qid\trank\t") && tsv.contains("\talso\tParti\n2\t1\t"), "{tsv}");
    assert!(
        tsv.lines().skip(1).all(|line| line.ends_with("\tX") || line.ends_with("\tY")),
        "{tsv}"
    );
    let counts = lines(&call("count", "jsonl"));
    let totals: Vec<_> = counts.iter().map(|count| (&count["qid"], &count["total"])).collect();
    assert_eq!(json!(totals), json!([["2", 1], ["4", 0], ["6", 3]]));
    assert_eq!(counts[2]["row"], json!({"Parti": "Y"}));
    let csv = call("count", "csv");
    assert!(csv.starts_with("qid,query,articles,Parti\n2,Anne Morel,1,X\n"), "{csv}");
    let kwic = lines(&call("kwic", "jsonl"));
    assert!(kwic.iter().all(|line| line["row"]["Parti"].is_string()), "{kwic:?}");
    let kwic = call("kwic", "csv");
    let head = "qid,id,published,source,title,field,left,match,right,Parti\n";
    assert!(kwic.starts_with(head) && kwic.matches("qid").count() == 1, "{kwic}");
    let text = call("kwic", "text");
    assert!(text.starts_with("2: Anne Morel\n") && text.contains("\n6: Jean Petit\n"), "{text}");
    let export = lines(&call("export", "jsonl"));
    let found: Vec<_> = export.iter().map(|line| (&line["id"], &line["queries"])).collect();
    assert_eq!(json!(found), json!([["a", ["2", "6"]], ["b", ["6"]], ["c", ["6"]]]));
    let export = call("export", "csv");
    let rows: Vec<&str> = export.lines().collect();
    assert!(rows[0].ends_with(",modified,added,queries") && rows[1].ends_with(",2; 6"), "{export}");
}

#[test]
fn a_row_that_is_no_query_is_named_and_the_others_run() {
    let limier = press();
    let wrong = "noms.tsv:2: no tab between a query id and its text\n\
                 noms.tsv:3: this query id stands above already\n";
    for (command, lines) in [("search", 2), ("count", 3), ("kwic", 4), ("export", 2)] {
        let args = ["--queries", "noms.tsv", "--format", "csv"];
        let output = limier.call(command).args(args).output();
        assert_eq!((output.code, output.stderr.as_str()), (1, wrong), "{command}");
        assert!(output.stdout.lines().count() >= lines, "{command}: {}", output.stdout);
    }
    let args = ["--queries", "noms.tsv", "--format", "json"];
    limier.call("kwic").args(args).code(2).output();
}

#[test]
fn of_many_rows_that_are_no_query_the_first_are_named() {
    let limier = press().file("texte.txt", "pont\n".repeat(23));
    let output = limier.call("search").args(["--queries", "texte.txt"]).code(1).output();
    let lines: Vec<&str> = output.stderr.lines().collect();
    assert_eq!(lines.len(), 21, "{}", output.stderr);
    assert_eq!(lines[19], "texte.txt:20: no tab between a query id and its text");
    assert_eq!(lines[20], "texte.txt: 3 lines are no query either");
}

#[test]
fn a_file_takes_what_a_sheet_finds_in_the_form_that_its_name_tells() {
    let limier = press();
    let write = |command: &str, name: &str, args: &[&str]| {
        let call = limier.call(command).args(["--queries", "noms.csv", "-o", name]).args(args);
        let output = call.output();
        assert_eq!((output.code, output.stdout.as_str()), (1, ""), "{command}: {}", output.stderr);
        if name.strip_suffix(".xlsx").is_some() {
            parts(&limier, name, "xl/worksheets/sheet")
        } else {
            std::fs::read_to_string(limier.path(name)).unwrap()
        }
    };
    let cells = |sheet: &str| -> Vec<String> {
        let texts = sheet.split("preserve\">").skip(1);
        texts.map(|text| text.split_once('<').unwrap().0.to_owned()).collect()
    };
    let sheet = write("count", "count.xlsx", &[]);
    assert_eq!(cells(&sheet)[..7], ["qid", "query", "articles", "Parti", "2", "Anne Morel", "X"]);
    let sheet = write("kwic", "kwic.xlsx", &[]);
    let texts = cells(&sheet);
    assert_eq!((texts[0].as_str(), texts[9].as_str()), ("qid", "Parti"));
    assert!(sheet.matches(">qid<").count() == 1 && texts.contains(&"6".to_owned()), "{sheet}");
    assert_eq!(write("kwic", "kwic.csv", &["--excel"]).matches('\u{FEFF}').count(), 1);
    assert!(write("kwic", "kwic.txt", &[]).contains("\n\n6: Jean Petit\n"));
    let about = ["--about", "--columns", "id,title,added"];
    let sheet = write("export", "export.xlsx", &about);
    let texts = cells(&sheet);
    assert_eq!(texts[..6], ["id", "title", "added", "queries", "a", "Anne Morel"]);
    assert_eq!(texts[7], "2; 6");
    let place = |text: &str| texts.iter().position(|cell| cell == text).unwrap();
    assert_eq!(texts[place("query") + 1], "noms.csv");
    let read_as = &texts[place("read as") + 1];
    assert!(read_as.starts_with("2: anne ") && read_as.contains(" | 6: jean "), "{read_as}");
    assert_eq!(texts[place("articles") + 1], "3");
    let csv = write("export", "export.csv", &about);
    let head = "id,title,added,queries,query,read_as,exported,collection\r\na,Anne Morel,";
    assert!(csv.starts_with(head) && csv.contains(",2; 6,noms.csv,"), "{csv}");
    let json = write("export", "export.jsonl", &about);
    let lines: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["about"]["query"], "noms.csv");
    assert_eq!(lines[1]["queries"], json!(["2", "6"]));
    assert!(lines[1]["added"].is_string() && lines[1]["body"].is_null(), "{json}");
}

#[test]
fn lines_with_tabs_may_have_a_header_and_of_each_query_so_many_articles_are_taken() {
    let limier = press().file("q.tsv", "id\tquery\npetit\tpetit\nphrase\t\"petit pont\"\n");
    let csv = limier.call("count").args(["--queries", "q.tsv", "--format", "csv"]).text();
    assert_eq!(csv, "qid,query,articles\npetit,petit,3\nphrase,\"\"\"petit pont\"\"\",1\n");
    let args = ["--queries", "q.tsv", "-n", "1", "--sort", "date"];
    let taken = limier.call("export").args(args).json_lines();
    let queries: Vec<&Value> =
        taken.iter().flat_map(|article| article["queries"].as_array().unwrap()).collect();
    assert_eq!(json!(queries), json!(["petit", "phrase"]));
    // Without ids of its own a query is called by what it asks for.
    let args = ["--queries", "noms.csv", "--by", "tag", "--format", "csv"];
    let table = limier.call("count").args(args).output().stdout;
    assert!(table.starts_with("tag,Anne Morel,Jean Petyt,Jean Petit\n"), "{table}");
}

#[test]
fn people_see_each_query_below_its_heading_and_what_may_have_been_meant() {
    let limier = press();
    let output = limier.call("search").args(["--queries", "noms.csv"]).output();
    let text = &output.stdout;
    let heads = ["2: Anne Morel\n", "\n\n4: Jean Petyt\n", "\n\n6: Jean Petit\n"];
    let places: Vec<_> = heads.iter().map(|head| text.find(head)).collect();
    assert!(places.is_sorted() && places[0] == Some(0), "{places:?} {text}");
    let zero = text.lines().skip_while(|line| !line.starts_with("4: ")).nth(1).unwrap();
    assert!(zero.contains("did you mean petit?"), "{text}");
    assert!(!output.stderr.contains("query 4"), "{}", output.stderr);
    // Programs are told beside their list, with near spellings too.
    let list = limier.call("search").args(["--queries", "noms.csv", "--format", "tsv"]).output();
    assert!(list.stderr.contains("query 4: no article"), "{}", list.stderr);
    assert!(list.stderr.contains("did you mean petit?"), "{}", list.stderr);
}
