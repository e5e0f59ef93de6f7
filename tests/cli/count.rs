//! `limier count`: numbers of articles, all together and by key, in every format that has them.
//!
//! Each number is one that can be counted by hand in the collection above it.

use serde_json::{Value, json};

use crate::support::Limier;

/// Four articles on a strike, two on a bridge; one knows only its month, one its year, one nothing.
fn collection() -> Limier {
    let article = |id: &str, title: &str, source: &str, date: &str, tags: &[&str]| json!({"id": id, "title": title, "source": source, "date": date, "tags": tags});
    Limier::with_records([
        article("g1", "La grève commence", "Le Fanal", "2019-12-05", &["social", "transports"]),
        article("g2", "Une grève suivie", "Le Fanal", "2020-02-03", &["social"]),
        article("g3", "Les grèves et le pont", "La Digue", "2020-01", &[]),
        article("g4", "Grève : le bilan", "", "2020", &["social"]),
        article("p1", "Le pont rouvre", "La Digue", "2020-02-10", &["transports"]),
        article("p2", "Le pont fermé", "La Digue", "", &[]),
    ])
}

/// Returns what `limier count` prints.
fn count(limier: &Limier, args: &[&str]) -> String {
    limier.call("count").args(args).text()
}

#[test]
fn a_query_has_a_number_and_nothing_else() {
    let limier = collection();
    assert_eq!(count(&limier, &["grève"]), "4\n");
    assert_eq!(count(&limier, &["grève", "pont"]), "1\n");
    assert_eq!(count(&limier, &["grève", "pont", "--any"]), "6\n");
    assert_eq!(count(&limier, &["grève", "--source", "Le Fanal", "--from", "2020"]), "1\n");
    assert_eq!(count(&limier, &["grève date:2020", "--share"]), "3  50.0 %\n");
    let why = "no article for tramway\n";
    limier.call("count").arg("tramway").stdout("0\n").stderr(why).code(1).run();
    let why = "no article with all of grèvee pont; 3 articles have some (--any lists them); in no \
               article: grèvee; did you mean grève?\n";
    limier.call("count").args(["grèvee", "pont"]).stdout("0\n").stderr(why).code(1).run();
}

#[test]
fn without_a_query_all_articles_are_counted() {
    let limier = collection();
    assert_eq!(count(&limier, &[]), "6\n");
    let dated = limier.call("count").args(["--from", "2020", "--source", "La Digue"]);
    dated.stdout("2\n").stderr("1 article without a date left out\n").run();
    for (key, french) in [("month", "mois"), ("author", "auteur"), ("source", "Source")] {
        assert_eq!(count(&limier, &["--by", key]), count(&limier, &["--by", french]), "{french}");
    }
    let by_source = ["--by", "source", "--format", "csv"];
    assert_eq!(count(&limier, &by_source), "source,articles\nLa Digue,3\nLe Fanal,2\n,1\n");
    assert_eq!(count(&limier, &["--vs", "grève"]), "6  all articles\n4  grève\n");
    let json = limier.call("count").args(["--format", "json"]).json();
    assert_eq!(json["queries"], json!([{"query": "", "total": 6}]));
    let words = limier.call("count").args(["--by", "word"]).output();
    assert_eq!((words.code, words.stdout.as_str()), (2, ""));
    assert!(words.stderr.contains("has no word to search for"), "{}", words.stderr);
}

#[test]
fn those_without_a_date_that_one_leaves_out_are_told() {
    let limier = collection();
    let told = "pont date:2020: 1 article without a date left out\n";
    limier.call("count").arg("pont date:2020").stdout("2\n").stderr(told).run();
    limier.call("count").arg("grève date:2020").stdout("3\n").run();
    assert_eq!(count(&limier, &["pont"]), "3\n");
    // Where nothing is found it is told beside why.
    let why = "no article for pont avant:2019; none is of that date, the articles are of \
               2019-12-05 to 2020-02-10; 1 article without a date left out\n";
    limier.call("count").arg("pont avant:2019").stdout("0\n").stderr(why).code(1).run();
}

