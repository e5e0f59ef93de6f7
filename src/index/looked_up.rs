//! Looking up words that a search asks for again and again: their families, and where their forms
//! and phrases of them stand.
//!
//! The rules of French take as long as the rest of a short search to tell a family. What words
//! are worth is not known here.

use std::convert::Infallible;
use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::schema::{Field, Term};

use super::posting_list::PostingList;
use super::reader::IndexReader;
use super::remembered::{Place, TermPostings};
use crate::article::TextField;
use crate::lexicon::Family;

/// Articles of a whole block of stored postings.
const BLOCK: u32 = 128;

impl IndexReader {
    /// Returns the family of a word in a language, as the lexicon tells it.
    pub(crate) fn family(&self, term: &str, language: &str) -> Arc<Family> {
        let key = [language, " ", term].concat();
        let find = || Ok::<_, Infallible>(Arc::new(self.lexicon().family(term, language)));
        let Ok(family) = self.families.or_find(&key, find);
        family
    }

    /// Returns the words of the same letters as one, as the lexicon tells them.
    pub(crate) fn with_letters(&self, term: &str) -> Arc<Family> {
        let find = || Ok::<_, Infallible>(Arc::new(self.lexicon().with_letters(term)));
        let Ok(family) = self.same_letters.or_find(term, find);
        family
    }

    /// Returns the word that is spelled most nearly like one of no article, as the lexicon tells it.
    pub(crate) fn suggestion(&self, term: &str) -> Option<String> {
        let find = || Ok::<_, Infallible>(Arc::new(self.lexicon().suggestion(term)));
        let Ok(suggestion) = self.suggestions.or_find(term, find);
        Option::clone(&suggestion)
    }

    /// Returns where the postings of a term are, for each text field and segment that has any: in
    /// memory, where they are less than a block and all of them are wanted.
    pub(crate) fn places(
        &self,
        term: &str,
        whole: bool,
    ) -> tantivy::Result<Arc<[Place<TermPostings>]>> {
        self.places.or_find(term, || {
            let mut places = Vec::new();
            for field in TextField::ALL {
                let of_field = Term::from_field_text(self.fields().text(field), term);
                for (ordinal, segment) in self.searcher().segment_readers().iter().enumerate() {
                    // tantivy would make a dictionary without words, anew each time.
                    if !self.has_words(ordinal, field)? {
                        continue;
                    }
                    let index = segment.inverted_index(of_field.field())?;
                    if let Some(info) = index.get_term_info(&of_field)? {
                        let postings = if whole && info.doc_freq < BLOCK {
                            TermPostings::Kept(Arc::new(PostingList::of_term(&index, &info)?))
                        } else {
                            TermPostings::Stored(info)
                        };
                        places.push(Place { segment: segment.segment_id(), field, postings });
                    }
                }
            }
            Ok(places.into())
        })
    }

    /// Returns where words stand side by side, with a blank between two in `phrase`, for each text
    /// field and segment that has it.
    ///
    /// # Errors
    /// Those of the index, and of `go_on`, which is asked again and again.
    pub(crate) fn phrase(
        &self,
        phrase: &str,
        go_on: &dyn Fn() -> tantivy::Result<()>,
    ) -> tantivy::Result<Arc<[Place<Arc<PostingList>>]>> {
        self.phrases.or_find(phrase, || {
            let words = self.lexicon().words_of_phrase(phrase);
            let mut places = Vec::new();
            for field in TextField::ALL {
                let of_field = self.fields().text(field);
                for (ordinal, segment) in self.searcher().segment_readers().iter().enumerate() {
                    // tantivy would make a dictionary without words, anew each time.
                    if !self.has_words(ordinal, field)? {
                        continue;
                    }
                    if let Some(list) = phrase_in(segment, of_field, &words, go_on)? {
                        let (segment, postings) = (segment.segment_id(), Arc::new(list));
                        places.push(Place { segment, field, postings });
                    }
                }
            }
            Ok(places.into())
        })
    }
}

/// Returns the postings of words side by side in a segment, each of them any of some terms, when
/// some article has them.
fn phrase_in(
    segment: &SegmentReader,
    field: Field,
    words: &[Vec<String>],
    go_on: &dyn Fn() -> tantivy::Result<()>,
) -> tantivy::Result<Option<PostingList>> {
    let index = segment.inverted_index(field)?;
    let info = |term: &String| index.get_term_info(&Term::from_field_text(field, term)).transpose();
    let infos = words.iter().map(|terms| terms.iter().filter_map(info).collect());
    let infos = infos.collect::<std::io::Result<Vec<Vec<_>>>>()?;
    if infos.iter().any(Vec::is_empty) {
        return Ok(None);
    }
    let list = PostingList::of_phrase(&index, &infos, go_on)?;
    Ok((list.doc_freq() > 0).then_some(list))
}
