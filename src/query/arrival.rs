//! When a collection must first have had an article.
//!
//! A time, as people ask for it, or the numbers of its commits, which no clock tells. It is held
//! against nothing but what the collection itself noted.

use std::fmt;

use super::published::Published;

/// When a collection first had an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// At a moment in this span of time.
    Then(Published),
    /// With a commit behind the one of this number.
    After(u64),
}

impl Arrival {
    /// Tells whether what was first there at a second, with a commit, is meant.
    #[must_use]
    pub(crate) fn holds(&self, added: Option<i64>, commit: u64) -> bool {
        match self {
            Self::Then(span) => added.is_some_and(|seconds| span.holds(seconds, None)),
            Self::After(last) => *last < commit,
        }
    }
}

/// As it is typed; numbers of commits are not.
impl fmt::Display for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Then(span) => span.fmt(f),
            Self::After(last) => write!(f, "{last}.."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::PARIS;

    #[test]
    fn commits_are_those_behind_one() {
        let held = (0..9).filter(|commit| Arrival::After(5).holds(None, *commit));
        assert_eq!(held.collect::<Vec<_>>(), [6, 7, 8]);
    }

    #[test]
    fn what_nobody_knows_is_of_no_time() {
        let always = Arrival::Then(Published::new(None, None, &PARIS));
        assert!(always.holds(Some(0), 0) && !always.holds(None, 0));
    }
}
