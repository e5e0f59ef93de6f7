//! Inputs: every format, compressed or not, standard input, and the names that the
//! fields of an article go by.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::support::{INDEX, Limier, in_repository, json_lines, summary};

const TEXT: &str = "Le pont rouvre\n\nLes camions attendent encore.\n";

fn gz(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn zst(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 3).unwrap()
}

/// Checks that the sample of each format is read when its content went through `compress`
/// and its name ends in `extension`; `tests/fixtures/formats` has one for each.
#[track_caller]
fn check_formats(extension: &str, compress: fn(&[u8]) -> Vec<u8>) {
    let samples = fs::read_dir(in_repository("tests/fixtures/formats")).unwrap();
    let paths: Vec<_> = samples.map(|entry| entry.unwrap().path()).collect();
    let name = |path: &Path| format!("{}{extension}", path.file_name().unwrap().display());
    let limier = paths.iter().fold(Limier::new(), |limier, path| {
        limier.file(&name(path), compress(&fs::read(path).unwrap()))
    });
    let limier = limier.indexed();
    assert_eq!(limier.len(), paths.len() as u64);
}

#[test]
fn every_format_is_read() {
    check_formats("", <[u8]>::to_vec);
}

#[test]
fn every_format_is_read_from_gzip() {
    check_formats(".gz", gz);
}

#[test]
fn every_format_is_read_from_zstd() {
    check_formats(".zst", zst);
}

#[test]
fn json_has_several_shapes() {
    let record = |id: &str| json!({"id": id, "title": "Le pont"}).to_string();
    let [l1, l2, t1, t2] = ["l1", "l2", "t1", "t2"].map(record);
    let envelope = format!("{{\"count\": 1, \"articles\": [{}]}}", record("enveloppe"));
    let limier = Limier::new()
        .file("objet.json", record("objet"))
        .file("tableau.json", format!("[\n{t1},\n{t2}]\n"))
        .file("enveloppe.json", envelope)
        .file("lignes.jsonl", format!("{l1}\n\n{l2}"))
        .file("lignes.ndjson", format!("{}\r\n", record("nd")))
        .indexed();
    let mut ids = limier.ids("pont");
    ids.sort();
    assert_eq!(ids, ["enveloppe", "l1", "l2", "nd", "objet", "t1", "t2"]);
}

#[test]
fn a_text_with_a_short_first_line_has_it_for_title() {
    let limier = Limier::new().file("a.txt", format!("\n{TEXT}")).indexed();
    assert_eq!(
        limier.said("a.txt"),
        json!({
            "id": "a.txt", "title": "Le pont rouvre", "body": "Les camions attendent encore.",
            "language": "fr",
        })
    );
}

#[test]
fn a_text_with_a_long_first_line_gets_a_derived_title() {
    let opening = "Le pont qui relie les deux rives du fleuve depuis le début du siècle dernier \
                   rouvrira lundi à la circulation, mais les camions de plus de dix-neuf tonnes \
                   devront attendre le printemps.";
    assert!(opening.chars().count() > 150, "too long for a title");
    let limier = Limier::new().file("a.txt", format!("{opening}\nLa suite.\n")).indexed();
    let article = limier.article("a.txt");
    assert_eq!(article["title_derived"], true);
    assert_eq!(
        article["title"],
        "Le pont qui relie les deux rives du fleuve depuis le début du siècle dernier…",
        "whole words, at most eighty characters"
    );
    assert_eq!(article["body"], format!("{opening}\nLa suite."), "the text stays whole");
}

#[test]
fn a_text_of_one_line_gets_a_derived_title() {
    let limier = Limier::new().file("a.txt", "Le pont rouvre.\n").indexed();
    let article = limier.article("a.txt");
    assert_eq!(article["title"], "Le pont rouvre.");
    assert_eq!(article["title_derived"], true);
    assert_eq!(article["body"], "Le pont rouvre.");
}

#[test]
fn a_byte_order_mark_belongs_to_no_text() {
    let limier = Limier::new()
        .file("a.txt", format!("\u{FEFF}{TEXT}"))
        .file("b.jsonl", "\u{FEFF}{\"id\": \"b\", \"title\": \"Pont\"}\n")
        .file("c.json", "\u{FEFF}{\"id\": \"c\", \"title\": \"Pont\"}\n")
        .indexed();
    assert_eq!(limier.article("a.txt")["title"], "Le pont rouvre");
    assert_eq!(limier.len(), 3);
}

