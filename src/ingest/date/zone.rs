//! The day of a moment where a paper is read: many say the hours of others in UTC.
//!
//! A day without an hour, and a moment of another zone, stay as they are.

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};

use super::parse::dated;
use crate::article::Date;

static EASTERN_CANADA: TimeZone = tz::get!("America/Toronto");

/// Returns a moment in UTC as one of eastern Canada, where the day is often the one before; a
/// day without hour and a moment of another zone as they are.
pub(in crate::ingest) fn in_canada(date: Date) -> Date {
    if !date.iso.ends_with("+00:00") {
        return date;
    }
    let moment = Timestamp::from_second(date.seconds).ok();
    let local = moment.and_then(|moment| dated(&moment.to_zoned(EASTERN_CANADA.clone())));
    local.unwrap_or(date)
}
