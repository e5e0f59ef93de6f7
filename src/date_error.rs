//! Dates of a query that cannot be read: the value, and why it is none.
//!
//! A problem is data, with a message in lower case that says what to write instead.

use jiff::civil::Date;

use crate::calendar::YEARS;

/// A value that is no date, and what can be written instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is no date: {problem}")]
pub struct DateError {
    /// The value, or its beginning.
    pub value: String,
    /// Why it is none.
    pub(crate) problem: DateProblem,
}

/// Why a value is no date; the text of some is the date that comes nearest to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DateProblem {
    /// It has no form of a date; these are examples.
    #[error("its form is unknown; write {}", listed(.0))]
    Unreadable(&'static [&'static str]),
    /// It is longer than any date; these are examples.
    #[error("it is too long for one; write {}", listed(.0))]
    TooLong(&'static [&'static str]),
    /// A range stands behind a field that takes one date.
    #[error("a range goes with date:; write date:2019..2020")]
    RangeElsewhere,
    /// A range has no date on either side.
    #[error("neither side of the range has one; write 2019..2020")]
    EmptyRange,
    /// A range has more than two sides.
    #[error("a range has two sides; write 2019..2020")]
    ManySides,
    /// A range ends before it starts.
    #[error("the range ends before it starts; write {to}..{from}")]
    Backwards {
        /// The date in front.
        from: String,
        /// The date behind.
        to: String,
    },
    /// A length of time stands behind a field that takes dates.
    #[error("a length of time goes with depuis:; write depuis:{0}")]
    LengthElsewhere(String),
    /// Its year is not one of an archive.
    #[error("years go from {} to {}; write 2020, for example", YEARS.start(), YEARS.end())]
    OutsideYears,
    /// It is a number, too short for a year.
    #[error("a year has four figures; write 2020, or depuis:30j for thirty days")]
    ShortYearAlone,
    /// Its year is too short.
    #[error("its year needs four figures; write {0}")]
    ShortYear(String),
    /// It has a month and no year.
    #[error("it has no year; write {0}")]
    NoYear(String),
    /// Its month has a number that no month has.
    #[error("there is no month {month}; write {nearest}")]
    NoSuchMonth {
        /// The number.
        month: i16,
        /// The date that comes nearest.
        nearest: String,
    },
    /// Its month stands in front of its day.
    #[error("the day comes first; write {0}")]
    MonthFirst(String),
    /// Its month is shorter than that.
    #[error("{} has {} days; write {nearest}", month.strftime("%B %Y"), month.days_in_month())]
    NoSuchDay {
        /// The first day of the month.
        month: Date,
        /// The date that comes nearest.
        nearest: String,
    },
    /// This day is another one of the week.
    #[error("{0} is a {weekday:?}; write {0}", weekday = .0.weekday())]
    OtherWeekday(Date),
    /// An hour, minute or second that no clock shows.
    #[error("there is no {unit} {number}; write 2020-03-15T14:30")]
    NoSuchTime {
        /// `hour`, `minute` or `second`.
        unit: &'static str,
        /// Its number.
        number: i16,
    },
}

/// Returns `a, b or c`.
fn listed(examples: &[&str]) -> String {
    match examples {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => examples.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_listed() {
        assert_eq!(listed(&["2020", "hier", "30j"]), "2020, hier or 30j");
        assert_eq!(listed(&["2020"]), "2020");
    }
}
