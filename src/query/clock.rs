//! When a query is asked, and where its days begin.
//!
//! Whoever asks gives it: nothing in a query reads the system's clock or zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The present moment of a query.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The present moment.
    pub now: Timestamp,
    /// The time zone of its dates.
    pub zone: TimeZone,
}