#[test]
fn compression_shows_by_the_bytes_not_by_the_name() {
    let limier = Limier::new().file("a.txt", gz(TEXT.as_bytes())).file("b.txt.gz", TEXT).indexed();
    assert_eq!(limier.article("a.txt")["title"], "Le pont rouvre");
    assert_eq!(limier.article("b.txt.gz")["title"], "Le pont rouvre");
}

#[test]
fn a_file_without_extension_is_judged_by_its_content() {
    let limier = Limier::new()
        .file(
            "lignes",
            "{\"id\": \"a\", \"title\": \"Pont\"}\n{\"id\": \"b\", \"title\": \"Pont\"}\n",
        )
        .file("texte", TEXT)
        .indexed();
    let mut ids = limier.ids("pont");
    ids.sort();
    assert_eq!(ids, ["a", "b", "texte"]);
}

#[test]
fn json_lines_come_from_standard_input() {
    let limier = Limier::new();
    limier
        .index("-")
        .stdin("{\"id\": \"a\", \"title\": \"Pont\"}\n{\"title\": \"Rivière\"}\n")
        .stdout(summary(2, 0, 0, 2, 2))
        .run();
    assert_eq!(limier.article("a")["title"], "Pont");
    assert_eq!(limier.article("-#2")["title"], "Rivière");
}

#[test]
fn text_comes_from_standard_input() {
    let limier = Limier::new();
    limier.index("-").stdin(TEXT).stdout(summary(1, 0, 0, 1, 1)).run();
    let article = limier.article("-");
    assert_eq!(article["title"], "Le pont rouvre");
    assert_eq!(article["body"], "Les camions attendent encore.");
}

#[test]
fn compressed_lines_come_from_standard_input() {
    for compress in [gz, zst] {
        let limier = Limier::new();
        let lines = compress(
            b"{\"id\": \"a\", \"title\": \"Pont\"}\n{\"id\": \"b\", \"title\": \"Pont\"}\n",
        );
        limier.index("-").stdin(lines).stdout(summary(2, 0, 0, 2, 2)).run();
    }
}

/// Checks that `value` under each of `names` gives `field` of the article `expected`.
#[track_caller]
fn check_aliases(field: &str, names: &[&str], value: &Value, expected: &Value) {
    let records = names.iter().map(|&name| {
        // A text of another field, so that every record is an article.
        let text = if field == "title" { "body" } else { "title" };
        json!({"id": format!("alias-{name}"), text: "Pont", name: value})
    });
    let limier = Limier::with_records(records);
    for name in names {
        assert_eq!(&limier.article(&format!("alias-{name}"))[field], expected, "{name}");
    }
}

#[test]
fn a_body_goes_by_many_names() {
    check_aliases("body", &["body", "text", "content", "article"], &"x".into(), &"x".into());
}

#[test]
fn a_title_goes_by_many_names() {
    check_aliases("title", &["title", "headline", "titre", "Title"], &"x".into(), &"x".into());
}

#[test]
fn a_standfirst_goes_by_many_names() {
    let names = ["description", "summary", "standfirst", "chapo", "heading"];
    check_aliases("description", &names, &"x".into(), &"x".into());
}

#[test]
fn a_date_of_publication_goes_by_many_names() {
    let names = ["published", "published_at", "date", "datePublished", "pubDate", "created_at"];
    check_aliases("published", &names, &"2020-07-03".into(), &"2020-07-03".into());
}

#[test]
fn a_source_is_named_without_its_issue() {
    let table = "title;source\nLe pont rouvre;Le Phare, no. 24228\nLe quai ferme;Le Phare, n° 3\n\
                 Le port;Le Phare, Nord 59\n";
    let limier = Limier::new().file("a.csv", table);
    limier.index("a.csv").output();
    let counts = limier.call("count").args(["--by", "source", "--format", "csv"]).text();
    assert_eq!(counts, "source,articles\nLe Phare,2\n\"Le Phare, Nord 59\",1\n");
}

