//! Tests of tables: separators, headers and broken rows.
//!
//! Each row is an article, a line that says why not, or nothing where it is blank.

use super::format::Table;
use crate::ingest::format::Format;
use crate::ingest::test_sink::TestSink;

#[track_caller]
fn check(table: &[u8], expected: &[&str]) {
    let input = Box::new(table);
    let found = TestSink::by(|source, out| Table.read(source, out), "t.csv", input);
    let found = found.lines(|article| format!("{}|{}", article.title, article.body));
    assert_eq!(found, expected, "reading {}", String::from_utf8_lossy(table));
}

#[test]
fn a_line_for_spreadsheets_may_stand_before_the_header() {
    check(b"sep=;\r\ntitre;texte\r\nLe pont;Il rouvre\r\n", &["Le pont|Il rouvre"]);
    check(
        b"\xEF\xBB\xBFSEP=,\ntitre,texte\nLe pont,Il rouvre\nx\n",
        &["Le pont|Il rouvre", "4: 1 cells where the header has 2"],
    );
}

#[test]
fn names_of_columns_are_decoded_like_cells() {
    check(b"titre;r\xE9sum\xE9;corps\nL'\xE9t\xE9;x;Il rouvre\n", &["L'été|Il rouvre"]);
    check(b"T\xEEtre;Main-Text\nx;\xC9t\xE9\n", &["x|Été"]);
}

#[test]
fn the_header_says_what_separates_cells() {
    for sign in [",", ";", "\t", "|"] {
        let table = "titre;texte;\"a,b,c\td\"\nLe pont;Il rouvre;x\n".replace(';', sign);
        check(table.as_bytes(), &["Le pont|Il rouvre"]);
    }
    check(b"texte\nUn; deux\n", &["|Un; deux"]);
}

#[test]
fn quoted_cells_hold_lines_and_quotes() {
    check(
        "\u{FEFF}\"titre\",texte\r\n\"Le \"\"pont\"\"\",\"Un\nDeux\"\r\n\r\nT,U".as_bytes(),
        &["Le \"pont\"|Un\nDeux", "T|U"],
    );
}

#[test]
fn a_broken_row_costs_itself() {
    check(
        b"titre,texte\nun\n\"a\nb\",c\nd,\xE9t\xE9\ne,f\n,\n",
        &["2: 1 cells where the header has 2", "a b|c", "d|été", "e|f", "7: no title and no text"],
    );
}

#[test]
fn a_table_without_text_lists_its_columns() {
    check(b"nom;prix\na;1\n", &["no column of text among `nom`, `prix`"]);
}

#[test]
fn a_quote_that_is_never_closed_is_told() {
    check(
        b"titre,texte\nUn,deux\nTrois,\"quatre\nCinq,six\nSept,huit\n",
        &["Un|deux", "3: a quote that is not closed; what follows it was not read"],
    );
}

#[test]
fn rows_may_be_filled_up_with_empty_cells() {
    check(
        b"titre;texte\nUn;deux;; \nTrois;quatre;;x\n",
        &["Un|deux", "3: 4 cells where the header has 2"],
    );
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    for end in ["\n", "\r\n"] {
        let table = "titre;texte\nUn;\"deux\ntrois\"\nx\n".replace('\n', end);
        check(
            table.as_bytes(),
            &[&format!("Un|deux{end}trois"), "4: 1 cells where the header has 2"],
        );
    }
}

#[test]
fn spreadsheets_of_macintosh_have_their_own_encoding() {
    check(b"titre;r\x8Esum\x8E;texte\rL'\x8Et\x8E;\x88;Il rouvre\r", &["L'été|Il rouvre"]);
}

#[test]
fn a_table_of_blanks_holds_nothing() {
    check(b"\n;;\n", &["no item in this file; save it again as a page or as text"]);
}

#[test]
fn a_table_of_too_many_columns_is_refused() {
    let table = format!("titre{}\n", ",a".repeat(10_000));
    check(table.as_bytes(), &["10001 columns, more than 10,000; perhaps this is no table"]);
    check(format!("titre{}\nPont{}", ",a".repeat(9_999), ",".repeat(9_999)).as_bytes(), &["Pont|"]);
}

