//! The sheets of a spreadsheet, as its XML has them. Rows and cells that are said to repeat are
//! read once: blank ones fill sheets up to their last row, others are the same article.

use super::super::cell::{Cell, Row};
use super::super::workbook::Workbook;
use crate::error::Result;
use crate::ingest::markup::{Piece, Scanner, Tag};
use crate::ingest::record::columns::MAX_COLUMNS;

/// Most bytes that a cell which repeats comes to.
const MOST_REPEATED: usize = 1 << 20;

/// Sheets as they are gathered.
#[derive(Default)]
struct Open {
    /// The number of the row, from 1, and of how many rows like it.
    number: u64,
    rows: u64,
    row: Row<'static>,
    column: usize,
    cell: Option<OpenCell>,
    /// What follows is text of the cell.
    is_text: bool,
}

/// A cell as it is gathered.
#[derive(Default)]
struct OpenCell {
    kind: String,
    value: String,
    text: String,
    columns: usize,
}

/// Reads the sheets, and tells whether their end is there.
pub(super) fn read_content(xml: &str, workbook: &mut Workbook<'_>) -> Result<bool> {
    let mut scanner = Scanner::new(xml);
    let mut open = Open::default();
    while let Some(piece) = scanner.next() {
        match piece {
            Piece::Start(tag) => {
                let is_other = ["office:annotation", "table:tracked-changes", "table:shapes"];
                if is_other.contains(&tag.name) && !tag.is_empty() {
                    scanner.skip_to_end(tag.name);
                } else if tag.name == "table:table" {
                    open = Open::default();
                    workbook.sheet(&tag.attribute("table:name").unwrap_or_default());
                } else {
                    open.start(tag);
                }
            }
            Piece::End("table:table-row") => {
                workbook.row(open.number, &open.row)?;
                open.row.clear();
            }
            Piece::End(name) => {
                open.end(name);
                if name == "office:spreadsheet" {
                    return Ok(true);
                }
            }
            Piece::Text(text) => open.text(&htmlize::unescape(text)),
            Piece::Data(text) => open.text(text),
            Piece::Declaration(_) => {}
        }
    }
    Ok(false)
}

impl Open {
    fn start(&mut self, tag: Tag<'_>) {
        match tag.name {
            "table:table-row" => {
                self.number += self.rows.max(1);
                self.rows = repeats(tag, "table:number-rows-repeated");
                self.column = 0;
                self.row.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let columns = repeats(tag, "table:number-columns-repeated");
                let kind = tag.attribute("office:value-type").unwrap_or_default().into_owned();
                let value = match kind.as_str() {
                    "date" => tag.attribute("office:date-value"),
                    _ => tag.attribute("office:value"),
                };
                let value = value.unwrap_or_default().into_owned();
                let columns = usize::try_from(columns).unwrap_or(usize::MAX);
                self.cell = Some(OpenCell { kind, value, text: String::new(), columns });
                if tag.is_empty() {
                    self.end_cell();
                }
            }
            "text:p" | "text:h" => {
                self.is_text = !tag.is_empty();
                if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.text.is_empty()) {
                    cell.text.push('\n');
                }
            }
            "text:s" | "text:tab" => self.text(" "),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.is_text = false,
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.is_text) {
            cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        let Some(OpenCell { kind, value, text, columns }) = self.cell.take() else { return };
        let next = self.column.saturating_add(columns);
        let cell = match kind.as_str() {
            "date" if !value.is_empty() => Cell::of_text(value),
            "float" | "percentage" | "currency" => {
                value.parse().ok().map(Cell::Number).or_else(|| Cell::of_text(text))
            }
            _ => Cell::of_text(text),
        };
        if let Some(cell) = cell {
            let most = (MOST_REPEATED / cell.len()).max(1);
            let columns = self.column..next.min(self.column + most).min(MAX_COLUMNS + 1);
            self.row.extend(columns.map(|column| (column, cell.clone())));
        }
        self.column = next;
    }
}

/// Returns how often a row or a cell stands there.
fn repeats(tag: Tag<'_>, name: &str) -> u64 {
    tag.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, 1 << 20)
}
