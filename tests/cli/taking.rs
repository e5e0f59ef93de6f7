//! `limier export` of what is asked for: which articles, in which order, in each form.
//!
//! Forms that limier reads are read back with all their fields; the others are held against what
//! their documentation asks for.

use std::io::Read;

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
    let why = "no article for tramway\n";
    limier.call("export").arg("tramway").stdout("").stderr(why).code(1).run();
    let undated =
        Limier::with_records([article("a", "2020", "Le pont"), article("b", "", "Un pont")]);
    let told = "titre:pont date:2020: 1 article without a date left out\n";
    let dated = undated.call("export").arg("titre:pont date:2020").stderr(told).output();
    assert_eq!(ids(&dated.stdout), ["a"]);
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
        let back = back.replace("'=HYPER", "=HYPER");
        // The moment is not that of the export, which the test has not kept.
        let without_moment = |text: &str| text.replace(",\"added\":\"[now]\"", "");
        assert_eq!(without_moment(&back), without_moment(&all), "{name}");
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

/// Returns the parts of a workbook that a name begins, as text.
pub(crate) fn parts(limier: &Limier, name: &str, of: &str) -> String {
    let bytes = std::fs::read(limier.path(name)).unwrap();
    let archive = rawzip::ZipArchive::from_slice(&bytes).unwrap();
    let mut text = String::new();
    for entry in archive.entries() {
        let entry = entry.unwrap();
        if String::from_utf8_lossy(entry.file_path().as_ref()).starts_with(of) {
            let data = archive.get_entry(entry.wayfinder()).unwrap().data();
            flate2::read::DeflateDecoder::new(data).read_to_string(&mut text).unwrap();
        }
    }
    text
}

#[test]
fn a_workbook_has_texts_as_texts_and_days_as_days() {
    let limier = collection();
    let call = limier.call("export").args(["titre:pont", "--sort", "date", "-o", "ponts.xlsx"]);
    call.args(["--columns", "id,day,title,published"]).text();
    let sheet = parts(&limier, "ponts.xlsx", "xl/worksheets/sheet1");
    // In quotes to who edits it, and no formula.
    let formula = "<c r=\"C2\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=HYPERLINK(\"x\") # *pont* \
                   &lt;b&gt;</t></is></c><c r=\"D2\" s=\"0\" t=\"inlineStr\"><is><t xml:space=\"preserve\">2019-05<";
    assert!(sheet.contains(formula) && !sheet.contains("<f>"), "{sheet}");
    assert!(sheet.contains("<c r=\"B3\" s=\"4\"><v>43862</v></c>"), "{sheet}");
    assert!(!sheet.contains("r=\"B2\""), "a month is no day: {sheet}");
    assert!(sheet.ends_with("<autoFilter ref=\"A1:D3\"/></worksheet>"), "{sheet}");
    // It is read again as it is.
    let all =
        limier.call("export").args(["conseil", "--sort", "date", "-o", "all.xlsx", "--about"]);
    all.text();
    let bytes = std::fs::read(limier.path("all.xlsx")).unwrap();
    let read = Limier::new().file("all.xlsx", bytes);
    let told = read.index("all.xlsx").output();
    let about = "all.xlsx/about: not read: a sheet without a column of text\n";
    assert_eq!((told.stderr.as_str(), told.code), (about, 0));
    assert_eq!(export(&read, &["--sort", "date"]), export(&limier, &["--sort", "date"]));
}

#[test]
fn a_text_that_no_cell_has_room_for_goes_on_beside() {
    let body = format!("{}ab😀 {}", "mot ".repeat(8_191), "suite ".repeat(6_000));
    let limier = Limier::with_records([
        json!({"id": "long", "title": "Long", "body": body.trim()}),
        article("a", "2020-02-01", "Le pont"),
    ]);
    limier.call("export").args(["--columns", "body,id", "-o", "a.xlsx"]).text();
    let sheet = parts(&limier, "a.xlsx", "xl/worksheets/sheet1");
    let cells: Vec<&str> = sheet.split("<c r=\"").skip(1).collect();
    let named = |name: &str| -> String {
        let found = cells.iter().find(|cell| cell.starts_with(&format!("{name}\""))).unwrap();
        let text = found.split_once("preserve\">").unwrap().1;
        text.split_once("</t>").unwrap().0.to_owned()
    };
    assert_eq!(["A1", "B1", "C1", "D1"].map(named), ["body", "body 2", "body 3", "id"]);
    let row = if named("D2") == "long" { 2 } else { 3 };
    let parts = ["A", "B", "C"].map(|column| named(&format!("{column}{row}")));
    assert_eq!(parts.concat(), body.trim());
    let units = |text: &String| text.encode_utf16().count();
    assert_eq!(parts.each_ref().map(units), [32_766, 32_767, units(&parts[2])]);
    assert!(!sheet.contains(&format!("<c r=\"B{}\"", 5 - row)), "{}", named("A2"));
}

