//! What was typed, read as words to look for and conditions to meet.
//!
//! Plain text never fails on signs: apostrophes, colons, lone quotes and brackets of a
//! pasted headline are text. It knows nothing of the index or of scores.

mod capitals;
mod chunk;
mod clock;
mod compile;
mod condition;
mod date;
mod dated;
mod field;
mod foreign;
mod guide;
mod language;
mod lexeme;
mod lexer;
mod like;
mod meaning;
mod meant;
mod parser;
mod published;
mod scanner;
mod search_query;
mod tree;
mod typed;
mod value;
mod word;

pub use clock::Clock;
pub(crate) use compile::{MAX_PATTERNS, MAX_VALUES, MAX_WORDS, MOST_WITH_CAPITALS};
pub(crate) use condition::Condition;
pub(crate) use field::QueryField;
pub(crate) use guide::{SYNTAX, named_fields};
pub(crate) use like::{Like, Likened};
pub(crate) use meaning::Meaning;
pub(crate) use parser::{MAX_DEPTH, MAX_NEARS};
pub(crate) use published::Published;
pub(crate) use search_query::MAX_BYTES;
pub use search_query::Query;
pub(crate) use word::{Capital, QueryWord, Role, WHOLE};
