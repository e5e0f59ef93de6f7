//! The contract of an engine: two kinds of question, and a few look-ups.
//!
//! The best are asked for a page to read; the matches for everything that must be exact:
//! counts, facets, timelines, concordances, exports, deletions. A new feature stands on
//! one of the two and adds no method; all words of the matches take a look at every word.

use std::ops::ControlFlow;

use super::answer::Answer;
use super::arrivals::{Arrivals, Commit, Told};
use super::hit::CopyOf;
use super::marking::{Marking, MarkingWords};
use super::occurrence::Occurrence;
use super::overview::Overview;
use super::request::Request;
use super::table::{Key, Table};
use crate::article::{Article, TextField};
use crate::error::Result;
use crate::lexicon::Explanation;

/// A collection of articles that answers requests, each as of the moment it was opened.
pub(crate) trait Engine: Send + Sync {
    /// Returns the best of the articles that a request asks for, with exact totals.
    ///
    /// Articles with some of the words may be among them where too few have all, and
    /// phrases may be looked for as words: the answer says so.
    ///
    /// # Errors
    /// `OutOfTime` when the deadline of the request is over before they are found.
    fn top(&self, request: &Request) -> Result<Answer> {
        self.top_in_parts(request, &mut |_| Ok(()))
    }

    /// Returns the same answer and calls `part` with it each time that some more of its hits
    /// are read, in their order: what is taken out of it there stays out.
    ///
    /// So an answer of any length is written in little room.
    fn top_in_parts(
        &self,
        request: &Request,
        part: &mut dyn FnMut(&mut Answer) -> Result<()>,
    ) -> Result<Answer>;

    /// Calls `visit` with every article that has all the words of a request, or any of
    /// them where that is enough, and meets its condition, until it breaks off.
    ///
    /// The set is exact: nothing is relaxed, scored or grouped, and limit, offset and
    /// order do not count. The articles come in the engine's own order, each once.
    fn matches(
        &self,
        request: &Request,
        visit: &mut dyn FnMut(&dyn Match) -> Result<ControlFlow<()>>,
    ) -> Result<()>;

    /// Calls each of `visits` with a part of the same articles, those of the first before those of
    /// the second, as [`Self::matches`] gives them; they may be called at the same time.
    ///
    /// So what is read is read on all cores.
    fn matches_in_parts(&self, request: &Request, visits: &mut [Visit<'_>]) -> Result<()> {
        let Some(first) = visits.first_mut() else { return Ok(()) };
        self.matches(request, &mut |matched| first(matched).map(ControlFlow::Continue))
    }

    /// Returns how many the same articles are, by these keys: one group for each
    /// combination of their values, a single one of all without keys.
    fn groups(&self, request: &Request, by: &[Key]) -> Result<Table>;

    /// Returns the same for several lists of keys, each a table of its own.
    fn tables(&self, request: &Request, by: &[&[Key]]) -> Result<Vec<Table>> {
        by.iter().map(|by| self.groups(request, by)).collect()
    }

    /// Returns the words that mark the same articles against the others that `of` asks for, the
    /// words of the request itself left out.
    fn marking_words(
        &self,
        request: &Request,
        of: &Request,
        marking: Marking,
    ) -> Result<MarkingWords>;

    /// Returns its state.
    ///
    /// # Errors
    /// `IndexOutdated` where it does not know when articles came.
    fn commit(&self) -> Result<Commit>;

    /// Returns what of the same articles is new, beside what was told before.
    fn arrivals(&self, request: &Request, told: Told<'_>) -> Result<Arrivals>;

    /// Returns the articles that a person names: the one with an id, or else those with
    /// an address.
    ///
    /// # Errors
    /// `ArticleMissing` when there is none.
    fn articles(&self, name: &str) -> Result<Vec<Entry>>;

    /// Calls `visit` with every article, in the engine's own order.
    fn each_article(&self, visit: &mut dyn FnMut(Article) -> Result<()>) -> Result<()> {
        self.matches(&Request::default(), &mut |found| {
            visit(found.article()?)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Returns what the collection makes of a word, as the tokenizer gives it, in a
    /// language (ISO 639-1).
    fn word(&self, word: &str, language: &str) -> Result<Explanation>;

    /// Returns what the collection holds.
    fn overview(&self) -> Result<Overview>;
}

/// Takes articles that match, one after the other.
pub(crate) type Visit<'v> = Box<dyn FnMut(&dyn Match) -> Result<()> + Send + 'v>;

/// An article that matches, of which only what is asked for is read.
pub trait Match {
    /// Returns its id; the rest is not read.
    fn id(&self) -> Result<String>;

    /// Returns the whole article.
    fn article(&self) -> Result<Article>;

    /// Returns where a text of it, that of a field, has what the request asks for, sorted and
    /// disjoint.
    fn occurrences(&self, field: TextField, text: &str) -> Vec<Occurrence>;
}

/// An article that was named.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The article.
    pub article: Article,
    /// The others with its text.
    pub copies: Vec<CopyOf>,
}
