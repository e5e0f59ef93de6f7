//! The rows of a sheet, from the records of its cells, in whatever order these stand.
//!
//! Of a sheet that is cut it gives the rows that are there.

use std::collections::BTreeMap;

use super::super::cell::{Cell, Row};
use super::record::{Record, kind, records};
use super::workbook::Globals;

/// Returns the rows of a sheet by their numbers from 0, and tells whether its end is there.
pub(super) fn rows<'g>(stream: &[u8], globals: &'g Globals) -> (BTreeMap<u16, Row<'g>>, bool) {
    let mut rows: BTreeMap<u16, Row<'g>> = BTreeMap::new();
    let mut add = |row: Option<u16>, column: Option<u16>, cell: Option<Cell<'g>>| {
        if let (Some(row), Some(column), Some(cell)) = (row, column, cell) {
            rows.entry(row).or_default().push((usize::from(column), cell));
        }
    };
    // Charts within have records of cells too.
    let mut depth = 0;
    let mut formula = (None, None);
    for record in records(stream) {
        match record.kind {
            kind::START => depth += 1,
            kind::END => {
                depth -= 1;
                if depth <= 0 {
                    return (rows, true);
                }
            }
            _ if depth > 1 => {}
            kind::NUMBERS => {
                let (row, first) = (record.u16(0), record.u16(2).unwrap_or_default());
                for (column, at) in
                    (first..).zip((4..record.data.len().saturating_sub(2)).step_by(6))
                {
                    let number = record.u32(at + 2).map(short_number);
                    add(row, Some(column), number.map(|number| shown(record, at, number, globals)));
                }
            }
            kind::FORMULA => {
                formula = (record.u16(0), record.u16(2));
                add(record.u16(0), record.u16(2), result(record, globals));
            }
            // The text that a formula gives.
            kind::STRING => {
                let text = globals.writing.string(record.data);
                add(formula.0, formula.1, text.and_then(Cell::of_text));
            }
            _ => add(record.u16(0), record.u16(2), cell(record, globals)),
        }
    }
    (rows, false)
}

/// Returns what a record of one cell holds, `None` for another.
fn cell<'g>(record: Record<'_>, globals: &'g Globals) -> Option<Cell<'g>> {
    match record.kind {
        kind::SHARED_LABEL => {
            let text = globals.strings.get(record.u32(6)? as usize)?;
            Cell::of_text(text.as_str())
        }
        kind::LABEL | kind::RICH_LABEL => Cell::of_text(globals.writing.string(record.from(6))?),
        kind::NUMBER => Some(shown(record, 4, record.f64(6)?, globals)),
        kind::SHORT_NUMBER => Some(shown(record, 4, short_number(record.u32(6)?), globals)),
        _ => None,
    }
}

/// Returns the result of a formula, `None` for text, which follows, and for what cannot be
/// computed.
fn result<'g>(record: Record<'_>, globals: &'g Globals) -> Option<Cell<'g>> {
    let is_number = record.u16(12)? != 0xFFFF;
    let number = record.f64(6).filter(|_| is_number)?;
    Some(shown(record, 4, number, globals))
}

/// Returns a number as its style, which stands at a place of the record, shows it.
fn shown<'g>(record: Record<'_>, style: usize, number: f64, globals: &'g Globals) -> Cell<'g> {
    let style = usize::from(record.u16(style).unwrap_or_default());
    let is_date = globals.dates.get(style).copied().unwrap_or(false);
    if is_date { Cell::Day(number, globals.epoch) } else { Cell::Number(number) }
}

/// Returns the number that four bytes stand for: whole or the upper half of one with a
/// fraction, and a hundred times too large or not.
fn short_number(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_whole_or_not() {
        assert_eq!(short_number(2020 << 2 | 2).to_string(), "2020");
        assert_eq!(short_number(2050 << 2 | 3).to_string(), "20.5");
        assert_eq!(short_number(0x4098_4800).to_string(), "1554");
        assert_eq!(short_number((-5_i32 << 2).cast_unsigned() | 2).to_string(), "-5");
    }
}