#[test]
fn copies_are_articles_of_their_own_or_count_once() {
    let body = "Le conseil a voté hier soir les travaux du vieux pont de pierre. ".repeat(4);
    let copy =
        |id: &str, date: &str| json!({"id": id, "title": "Travaux", "body": body, "date": date});
    let other = json!({"id": "c", "title": "Travaux", "body": "Courte", "date": "2020-03-05"});
    let limier = Limier::with_records([copy("a", "2020-02-01"), copy("b", "2020-01-31"), other]);
    let found = limier.search("travaux").args(["--format", "json"]).json();
    assert_eq!(found["hits"].as_array().unwrap().len(), 2);
    assert_eq!(count(&limier, &["travaux"]), "3\n");
    assert_eq!(count(&limier, &["travaux", "--group"]), "2\n");
    // In the row of the first that was published.
    let by_month = ["travaux", "--group", "--by", "month", "--format", "csv"];
    assert_eq!(count(&limier, &by_month), "month,articles\n2020-01,1\n2020-02,0\n2020-03,1\n");
    let limier = limier.file("more.jsonl", format!("{}\n", copy("d", "")));
    limier.index("more.jsonl").output();
    assert_eq!(count(&limier, &["travaux", "--group", "--share"]), "2  100.0 %\n");
}

#[test]
fn months_without_an_article_are_there_and_rows_sum_up() {
    let limier = collection();
    assert_eq!(
        count(&limier, &["grève", "--by", "month"]),
        "month                          articles\n\
         2019-12                               1\n\
         2020 (only the year is known)         1\n\
         2020-01                               1\n\
         2020-02                               1\n\
         total                                 4\n"
    );
    assert_eq!(
        count(&limier, &["pont", "--by", "week", "--format", "csv"]),
        "week,articles\n2020-01,1\n2020-W07,1\n,1\n"
    );
    let days = count(&limier, &["grève OU pont", "--by", "day", "--format", "csv"]);
    assert!(days.contains("\n2019-12-31,0\n2020,1\n2020-01,1\n2020-01-01,0\n"), "{days}");
    let sum: u64 = days
        .lines()
        .skip(1)
        .map(|row| row.rsplit(',').next().unwrap())
        .map(|count| count.parse::<u64>().unwrap())
        .sum();
    assert_eq!(sum, 6);
}

#[test]
fn months_without_an_article_at_the_ends_of_what_was_asked_are_there_too() {
    let limier = collection();
    assert_eq!(
        count(&limier, &["grève", "date:2019-11..2020-01", "--by", "MONTH", "--format", "csv"]),
        "month,articles\n2019-11,0\n2019-12,1\n2020-01,1\n"
    );
    let months = ["pont", "--from", "2019-12", "--by", "month", "--format", "csv"];
    let months = limier.call("count").args(months).output();
    assert_eq!(months.stdout, "month,articles\n2019-12,0\n2020-01,1\n2020-02,1\n");
    // What one of two dates may be has no ends.
    let either = ["grève", "(date:2018 OU date:2019)", "--by", "year", "--format", "csv"];
    assert_eq!(count(&limier, &either), "year,articles\n2019,1\n");
}

#[test]
fn shares_go_from_the_first_to_the_last_of_all_articles() {
    let shares = ["--by", "year", "--share", "--format", "csv"];
    assert_eq!(
        count(&collection(), &[&["pont"], &shares[..]].concat()),
        "year,articles,of,share\n2019,0,1,0.000000\n2020,2,4,0.500000\n,1,1,1.000000\n"
    );
    // Or to the ends of what was asked.
    assert_eq!(
        count(&collection(), &[&["grève date:2020"], &shares[..]].concat()),
        "year,articles,of,share\n2020,3,4,0.750000\n"
    );
}

#[test]
fn shares_of_two_keys_are_listed() {
    assert_eq!(
        count(&collection(), &["pont", "--by", "source", "--by", "year", "--share"]),
        "source    year     articles    share\n\
         La Digue  2020            2  100.0 %\n\
         La Digue  undated         1  100.0 %\n\
         total                     3   50.0 %\n"
    );
}

#[test]
fn a_share_is_of_all_articles_of_the_row() {
    let limier = collection();
    assert_eq!(
        count(&limier, &["grève", "--by", "source", "--share", "--format", "csv"]),
        "source,articles,of,share\nLe Fanal,2,2,1.000000\nLa Digue,1,3,0.333333\n,1,1,1.000000\n"
    );
    // Of those that meet the conditions.
    assert_eq!(
        count(&limier, &["pont", "--by", "year", "--share", "--source", "La Digue"]),
        "year     articles    share\n\
         2020            2  100.0 %\n\
         undated         1  100.0 %\n\
         total           3  100.0 %\n"
    );
}

#[test]
fn queries_stand_side_by_side() {
    let limier = collection();
    assert_eq!(
        count(&limier, &["grève", "--vs", "pont", "--by", "year"]),
        "year     grève  pont\n\
         2019         1     0\n\
         2020         3     2\n\
         undated      0     1\n\
         total        4     3\n"
    );
    assert_eq!(count(&limier, &["grève", "--vs", "pont"]), "4  grève\n3  pont\n");
    let limier =
        limier.file("q.tsv", "a\tgrève\nb\tgrève ET\nc\ttramway\nd\tgrève like:nulle-part\n");
    let call = limier.call("count").args(["--queries", "q.tsv", "--format", "csv"]);
    let output = call.code(1).output();
    assert_eq!(output.stdout, "qid,query,articles\na,grève,4\nc,tramway,0\n");
    assert!(output.stderr.starts_with("q.tsv: query b: "), "{}", output.stderr);
    assert!(output.stderr.contains("q.tsv: query d: no article has this id"), "{}", output.stderr);
}

