//! When a query is asked, and where its days begin.
//!
//! Whoever asks gives it: nothing in a query reads the system's clock or zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::calendar::PARIS;

/// The present moment of a query.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The present moment.
    pub now: Timestamp,
    /// The time zone of its dates.
    pub zone: TimeZone,
}

impl Clock {
    /// Returns the clock of a query asked at this moment, with days as in Paris.
    #[must_use]
    pub fn in_paris(now: Timestamp) -> Self {
        Self { now, zone: PARIS.clone() }
    }
}
