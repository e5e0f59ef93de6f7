//! Text to words: the tokenizer, elision, folding, stop words, language.
//!
//! Everything here is pure: text in, words with byte offsets out. It never does
//! I/O, never fails, and knows nothing of the index or of stemming.

mod apostrophe;
mod fold;
mod inclusive;
mod language;
mod letters;
mod number;
mod plain;
mod signature;
mod stop_words;
mod tokenizer;

pub use fold::fold;
pub use language::detect_language;
pub(crate) use plain::plain_hash;
pub(crate) use signature::BINS;
pub use signature::Signature;
pub use stop_words::{is_function_word, is_stop_word, is_telling_stop_word};
pub use tokenizer::{ANALYZER_VERSION, Case, MAX_TERM_BYTES, Token, Words, words};
