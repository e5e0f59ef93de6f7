//! The styles of a workbook, as far as they tell dates from other numbers.
//!
//! Colours, fonts and widths are passed over.

use std::collections::HashMap;

use super::super::number_format::{is_built_in_date, is_date};
use crate::ingest::markup::{Piece, Scanner, local};

/// Which styles of cells show a date.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<bool>);

impl Styles {
    pub(super) fn of(xml: &str) -> Self {
        let mut own: HashMap<u32, bool> = HashMap::new();
        let mut styles = Vec::new();
        let mut is_of_cells = false;
        for piece in Scanner::new(xml) {
            match piece {
                Piece::Start(tag) => match local(tag.name) {
                    "numFmt" => {
                        let number = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                        let format = tag.attribute("formatCode").unwrap_or_default();
                        if let Some(number) = number {
                            own.insert(number, is_date(&format));
                        }
                    }
                    "cellXfs" => is_of_cells = true,
                    "xf" if is_of_cells => {
                        let number = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                        let number: u32 = number.unwrap_or(0);
                        let is_date = own.get(&number).copied();
                        styles.push(is_date.unwrap_or_else(|| is_built_in_date(number)));
                    }
                    _ => {}
                },
                Piece::End(name) if local(name) == "cellXfs" => is_of_cells = false,
                _ => {}
            }
        }
        Self(styles)
    }

    /// Tells whether a style shows a date.
    pub(super) fn is_date(&self, style: usize) -> bool {
        self.0.get(style).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_a_format_of_dates() {
        let styles = Styles::of(
            "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='d mmm yyyy'/></numFmts>\
             <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>\
             <xf numFmtId='14'/><xf numFmtId='170'/></cellXfs></styleSheet>",
        );
        assert_eq!([0, 1, 2, 3].map(|style| styles.is_date(style)), [false, true, true, false]);
    }
}
