//! The lexicon: every distinct word of the collection once, and its family.
//!
//! Built while indexing, read by queries. The index holds words as they are
//! written; which of them count as the same word (accents, inflection) is decided
//! here, from counts, folded forms and stems. It never reads an article.

mod admission;
mod builder;
mod collection;
mod conjugation;
mod derivation;
mod exceptions;
mod explanation;
mod family;
mod foreign;
mod french;
mod inflection;
mod kind;
mod lemmas;
mod pattern;
mod segment;
mod spelling;
mod stemmer;
mod table;
mod tally;
mod verb;

pub use builder::LexiconBuilder;
pub use collection::Lexicon;
pub use exceptions::Exceptions;
pub use explanation::{Bar, Explanation, KeptOut, NearSpelling};
pub use family::{Family, Form, Relation};
pub use kind::Kind;
pub use pattern::{Expansion, MAX_EXPANSION};
pub use segment::SegmentLexicon;
pub use tally::{CaseTally, Counts};
