//! The words of tags, and which articles have a tag with one.
//!
//! They are kept without case and accents, and apart from those of texts: the lexicon does not
//! count them. An index of an older format has none.

use std::borrow::Cow;

use fixedbitset::FixedBitSet;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::reader::IndexReader;
use crate::analysis::{Words, fold, words};

/// Gives tantivy the words of a tag.
#[derive(Clone, Default)]
pub(super) struct TagTokenizer {
    token: Token,
}

impl Tokenizer for TagTokenizer {
    type TokenStream<'a> = TagStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        TagStream { words: words(text), token: &mut self.token }
    }
}

/// The words of one tag.
pub(super) struct TagStream<'a> {
    words: Words<'a>,
    token: &'a mut Token,
}

impl TokenStream for TagStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next_into(&mut self.token.text) else { return false };
        if let Cow::Owned(folded) = fold(&self.token.text) {
            self.token.text = folded;
        }
        self.token.position = word.position as usize;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

impl IndexReader {
    /// Returns, for each segment, the articles that have a tag with one of some words, which
    /// are without accents; deleted ones among them. Nothing when no tag has any.
    pub(crate) fn tagged(&self, words: &[String]) -> tantivy::Result<Vec<Option<FixedBitSet>>> {
        let segments = self.searcher().segment_readers().iter();
        let Some(field) = self.fields().tag_words else {
            return Ok(segments.map(|_| None).collect());
        };
        let has_tags = self.has_tags(field)?;
        let found = segments.zip(has_tags).map(|(segment, has_tags)| {
            let mut found = None;
            if !has_tags {
                return Ok(found);
            }
            let index = segment.inverted_index(field)?;
            for word in words {
                let term = Term::from_field_text(field, word);
                let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)?
                else {
                    continue;
                };
                let len = segment.max_doc() as usize;
                let bits = found.get_or_insert_with(|| FixedBitSet::with_capacity(len));
                while postings.doc() != TERMINATED {
                    bits.insert(postings.doc() as usize);
                    postings.advance();
                }
            }
            Ok(found)
        });
        found.collect()
    }

    /// Tells for each segment whether an article has a tag: tantivy would make a dictionary
    /// without words anew each time.
    fn has_tags(&self, field: Field) -> tantivy::Result<&[bool]> {
        if let Some(known) = self.tags.get() {
            return Ok(known);
        }
        let tags = self.searcher().schema().get_field_name(self.fields().tags);
        // Of a field without words tantivy makes an empty dictionary, which takes its time; of
        // tags there is a column even where no article has one.
        let has_tags = |segment: &SegmentReader| {
            let column = segment.fast_fields().str(tags)?;
            let has_values = column.is_some_and(|column| column.num_terms() > 0);
            Ok(has_values && segment.inverted_index(field)?.terms().num_terms() > 0)
        };
        let segments = self.searcher().segment_readers().iter().map(has_tags);
        let known = segments.collect::<tantivy::Result<_>>()?;
        Ok(self.tags.get_or_init(|| known))
    }
}
