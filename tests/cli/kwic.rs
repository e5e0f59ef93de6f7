//! `limier kwic`: occurrences in their context, in order, in every format that has them.
//!
//! The lines are those that one would write by hand.

use serde_json::{Value, json};

use crate::support::Limier;

fn collection() -> Limier {
    let article = |id: &str, date: &str, source: &str, title: &str, body: &str| json!({"id": id, "date": date, "source": source, "title": title, "body": body});
    Limier::with_records([
        article(
            "a",
            "2020-02-01",
            "Le Fanal",
            "Le vieux pont",
            "Hier. Un pont de pierre rouvre ! Les ponts neufs, eux, ferment.",
        ),
        article("b", "2019-05-01", "La Digue", "Travaux", "L'été, le grand pont est fermé."),
        article("c", "", "", "Sans date", "Aucun pont ici"),
        article("d", "2021-01-01", "Le Fanal", "Autre", "Rien de tel."),
    ])
}

fn kwic(limier: &Limier, args: &[&str]) -> String {
    limier.call("kwic").args(args).text()
}

#[test]
fn occurrences_stand_below_each_other_within_their_sentences() {
    let latest = kwic(&collection(), &["pont", "--width", "12", "--sort", "-date"]);
    let days: Vec<&str> =
        latest.lines().skip(1).filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(days, ["2020-02-01", "2020-02-01", "2020-02-01", "2019-05-01", "undated"]);
    assert_eq!(
        kwic(&collection(), &["pont", "--width", "12"]),
        "5 occurrences in 3 articles\n\
         2019-05-01  La Digue  é, le grand **pont** est fermé.  b\n\
         2020-02-01  Le Fanal     Le vieux **pont**  a\n\
         2020-02-01  Le Fanal           Un **pont** de pierre r  a\n\
         2020-02-01  Le Fanal          Les **ponts** neufs, eux,  a\n\
         undated                     Aucun **pont** ici  c\n"
    );
}

#[test]
fn articles_without_a_date_that_one_leaves_out_are_told() {
    let told = "pont date:2019: 1 article without a date left out\n";
    let dated = collection();
    let dated = dated.call("kwic").args(["pont date:2019", "--width", "12"]).stderr(told);
    dated
        .stdout(
            "1 occurrence in 1 article\n2019-05-01  La Digue  é, le grand **pont** est fermé.  b\n",
        )
        .run();
}

#[test]
fn lines_are_in_the_order_of_the_words_around() {
    let limier = collection();
    let order = |sort: &str| {
        let call = limier.call("kwic").args(["pont", "--sort", sort, "--format", "jsonl"]);
        let lines = call.json_lines();
        let side = |line: &Value| {
            let text = |key: &str| line[key].as_str().unwrap().trim().to_owned();
            format!("{}|{}", text("left"), text("right"))
        };
        lines.iter().map(side).collect::<Vec<_>>()
    };
    let left = [
        "Aucun|ici",
        "L'été, le grand|est fermé.",
        "Les|neufs, eux, ferment.",
        "Un|de pierre rouvre !",
        "Le vieux|",
    ];
    assert_eq!(order("L1"), left);
    assert_eq!(
        order("R1,L1"),
        [
            "Un|de pierre rouvre !",
            "L'été, le grand|est fermé.",
            "Aucun|ici",
            "Les|neufs, eux, ferment.",
            "Le vieux|",
        ]
    );
    let by_source = order("source,R1");
    assert_eq!(by_source[0], "L'été, le grand|est fermé.");
    assert_eq!(by_source[4], "Aucun|ici");
    for wrong in ["L0", "R10", "left", ""] {
        limier.call("kwic").args(["pont", "--sort", wrong]).code(2).output();
    }
}

#[test]
fn every_kind_of_clause_has_its_occurrences() {
    let limier = collection();
    let found = |query: &str| {
        let lines = limier.call("kwic").args([query, "--format", "jsonl"]).json_lines();
        let found = lines.iter().map(|line| line["match"].as_str().unwrap().to_owned());
        found.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found("\"pont de pierre\""), "pont de pierre");
    assert_eq!(found("po*"), "pont pont pont ponts pont");
    assert_eq!(found("=ponts"), "ponts");
    assert_eq!(found("grand NEAR/1 pont"), "grand pont");
    assert_eq!(found("pont source:digue"), "pont");
    assert_eq!(found("pont SAUF vieux"), "pont pont");
}

