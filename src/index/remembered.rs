//! What was looked up before, for as long as an index is open.
//!
//! A commit never changes, so that what it says once it says always. What goes wrong is never
//! remembered, and nothing is looked up here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;

use super::posting_list::PostingList;
use crate::article::TextField;

/// Most answers of a kind that are kept; all are forgotten when there are more.
const MOST: usize = 20_000;

/// Most numbers of four bytes in places that are kept, of terms or of phrases: 16 MB.
const MOST_NUMBERS: usize = 1 << 22;

/// As how many of these a place counts without its list.
const OF_PLACE: usize = 32;

/// Postings of a term or a phrase in a segment and a field of it.
pub(crate) struct Place<P> {
    pub(crate) segment: SegmentId,
    pub(crate) field: TextField,
    pub(crate) postings: P,
}

/// The postings of a term.
#[derive(Clone)]
pub(crate) enum TermPostings {
    /// In the segment.
    Stored(TermInfo),
    /// In memory.
    Kept(Arc<PostingList>),
}

/// What takes room while it is kept.
pub(crate) trait Room {
    /// Returns of how many articles it tells.
    fn articles(&self) -> u64;

    /// Returns of how many numbers of four bytes its lists are.
    fn numbers(&self) -> usize;
}

impl Room for Arc<PostingList> {
    fn articles(&self) -> u64 {
        self.doc_freq().into()
    }

    fn numbers(&self) -> usize {
        PostingList::numbers(self)
    }
}

impl Room for TermPostings {
    fn articles(&self) -> u64 {
        match self {
            Self::Stored(info) => info.doc_freq.into(),
            Self::Kept(list) => list.articles(),
        }
    }

    fn numbers(&self) -> usize {
        match self {
            Self::Stored(_) => 0,
            Self::Kept(list) => list.numbers(),
        }
    }
}

/// What was found for some words.
pub(crate) struct Remembered<T: ?Sized> {
    known: Mutex<Known<T>>,
    /// Returns how much of what may be kept an answer is.
    weigh: fn(&T) -> usize,
    most: usize,
}

/// Answers, and what they weigh together.
struct Known<T: ?Sized> {
    answers: HashMap<Box<str>, Arc<T>, FixedState>,
    weight: usize,
}

impl<T: ?Sized> Default for Remembered<T> {
    fn default() -> Self {
        Self::new(|_| 1, MOST)
    }
}

impl<P: Room> Remembered<[Place<P>]> {
    /// Remembers places by how much room they take.
    pub(super) fn by_room() -> Self {
        let weigh = |places: &[Place<P>]| {
            let numbers = places.iter().map(|place| OF_PLACE + place.postings.numbers());
            OF_PLACE + numbers.sum::<usize>()
        };
        Self::new(weigh, MOST_NUMBERS)
    }
}

impl<T: ?Sized> Remembered<T> {
    fn new(weigh: fn(&T) -> usize, most: usize) -> Self {
        let known = Known { answers: HashMap::default(), weight: 0 };
        Self { known: Mutex::new(known), weigh, most }
    }

    /// Returns what is found for a word, looked for the first time only.
    pub(crate) fn or_find<E>(
        &self,
        word: &str,
        find: impl FnOnce() -> Result<Arc<T>, E>,
    ) -> Result<Arc<T>, E> {
        // Nothing in there is ever half done.
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().answers.get(word) {
            return Ok(Arc::clone(found));
        }
        let found = find()?;
        let weight = (self.weigh)(&found);
        if weight > self.most {
            return Ok(found);
        }
        let mut known = known();
        if known.weight + weight > self.most {
            (known.answers, known.weight) = Default::default();
        }
        if known.answers.insert(word.into(), Arc::clone(&found)).is_none() {
            known.weight += weight;
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn all_is_forgotten_when_it_is_too_much_and_what_is_too_much_by_itself_is_not_kept() {
        let remembered = Remembered::<str>::new(str::len, 10);
        let looked_up = |word: &str, answer: &str| {
            let mut is_new = false;
            let found = remembered.or_find(word, || {
                is_new = true;
                Ok::<_, Infallible>(answer.into())
            });
            assert_eq!(found.as_deref(), Ok(answer), "{word}");
            is_new
        };
        assert!(looked_up("a", "four") && looked_up("b", "five5"));
        assert!(!looked_up("a", "four") && !looked_up("b", "five5"));
        assert!(looked_up("c", "more than ten") && looked_up("c", "more than ten"));
        assert!(!looked_up("a", "four"), "nothing was forgotten for it");
        assert!(looked_up("d", "two"));
        assert!(looked_up("a", "four") && !looked_up("d", "two"));
    }
}
