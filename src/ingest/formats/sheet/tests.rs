//! Tests of spreadsheets: sheets and headers, dates, and what is made to harm.
//!
//! XLSX and ODS are made as small archives; the XLS is one of the samples, whole, cut and
//! damaged.

#![allow(clippy::format_collect, reason = "the inputs are small")]

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::{Ods, Xls, Xlsx};
use crate::ingest::format::Format;
use crate::ingest::test_sink::TestSink;

const XLS: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/formats/xls.xls"));

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, content) in parts {
        let entry = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = entry.start().expect("an entry");
        let encoder = DeflateEncoder::new(&mut entry, Compression::best());
        let mut writer = config.wrap(encoder);
        writer.write_all(content.as_bytes()).expect("memory");
        let (encoder, output) = writer.finish().expect("memory");
        encoder.finish().expect("memory");
        entry.finish(output).expect("memory");
    }
    archive.finish().expect("memory")
}

/// Returns a workbook of Excel with these sheets: their names and what `<sheetData>` holds.
fn xlsx(sheets: &[(&str, &str)], strings: &str) -> Vec<u8> {
    let names: String = sheets.iter().map(|(name, _)| format!("<sheet name='{name}'/>")).collect();
    let mut parts = vec![
        ("xl/workbook.xml".to_owned(), format!("<workbook><sheets>{names}</sheets></workbook>")),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst>{strings}</sst>")),
    ];
    for (number, (_, rows)) in (1..).zip(sheets) {
        let xml = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), xml));
    }
    zip(&parts.iter().map(|(name, xml)| (name.as_str(), xml.as_str())).collect::<Vec<_>>())
}

/// Returns rows of cells, parted by `|`, as the XML of a sheet.
fn rows(rows: &[&str]) -> String {
    let cell = |text: &str| format!("<c t='str'><v>{text}</v></c>");
    let row = |row: &&str| format!("<row>{}</row>", row.split('|').map(cell).collect::<String>());
    rows.iter().map(row).collect()
}

fn read(format: &dyn Format, name: &str, bytes: Vec<u8>) -> TestSink {
    let input = Box::new(Cursor::new(bytes));
    TestSink::by(|source, out| format.read(source, out), name, input)
}

#[track_caller]
fn check(format: &dyn Format, bytes: Vec<u8>, expected: &[&str]) -> TestSink {
    let found = read(format, "a.x", bytes);
    let shown = found.lines(|it| {
        let published = it.published.as_ref().map_or("-", |date| date.day());
        format!("{} {}|{published}|{}", it.id, it.title, it.body)
    });
    assert_eq!(shown, expected);
    found
}

#[test]
fn each_sheet_has_a_header_of_its_own() {
    let first =
        rows(&["titre|date|texte", "Le pont|2020-06-15|Il rouvre", "", "|2020-06-15|", "Le quai"]);
    let second = rows(&["Revue de presse", "texte|titre", "Il ferme|Le quai"]);
    let other = rows(&["code|sens", "1|un"]);
    let bytes = xlsx(&[("Corpus", &first), ("Suite", &second), ("Codes", &other)], "");
    let found = check(
        &Xlsx,
        bytes,
        &[
            "a.x#2 Le pont|2020-06-15|Il rouvre",
            "4: no title and no text",
            "a.x#5 Le quai|-|",
            "a.x/Suite#3 Le quai|-|Il ferme",
        ],
    );
    assert_eq!(found.skipped, ["a.x/Codes: a sheet without a column of text"]);
}

#[test]
fn a_workbook_without_text_lists_its_columns() {
    let other = rows(&["code|sens", "1|un"]);
    check(&Xlsx, xlsx(&[("Codes", &other)], ""), &["no column of text among `code`, `sens`"]);
    check(&Xlsx, xlsx(&[("A", &rows(&["Un"]))], ""), &["no column of text among `Un`"]);
    check(
        &Xlsx,
        xlsx(&[("Vide", "")], ""),
        &["no item in this file; save it again as a page or as text"],
    );
    check(&Xlsx, xlsx(&[], ""), &["no item in this file; save it again as a page or as text"]);
    check(
        &Xlsx,
        zip(&[("a.txt", "Le pont")]),
        &["no workbook in this file; save it again as .xlsx, or as .csv"],
    );
}

