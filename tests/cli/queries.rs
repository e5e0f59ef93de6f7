//! Lists of queries, for every command that takes them: rows with an error are named and the others
//! run, other columns are carried along, and what finds nothing is told.

use serde_json::{Value, json};

use crate::support::Limier;

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
    assert!(export.lines().next().unwrap().ends_with(",queries\r") || export.contains(",queries"));
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