#[test]
fn what_was_asked_goes_along_in_every_form() {
    let limier = collection();
    for (format, shown) in [
        ("csv", ["conseil", "date:..", " by limier ", "3 articles, as of "]),
        ("md", ["> query: conseil", "> read as: ", "> exported: ", "> index: ix: 3 articles"]),
        ("ris", ["N1  - limier export: query: conseil", "read as: ", "exported: ", "index: ix: 3"]),
        ("atom", ["<subtitle>query: conseil", "read as: ", "exported: ", "index: ix: 3 articles"]),
        (
            "jsonl",
            [
                "\"about\":{\"query\":\"conseil\"",
                "\"read_as\":[",
                "\"exported\":\"",
                "\"index\":{\"name\":\"ix\",\"articles\":3",
            ],
        ),
        ("iramuteq", [" *requete_conseil ", " *lue_conseil_", " *export_", " *index_ix *etat_"]),
    ] {
        let args = ["conseil", "--to", "2020", "--format", format];
        let told = export(&limier, &[&args[..], &["--about"]].concat());
        for part in shown {
            assert!(told.contains(part), "{part} in {told}");
        }
        let silent = export(&limier, &args);
        assert!(!silent.contains(shown[3]) && told.len() > silent.len(), "{format}: {silent}");
    }
    limier.call("export").args(["conseil", "--to", "2020", "-o", "a.xlsx", "--about"]).text();
    let sheet = parts(&limier, "a.xlsx", "xl/worksheets/sheet2");
    for part in
        [">query<", ">conseil<", ">read as<", ">articles<", ">2<", ">ix: 3 articles, as of "]
    {
        assert!(sheet.contains(part), "{part} in {sheet}");
    }
    // A line of JSON that tells of all is no article when it is read again.
    let lines = export(&limier, &["--about"]);
    assert_eq!(lines.lines().count(), 4);
    let read = Limier::new().file("all.jsonl", &lines).indexed();
    // The moment is not that of the export, which the test has not kept.
    assert_eq!(export(&read, &[]), export(&limier, &[]).replace(",\"added\":\"[now]\"", ""));
}

#[test]
fn fields_that_are_not_wanted_are_in_no_form() {
    let limier = collection();
    let only = |format: &str, columns: &str| {
        export(&limier, &["quai", "-n", "1", "--format", format, "--columns", columns])
    };
    assert_eq!(
        only("jsonl", "id,title"),
        "{\"exported_by\":\"limier\",\"id\":\"c\",\"title\":\"Le quai, enfin\"}\n"
    );
    assert_eq!(
        only("ris", "title,url"),
        "TY  - NEWS\r\nTI  - Le quai, enfin\r\nUR  - https://fanal.example/c\r\nER  - \r\n\r\n"
    );
    assert_eq!(only("md", "title"), "# Le quai, enfin\n\n\n---\n\n");
    let dossier = only("md", "title,description,source,published");
    assert!(dossier.contains("**Les camions attendront.**") && !dossier.contains("conseil"));
    assert!(!dossier.contains("id:"), "{dossier}");
    assert_eq!(only("csv", "day,id"), "day,id\r\n2021-07-03,c\r\n");
}

#[test]
fn rows_are_added_below_the_same_columns_only() {
    let limier = collection();
    let call = |query: &str, more: &[&str]| {
        let args = [query, "--columns", "id,title", "-o", "a.csv", "--append", "--excel"];
        limier.call("export").args(args).args(more).output()
    };
    assert_eq!((call("titre:enfin", &[]).code, call("titre:rouvre", &[]).code), (0, 0));
    let table = "\u{FEFF}id;title\r\nc;Le quai, enfin\r\na;Le pont rouvre\r\n";
    assert_eq!(std::fs::read_to_string(limier.path("a.csv")).unwrap(), table);
    let refused = limier.call("export").args(["quai", "-o", "a.csv", "--append"]).code(2).output();
    assert!(refused.stderr.contains("a.csv has other columns; leave out --append"), "{refused:?}");
    assert_eq!(call("quai", &["--about"]).code, 2);
    assert_eq!(std::fs::read_to_string(limier.path("a.csv")).unwrap(), table);
}

#[test]
fn a_note_is_no_markup_where_notes_are_html() {
    let limier = Limier::with_records([
        json!({"id": "a", "title": "T", "body": "Un <b>pont</b> & un quai"}),
        json!({"id": "b", "title": "T", "body": "2 < 3 & 4"}),
    ]);
    let ris = export(&limier, &["--sort", "date", "--format", "ris"]);
    assert!(ris.contains("N1  - <p>Un &lt;b&gt;pont&lt;/b&gt; &amp; un quai</p>\r\n"), "{ris}");
    assert!(ris.contains("N1  - 2 < 3 & 4\r\n"), "{ris}");
}

