//! The runs that write to a collection, by their numbers: which are open, and up to which number
//! all that came is there for who asks.
//!
//! A run takes its number before it writes, and each article keeps that of the run which brought
//! it. No number is settled while a run with it or a lower one is open: so what two runs write at
//! once is never taken for told. Clocks decide nothing but which run is long dead.

use serde::{Deserialize, Serialize};

use crate::index::next_commit;

/// Seconds after which a run that was not heard of is taken for one that was killed.
const DEAD: u64 = 86_400;

/// A run that writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Open {
    number: u64,
    /// When it was last heard of, in seconds since 1970.
    heard: u64,
}

/// The runs of a collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Runs {
    /// The last number that was given.
    last: u64,
    open: Vec<Open>,
    /// Those that never ended, and are not waited for.
    given_up: Vec<u64>,
}

impl Runs {
    /// Takes note of a run that begins, and returns its number, which is above all before it;
    /// `now` is in seconds. Of those that never ended only the ones that `is_known` tells of are
    /// kept in mind.
    pub(super) fn begin(&mut self, now: u64, is_known: impl Fn(u64) -> bool) -> u64 {
        self.given_up.retain(|number| is_known(*number));
        let is_dead = |run: &Open| run.heard.saturating_add(DEAD) < now;
        let dead: Vec<u64> =
            self.open.extract_if(.., |run| is_dead(run)).map(|run| run.number).collect();
        self.given_up.extend(dead);
        self.last = next_commit(self.last, now);
        self.open.push(Open { number: self.last, heard: now });
        self.last
    }

    /// Takes note that a run is at work; `false` when it was given up.
    #[must_use]
    pub(super) fn hear(&mut self, number: u64, now: u64) -> bool {
        let run = self.open.iter_mut().find(|run| run.number == number);
        run.map(|run| run.heard = run.heard.max(now)).is_some()
    }

    /// Takes note that all of a run can be found.
    pub(super) fn end(&mut self, number: u64) {
        self.open.retain(|run| run.number != number);
    }

    /// Takes note that a run is over, though not all that it was to write is there.
    pub(super) fn give_up(&mut self, number: u64) {
        self.end(number);
        self.given_up.push(number);
    }

    /// Tells whether the run of a number ended: what an article of another one is to be told by
    /// is the run that writes it again.
    pub(super) fn is_ended(&self, number: u64) -> bool {
        !self.given_up.contains(&number) && self.open.iter().all(|run| run.number != number)
    }

    /// Returns the number up to which nothing more will come.
    pub(super) fn settled(&self) -> u64 {
        let open = self.open.iter().map(|run| run.number.saturating_sub(1));
        open.min().unwrap_or(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_settled_that_an_open_run_may_still_write() {
        let mut runs = Runs::default();
        let one = runs.begin(100, |_| true);
        let other = runs.begin(100, |_| true);
        assert_eq!((one, other), (100, 101));
        runs.end(other);
        assert_eq!(runs.settled(), 99);
        runs.end(one);
        assert_eq!(runs.settled(), 101);
        assert_eq!(runs.begin(5, |_| true), 102, "a clock that goes back changes nothing");
        assert_eq!(runs.settled(), 101);
    }

    #[test]
    fn who_was_killed_is_given_up_after_a_day_and_is_told_so_if_it_was_not() {
        let mut runs = Runs::default();
        let killed = runs.begin(1_000, |_| true);
        let next = runs.begin(1_000 + DEAD, |_| true);
        assert!(!runs.is_ended(killed) && runs.hear(killed, 1_001));
        let last = runs.begin(1_002 + DEAD, |_| true);
        assert!(!runs.hear(killed, 1_003) && !runs.is_ended(killed));
        assert_eq!(runs.settled(), next - 1);
        runs.end(next);
        runs.give_up(last);
        assert_eq!(runs.settled(), last);
        assert!(runs.is_ended(next) && !runs.is_ended(last));
        let _ = runs.begin(1_004 + DEAD, |number| number == last);
        assert!(runs.is_ended(killed), "no article has its number");
    }
}
