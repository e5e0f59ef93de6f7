//! The rows of a sheet, as its XML has them: cells that are empty are not there, and how large
//! a sheet is said to be does not count.

use super::super::cell::{Cell, Row};
use super::super::moment::Epoch;
use super::strings::{Strings, decoded};
use super::styles::Styles;
use crate::error::Result;
use crate::ingest::markup::{Piece, Scanner, Tag, local};

/// What the cells of a sheet refer to.
pub(super) struct Context<'c> {
    pub(super) strings: &'c Strings,
    pub(super) styles: &'c Styles,
    pub(super) epoch: Epoch,
}

/// Takes a row, with its number from 1.
type TakeRow<'t> = dyn FnMut(u64, &Row<'_>) -> Result<()> + 't;

/// A cell as it is gathered.
#[derive(Default)]
struct OpenCell {
    column: usize,
    kind: String,
    style: usize,
    text: String,
}

/// Reads the rows of a sheet, and tells whether its end is there.
pub(super) fn read_sheet(xml: &str, context: &Context<'_>, take: &mut TakeRow<'_>) -> Result<bool> {
    let mut scanner = Scanner::new(xml);
    let (mut number, mut row, mut next_column) = (0, Row::new(), 0);
    let mut cell: Option<OpenCell> = None;
    let mut is_value = false;
    while let Some(piece) = scanner.next() {
        match piece {
            Piece::Start(tag) => match local(tag.name) {
                "row" => {
                    let given = tag.attribute("r").and_then(|number| number.parse().ok());
                    number = given.unwrap_or(number + 1);
                    next_column = 0;
                }
                "c" => {
                    let open = open_cell(tag, next_column);
                    next_column = open.column + 1;
                    cell = (!tag.is_empty()).then_some(open);
                }
                "v" | "t" => is_value = !tag.is_empty(),
                "rPh" if !tag.is_empty() => scanner.skip_to_end(tag.name),
                "sheetData" if tag.is_empty() => return Ok(true),
                _ => {}
            },
            Piece::End(name) => match local(name) {
                "v" | "t" => is_value = false,
                "c" => row.extend(cell.take().and_then(|cell| cell.close(context))),
                "row" => {
                    take(number, &row)?;
                    row.clear();
                }
                "sheetData" | "chartsheet" | "dialogsheet" => return Ok(true),
                _ => {}
            },
            Piece::Text(text) if is_value => {
                if let Some(cell) = &mut cell {
                    cell.text.push_str(&decoded(text));
                }
            }
            Piece::Data(text) if is_value => {
                if let Some(cell) = &mut cell {
                    cell.text.push_str(text);
                }
            }
            _ => {}
        }
    }
    Ok(false)
}

fn open_cell(tag: Tag<'_>, next_column: usize) -> OpenCell {
    let mut cell = OpenCell { column: next_column, ..OpenCell::default() };
    for (name, value) in tag.attributes() {
        match name {
            "r" => cell.column = column(&value).unwrap_or(next_column),
            "t" => cell.kind = value.into_owned(),
            "s" => cell.style = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    cell
}

/// Returns the column, from 0, of the name of a cell: `AB12`.
fn column(name: &str) -> Option<usize> {
    const MOST_LETTERS: usize = 3;
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.clone().take(MOST_LETTERS).fold(0, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1).filter(|_| letters.count() <= MOST_LETTERS)
}

impl OpenCell {
    /// Returns the column and what it holds, `None` for a cell that says nothing.
    fn close<'c>(self, context: &Context<'c>) -> Option<(usize, Cell<'c>)> {
        let Self { column, kind, style, text } = self;
        let cell = match kind.as_str() {
            "s" => Cell::of_text(context.strings.get(text.trim().parse().ok()?)?)?,
            // What cannot be computed.
            "e" => return None,
            "" | "n" => match text.trim().parse::<f64>().ok()? {
                number if context.styles.is_date(style) => Cell::Day(number, context.epoch),
                number => Cell::Number(number),
            },
            _ => Cell::of_text(text)?,
        };
        Some((column, cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &[(u64, &[(usize, &str)])], is_whole: bool) {
        let strings = Strings::of("<sst><si><t>Le pont</t></si></sst>");
        let styles = Styles::of("<cellXfs><xf/><xf numFmtId='14'/></cellXfs>");
        let context = Context { strings: &strings, styles: &styles, epoch: Epoch::Of1900 };
        let mut found = Vec::new();
        let whole = read_sheet(xml, &context, &mut |number, row| {
            let cells = row.iter().map(|(column, cell)| (*column, cell.text(None).into_owned()));
            found.push((number, cells.collect::<Vec<_>>()));
            Ok(())
        });
        let owned = |cells: &[(usize, &str)]| {
            cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect::<Vec<_>>()
        };
        let expected: Vec<_> =
            expected.iter().map(|(number, cells)| (*number, owned(cells))).collect();
        assert_eq!(found, expected, "reading {xml}");
        assert_eq!(whole.expect("rows"), is_whole);
    }

    #[test]
    fn cells_have_their_columns_and_kinds() {
        check(
            "<worksheet><dimension ref='A1:XFD1048576'/><sheetData><row r='2'><c r='A2' t='s'><v>0</v></c>\
             <c r='C2' s='1'><v>43997</v></c><c><v>2020</v></c><c r='AA2' t='inlineStr'><is><t>Il </t>\
             <t>rouvre</t></is></c><c t='e'><v>#N/A</v></c><c s='1'/></row><row><c t='str'><f>A1</f>\
             <v>a &lt; b</v></c><c t='s'><v>9</v></c></row></sheetData></worksheet>",
            &[
                (2, &[(0, "Le pont"), (2, "2020-06-15"), (3, "2020"), (26, "Il rouvre")]),
                (3, &[(0, "a < b")]),
            ],
            true,
        );
    }

    #[test]
    fn a_sheet_that_is_cut_keeps_its_whole_rows() {
        check("<sheetData><row><c><v>1</v></c></row><row><c><v>2</v>", &[(1, &[(0, "1")])], false);
        check(&format!("<sheetData>{}", "<row><c>".repeat(100_000)), &[], false);
        check("<worksheet><sheetData/></worksheet>", &[], true);
    }

    #[test]
    fn columns_are_counted_in_letters() {
        for (name, expected) in
            [("A1", Some(0)), ("Z9", Some(25)), ("AA1", Some(26)), ("xfd1048576", Some(16_383))]
        {
            assert_eq!(column(name), expected, "{name}");
        }
        assert_eq!((column("12"), column("ABCDEFGHIJKLMNOP1")), (None, None));
    }
}