#[test]
fn a_clause_has_its_occurrences_in_its_field() {
    let limier = collection();
    let found = |query: &str| {
        let lines = limier.call("kwic").args([query, "--format", "jsonl"]).json_lines();
        let found = lines.iter().map(|line| {
            let text = |key: &str| line[key].as_str().unwrap().to_owned();
            format!("{} {}", text("field"), text("match"))
        });
        found.collect::<Vec<_>>()
    };
    assert_eq!(found("titre:pont"), ["title pont"]);
    assert_eq!(found("titre:\"vieux pont\""), ["title vieux pont"]);
    assert_eq!(found("texte:pont source:fanal"), ["body pont", "body ponts"]);
    assert_eq!(found("titre:pont texte:pierre"), ["title pont", "body pierre"]);
    assert_eq!(found("titre:pont texte:pont"), ["title pont", "body pont", "body ponts"]);
    assert_eq!(found("titre:pont rouvre"), ["title pont", "body rouvre"]);
    let hit = limier.search("titre:pont").args(["--format", "json"]).json()["hits"][0].clone();
    assert_eq!(hit["title_highlights"], json!([[9, 13]]));
    assert_eq!(hit["fragments"][0]["highlights"], json!([]));
}

#[test]
fn articles_that_have_a_word_as_a_tag_only_are_told_apart() {
    let limier = Limier::with_records([
        json!({"id": "a", "title": "Le virus", "body": "Un virus."}),
        json!({"id": "b", "title": "Autre", "body": "Rien de tel.", "tags": ["virus"]}),
    ]);
    let text = kwic(&limier, &["virus"]);
    let head = "2 occurrences in 1 article; 1 more has none in its text, but a tag or a date\n";
    assert!(text.starts_with(head), "{text}");
    let told = "virus: 1 article has a word as a tag only; a `+` before it leaves them out\n";
    limier.call("count").arg("virus").stdout("2\n").stderr(told).run();
    limier.call("count").arg("+virus").stdout("1\n").run();
}

#[test]
fn programs_read_whole_sentences() {
    let limier = collection();
    assert_eq!(
        kwic(&limier, &["pont", "--source", "La Digue", "--format", "csv"]),
        "id,published,source,title,field,left,match,right\n\
         b,2019-05-01,La Digue,Travaux,body,\"L'été, le grand \",pont, est fermé.\n"
    );
    let json: Value =
        serde_json::from_str(&kwic(&limier, &["ponts", "-n", "1", "--format", "json"])).unwrap();
    assert_eq!((&json["occurrences"], &json["articles"]), (&json!(5), &json!(3)));
    assert_eq!(json["lines"].as_array().unwrap().len(), 1);
    let why = "no article for tramway\n";
    limier.call("kwic").arg("tramway").stdout("no occurrence\n").stderr(why).code(1).run();
    let found = "no occurrence; 2 articles are found, by a tag, a source or a date, which have none in \
                 a text\n";
    limier.call("kwic").arg("source:fanal").stdout(found).code(1).run();
}

#[test]
fn a_line_stays_one_whatever_an_article_holds() {
    let body = "Un pont\u{1B}[31m rouge\u{2028}2020-01-01  faux **pont**";
    let limier = Limier::with_records([json!({"id": "x\ny", "title": "T", "body": body})]);
    let text = kwic(&limier, &["pont"]);
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(!text.contains('\u{1B}') && !text.contains('\u{2028}'), "{text}");
    assert_eq!(kwic(&limier, &["pont", "--format", "csv"]).lines().count(), 3);
}

#[test]
#[ignore = "needs half a minute"]
fn long_more_lines_than_can_be_held_are_told() {
    let bodies = (0..3).map(|at| (format!("a{at}"), "Un pont. ".repeat(200_000)));
    let records = bodies.map(|(id, body)| json!({"id": id, "title": "Ici", "body": body}));
    let limier = Limier::with_records(records);
    let kwic = |more: &[&str]| {
        limier.call("kwic").args(["pont", "--width", "1", "--format", "jsonl"]).args(more).output()
    };
    let all = kwic(&["-n", "0"]);
    assert_eq!((all.code, all.stdout.lines().count()), (3, 500_000), "{}", all.stderr);
    let told = "cut: `pont`: the first 500000 lines of 600000; ask for less at once, as with --from \
                and --to";
    assert!(all.stderr.contains(told), "{}", all.stderr);
    let few = kwic(&["-n", "10"]);
    assert_eq!((few.code, few.stdout.lines().count(), few.stderr.as_str()), (0, 10, ""));
}
