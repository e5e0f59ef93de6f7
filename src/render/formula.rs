//! Cells that a spreadsheet would take for formulas, and what is done about them: they get an
//! apostrophe in front (<https://owasp.org/www-community/attacks/CSV_Injection>).
//!
//! It writes no cell.

use std::borrow::Cow;

/// Returns a cell that no spreadsheet takes for a formula: one apostrophe in front is not its own.
pub(crate) fn formula_free(cell: &str) -> Cow<'_, str> {
    if is_formula(cell.trim_start_matches('\'')) { format!("'{cell}").into() } else { cell.into() }
}

/// Tells whether a spreadsheet takes a cell that is typed for a formula.
pub(crate) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
