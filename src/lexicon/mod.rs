//! The lexicon: every distinct word of the collection once, and its family.
//!
//! Built while indexing, read by queries. The index holds words as they are
//! written; which of them count as the same word (accents, inflection) is decided
//! here, from counts, folded forms and stems. It never reads an article.

mod admission;
mod builder;
mod collection;
mod conjugation;
mod declared;
mod derivation;
mod exceptions;
mod explanation;
mod family;
mod foreign;
mod french;
mod inflection;
mod kind;
mod lemmas;
mod opening;
mod ordinal;
mod pattern;
mod places;
mod segment;
mod spelling;
mod stemmer;
mod table;
mod tally;
mod texts;
mod transliteration;
mod verb;

pub(crate) use builder::LexiconBuilder;
pub(crate) use collection::Lexicon;
pub(crate) use declared::is_letter_and_number;
pub(crate) use exceptions::Exceptions;
pub(crate) use explanation::{Bar, Explanation, KeptOut, NearSpelling};
pub(crate) use family::{Family, Form, MAX_FORMS, Relation};
pub(crate) use kind::Kind;
pub(crate) use opening::open_segment;
pub(crate) use pattern::{Expansion, MAX_EXPANSION};
pub(crate) use places::{InFields, Place, Places, PlacesBuilder};
pub(crate) use segment::SegmentLexicon;
pub(crate) use tally::{CaseTally, Counts};
