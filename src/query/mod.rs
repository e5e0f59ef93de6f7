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
mod field;
mod guide;
mod lexeme;
mod lexer;
mod meaning;
mod parser;
mod scanner;
mod search_query;
mod tree;
mod value;
mod word;

pub use clock::Clock;
pub use condition::Condition;
pub use field::QueryField;
pub use guide::{NamedField, SYNTAX, Syntax, named_fields};
pub use meaning::Meaning;
pub use search_query::Query;
pub use word::{QueryWord, Role};
