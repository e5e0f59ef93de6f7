//! What is asked: the parameters, of which commit, when, in which language the page is.
//!
//! It reads values of parameters by themselves; what they ask of the engine is made of them in
//! `requests.rs`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::ToSpan;
use jiff::tz::TimeZoneDatabase;

use super::archive::Snapshot;
use super::fault::Fault;
use super::params::Params;
use super::reply::Tag;
use super::site::Site;
use crate::engine::{Deadline, Engine};
use crate::error::{Error, Result};
use crate::query::{Clock, Query};
use crate::render::page::{ParamFault, ParamProblem, Tongue};

/// How long a search may take.
const LONGEST: Duration = Duration::from_secs(10);

/// A request on its way to its answer.
pub(super) struct Asked {
    pub(super) site: Arc<Site>,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) params: Params,
    pub(super) clock: Clock,
    pub(super) tongue: Tongue,
    /// How the server is called, as `http://host`, by who asks.
    pub(super) base: String,
    /// When it came.
    pub(super) start: Instant,
    /// Tells whether nobody waits for it any more.
    pub(super) is_left: Arc<dyn Fn() -> bool + Send + Sync>,
}

impl Asked {
    /// Returns what answers.
    pub(super) fn engine(&self) -> &dyn Engine {
        &*self.snapshot.engine
    }

    /// Returns the same with other parameters.
    pub(super) fn with(&self, params: Params) -> Self {
        Self {
            site: Arc::clone(&self.site),
            snapshot: Arc::clone(&self.snapshot),
            params,
            clock: self.clock.clone(),
            base: self.base.clone(),
            is_left: Arc::clone(&self.is_left),
            ..*self
        }
    }

    /// Returns what was typed.
    pub(super) fn text(&self) -> &str {
        self.params.get("q").unwrap_or_default()
    }

    /// Returns the clock of a query, with days as in the zone that is named.
    pub(super) fn clock(&self) -> Result<Clock> {
        let Some(name) = self.params.get("tz") else { return Ok(self.clock.clone()) };
        let zone = TimeZoneDatabase::bundled().get(name);
        let zone = zone.map_err(|_| Error::TimeZone(name.to_owned()))?;
        Ok(Clock { zone, ..self.clock.clone() })
    }

    /// Tells whether a time zone is named.
    pub(super) fn has_zone(&self) -> bool {
        self.params.get("tz").is_some()
    }

    /// Returns when a search that begins now must have ended.
    pub(super) fn deadline(&self) -> Result<Deadline, Fault> {
        let seconds = |text: &str| {
            let seconds =
                text.parse().ok().filter(|seconds| (0.0..=LONGEST.as_secs_f64()).contains(seconds));
            seconds.filter(|seconds| *seconds > 0.0).map(Duration::from_secs_f64)
        };
        let longest = ParamProblem::Seconds { most: LONGEST.as_secs() };
        let time = self.read("timeout", seconds, longest)?.unwrap_or(LONGEST);
        let (start, is_left) = (Instant::now(), Arc::clone(&self.is_left));
        Ok(Deadline::new(move || start.elapsed() >= time || is_left()))
    }

    /// Reads the value of a parameter, where it is given.
    ///
    /// # Errors
    /// `Param` with the problem, for a value that cannot be read.
    pub(super) fn read<T>(
        &self,
        name: &'static str,
        read: impl Fn(&str) -> Option<T>,
        problem: ParamProblem,
    ) -> Result<Option<T>, Fault> {
        let Some(value) = self.params.get(name) else { return Ok(None) };
        let wrong = || Fault::Param(ParamFault { name: name.to_owned(), problem });
        read(value).map_or_else(|| Err(wrong()), |value| Ok(Some(value)))
    }

    /// Reads a number up to the most that there may be.
    pub(super) fn number(&self, name: &'static str, most: usize) -> Result<Option<usize>, Fault> {
        let read = |text: &str| text.parse().ok().filter(|number| *number <= most);
        self.read(name, read, ParamProblem::Number { most })
    }

    /// Tells whether a switch is on: `any=1`, `any=true`.
    pub(super) fn is_on(&self, name: &'static str) -> Result<bool, Fault> {
        let read = |text: &str| match text {
            "1" | "true" | "yes" => Some(true),
            "0" | "false" | "no" => Some(false),
            _ => None,
        };
        Ok(self.read(name, read, ParamProblem::Switch)?.unwrap_or(false))
    }

    /// Refuses parameters that have no meaning.
    ///
    /// # Errors
    /// `Param` for the first of them.
    pub(super) fn check_names(&self, known: &[&str]) -> Result<(), Fault> {
        let unknown = self.params.names().find(|name| !known.contains(name));
        unknown.map_or(Ok(()), |name| {
            Err(Fault::Param(ParamFault { name: name.to_owned(), problem: ParamProblem::Unknown }))
        })
    }

    /// Returns what tells the answer from those of other commits, and of other minutes where it
    /// depends on the present moment (RFC 9110, 8.8.3).
    pub(super) fn tag(&self) -> Tag {
        let minute = self.depends_on_now().then(|| self.minute());
        let (stamp, moment) = (self.snapshot.stamp, minute.unwrap_or(0));
        let text = format!("W/\"{stamp:x}-{moment:x}-{}\"", self.tongue.code());
        Tag { text, minute }
    }

    /// Returns the present minute.
    pub(super) fn minute(&self) -> i64 {
        self.clock.now.as_second() / 60
    }

    /// Tells whether the answer, which is there, had all the time that it may take: nothing was
    /// left out of it.
    pub(super) fn had_time(&self) -> bool {
        self.params.get("timeout").is_none() && self.start.elapsed() < LONGEST && !(self.is_left)()
    }

    /// Tells whether what is asked for is another thing at another moment.
    fn depends_on_now(&self) -> bool {
        if self.params.get("recency").is_some() {
            return true;
        }
        // Three years, a day and some minutes: another year, month, day, weekday and hour.
        let later = self.clock.now.checked_add(((3 * 365 + 33) * 24 + 7).hours());
        let later = Clock { now: later.unwrap_or_default(), ..self.clock.clone() };
        let reads_otherwise = |text: &str| {
            let [now, later] = [&self.clock, &later].map(|clock| Query::parse(text, clock));
            match (now, later) {
                (Ok(now), Ok(later)) => now != later,
                (now, later) => now.is_ok() != later.is_ok(),
            }
        };
        ["q", "vs"].iter().any(|name| self.params.all(name).any(reads_otherwise))
            || ["from", "to"].iter().any(|name| {
                self.params.all(name).any(|date| {
                    !date.starts_with(|char: char| char.is_ascii_digit())
                        || reads_otherwise(&format!("depuis:\"{date}\""))
                })
            })
    }
}