/// Returns a collection whose articles have so many words each that begin, and end, alike.
fn of_many_words(words: usize) -> Limier {
    let article = |number: usize| {
        let word = |at: usize| match at {
            0 => format!("porte{}", letters(number)),
            _ => format!("{}graphe", letters(number)),
        };
        json!({"id": number.to_string(), "title": "Mot", "date": "2020-01-01",
               "body": format!("Le {} et le {}.", word(0), word(1))})
    };
    Limier::with_records((0..words).map(article))
}

fn letters(number: usize) -> String {
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    [number / 676, number / 26, number].map(letter).iter().collect()
}

#[test]
fn beginnings_and_ends_of_words_stand_for_all_of_them_in_what_is_exact() {
    let limier = of_many_words(450);
    for query in ["porte*", "*graphe"] {
        let lines = |args: &[&str]| export(&limier, &[&[query], args].concat()).lines().count();
        assert_eq!(lines(&[]), 450, "{query}");
        assert_eq!(lines(&["--sort", "-date"]), 450, "{query}");
        assert_eq!(lines(&["-n", "1000"]), 450, "{query}");
        assert_eq!(lines(&["--sort", "relevance"]), 450, "{query}");
        assert_eq!(limier.call("count").arg(query).text(), "450\n");
        let by = limier.call("count").args([query, "--by", "month", "--format", "csv"]).text();
        assert_eq!(by, "month,articles\n2020-01,450\n");
        let kwic = limier.call("kwic").args([query, "--format", "csv"]).text();
        assert_eq!(kwic.lines().count(), 451, "{query}");
        let about = export(&limier, &[query, "--about"]);
        assert!(about.contains("450 words: ") && !about.contains("commonest"), "{query}");
        // A search looks for the commonest.
        let found = limier.search(query).args(["--format", "json", "-n", "1"]).json();
        assert_eq!(found["total"], 200, "{query}");
    }
}

#[test]
fn no_cell_of_a_list_with_tabs_starts_a_formula() {
    let limier = Limier::with_records([
        json!({"id": "=1", "title": "=HYPERLINK(1) pont", "source": "@x", "body": "Un pont."}),
    ])
    .file("q.tsv", "+q\tpont\n");
    let tsv = limier.call("search").args(["--queries", "q.tsv", "--format", "tsv"]).text();
    let row: Vec<&str> = tsv.lines().nth(1).unwrap().split('\t').collect();
    assert_eq!(row[0], "'+q");
    assert!(row.contains(&"'=1") && row.contains(&"'=HYPERLINK(1) pont"), "{tsv}");
    assert!(row.contains(&"'@x"), "{tsv}");
}

#[test]
fn what_no_cell_of_excel_has_room_for_is_cut_and_ends_so() {
    let long = "pont ".repeat(8_000);
    let limier = Limier::with_records([json!({"id": "a", "title": "Pont", "body": long})]);
    let body = |args: &[&str]| {
        let call = limier.call("export").args(["--format", "csv", "--columns", "body"]).args(args);
        call.text().lines().nth(1).unwrap().to_owned()
    };
    let cut = body(&["--excel"]);
    assert_eq!(cut.encode_utf16().count(), 32_767);
    assert!(cut.ends_with('…') && !body(&[]).contains('…'));
}

#[test]
fn tables_of_articles_tell_when_each_was_first_indexed() {
    let limier = Limier::with_records([json!({"id": "a", "title": "Pont", "body": "Un pont."})]);
    let csv = limier.call("export").args(["--format", "csv"]).text();
    let [head, row] = csv.lines().collect::<Vec<_>>()[..] else { panic!("{csv}") };
    assert!(head.ends_with(",modified,added"), "{head}");
    assert!(row.rsplit(',').next().unwrap().starts_with("[now]"), "{row}");
}

#[test]
fn what_cannot_be_written_so_is_said_before_anything_is() {
    let limier = Limier::with_records([json!({"id": "a", "title": "Pont", "body": "Un pont."})]);
    let check = |command: &str, args: &[&str], message: &str| {
        let output = limier.call(command).args(args).code(2).output();
        assert_eq!(output.stderr, format!("error: {message}\n"), "{args:?}");
    };
    check(
        "count",
        &["pont", "-o", "x.pdf"],
        "no format is called `pdf`; there are text, json, jsonl, csv, xlsx, svg; name the file after \
         one of them, or add --format",
    );
    check(
        "export",
        &["pont", "--append", "-o", "x.xlsx"],
        "nothing can be added to x.xlsx in this format; leave out --append, or write md, jsonl, csv, \
         ris or iramuteq",
    );
    check(
        "export",
        &["@1", "pont"],
        "`@1` is a hit of the last answer, and the rest of the query is none; write the numbers \
         alone; or `like:@1` for what is like it, or the id as `id:`",
    );
    check(
        "count",
        &["pont", "--by", "year", "--by", "year"],
        "a table is counted by year once; write it once",
    );
    assert!(!limier.path("x.pdf").exists() && !limier.path("x.xlsx").exists());
    limier.call("count").args(["pont", "-o", "x.txt"]).stdout("").code(0).run();
    assert_eq!(std::fs::read_to_string(limier.path("x.txt")).unwrap(), "1\n");
}