#[test]
fn queries_come_from_a_sheet_and_those_that_cannot_be_read_are_named_by_row() {
    let sheet = "Nom;Parti\ngrève;A\ngrève ET;B\npont;C\n";
    let limier = collection().file("noms.csv", sheet);
    let call = limier.call("count").args(["--queries", "noms.csv", "--format", "csv"]);
    let output = call.code(1).output();
    assert_eq!(output.stdout, "qid,query,articles,Parti\n2,grève,4,A\n4,pont,3,C\n");
    assert!(output.stderr.starts_with("noms.csv: query 3: "), "{}", output.stderr);
    let call = limier.call("search").args(["--queries", "noms.csv", "--query-column", "parti"]);
    let output = call.args(["--format", "tsv"]).code(1).output();
    assert!(output.stdout.is_empty() && output.stderr.contains("no article for"), "{output:?}");
    let call = limier.call("count").args(["--queries", "noms.csv", "--query-column", "ville"]);
    let said = call.code(2).output().stderr;
    assert!(said.contains("no column of queries"), "{said}");
}

#[test]
fn a_chart_says_how_many_of_its_queries_are_drawn() {
    let vs = ["--vs", "pont", "--vs", "a", "--vs", "b", "--vs", "c", "--vs", "d", "--vs", "e"];
    let call = ["grève", "--by", "year", "--format", "svg"].into_iter().chain(vs);
    let drawn = collection().call("count").args(call.collect::<Vec<_>>()).output();
    let svg = drawn.stdout;
    assert!(svg.contains("Number of articles; the first 6 of 7 queries</text>"), "{svg}");
    assert!(drawn.stderr.starts_with("no article for a\nno article for b\n"), "{}", drawn.stderr);
}

#[test]
fn two_keys_make_a_cross_table() {
    let limier = collection();
    assert_eq!(
        count(&limier, &["grève OU pont", "--by", "source", "--by", "year"]),
        "source     2019  2020  undated  all\n\
         La Digue      0     2        1    3\n\
         Le Fanal      1     1        0    2\n\
         no source     0     1        0    1\n\
         total         1     4        1    6\n"
    );
    let csv = count(&limier, &["grève", "--by", "source", "--by", "year", "--format", "csv"]);
    assert_eq!(
        csv,
        "source,year,articles\nLe Fanal,2019,1\nLe Fanal,2020,1\nLa Digue,2020,1\n,2020,1\n"
    );
    let call = limier.call("count").args(["a", "--by", "year", "--by", "month", "--by", "tag"]);
    let refused = call.code(2).output().stderr;
    assert!(refused.contains("by 2 keys at most, not by 3; leave out"), "{refused}");
}

#[test]
fn an_article_of_several_tags_is_in_the_row_of_each_and_that_is_said() {
    let limier = collection();
    assert_eq!(
        count(&limier, &["grève", "--by", "tag"]),
        "tag         articles\n\
         social             3\n\
         transports         1\n\
         no tag             1\n\
         total              4\n\
         an article with several tags is in the row of each\n"
    );
    let cut = count(&limier, &["grève", "--by", "tag", "-n", "1"]);
    assert!(cut.contains("\n2 rows more; -n 0 shows all\n"), "{cut}");
}

#[test]
fn programs_read_json() {
    let limier = collection();
    let call = limier.call("count").args(["grève", "--vs", "pont", "--by", "year", "--share"]);
    let json: Value = serde_json::from_str(&call.args(["--format", "json"]).text()).unwrap();
    assert_eq!(
        json["queries"],
        json!([
            {"query": "grève", "total": 4, "only_tagged": 0, "share": 4.0 / 6.0},
            {"query": "pont", "total": 3, "only_tagged": 0, "share": 0.5}
        ])
    );
    assert_eq!((&json["by"], &json["of"]), (&json!(["year"]), &json!(6)));
    assert_eq!(
        json["rows"][2],
        json!({"year": null, "counts": [0, 1], "of": 1, "shares": [0.0, 1.0]})
    );
    let lines = limier.call("count").args(["grève", "--by", "year", "--format", "jsonl"]);
    assert_eq!(
        lines.json_lines(),
        [json!({"year": "2019", "counts": [1]}), json!({"year": "2020", "counts": [3]})]
    );
}

