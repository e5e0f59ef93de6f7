//! `limier eval`: measures of the index and of runs, against judgments worked by hand.
//!
//! Where a figure is not plain to see, a comment beside it works it out.

use serde_json::json;

use super::support::Limier;

const QUERIES: &str = "pont\tpont Loire\nloup\tloup Vercors\nrien\tzeppelin\n";
const QRELS: &str = "pont 0 travaux 1\npont 0 fermeture 2\nloup 0 loup 1\nrien 0 absent 1\n";

/// Articles of which `pont Loire` finds fermeture, then travaux; `loup Vercors` loup.
fn press() -> Limier {
    Limier::with_articles([
        ("fermeture", "Le pont de la Loire ferme", "Le pont ferme lundi."),
        ("travaux", "Travaux à Tours", "Les travaux du vieux pont durent ; la Loire monte."),
        ("loup", "Le loup du Vercors", "Un loup suit les troupeaux."),
        ("autre", "Football", "Le match a été reporté."),
    ])
    .file("queries.tsv", QUERIES)
    .file("qrels", QRELS)
}

#[test]
fn the_index_is_measured_over_every_judged_query() {
    // MRR (1 + 1 + 0) / 3; nDCG the same, since both orders are ideal; P@20 (2 + 1) / 60.
    press()
        .call("eval")
        .args(["--queries", "queries.tsv", "--qrels", "qrels"])
        .stdout(
            "3 queries judged, 2 with hits\n4 relevant articles, 3 found among 3 hits\n\n\
             MRR@10   0.6667\nnDCG@10  0.6667\nP@20     0.0500\nMAP      0.6667\n\
             R@10     0.6667\nR@100    0.6667\n",
        )
        .run();
}

#[test]
fn each_query_is_listed_on_demand() {
    press()
        .call("eval")
        .args(["--queries", "queries.tsv", "--qrels", "qrels", "--per-query"])
        .stdout(
            "query  first   MRR@10  nDCG@10     P@20      MAP     R@10    R@100\n\
             pont       1   1.0000   1.0000   0.1000   1.0000   1.0000   1.0000  pont Loire\n\
             loup       1   1.0000   1.0000   0.0500   1.0000   1.0000   1.0000  loup Vercors\n\
             rien       -   0.0000   0.0000   0.0000   0.0000   0.0000   0.0000  zeppelin\n\n\
             3 queries judged, 2 with hits\n4 relevant articles, 3 found among 3 hits\n\n\
             MRR@10   0.6667\nnDCG@10  0.6667\nP@20     0.0500\nMAP      0.6667\n\
             R@10     0.6667\nR@100    0.6667\n",
        )
        .run();
}

#[test]
fn a_run_is_measured_without_an_index() {
    let limier = Limier::new()
        .file("qrels", QRELS)
        .file("run", "pont Q0 travaux 1 2.5 t\npont Q0 fermeture 2 1.5 t\n");
    let json = limier
        .bare("eval")
        .args(["--qrels", "qrels", "--run", "run", "--per-query", "--format", "json"])
        .json();
    assert_eq!((json["queries"].as_u64(), json["answered"].as_u64()), (Some(3), Some(1)));
    assert_eq!((json["relevant"].as_u64(), json["relevant_found"].as_u64()), (Some(4), Some(2)));
    // (1 + 2 / log2(3)) / (2 + 1 / log2(3)) = 2.26186 / 2.63093.
    let pont = &json["per_query"][0];
    assert!((pont["ndcg_10"].as_f64().unwrap() - 0.859_719).abs() < 1e-6, "{pont}");
    assert_eq!((pont["qid"].as_str(), pont["first_relevant"].as_u64()), (Some("pont"), Some(1)));
    assert!(json["per_query"][2]["first_relevant"].is_null());
    for name in ["mrr_10", "ndcg_10", "p_20", "map", "recall_10", "recall_100"] {
        assert!(json[name].is_f64() && pont[name].is_f64(), "{name}");
    }
}

#[test]
fn a_run_of_the_index_measures_like_the_index() {
    let limier = press();
    let run = ["--queries", "queries.tsv", "--format", "trec", "--limit", "1000"];
    let told = "query rien: no article for zeppelin\n";
    let run = limier.call("search").args(run).stderr(told).text();
    let limier = limier.file("run", run);
    let args = ["--queries", "queries.tsv", "--qrels", "qrels", "--format", "json", "--per-query"];
    let of_index = limier.call("eval").args(args).json();
    assert_eq!(limier.call("eval").args(args).args(["--run", "run"]).json(), of_index);
}

#[test]
fn scores_of_a_run_fall_with_the_rank() {
    // By date, a better hit comes after.
    let limier = Limier::with_records([
        json!({"id": "one", "body": "Le conseil a parlé du loup.", "date": "2019-01-02"}),
        json!({"id": "two", "body": "Le loup, le loup, un loup.", "date": "2019-01-03"}),
    ]);
    let by_date = |format| limier.search("loup").args(["--sort", "date", "--format", format]);
    let run = by_date("trec").text();
    let rows: Vec<Vec<&str>> = run.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!([rows[0][2], rows[1][2]], ["one", "two"]);
    let score = |row: &[&str]| row[4].parse::<f32>().unwrap();
    assert!(score(&rows[0]) > score(&rows[1]), "{run}");
    let json = by_date("jsonl").json_lines();
    assert!(json[0]["score"].as_f64() < json[1]["score"].as_f64(), "else this proves nothing");
}

