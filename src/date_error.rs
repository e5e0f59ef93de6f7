//! Dates of a query that cannot be read: the value, and why it is none.
//!
//! A problem is data, with what can be written instead; the sentence is `render`'s.

use jiff::civil::Date;

/// A value that is no date, and what can be written instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// The value, or its beginning.
    pub value: String,
    /// Why it is none.
    pub(crate) problem: DateProblem,
}

/// Why a value is no date; the text of some is the date that comes nearest to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DateProblem {
    /// It has no form of a date; these are examples.
    Unreadable(&'static [&'static str]),
    /// It is longer than any date; these are examples.
    TooLong(&'static [&'static str]),
    /// A range stands behind a field that takes one date.
    RangeElsewhere,
    /// A range has no date on either side.
    EmptyRange,
    /// A range has more than two sides.
    ManySides,
    /// A range ends before it starts.
    Backwards {
        /// The date in front.
        from: String,
        /// The date behind.
        to: String,
    },
    /// A length of time stands behind a field that takes dates.
    LengthElsewhere(String),
    /// Its year is not one of an archive.
    OutsideYears,
    /// It is a number, too short for a year.
    ShortYearAlone,
    /// Its year is too short.
    ShortYear(String),
    /// It has a month and no year.
    NoYear(String),
    /// Its month has a number that no month has.
    NoSuchMonth {
        /// The number.
        month: i16,
        /// The date that comes nearest.
        nearest: String,
    },
    /// Its month stands in front of its day.
    MonthFirst(String),
    /// Its month is shorter than that.
    NoSuchDay {
        /// The first day of the month.
        month: Date,
        /// The date that comes nearest.
        nearest: String,
    },
    /// This day is another one of the week.
    OtherWeekday(Date),
    /// An hour, minute or second that no clock shows.
    NoSuchTime {
        /// Which part.
        unit: ClockUnit,
        /// Its number.
        number: i16,
    },
}

/// A part of the time of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClockUnit {
    Hour,
    Minute,
    Second,
}
