//! Looking up words that a search asks for again and again: their families, and where the
//! postings of their forms are.
//!
//! The rules of French take as long as the rest of a short search to tell a family. What words
//! are worth is not known here.

use std::convert::Infallible;
use std::sync::Arc;

use tantivy::schema::Term;

use super::reader::IndexReader;
use super::remembered::TermPlace;
use crate::article::TextField;
use crate::lexicon::Family;

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

    /// Returns where the postings of a term are, for each text field and segment that has any.
    pub(crate) fn places(&self, term: &str) -> tantivy::Result<Arc<[TermPlace]>> {
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
                        places.push(TermPlace { segment: segment.segment_id(), field, info });
                    }
                }
            }
            Ok(places.into())
        })
    }
}