#[test]
fn a_table_without_header_may_be_known_by_its_columns() {
    let row = "https://phare.fr/a\tnull\t46ca\tphare.fr\tLe pont\tnull\t2020-06-15\t\"Il\nrouvre\"\tBravo\t\
               null\tarticle\n";
    check(row.repeat(2).as_bytes(), &["Le pont|Il\nrouvre", "Le pont|Il\nrouvre"]);
    check(row.replacen("null\t", "", 1).as_bytes(), &["Le pont|Il\nrouvre"]);
    check(b"http://a\tb\n", &["no column of text among `http://a`, `b`"]);
}

#[test]
fn a_table_shows_in_its_header_and_first_row() {
    use super::layout::is_table;
    assert!(is_table("sep=;\r\nTitre;\"Texte\";x\r\nLe pont;Il rouvre;1".as_bytes()));
    assert!(is_table(b"url\ttitle\tdate\nhttps://example.org\tLe pont\t2020"));
    assert!(!is_table("Titre, auteur, date\nLe pont rouvre".as_bytes()), "no row");
    assert!(!is_table("Date, lieu, source\nLundi, Lyon, le maire".as_bytes()), "no text");
    assert!(!is_table("Le titre, la date, le texte\nUn, deux, trois".as_bytes()), "prose");
    assert!(!is_table("Texte".as_bytes()));
}

#[test]
fn a_cell_may_say_that_it_is_empty() {
    let input = Box::new(&b"id,titre,auteur,texte\nnull,None,\\N,NULL\n"[..]);
    let found = TestSink::by(|source, out| Table.read(source, out), "t.csv", input);
    let shown =
        found.lines(|it| format!("{}|{}|{}|{}", it.id, it.title, it.authors.len(), it.body));
    assert_eq!(shown, ["t.csv#2|None|0|NULL"], "a text may be any word");
}

#[test]
fn the_apostrophe_before_what_looks_like_a_formula_is_no_text() {
    check(
        b"titre,texte\n'=1+1,\"'-3 % pour 'tous'\"\n'Tout' change,''+9\n",
        &["=1+1|-3 % pour 'tous'", "'Tout' change|'+9"],
    );
}

#[test]
fn what_one_cell_of_a_spreadsheet_has_no_room_for_is_put_back_together() {
    let full = "x".repeat(32_767);
    let table = format!("titre,texte,texte 2,texte 4\nUn,{full},yz,\nDeux,court,suite,loin\n");
    check(table.as_bytes(), &[&format!("Un|{full}yz"), "Deux|court\nsuite"]);
}

#[test]
fn a_column_of_long_texts_is_the_text_whatever_its_name() {
    let text = "Les camions attendent encore que le pont rouvre. ".repeat(5);
    let text = text.trim();
    for name in ["Verbatim", "Contenu intégral", "Transcription", "Propos tenus"] {
        let table = format!("titre;cote;{name}\nLe pont;A12;{text}\nLe quai;B3;{text}\n");
        check(table.as_bytes(), &[&format!("Le pont|{text}"), &format!("Le quai|{text}")]);
    }
    let table = format!("titre;texte;notes\nLe pont;Il rouvre.;{text}\n");
    check(table.as_bytes(), &["Le pont|Il rouvre."]);
    check(b"titre;cote\nLe pont;A12\n", &["Le pont|"]);
}

#[test]
fn a_first_row_that_is_none_of_names_is_no_header() {
    check(
        b"1;12/03/2019;Le maire ferme\n2;13/03/2019;Le quai\n",
        &[
            "no header: the first row, `1`, `12/03/2019`, `Le maire ferme`, is taken for it and names no text",
        ],
    );
}

#[test]
fn blank_lines_count_where_a_row_is_told() {
    for end in ["\n", "\r\n"] {
        for last in ["", end] {
            let table =
                "titre;texte\n\n\n\nUn;\"deux\ntrois\"\n\nx\n\n\ny".replace('\n', end) + last;
            let said = "1 cells where the header has 2";
            check(
                table.as_bytes(),
                &[&format!("Un|deux{end}trois"), &format!("8: {said}"), &format!("11: {said}")],
            );
        }
    }
}

#[test]
fn blank_lines_count_where_an_open_quote_is_told() {
    check(
        b"titre,texte\n\n\nTrois,\"quatre\nCinq,six\n",
        &["4: a quote that is not closed; what follows it was not read"],
    );
}