#[test]
fn a_chart_has_its_values_as_text_and_nothing_of_a_query_is_markup() {
    let limier = collection();
    let chart = |args: &[&str]| {
        let svg = limier.call("count").args(args).args(["--format", "svg"]).output().stdout;
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"), "{svg}");
        svg
    };
    let lines = chart(&["grève", "--vs", "pont", "--by", "year"]);
    assert!(lines.contains(">grève, pont by year</title>"), "{lines}");
    let values = "2019: grève 1, pont 0; 2020: grève 3, pont 2; undated: grève 0, pont 1</desc>";
    assert!(lines.contains(values), "{lines}");
    assert!(lines.contains(">Not drawn: undated, grève 0, pont 1</text>"), "{lines}");
    let source = ">Source: 6 articles of La Digue and Le Fanal, 2019–2020; counted with limier, ";
    assert!(lines.contains(source), "{lines}");
    assert_eq!(lines.matches("<polyline").count(), 2);
    let bars = chart(&["grève", "--by", "source", "--share"]);
    assert!(bars.contains(">2 (100.0 %)</text>"), "{bars}");
    let named = chart(&["grève", "--by", "tag", "--title", "La <grève>"]);
    assert_eq!(named.matches(">La &lt;grève&gt;</t").count(), 2, "{named}");
    let hostile = chart(&["grève OU <script>alert(1)</script>", "--by", "tag"]);
    assert!(!hostile.contains("<script"), "{hostile}");
}

#[test]
fn no_sum_counts_an_article_twice() {
    let limier = collection();
    assert_eq!(
        count(&limier, &["grève", "--by", "year", "--by", "tag"]),
        "year   social  transports  no tag\n\
         2019        1           1       0\n\
         2020        2           0       1\n\
         total       3           1       1\n\
         an article with several tags is in the row of each\n"
    );
    let by_tag = count(&limier, &["grève", "--by", "tag", "--by", "year"]);
    assert!(!by_tag.contains("total"), "{by_tag}");
}

#[test]
fn no_cell_of_csv_is_a_formula() {
    let records = [json!({"id": "a", "title": "Loup", "authors": ["=1+1"]})];
    let limier = Limier::with_records(records);
    let by_author = count(&limier, &["loup", "--by", "author", "--format", "csv"]);
    assert_eq!(by_author, "author,articles\n'=1+1,1\n");
    let beside = ["=loup", "--vs", "loup", "--by", "year", "--format", "csv"];
    let beside = count(&limier, &beside);
    assert!(beside.starts_with("year,'=loup,loup\n"), "{beside}");
}

#[test]
fn a_french_excel_opens_numbers_as_numbers() {
    let limier = collection();
    let args = ["grève", "--vs", "pont", "--by", "year", "--share", "--format", "csv", "--excel"];
    assert_eq!(
        count(&limier, &args),
        "\u{FEFF}year;grève;pont;of;share: grève;share: pont\r\n\
         2019;1;0;1;1,000000;0,000000\r\n2020;3;2;4;0,750000;0,500000\r\n;0;1;1;0,000000;1,000000\r\n"
    );
    let refused = limier.call("count").args(["grève", "--excel"]).code(2).output();
    assert!(refused.stderr.contains("--excel goes with --format csv"), "{}", refused.stderr);
}

#[test]
fn the_name_of_the_file_tells_the_form_of_counts() {
    let limier = collection();
    let first = |name: &str| {
        limier.call("count").args(["grève", "--by", "year", "-o", name]).run();
        std::fs::read(limier.path(name)).unwrap()
    };
    assert!(first("a.svg").starts_with(b"<svg "));
    assert!(first("a.csv").starts_with(b"year,articles\n"));
    assert!(first("a.XLSX").starts_with(b"PK\x03\x04"));
    assert!(first("a.txt").starts_with(b"year"));
    limier.call("kwic").args(["grève", "-o", "k.xlsx"]).run();
    assert!(std::fs::read(limier.path("k.xlsx")).unwrap().starts_with(b"PK\x03\x04"));
}

#[test]
fn a_chart_of_many_names_has_the_first_of_them() {
    let record = |number: usize| json!({"id": number.to_string(), "title": "Pont", "source": format!("S{number}")});
    let limier = Limier::with_records((0..50).map(record));
    let svg = count(&limier, &["pont", "--by", "source", "--format", "svg"]);
    assert_eq!(svg.matches("<rect x=").count(), 30);
    assert!(svg.contains("Number of articles; the first 30 of 50 rows</text>"), "{svg}");
    let all = count(&limier, &["pont", "--by", "source", "--format", "svg", "-n", "0"]);
    assert_eq!(all.matches("<rect x=").count(), 50);
}
