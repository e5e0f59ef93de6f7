//! `limier export` of what is asked for: which articles, in which order, in each form.
//!
//! Forms that limier reads are read back with all their fields; the others are held against what
//! their documentation asks for.

use serde_json::{Value, json};

use crate::support::Limier;

fn article(id: &str, date: &str, title: &str) -> Value {
    json!({
        "id": id, "url": format!("https://fanal.example/{id}"), "date": date, "title": title,
        "description": "Les camions attendront.", "source": "Le Fanal", "section": "Région",
        "authors": ["Anne Morel", "Jean Petit"], "tags": ["pont", "quai"], "language": "fr",
        "body": "Le conseil a voté.\n\nLe pont rouvre lundi.",
    })
}

fn collection() -> Limier {
    Limier::with_records([
        article("a", "2020-02-01", "Le pont rouvre"),
        article("b", "2019-05", "=HYPERLINK(\"x\") # *pont* <b>"),
        article("c", "2021-07-03T10:00:00Z", "Le quai, enfin"),
    ])
}

fn export(limier: &Limier, args: &[&str]) -> String {
    limier.call("export").args(args).text()
}

/// Returns the ids of JSON Lines, in their order.
fn ids(jsonl: &str) -> Vec<String> {
    let id = |line: &str| {
        let json: Value = serde_json::from_str(line).unwrap();
        json["id"].as_str().unwrap().to_owned()
    };
    jsonl.lines().map(id).collect()
}

#[test]
fn what_is_asked_for_is_exported_in_the_order_asked_for() {
    let limier = collection();
    let found = |args: &[&str]| {
        let mut ids = ids(&export(&limier, args));
        ids.sort();
        ids.concat()
    };
    assert_eq!(found(&["titre:pont"]), "ab");
    assert_eq!(found(&["--from", "2020"]), "ac");
    assert_eq!(found(&["titre:pont", "--from", "2020"]), "a");
    assert_eq!(ids(&export(&limier, &["conseil", "--sort", "date"])), ["b", "a", "c"]);
    assert_eq!(ids(&export(&limier, &["conseil", "--sort", "-date", "-n", "2"])), ["c", "a"]);
    assert_eq!(ids(&export(&limier, &["quai", "-n", "1"])), ["c"]);
    let all = export(&limier, &["conseil"]);
    assert_eq!(export(&limier, &["conseil", "-n", "0"]), all);
    limier.call("export").arg("tramway").stdout("").code(1).run();
    let wrong = limier.call("export").args(["titre:"]).code(2).output();
    assert!(wrong.stdout.is_empty() && wrong.stderr.starts_with("error: "), "{}", wrong.stderr);
    // In no window is there a last answer.
    limier.call("export").arg("@1").code(2).output();
}

#[test]
fn what_is_exported_as_jsonl_or_csv_is_read_back_with_all_its_fields() {
    let limier = collection();
    let all = export(&limier, &["conseil", "--sort", "date"]);
    let csv = export(&limier, &["conseil", "--sort", "date", "--format", "csv"]);
    for (name, text) in [("all.jsonl", all.clone()), ("all.csv", csv)] {
        let read = Limier::new().file(name, text);
        read.index(name).output();
        let back = export(&read, &["conseil", "--sort", "date"]);
        // An apostrophe stands in front of what would be a formula.
        assert_eq!(back.replace("'=HYPER", "=HYPER"), all, "{name}");
    }
}

#[test]
fn a_table_has_the_columns_that_are_asked_for_and_no_formula() {
    let limier = collection();
    let args = ["titre:pont", "--sort", "date", "--format", "csv"];
    assert_eq!(
        export(&limier, &[&args[..], &["--columns", "id,published,title"]].concat()),
        "id,published,title\r\nb,2019-05,\"'=HYPERLINK(\"\"x\"\") # *pont* <b>\"\r\n\
         a,2020-02-01,Le pont rouvre\r\n"
    );
    let excel = [&args[..], &["--columns", "id,tags", "--excel"]].concat();
    assert_eq!(
        export(&limier, &excel),
        "\u{FEFF}id;tags\r\nb;\"pont; quai\"\r\na;\"pont; quai\"\r\n"
    );
    let refused = limier.call("export").args(["--format", "md", "--excel"]).code(2).output();
    assert!(refused.stderr.contains("--excel goes with --format csv"), "{}", refused.stderr);
    limier.call("export").args(["--format", "csv", "--columns", "mot"]).code(2).output();
    // So it is in a table of hits.
    let hits = limier.search("titre:hyperlink").args(["--format", "csv"]).text();
    assert!(hits.contains("'=HYPERLINK"), "{hits}");
}

#[test]
fn references_are_read_back() {
    let limier = collection();
    let ris = export(&limier, &["--sort", "date", "--format", "ris"]);
    assert!(ris.starts_with("TY  - NEWS\r\nID  - b\r\n"), "{ris}");
    assert!(ris.contains("\r\nDA  - 2019/05//\r\n") && ris.contains("\r\nDA  - 2021/07/03/\r\n"));
    assert!(ris.contains("\r\nN1  - Le conseil a voté. Le pont rouvre lundi.\r\nER  - \r\n"));
    let read = Limier::new().file("all.ris", ris);
    read.index("all.ris").output();
    let said = read.said("a");
    assert_eq!(
        (&said["title"], &said["source"], &said["section"], &said["published"]),
        (&json!("Le pont rouvre"), &json!("Le Fanal"), &json!("Région"), &json!("2020-02-01"))
    );
    assert_eq!(said["authors"], json!(["Anne Morel", "Jean Petit"]));
    assert_eq!(said["tags"], json!(["pont", "quai"]));
}

