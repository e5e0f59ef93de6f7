//! A workbook that spreadsheets open: Office Open XML, sheets of rows in a ZIP archive (ECMA-376).
//!
//! Rows are written as they come and none is kept, so that any number takes little room. A text is
//! a text, never a formula; what no cell has room for is cut, and the cell says so.

use std::borrow::Cow;
use std::error::Error as _;
use std::fmt::Write as _;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use jiff::civil::{Date, date};
use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::formula::is_formula;
use super::printable::printable;

/// Most units of UTF-16 in a cell
/// (<https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3>).
pub(super) const CELL: usize = 32_767;

/// Most rows of a sheet, with the one of names.
pub(super) const ROWS: usize = 1_048_576;

/// Most columns of a sheet.
pub(super) const COLUMNS: usize = 16_384;

/// What a cell holds.
#[derive(Debug, Clone)]
pub(super) enum Cell<'a> {
    /// A text; nothing where it is empty.
    Text(Cow<'a, str>),
    /// A number that is counted.
    Count(u64),
    /// Any other number.
    Number(f64),
    /// A part of a whole, shown in percent.
    Share(f64),
    /// A day, where a spreadsheet knows it: from March 1900 on.
    Day(Option<Date>),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

/// How a cell is shown: its place among the formats of cells in [`STYLES`].
#[derive(Debug, Clone, Copy)]
enum Shown {
    Plain = 0,
    Name = 1,
    /// A text that would be a formula when somebody typed it, and stays a text when it is edited.
    Quoted = 2,
    Percent = 3,
    Day = 4,
}

/// A workbook that is being written.
pub(super) struct Workbook<'w> {
    zip: ZipArchiveWriter<&'w mut dyn Write>,
    sheets: usize,
}

impl<'w> Workbook<'w> {
    /// Begins a workbook with sheets of these names, which are then written in this order.
    pub(super) fn new(out: &'w mut dyn Write, sheets: &[&str]) -> io::Result<Self> {
        let mut workbook = Self { zip: ZipArchiveWriter::new(out), sheets: 0 };
        let (mut types, mut names, mut links) = (String::new(), String::new(), String::new());
        for (number, name) in (1..).zip(sheets) {
            let _ = write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>"
            );
            let _ =
                write!(names, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
            let _ = write!(
                links,
                "<Relationship Id=\"rId{number}\" Type=\"{LINK}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            );
        }
        let parts = [
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                     <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/>\
                     <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/>{types}</Types>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{LINKS}\"><Relationship Id=\"rId1\" Type=\"{LINK}/officeDocument\" \
                     Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINK}\"><sheets>{names}</sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{LINKS}\">{links}<Relationship Id=\"styles\" \
                     Type=\"{LINK}/styles\" Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            ("xl/styles.xml", STYLES.to_owned()),
        ];
        for (name, xml) in parts {
            workbook.part(name, |out| out.write_all(xml.as_bytes()))?;
        }
        Ok(workbook)
    }

    /// Writes the next sheet: its columns with their names and how many characters they are wide,
    /// and below them the rows that `write` gives.
    pub(super) fn sheet<F: From<io::Error>>(
        &mut self,
        columns: &[(String, u32)],
        write: impl FnOnce(&mut Rows<'_>) -> Result<(), F>,
    ) -> Result<(), F> {
        self.sheets += 1;
        let name = format!("xl/worksheets/sheet{}.xml", self.sheets);
        self.part(&name, |out| {
            let mut rows = Rows { out, row: 0, line: String::new() };
            rows.begin(columns)?;
            write(&mut rows)?;
            Ok(rows.end(columns.len())?)
        })
    }

    /// Writes what stands behind all sheets.
    pub(super) fn finish(self) -> io::Result<()> {
        self.zip.finish().map_err(|error| failed(&error))?.flush()
    }

    fn part<F: From<io::Error>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), F>,
    ) -> Result<(), F> {
        let file = self.zip.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().map_err(|error| failed(&error))?;
        let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::fast()));
        data.write_all(XML.as_bytes())?;
        write(&mut data)?;
        let (deflated, descriptor) = data.finish().map_err(|error| failed(&error))?;
        deflated.finish()?;
        entry.finish(descriptor).map_err(|error| failed(&error))?;
        Ok(())
    }
}

/// Returns what the system said of what could not be written: a closed pipe stays one.
fn failed(error: &rawzip::Error) -> io::Error {
    let said = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    said.map_or(io::ErrorKind::Other, io::Error::kind).into()
}

/// The rows of a sheet.
pub(super) struct Rows<'r> {
    out: &'r mut dyn Write,
    row: usize,
    line: String,
}