#[test]
fn a_source_goes_by_many_names() {
    let names = ["source", "publisher", "site_name", "site"];
    check_aliases("source", &names, &"Le Phare".into(), &"Le Phare".into());
}

#[test]
fn authors_go_by_many_names() {
    let names = ["author", "authors", "byline", "creator"];
    check_aliases("authors", &names, &"A. Bé".into(), &json!(["A. Bé"]));
    check_aliases("authors", &names, &json!(["A. Bé", "C. Dé"]), &json!(["A. Bé", "C. Dé"]));
}

#[test]
fn a_section_goes_by_many_names() {
    check_aliases(
        "section",
        &["section", "category", "rubrique"],
        &"Sport".into(),
        &"Sport".into(),
    );
}

#[test]
fn of_several_names_the_first_that_is_not_empty_wins() {
    let limier = Limier::with_records([json!({
        "id": 7, "content": "troisième", "text": "deuxième", "body": " ", "titre": "Pont",
    })]);
    assert_eq!(limier.article("7")["body"], "deuxième");
}

#[test]
fn a_given_name_comes_before_the_common_ones() {
    let record = json!({"id": "a", "title": "Pont", "body": "commun", "corps": "donné"});
    let limier = Limier::new().file("a.jsonl", json_lines([record.clone()]));
    limier.index("a.jsonl").text();
    assert_eq!(limier.article("a")["body"], "commun");
    limier.index("a.jsonl").args(["--field", "body=corps"]).stdout(summary(1, 1, 0, 1, 1)).run();
    assert_eq!(limier.article("a")["body"], "donné");
}

#[test]
fn a_given_name_may_be_a_common_one() {
    let record = json!({"id": "a", "title": "Pont", "body": "corps", "texte": "texte"});
    let limier = Limier::new().file("a.jsonl", json_lines([record]));
    limier.index("a.jsonl").args(["--field", "body=texte"]).text();
    assert_eq!(limier.article("a")["body"], "texte");
}

#[test]
fn a_field_that_articles_lack_is_refused() {
    let limier = Limier::new().file("a.txt", TEXT);
    limier
        .index("a.txt")
        .args(["--field", "corps=body"])
        .stderr(
            "error: unknown field `corps`; the fields are id, url, title, description, body, \
             published, modified, source, section, author, tags, language, year, month, day\n",
        )
        .code(2)
        .run();
    assert!(!limier.path(INDEX).exists(), "nothing was made");
}

#[test]
fn a_field_without_a_name_is_refused() {
    let limier = Limier::new().file("a.txt", TEXT);
    let output = limier.index("a.txt").args(["--field", "body"]).output();
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("write it as FIELD=NAME"), "{}", output.stderr);
    assert!(!limier.path(INDEX).exists(), "nothing was made");
}

#[test]
fn every_format_that_is_text_may_be_in_any_encoding() {
    let files = [
        ("a.txt", "L'été à Nîmes\n\nIl fait chaud.\n"),
        ("b.csv", "titre;texte\nL'été à Nîmes;Il fait chaud.\n"),
        ("c.xml", "<rss><channel><item><title>L'été à Nîmes</title></item></channel></rss>"),
        ("d.json", r#"[{"title": "L'été à Nîmes"}]"#),
        ("e.jsonl", r#"{"title": "L'été à Nîmes"}"#),
        ("f.sgml", "<DOC><DOCNO>1</DOCNO><TITLE>L'été à Nîmes</TITLE></DOC>"),
    ];
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encoded = |text: &str, encoding: &str| -> Vec<u8> {
        match encoding {
            "Latin-1" => text.chars().map(|char| char as u8).collect(),
            "UTF-16" => utf16(text),
            "UTF-16 with its mark" => utf16(&format!("\u{FEFF}{text}")),
            _ => text.as_bytes().to_owned(),
        }
    };
    for encoding in ["UTF-8", "Latin-1", "UTF-16", "UTF-16 with its mark"] {
        let add =
            |limier: Limier, (name, text): (&str, &str)| limier.file(name, encoded(text, encoding));
        let limier = files.into_iter().fold(Limier::new(), add).indexed();
        let ids = limier.ids("titre:(=été ET =nîmes)");
        assert_eq!(ids.len(), files.len(), "{ids:?} in {encoding}");
    }
}