#[test]
fn sheets_of_libreoffice_are_read_alike() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let day = "<table:table-cell office:value-type='date' office:date-value='2020-06-15'><text:p>lundi</text:p>\
               <office:annotation><text:p>note</text:p></office:annotation></table:table-cell>";
    let year = "<table:table-cell office:value-type='float' office:value='2020'/>";
    let sheet = format!(
        "<table:table table:name='A'>{}<table:table-row table:number-rows-repeated='3'><table:table-cell \
         table:number-columns-repeated='16384'/></table:table-row><table:table-row>{}{day}<table:table-cell \
         table:number-columns-repeated='2'/><table:table-cell><text:p>Il<text:s/>rouvre</text:p><text:p>Enfin\
         </text:p></table:table-cell>{year}</table:table-row></table:table>",
        row(&["titre", "date", "a", "b", "texte", "id"]),
        cell("L&apos;été")
    );
    let content = |xml: &str| zip(&[("content.xml", xml)]);
    let whole = format!("<office:spreadsheet>{sheet}</office:spreadsheet>");
    check(&Ods, content(&whole), &["2020 L'été|2020-06-15|Il rouvre\nEnfin"]);
    check(
        &Ods,
        content(&sheet),
        &[
            "2020 L'été|2020-06-15|Il rouvre\nEnfin",
            "cut short: the file ends before it is complete; get the file again",
        ],
    );
    let repeated = format!(
        "<office:spreadsheet><table:table>{}<table:table-row table:number-rows-repeated='1048576'><table:table-cell \
         table:number-columns-repeated='16384'><text:p>{}</text:p></table:table-cell></table:table-row>\
         </table:table></office:spreadsheet>",
        row(&["titre"]),
        "Le pont ".repeat(100_000)
    );
    assert_eq!(read(&Ods, "a.ods", content(&repeated)).articles().count(), 1);
}

#[test]
fn workbooks_before_2007_are_read_alike() {
    let found = read(&Xls, "a.xls", XLS.to_vec());
    let article = found.articles().next().expect("an article");
    let day = article.published.as_ref().map(|date| date.iso.as_str());
    assert_eq!((article.title.as_str(), day), ("Le pont rouvre", Some("2020-06-15")));
    assert!(article.body.starts_with("Le vieux pont de Sainte-Ormelle rouvre lundi à la"));
}

#[test]
fn workbooks_that_are_cut_short_or_damaged_end_in_a_line() {
    let whole = xlsx(&[("A", &rows(&["titre|texte", "Le pont|Il rouvre"]))], "");
    for length in (0..whole.len()).step_by(7) {
        let found = read(&Xlsx, "a.xlsx", whole[..length].to_vec());
        assert_eq!(found.rejected().len(), 1, "{length} bytes");
    }
    for length in (0..XLS.len()).step_by(97) {
        assert!(read(&Xls, "a.xls", XLS[..length].to_vec()).articles().count() <= 1);
    }
    for at in 0..XLS.len() {
        let mut damaged = XLS.to_vec();
        damaged[at] ^= 0xFF;
        assert!(read(&Xls, "a.xls", damaged).articles().count() <= 3, "byte {at}");
    }
}

#[test]
fn how_many_rows_and_strings_there_are_said_to_be_does_not_count() {
    let header = rows(&["titre|texte", "Le pont|Il rouvre"]);
    let last = "<row r='1048576'><c r='XFD1048576' t='str'><v>x</v></c><c r='A1048576' t='s'><v>0</v></c></row>";
    let million = "<row/>".repeat(1_000_000);
    let bytes = xlsx(&[("A", &format!("{header}{million}{last}"))], "<si><t>Le quai</t></si>");
    check(&Xlsx, bytes, &["a.x#2 Le pont|-|Il rouvre", "a.x#1048576 Le quai|-|"]);
}

#[test]
fn workbooks_that_unpack_to_too_much_are_not_read_on() {
    let bomb = xlsx(&[("A", &"<row/>".repeat(12_000_000))], "");
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    let found = read(&Xlsx, "a.xlsx", bomb).rejected();
    assert!(found.len() == 1 && found[0].contains("larger than 64 MB"), "{found:?}");
    // One string in many cells.
    let cells = "<c t='s'><v>0</v></c>".repeat(50);
    let sheet = rows(&["titre|texte"]) + &format!("<row>{cells}</row>").repeat(20);
    let strings = format!("<si><t>{}</t></si>", "mot ".repeat(1 << 18));
    let found = read(&Xlsx, "a.xlsx", xlsx(&[("A", &sheet)], &strings));
    let rejected = found.rejected();
    assert!(rejected.last().is_some_and(|line| line.contains("far too much")), "{rejected:?}");
    assert!(found.articles().count() < 6);
}

#[test]
fn what_is_nested_deep_is_read_or_named() {
    let deep = "<row><c>".repeat(1_000);
    check(
        &Xlsx,
        xlsx(&[("A", &deep)], &"<si><r>".repeat(1_000)),
        &["no item in this file; save it again as a page or as text"],
    );
    let deep = "<table:table-row><table:table-cell>".repeat(1_000);
    check(
        &Ods,
        zip(&[("content.xml", &deep)]),
        &["cut short: the file ends before it is complete; get the file again"],
    );
}

#[test]
fn a_text_that_one_cell_has_no_room_for_goes_on_in_the_next_columns() {
    let full = "mot d'".repeat(32_767 / 6) + "e";
    assert_eq!(full.encode_utf16().count(), 32_767);
    let sheet =
        rows(&["id|body|body 2|body 3|url", &format!("1|{full}|{full}|la fin|u"), "2|court|||v"]);
    let found = read(&Xlsx, "a.xlsx", xlsx(&[("articles", &sheet)], ""));
    let bodies: Vec<_> = found.articles().map(|it| it.body.clone()).collect();
    assert_eq!(bodies, [format!("{full}{full}la fin"), "court".to_owned()]);
}
