//! Exports as they are found: feeds, tables, the XML of agencies, SGML.
//!
//! Each is written in the test, in the shape in which a program leaves it.

use serde_json::json;

use crate::support::{Limier, summary};

#[test]
fn columns_that_no_field_takes_are_named_when_that_is_asked_for() {
    let limier = Limier::new().file("a.csv", "Titre;Fonds;Texte;Cote\nLe pont;A;Il rouvre.;12\n");
    let stderr = "a.csv: columns that no field takes: `Fonds`, `Cote`\n";
    limier.index("a.csv").arg("--verbose").stdout(summary(1, 0, 0, 1, 1)).stderr(stderr).run();
    limier.index("a.csv").arg("--force").stdout(summary(1, 1, 0, 1, 1)).run();
}

#[test]
fn a_json_feed_is_read() {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Le Phare",
        "language": "fr-FR", "items": [
            {"id": "1", "url": "https://phare.example/1", "title": "Le pont",
             "content_html": "<p>Il <b>rouvre</b>.</p><p>Enfin&nbsp;!</p>",
             "date_published": "2020-06-15T16:40:00+02:00", "authors": [{"name": "Anne Morel"}]},
            {"id": "2", "content_text": "Rien.", "date_published": "2020-06-16", "language": "en"},
        ]
    });
    let limier = Limier::new().file("flux.json", feed.to_string()).indexed();
    let article = limier.article("1");
    assert_eq!(article["body"], "Il rouvre.\nEnfin\u{A0}!");
    assert_eq!(article["authors"], json!(["Anne Morel"]));
    assert_eq!((&article["source"], &article["language"]), (&json!("Le Phare"), &json!("fr")));
    assert_eq!(limier.article("2")["body"], "Rien.");
    assert_eq!(limier.article("2")["language"], "en");
}

#[test]
fn nested_names_are_given_on_the_command_line() {
    let record = json!({"_id": 1, "metadata": {"title": "Le pont"}, "source": {"nom": "Le Phare"}});
    let limier = Limier::new().file("a.jsonl", record.to_string());
    limier
        .index("a.jsonl")
        .args(["--field", "title=metadata.title", "--field", "source=source.nom"])
        .stdout(summary(1, 0, 0, 1, 1))
        .run();
    assert_eq!(limier.article("1")["title"], "Le pont");
    assert_eq!(limier.article("1")["source"], "Le Phare");
}

#[test]
fn a_table_may_name_its_columns_otherwise() {
    let limier = Limier::new().file("a.csv", "n°;annonce;papier\n1;Le pont;\"Il\nrouvre\"\n");
    limier
        .index("a.csv")
        .code(1)
        .stdout(summary(0, 0, 1, 0, 0))
        .stderr(
            "a.csv: no column of text among `n°`, `annonce`, `papier`; name one with --field, for \
             example --field body=NAME\n",
        )
        .run();
    let fields = ["--field", "id=n°", "--field", "title=annonce", "--field", "body=papier"];
    limier.index("a.csv").args(fields).stdout(summary(1, 0, 0, 1, 1)).run();
    assert_eq!(limier.article("1")["body"], "Il\nrouvre");
}

#[test]
fn a_later_revision_of_a_dispatch_replaces_the_earlier_one() {
    let dispatch = |revision: u32, title: &str| {
        format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>phare.example</ProviderId>\
             <DateId>20200615</DateId><NewsItemId>PONT</NewsItemId><RevisionId>{revision}</RevisionId>\
             </NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>{title}</HeadLine>\
             </NewsLines><ContentItem><DataContent>Texte.</DataContent></ContentItem></NewsComponent>\
             </NewsItem></NewsML>"
        )
    };
    let limier =
        Limier::new().file("1.xml", dispatch(1, "Le pont")).file("2.xml", dispatch(2, "Le quai"));
    limier.call("index").args(["1.xml", "2.xml"]).stdout(summary(2, 1, 0, 0, 1)).run();
    assert_eq!(limier.article("urn:newsml:phare.example:20200615:PONT")["title"], "Le quai");
}

#[test]
fn hostile_xml_is_refused_in_a_line() {
    let deep = "<item>".repeat(1_000_000);
    let bomb =
        "<!DOCTYPE rss [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><rss><item>&c;</item></rss>";
    let limier = Limier::new()
        .file("bombe.xml", bomb)
        .file("carte.xml", "<urlset/>")
        .file("profond.rss", format!("<rss>{deep}"));
    let output = limier
        .call("index")
        .args(["--jobs", "1", "bombe.xml", "carte.xml", "profond.rss"])
        .output();
    assert_eq!(
        output.stderr,
        "bombe.xml: uses entities of its own, which are not expanded; expand them first\n\
         carte.xml: not read: XML with the root `urlset`\n\
         profond.rss: elements nested more than 200 deep; save it again as text\n"
    );
    assert_eq!(output.code, 1, "nothing was indexed");
}

#[test]
fn what_is_exported_is_in_a_format_that_holds_articles() {
    let limier = Limier::with_articles([("pont", "Le pont", "Il rouvre.")]);
    let lines = limier.call("export").text();
    assert_eq!(lines.lines().count(), 1);
    assert_eq!(limier.call("export").args(["--format", "jsonl"]).text(), lines);
    let stderr = "error: invalid value 'trec' for '--format <FORMAT>'\n  [possible values: jsonl, csv, xlsx, md, ris, iramuteq, atom]\n\n\
                  For more information, try '--help'.\n";
    limier.call("export").args(["--format", "trec"]).code(2).stderr(stderr).run();
}

#[test]
fn a_long_text_comes_back_whole_from_a_workbook() {
    let body = "Un mot de plus. ".repeat(5_000) + "La chute finale est ici.";
    let limier = Limier::with_records([json!({"id": "l", "title": "Long", "body": body})]);
    limier.call("export").args(["-o", "l.xlsx"]).text();
    let bytes = std::fs::read(limier.path("l.xlsx")).unwrap();
    let again = Limier::new().file("l.xlsx", bytes).indexed();
    assert_eq!(again.ids("chute"), ["l"]);
    assert_eq!(again.article("l")["body"], body);
}

#[test]
fn moments_of_a_feed_have_offsets_of_whole_minutes() {
    let limier = Limier::with_records([
        json!({"id": "1", "title": "Le pont", "body": "Il rouvre.", "published": "1904-10"}),
        json!({"id": "2", "title": "Le quai", "body": "Il ferme.", "published": "12/10/1904 16h40"}),
    ]);
    let feed = limier.call("export").args(["--format", "atom", "--sort", "date"]).text();
    assert!(feed.contains("<published>1904-09-30T23:59:39+00:09</published>"), "{feed}");
    assert!(!feed.contains("+00:09:21"), "{feed}");
}
