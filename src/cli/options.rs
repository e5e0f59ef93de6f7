//! Values of options that several commands take.
//!
//! A value that cannot be is refused before anything is opened.

use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use jiff::tz::TimeZoneDatabase;

use crate::engine::Deadline;
use crate::error::{Error, Result};
use crate::language_code::language_code;
use crate::query::Clock;

/// How a command prints what it has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputForm {
    /// For people
    Text,
    /// One JSON object
    Json,
}

impl OutputForm {
    /// Tells whether people read it.
    pub(super) fn is_text(self) -> bool {
        self == Self::Text
    }
}

/// How long to wait for another limier that writes to the index.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Waiting {
    /// Wait so many seconds for another limier that writes to the index
    #[arg(long = "wait", value_name = "SECONDS", value_parser = parse_seconds, default_value = "0")]
    pub(super) time: Duration,
}

/// How long a query may take.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Timeout {
    /// Cut a query that takes longer than so many seconds to find its hits, 10 unless this is
    /// given; 0 for none
    #[arg(long = "timeout", value_name = "SECONDS", value_parser = parse_seconds)]
    time: Option<Duration>,
}

/// How long a query may take unless it is said otherwise.
pub(super) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

impl Timeout {
    /// Returns the deadline of a query that starts now.
    pub(super) fn deadline(self) -> Deadline {
        let time = self.time.unwrap_or(DEFAULT_TIMEOUT);
        if time.is_zero() {
            return Deadline::default();
        }
        let start = Instant::now();
        Deadline::new(move || start.elapsed() >= time)
    }
}

/// Reads a number of seconds, 0 to a year of them.
fn parse_seconds(argument: &str) -> Result<Duration, String> {
    const MOST: f64 = 366.0 * 86_400.0;
    let seconds = argument.parse().ok().filter(|seconds| (0.0..=MOST).contains(seconds));
    let seconds = seconds.ok_or("it needs a number of seconds, for example 30")?;
    Ok(Duration::from_secs_f64(seconds))
}

/// Reads a number of hits, of words, of characters.
pub(super) fn parse_number(argument: &str) -> Result<usize, String> {
    argument.parse().map_err(|_| "it needs a number, for example 20".to_owned())
}

/// How help names a language.
pub(super) const LANGUAGE: &str = "CODE";

/// Reads a language code: two letters, as in ISO 639-1.
pub(super) fn parse_language(argument: &str) -> Result<String, String> {
    let code = language_code(argument);
    if argument.len() == 2 && !code.is_empty() {
        return Ok(code);
    }
    Err("write its two letters, for example en; `limier info` lists those of the index".to_owned())
}

/// Returns the clock of a query: the present moment, and days as in a time zone.
pub(super) fn clock(zone: &str) -> Result<Clock> {
    let known = TimeZoneDatabase::bundled().get(zone);
    let zone = known.map_err(|_| Error::TimeZone(zone.to_owned()))?;
    Ok(Clock { now: jiff::Timestamp::now(), zone })
}

/// Returns the present moment, ISO 8601 in UTC.
pub(super) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