#[test]
fn two_runs_are_compared() {
    let limier = Limier::new()
        .file("qrels", "a 0 x 1\nb 0 x 1\nc 0 x 1\nd 0 x 1\n")
        .file("new", "a Q0 x 1 1 t\nb Q0 x 1 1 t\nc Q0 x 1 1 t\nd Q0 y 1 2 t\nd Q0 x 1 1 t\n")
        .file("old", "a Q0 y 1 2 t\na Q0 x 2 1 t\nb Q0 y 1 2 t\nb Q0 x 2 1 t\nd Q0 x 1 1 t\n");
    let args = ["--qrels", "qrels", "--run", "new", "--compare", "old"];
    let json = limier.bare("eval").args(args).args(["--format", "json"]).json();
    let mrr = &json["comparison"]["mrr_10"];
    // Differences 0.5, 0.5, 1 and -0.5, mean 0.375. Of 16 assignments of signs, sums of
    // ±0.5 ±0.5 ±0.5 ±1 as large as 1.5 either way: 2.5 once, 1.5 three times, twice.
    assert_eq!((mrr["wins"].as_u64(), mrr["losses"].as_u64()), (Some(3), Some(1)));
    assert!((mrr["difference"].as_f64().unwrap() - 0.375).abs() < 1e-9, "{mrr}");
    assert!((mrr["p_value"].as_f64().unwrap() - 0.5).abs() < 1e-9, "{mrr}");
    let text = limier.bare("eval").args(args).text();
    assert!(
        text.contains("MRR@10   0.8750   0.5000     +0.3750      3       1      0   0.5000\n"),
        "{text}"
    );
}

#[test]
fn bad_files_are_named_with_their_line() {
    let limier = press().file("bad", "pont 0 travaux\n").file("empty", "\n");
    let eval = |args: &[&str]| limier.call("eval").args(args).code(2);
    eval(&["--queries", "queries.tsv", "--qrels", "bad"])
        .stderr("error: bad:1: a judgment has four columns: qid, 0, docid, grade\n")
        .run();
    eval(&["--queries", "queries.tsv", "--qrels", "empty"])
        .stderr("error: empty holds no judgment; write one a line: qid 0 docid grade\n")
        .run();
    eval(&["--run", "bad", "--qrels", "qrels"])
        .stderr("error: bad:1: a hit has six columns: qid, Q0, docid, rank, score, tag\n")
        .run();
    eval(&["--queries", "qrels", "--qrels", "qrels"])
        .stderr("error: qrels:1: no tab between a query id and its text\n")
        .run();
}

#[test]
fn files_of_queries_are_checked() {
    let limier = press()
        .file("twice.tsv", "pont\tpont\npont\tLoire\n")
        .file("blank.tsv", "le pont\tpont\n")
        .file("latin.tsv", b"pont\tpont\nloup\tfor\xEAt\n")
        .file("mark.tsv", format!("\u{FEFF}{QUERIES}"))
        .file("mark.qrels", format!("\u{FEFF}{QRELS}"));
    let eval = |queries: &str, message: &str| {
        let args = ["--queries", queries, "--qrels", "qrels"];
        limier.call("eval").args(args).code(2).stderr(format!("error: {message}\n")).run();
    };
    eval("twice.tsv", "twice.tsv:2: this query id stands above already");
    eval("blank.tsv", "blank.tsv:1: a query id is one word, without blanks");
    eval("latin.tsv", "latin.tsv:2: not UTF-8; convert the file");
    let args = ["--queries", "mark.tsv", "--qrels", "mark.qrels", "--format", "json"];
    assert_eq!(limier.call("eval").args(args).json()["answered"], 2);
}

#[test]
fn queries_under_other_ids_are_noticed() {
    let text = press()
        .file("others.tsv", "q1\tpont\n")
        .call("eval")
        .args(["--queries", "others.tsv", "--qrels", "qrels"])
        .code(1)
        .text();
    assert!(text.contains("no judged query is among the queries: their ids differ\n"), "{text}");
}

#[test]
fn a_query_that_cannot_be_read_is_told_and_finds_nothing() {
    let output = press()
        .file("queries.tsv", "pont\tpont Loire\nloup\tloup NEAR/x Vercors\nrien\tzeppelin\n")
        .call("eval")
        .args(["--queries", "queries.tsv", "--qrels", "qrels"])
        .output();
    assert_eq!(output.code, 1);
    assert!(output.stdout.starts_with("3 queries judged, 1 with hits\n"), "{}", output.stdout);
    let told = "queries.tsv: query loup: `NEAR/x` needs a number of words";
    assert!(output.stderr.contains(told), "{}", output.stderr);
}