#[test]
fn a_corpus_is_read_back_text_by_text_and_no_line_of_one_is_another() {
    let hostile = json!({"id": "Été 1", "title": "**** *date_1900", "source": "L'Écho du *Nord*",
                         "body": "Un\n**** *source_faux\n* deux"});
    let limier = Limier::with_records([hostile, article("a", "2020-02-01", "Le pont")]);
    let corpus = export(&limier, &["--format", "iramuteq", "--sort", "date"]);
    assert_eq!(corpus.lines().filter(|line| line.starts_with('*')).count(), 2, "{corpus}");
    assert!(
        corpus.contains("**** *id_a *source_le_fanal *annee_2020 *am_2020_02 *date_2020-02-01 ")
    );
    assert!(corpus.contains("**** *id_ete_1 *source_l_echo_du_nord"), "{corpus}");
    let read = Limier::new().file("corpus.txt", corpus);
    read.index("corpus.txt").output();
    assert_eq!(read.len(), 2);
    assert_eq!(read.ids("camions date:2020-02-01").len(), 1);
}

#[test]
fn a_feed_is_read_back() {
    let limier = collection();
    let atom = export(&limier, &["quai", "--format", "atom", "--sort", "date"]);
    assert!(atom.contains("&lt;b&gt;") && !atom.contains("<b>"), "{atom}");
    let read = Limier::new().file("feed.atom", atom);
    read.index("feed.atom").output();
    assert_eq!(read.len(), 3);
    assert_eq!(read.ids("titre:enfin").len(), 1);
}

#[test]
fn a_dossier_has_no_sign_of_an_article_and_grows() {
    let limier = collection();
    let call = |args: &[&str]| limier.call("export").args(args).args(["-o", "dossier.md"]).output();
    assert_eq!(call(&["titre:hyperlink", "--format", "md"]).code, 0);
    assert_eq!(call(&["titre:enfin", "--format", "md", "--append"]).code, 0);
    let dossier = std::fs::read_to_string(limier.path("dossier.md")).unwrap();
    let titles: Vec<&str> = dossier.lines().filter(|line| line.starts_with("# ")).collect();
    assert_eq!(titles, ["# \\=HYPERLINK(\"x\") # \\*pont\\* \\<b\\>", "# Le quai, enfin"]);
    assert!(
        dossier.contains("2019-05 · Le Fanal · Région  \nAnne Morel, Jean Petit  \n"),
        "{dossier}"
    );
    let refused = call(&["quai", "--format", "atom", "--append"]);
    assert_eq!(refused.code, 2);
    assert_eq!(std::fs::read_to_string(limier.path("dossier.md")).unwrap(), dossier);
}

#[test]
fn decisions_go_along_with_all_and_with_nothing_less() {
    let limier = collection();
    limier.call("delete").arg("a").output();
    assert!(export(&limier, &[]).contains("\"deleted\""));
    assert!(!export(&limier, &["pont"]).contains("\"deleted\""));
    assert_eq!(ids(&export(&limier, &["pont", "--sort", "date"])).concat(), "bc");
}

#[test]
fn the_name_of_the_file_tells_the_form_unless_it_is_said() {
    let limier = collection();
    let first = |name: &str, args: &[&str]| {
        limier.call("export").args(["pont", "-o", name]).args(args).text();
        let text = std::fs::read_to_string(limier.path(name)).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(first("a.ris", &[]), "TY  - NEWS");
    assert!(first("a.csv", &[]).starts_with("id,published,"));
    assert!(first("a.MD", &[]).starts_with("# "));
    assert!(first("a.txt", &[]).starts_with('{'));
    assert!(first("b.csv", &["--format", "jsonl"]).starts_with('{'));
}

#[test]
fn lines_of_windows_end_as_others_and_days_are_those_of_the_zone() {
    let article =
        json!({"id": "n", "title": "Nuit", "body": "Une\r\ndeux", "date": "2020-12-31T23:30:00Z"});
    let limier = Limier::with_records([article]);
    assert!(export(&limier, &["nuit", "--format", "csv"]).contains("\"Une\ndeux\""));
    assert!(export(&limier, &["nuit", "--format", "atom"]).contains(">Une\ndeux</content>"));
    assert!(export(&limier, &["nuit", "--format", "ris"]).contains("DA  - 2021/01/01/"));
    let corpus = export(&limier, &["nuit", "--format", "iramuteq", "--tz", "America/Montreal"]);
    assert!(corpus.contains("*date_2020-12-31"), "{corpus}");
}

#[test]
fn what_is_added_to_a_file_begins_on_a_line_of_its_own() {
    let limier = collection().file("all.jsonl", "{\"id\": \"z\"}");
    limier.call("export").args(["pont", "-n", "1", "-o", "all.jsonl", "--append"]).text();
    let text = std::fs::read_to_string(limier.path("all.jsonl")).unwrap();
    assert!(text.starts_with("{\"id\": \"z\"}\n{"), "{text}");
}
