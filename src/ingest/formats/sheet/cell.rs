//! A cell of a sheet, and what it says as text.
//!
//! It knows how people see a value, not how the file keeps it.

use std::borrow::Cow;

use super::moment::{Epoch, SERIALS, text_of};
use crate::ingest::record::field::Field;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'c> {
    Text(Cow<'c, str>),
    Number(f64),
    /// A number that is shown as a date: days, and what day they are counted from.
    Day(f64, Epoch),
}

/// The cells of a row that are not empty, with their columns from 0.
pub(super) type Row<'c> = Vec<(usize, Cell<'c>)>;

impl<'c> Cell<'c> {
    /// Returns a cell of text, `None` for a blank one.
    pub(super) fn of_text(text: impl Into<Cow<'c, str>>) -> Option<Self> {
        Some(text.into()).filter(|text| !text.trim().is_empty()).map(Self::Text)
    }

    /// Returns about how many bytes its text has.
    pub(super) fn len(&self) -> usize {
        if let Self::Text(text) = self { text.len() } else { 8 }
    }

    /// Returns what it says in a column that fills a field. A number for a date is one that has
    /// lost its form, unless it is a year.
    pub(super) fn text(&self, field: Option<Field>) -> Cow<'_, str> {
        let is_date = matches!(field, Some(Field::Published | Field::Modified));
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Day(days, epoch) => text_of(*days, *epoch).unwrap_or_else(|| shown(*days)).into(),
            Self::Number(number) if is_date && SERIALS.contains(number) => {
                text_of(*number, Epoch::Of1900).unwrap_or_else(|| shown(*number)).into()
            }
            Self::Number(number) => shown(*number).into(),
        }
    }
}

/// Returns a number as people write it: `2020`, not `2020.0`.
fn shown(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_they_are_written() {
        assert_eq!(Cell::Number(2020.0).text(None), "2020");
        assert_eq!(Cell::Number(0.5).text(None), "0.5");
        assert_eq!(Cell::Number(1e20).text(None), "100000000000000000000");
    }

    #[test]
    fn a_number_in_a_column_of_dates_is_a_day_unless_it_is_a_year() {
        let published = |number| Cell::Number(number).text(Some(Field::Published)).into_owned();
        assert_eq!(published(43_997.0), "2020-06-15");
        assert_eq!(published(1_904.0), "1904");
        assert_eq!(Cell::Number(43_997.0).text(Some(Field::Id)), "43997");
        assert_eq!(Cell::Day(43_997.5, Epoch::Of1900).text(None), "2020-06-15T12:00:00");
    }
}