impl Rows<'_> {
    fn begin(&mut self, columns: &[(String, u32)]) -> io::Result<()> {
        write!(
            self.out,
            "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane \
             ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>\
             </sheetViews><cols>"
        )?;
        for (number, (_, width)) in (1..).zip(columns) {
            write!(
                self.out,
                "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
            )?;
        }
        write!(self.out, "</cols><sheetData>")?;
        self.write(columns.iter().map(|(name, _)| name.as_str().into()), Some(Shown::Name))
    }

    /// Writes a row.
    pub(super) fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> io::Result<()> {
        self.write(cells.into_iter(), None)
    }

    fn write<'c>(
        &mut self,
        cells: impl Iterator<Item = Cell<'c>>,
        shown: Option<Shown>,
    ) -> io::Result<()> {
        self.row += 1;
        self.line.clear();
        let (row, line) = (self.row, &mut self.line);
        let _ = write!(line, "<row r=\"{row}\">");
        for (column, cell) in cells.enumerate() {
            let mut number = |value: &dyn std::fmt::Display, shown: Shown| {
                let (letters, shown) = (letters(column), shown as u8);
                let _ = write!(line, "<c r=\"{letters}{row}\" s=\"{shown}\"><v>{value}</v></c>");
            };
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    let quoted = if is_formula(&text) { Shown::Quoted } else { Shown::Plain };
                    let (letters, shown) = (letters(column), shown.unwrap_or(quoted) as u8);
                    let _ = write!(
                        line,
                        "<c r=\"{letters}{row}\" s=\"{shown}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                    );
                    push_escaped(line, &fitting(&printable(&text)));
                    line.push_str("</t></is></c>");
                }
                Cell::Count(value) => number(&value, Shown::Plain),
                Cell::Number(value) => number(&value, Shown::Plain),
                Cell::Share(value) => number(&value, Shown::Percent),
                Cell::Day(day) => {
                    if let Some(days) = day.and_then(serial) {
                        number(&days, Shown::Day);
                    }
                }
            }
        }
        line.push_str("</row>");
        self.out.write_all(line.as_bytes())
    }

    fn end(&mut self, columns: usize) -> io::Result<()> {
        let last = letters(columns.saturating_sub(1));
        write!(self.out, "</sheetData><autoFilter ref=\"A1:{last}{}\"/></worksheet>", self.row)
    }
}

/// Returns the name of a column, from 0: `A`, `Z`, `AA`.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.into_iter().rev().collect()
}

/// Returns the number that a day is: of days since 30 December 1899, and none before March 1900,
/// of whose February spreadsheets think that it had 29 days.
fn serial(day: Date) -> Option<i32> {
    let days = day.since(date(1899, 12, 30)).ok()?.get_days();
    (days > 60).then_some(days)
}

/// Returns a text that a cell has room for: a longer one is cut, and ends with `…`.
pub(super) fn fitting(text: &str) -> Cow<'_, str> {
    if split(text, CELL).1.is_empty() {
        return text.into();
    }
    format!("{}…", split(text, CELL - 1).0).into()
}

/// Returns the part of a text that has at most so many units of UTF-16, and the rest.
pub(super) fn split(text: &str, most: usize) -> (&str, &str) {
    if text.len() <= most {
        return (text, "");
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, char)| {
        units += char.len_utf16();
        units > most
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

/// Appends a text as XML has it, and so that nothing in it is taken for the code of a character:
/// `_x0041_` would be an `A` (ECMA-376, 22.9.2.19).
fn push_escaped(line: &mut String, text: &str) {
    for (at, char) in text.char_indices() {
        match char {
            '&' => line.push_str("&amp;"),
            '<' => line.push_str("&lt;"),
            '>' => line.push_str("&gt;"),
            '_' if is_code(&text.as_bytes()[at..]) => line.push_str("_x005F_"),
            // XML does not allow them.
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ => line.push(char),
        }
    }
}

fn is_code(bytes: &[u8]) -> bool {
    bytes.get(1) == Some(&b'x')
        && bytes.get(6) == Some(&b'_')
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The formats of cells, in the order of [`Shown`]: 10 is a percentage with two places, 14 a day
/// as the country of the reader writes it.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyFont=\"1\"/>\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\"/>\
<xf numFmtId=\"10\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_names_of_spreadsheets() {
        assert_eq!(
            [0, 25, 26, 701, 702, COLUMNS - 1].map(letters),
            ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
        );
    }

    #[test]
    fn days_are_numbers_from_march_1900_on() {
        assert_eq!(serial(date(1900, 3, 1)), Some(61));
        assert_eq!(serial(date(2024, 3, 12)), Some(45_363));
        assert_eq!(serial(date(1900, 2, 28)), None);
        assert_eq!(serial(date(1870, 9, 4)), None);
    }

    #[test]
    fn nothing_is_markup_or_a_code() {
        let mut line = String::new();
        push_escaped(&mut line, "<b>&_x0041_ _x41_ \u{FFFF}é");
        assert_eq!(line, "&lt;b&gt;&amp;_x005F_x0041_ _x41_ é");
    }

    #[test]
    fn texts_are_split_by_units_of_utf_16() {
        assert_eq!(split("aé😀b", 2), ("aé", "😀b"));
        assert_eq!(split("aé😀b", 3), ("aé", "😀b"));
        assert_eq!(split("aé😀b", 4), ("aé😀", "b"));
        assert_eq!(split("aé", 9), ("aé", ""));
    }
}
