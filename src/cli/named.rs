//! The articles that a person names: by id, by address, or as hits of the last answer (`@3`).
//!
//! In a window that has shown no answer, `@3` is an id like any other.

use std::path::Path;

use super::last_answer::LastAnswer;
use crate::engine::{Engine, Entry};
use crate::error::{Error, Result};

/// Returns the articles that are named, in that order, each name with one or several.
///
/// In a window that has shown an answer `@3` is a hit of it; elsewhere it may be an id.
///
/// # Errors
/// `ArticleMissing` for a name that no article has, and `NoLastAnswer`, `NoSuchHit` and
/// `HitElsewhere` for `@3` where it names nothing here.
pub(super) fn named(
    engine: &dyn Engine,
    names: &[String],
    last: Option<&LastAnswer>,
    dir: &Path,
) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for name in names {
        entries.extend(match (rank(name), last) {
            (Some(rank), Some(last)) => engine.articles(hit(name, rank, last, dir)?)?,
            (Some(_), None) => engine.articles(name).map_err(|error| match error {
                Error::ArticleMissing { name, .. } => Error::NoLastAnswer(name),
                error => error,
            })?,
            (None, _) => engine.articles(name)?,
        });
    }
    Ok(entries)
}

/// Tells whether a text is nothing but hits of the last answer: `@3`, `@3 @5`.
pub(super) fn names_hits(text: &str) -> bool {
    let mut names = text.split_whitespace().peekable();
    names.peek().is_some() && names.all(|name| rank(name).is_some())
}

/// Returns the first hit of the last answer that a text names among other words: `@3 grève`.
pub(super) fn hit_among_words(text: &str) -> Option<&str> {
    let mut names = text.split_whitespace();
    names.find(|name| rank(name).is_some()).filter(|_| !names_hits(text))
}

/// Returns the id of the hit that a name like `@3` is of the last answer; `None` of any other name.
pub(super) fn hit_named<'l>(
    name: &str,
    last: &'l LastAnswer,
    dir: &Path,
) -> Result<Option<&'l str>> {
    rank(name).map(|rank| hit(name, rank, last, dir)).transpose()
}

/// Returns the rank that a name like `@3` has.
fn rank(name: &str) -> Option<usize> {
    let figures = name.strip_prefix('@')?;
    let is_number = figures.bytes().all(|byte| byte.is_ascii_digit());
    figures.parse().ok().filter(|_| is_number)
}

/// Returns the id of a hit of the last answer.
fn hit<'l>(name: &str, rank: usize, last: &'l LastAnswer, dir: &Path) -> Result<&'l str> {
    if !last.is_of(dir) {
        let (name, index) = (name.to_owned(), last.index.clone());
        return Err(Error::HitElsewhere { name, index });
    }
    last.id(rank).ok_or_else(|| Error::NoSuchHit {
        name: name.to_owned(),
        ranks: last.ranks(),
        query: last.query.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_an_at_is_a_rank() {
        assert_eq!((rank("@3"), rank("@120")), (Some(3), Some(120)));
        for name in ["3", "@", "@a", "@+3", "@3a", "a@3", "@-1", "@99999999999999999999"] {
            assert_eq!(rank(name), None, "{name}");
        }
    }
}
