//! A date in three columns: year, month and day, of which the last may be empty.
//!
//! It makes one text of them, which is read like any other date.

use super::parse::{parse_date, parse_given};
use crate::calendar::{folded, month_number, weekday_number};

/// Returns the date that the columns of a year, a month and a day tell, as a text to be read;
/// empty when they tell none. A column may hold the date as far as it goes itself: `2023-10`
/// for a month.
pub(in crate::ingest) fn date_in_columns(year: &str, month: &str, day: &str) -> String {
    let [year, month, day] = [year, month, day].map(plain);
    if parse_date(day).is_some() {
        return day.to_owned();
    }
    let start = match parse_given(month) {
        Some(month) => month.iso,
        None if year.is_empty() => return String::new(),
        None => match number(month) {
            None => year.to_owned(),
            Some(month) => format!("{year}-{month}"),
        },
    };
    match number(day) {
        None => start,
        Some(_) if weekday_number(&folded(day)).is_some() => start,
        Some(day) => format!("{start}-{day}"),
    }
}

/// Returns a column without blanks, and as a whole number where a table has kept it in floating
/// point.
fn plain(column: &str) -> &str {
    let column = column.trim();
    let whole = column.strip_suffix(".0");
    let is_number = |whole: &&str| whole.bytes().all(|byte| byte.is_ascii_digit());
    whole.filter(is_number).unwrap_or(column)
}

/// Returns a month or a day in two figures, and as it is when it is no number; `None` for one
/// that is not told.
fn number(column: &str) -> Option<String> {
    let name = folded(column);
    let figures = month_number(name.trim_end_matches('.')).or_else(|| column.parse().ok());
    match figures {
        Some(0) => None,
        Some(figures) => Some(format!("{figures:02}")),
        None => Some(column.to_owned()).filter(|column| !column.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(columns: [&str; 3], expected: &str) {
        let [year, month, day] = columns;
        let found = date_in_columns(year, month, day);
        let read = parse_given(&found).map(|date| date.iso);
        assert_eq!(read.unwrap_or(found), expected, "{columns:?}");
    }

    #[test]
    fn three_columns_are_a_date_as_far_as_they_are_filled() {
        check(["1944", "8", "25"], "1944-08-25");
        check(["1944.0", "8.0", "25.0"], "1944-08-25");
        check(["1944", "août", "5"], "1944-08-05");
        check(["1944", "Sept.", "05"], "1944-09-05");
        check(["1944", "08", ""], "1944-08");
        check(["1944", "8", "0"], "1944-08");
        check(["1944", "8", "vendredi"], "1944-08");
        check(["1944", "", "25"], "1944-25");
        check(["1944", "", ""], "1944");
        check(["1944", "0", "0"], "1944");
    }

    #[test]
    fn a_column_may_tell_the_whole() {
        check(["1944", "1944-08", "25"], "1944-08-25");
        check(["1944", "août 1944", ""], "1944-08");
        check(["1944", "8", "1944-08-25"], "1944-08-25");
        check(["", "", "25/08/1944"], "1944-08-25");
        check(["1944-08-25", "", ""], "1944-08-25");
    }

    #[test]
    fn what_tells_no_date_is_told_as_it_is() {
        check(["", "8", "25"], "");
        check(["1944", "13", "1"], "1944-13-01");
        check(["1944", "8", "32"], "1944-08-32");
        check(["1944", "été", ""], "1944-été");
        check(["44", "8", "25"], "44-08-25");
    }
}
