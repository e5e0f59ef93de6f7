//! The adapter between the project's tokenizer and tantivy's.
//!
//! It counts capitals for the lexicon on the way, one tally for each copy that
//! tantivy makes of it (one for each segment and field), without locks.

use std::cell::RefCell;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::analysis::{Words, words};
use crate::lexicon::CaseTally;

thread_local! {
    /// Capitals of the segment that this thread is writing.
    static SEGMENT: RefCell<CaseTally> = RefCell::default();
}

/// Takes the capitals counted since the thread's last segment.
///
/// tantivy writes a segment from first to last on one thread, and drops its
/// tokenizers before it asks for the segment's lexicon.
pub(super) fn take_segment_tally() -> CaseTally {
    SEGMENT.take()
}

/// Gives tantivy the words of a text and counts their capitals.
#[derive(Default)]
pub(super) struct CountingTokenizer {
    tally: CaseTally,
    token: Token,
}

impl Clone for CountingTokenizer {
    /// Returns a tokenizer that has counted nothing.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Drop for CountingTokenizer {
    fn drop(&mut self) {
        SEGMENT.with_borrow_mut(|segment| segment.absorb(&mut self.tally));
    }
}

impl Tokenizer for CountingTokenizer {
    type TokenStream<'a> = CountingStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        CountingStream { words: words(text), tally: &mut self.tally, token: &mut self.token }
    }
}

/// The words of one text.
pub(super) struct CountingStream<'a> {
    words: Words<'a>,
    tally: &'a mut CaseTally,
    token: &'a mut Token,
}

impl TokenStream for CountingStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next_into(&mut self.token.text) else {
            self.tally.end_of_text();
            return false;
        };
        self.tally.count(&self.token.text, word);
        self.token.offset_from = word.from;
        self.token.offset_to = word.to;
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
