//! Text to words: the tokenizer, elision, folding, stop words, language.
//!
//! Everything here is pure: text in, words with byte offsets out. It never does
//! I/O, never fails, and knows nothing of the index or of stemming.

mod apostrophe;
mod fold;
mod language;
mod number;
mod signature;
mod stop_words;
mod tokenizer;

pub use fold::fold;
pub use language::{Language, detect_language};
pub use signature::Signature;
pub use stop_words::is_stop_word;
pub use tokenizer::{Case, MAX_TERM_BYTES, Word, Words, words};

/// Version of what this module makes of a text; an index records it.
///
/// It rises with every change that gives other terms or positions for the same
/// text, and an index made with another version is refused.
pub const ANALYZER_VERSION: u32 = 1;
