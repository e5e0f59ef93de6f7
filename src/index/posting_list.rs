//! Postings in memory: the articles that have a term or a phrase, and where it stands in each.
//!
//! Phrases have no others; of a term that few articles have, to open those that are stored takes
//! longer than to read them. It knows neither scores nor what was typed.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

/// Articles looked at between two questions whether to go on.
const CHECKED: usize = 256;

/// The articles of a segment with a term or a phrase in a field, and where it stands in each.
#[derive(Default)]
pub(crate) struct PostingList {
    /// The articles, each with where its positions end.
    docs: Vec<(DocId, u32)>,
    /// Where it stands, or its first word.
    positions: Vec<u32>,
}

impl PostingList {
    /// Returns where a term stands.
    pub(crate) fn of_term(index: &InvertedIndexReader, term: &TermInfo) -> io::Result<Self> {
        let detail = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = index.read_postings_from_terminfo(term, detail)?;
        let mut list = Self::default();
        let mut doc = postings.doc();
        while doc != TERMINATED {
            postings.append_positions_with_offset(0, &mut list.positions);
            list.docs.push((doc, list.positions.len() as u32));
            doc = postings.advance();
        }
        Ok(list)
    }

    /// Returns where words stand side by side; each word is any of some terms.
    ///
    /// # Errors
    /// Those of `go_on`, which is asked again and again until that is known.
    pub(crate) fn of_phrase(
        index: &InvertedIndexReader,
        words: &[Vec<TermInfo>],
        go_on: &dyn Fn() -> tantivy::Result<()>,
    ) -> tantivy::Result<Self> {
        let open = |terms: &Vec<TermInfo>| {
            let detail = IndexRecordOption::WithFreqsAndPositions;
            let terms = terms.iter().map(|info| index.read_postings_from_terminfo(info, detail));
            Ok(AnyOf(terms.collect::<std::io::Result<_>>()?))
        };
        let mut words = words.iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
        let mut list = Self::default();
        let Some(rarest) = (0..words.len()).min_by_key(|&word| words[word].doc_freq()) else {
            return Ok(list);
        };
        let (mut starts, mut places) = (Vec::new(), Vec::new());
        let mut doc = words[rarest].doc();
        for at in 0_usize.. {
            if doc == TERMINATED {
                break;
            }
            if at.is_multiple_of(CHECKED) {
                go_on()?;
            }
            let (before, from) = words.split_at_mut(rarest);
            let (rarest_word, after) = from.split_at_mut(1);
            rarest_word[0].positions(doc, &mut starts);
            // Where the phrase would have to start.
            starts.retain_mut(|start| {
                let at = start.checked_sub(rarest as u32);
                *start = at.unwrap_or_default();
                at.is_some()
            });
            let others =
                before.iter_mut().zip(0..).chain(after.iter_mut().zip(rarest as u32 + 1..));
            for (word, offset) in others {
                if starts.is_empty() || !word.seek(doc) {
                    starts.clear();
                    break;
                }
                word.positions(doc, &mut places);
                starts.retain(|start| places.binary_search(&(start + offset)).is_ok());
            }
            if !starts.is_empty() {
                list.positions.append(&mut starts);
                list.docs.push((doc, list.positions.len() as u32));
            }
            doc = words[rarest].next_after(doc);
        }
        Ok(list)
    }

    /// Returns how many articles there are.
    pub(crate) fn doc_freq(&self) -> u32 {
        self.docs.len() as u32
    }

    /// Returns at how many places they have it.
    pub(crate) fn occurrences(&self) -> u64 {
        self.positions.len() as u64
    }

    /// Returns of how many numbers of four bytes it is.
    pub(super) fn numbers(&self) -> usize {
        2 * self.docs.len() + self.positions.len()
    }
}

/// The postings of several terms, taken as one word.
struct AnyOf(Vec<SegmentPostings>);

impl AnyOf {
    fn doc_freq(&self) -> u32 {
        self.0.iter().map(SegmentPostings::doc_freq).sum()
    }

    fn doc(&self) -> DocId {
        self.0.iter().map(DocSet::doc).min().unwrap_or(TERMINATED)
    }

    /// Goes to the first article after `doc` and returns it.
    fn next_after(&mut self, doc: DocId) -> DocId {
        for postings in self.0.iter_mut().filter(|postings| postings.doc() == doc) {
            postings.advance();
        }
        self.doc()
    }

    /// Goes to an article, and tells whether it has the word.
    fn seek(&mut self, doc: DocId) -> bool {
        for postings in self.0.iter_mut().filter(|postings| postings.doc() < doc) {
            postings.seek(doc);
        }
        self.doc() == doc
    }

    /// Writes where the word stands in an article, in order.
    fn positions(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        for postings in self.0.iter_mut().filter(|postings| postings.doc() == doc) {
            postings.append_positions_with_offset(0, positions);
        }
        positions.sort_unstable();
    }
}

/// Returns how many of some items, which are sorted, come before another, which is among the first
/// most often: steps double until it is passed (Bentley and Yao, Information Processing Letters
/// 5(3), 1976).
pub(crate) fn before<T>(items: &[T], is_before: impl Fn(&T) -> bool) -> usize {
    let mut reach = 1;
    while items.get(reach - 1).is_some_and(&is_before) {
        reach *= 2;
    }
    let from = reach / 2;
    from + items[from..items.len().min(reach - 1)].partition_point(is_before)
}

/// A place in a list of postings.
#[derive(Clone)]
pub(crate) struct KeptPostings {
    list: Arc<PostingList>,
    at: usize,
}

impl KeptPostings {
    /// Returns the beginning of a list.
    pub(crate) fn new(list: Arc<PostingList>) -> Self {
        Self { list, at: 0 }
    }

    /// Calls `each` with the articles before `end`, from the present one on, and how often each
    /// has it; the first of the others is the present one then.
    pub(crate) fn read_before(&mut self, end: DocId, mut each: impl FnMut(DocId, u32)) {
        let mut from = self.from();
        for &(doc, to) in self.list.docs[self.at..].iter().take_while(|(doc, _)| *doc < end) {
            each(doc, to - from);
            (from, self.at) = (to, self.at + 1);
        }
    }

    /// Returns where the positions of the present article begin.
    fn from(&self) -> u32 {
        self.at.checked_sub(1).map_or(0, |before| self.list.docs[before].1)
    }

    fn range(&self) -> Range<usize> {
        self.from() as usize..self.list.docs[self.at].1 as usize
    }
}

impl DocSet for KeptPostings {
    fn advance(&mut self) -> DocId {
        self.at = self.list.docs.len().min(self.at + 1);
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += before(&self.list.docs[self.at..], |(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.list.docs.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.list.doc_freq()
    }
}

impl Postings for KeptPostings {
    fn term_freq(&self) -> u32 {
        self.range().len() as u32
    }

    fn append_positions_with_offset(&mut self, offset: u32, output: &mut Vec<u32>) {
        output.extend(self.list.positions[self.range()].iter().map(|position| position + offset));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_before_is_counted_however_far_it_goes() {
        for len in 0..20_u32 {
            // Two of each number that is even.
            let items: Vec<u32> = (0..len).map(|at| at / 2 * 2).collect();
            for wanted in 0..=len + 1 {
                let expected = items.iter().filter(|item| **item < wanted).count();
                assert_eq!(
                    before(&items, |item| *item < wanted),
                    expected,
                    "{wanted} in {items:?}"
                );
            }
        }
    }
}
