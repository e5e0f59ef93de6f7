//! The tree of a query: what was typed, as clauses with their place in the text.
//!
//! It says what is asked, not how it is searched: it knows nothing of the lexicon,
//! of index fields or of scores, and never drops a stop word or a duplicate.

use std::ops::Range;

use super::field::{DateBound, QueryField};
use super::meaning::Meaning;

/// A clause of a query.
///
/// A tree made by the parser is at most some hundreds of levels high,
/// and its `All`, `Any` and `Sequence` have two members or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One word and how it is meant.
    Word(Word),
    /// Words in this order; with slop, within so many words more, in any order.
    ///
    /// Also the parts of a hyphenated word: `porte-avions`.
    Phrase {
        /// The words, one at least.
        words: Vec<Word>,
        /// How many other words may stand between, when that was given.
        slop: Option<u32>,
        /// From the opening quote to the closing one, or to the end of the slop.
        span: Range<usize>,
    },
    /// Two clauses within so many words, in any order: `état NEAR/5 urgence`.
    ///
    /// Both hold words, phrases and groups of them only.
    Near {
        /// What stands before the operator.
        left: Box<Node>,
        /// What stands behind it.
        right: Box<Node>,
        /// At most so many words apart, 1 or more.
        distance: u32,
        /// From the left clause to the right one.
        span: Range<usize>,
    },
    /// Every clause: `ET`, `AND`.
    All(Vec<Node>),
    /// At least one clause: `OU`, `OR`; also the values of `source:afp,reuters`.
    Any(Vec<Node>),
    /// Not this clause: `SAUF x`, `NOT x`, `-x`.
    Not(Box<Node>),
    /// Without fail this clause: `+x`.
    Must(Box<Node>),
    /// What stands side by side without an operator: plain words may be relaxed.
    Sequence(Vec<Node>),
    /// A clause about one field: `titre:macron`; it holds no other field.
    In {
        /// The field.
        field: QueryField,
        /// What it must hold.
        node: Box<Node>,
        /// From the field's name to the end of the value.
        span: Range<usize>,
    },
    /// When the article was published: `depuis:30j`.
    Date {
        /// How the value bounds the date.
        bound: DateBound,
        /// The value as typed, without quotes and not read yet; never blank.
        value: String,
        /// From the field's name to the end of the value.
        span: Range<usize>,
    },
}

/// A word and how it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The term, as the tokenizer gives it; several with a blank between two.
    pub(super) term: String,
    /// Which words it stands for.
    pub(super) meaning: Meaning,
    /// Only with a capital: `^Total`.
    pub(super) capital: bool,
    /// Where the word itself stands in the text, in bytes: without an elided article
    /// and without the signs of its meaning.
    pub(super) span: Range<usize>,
}

impl Word {
    /// Tells whether it is a stop word that is left out among others: one that stands for its
    /// family, and for no words that a star or another sign names.
    pub(super) fn is_stop_word(&self) -> bool {
        self.meaning.is_stop_word(&self.term)
    }
}

impl Node {
    /// Returns where the clause stands in the text, in bytes, without the operators
    /// and brackets around it.
    #[must_use]
    pub(super) fn span(&self) -> Range<usize> {
        match self {
            Self::Word(word) => word.span.clone(),
            Self::Phrase { span, .. }
            | Self::Near { span, .. }
            | Self::In { span, .. }
            | Self::Date { span, .. } => span.clone(),
            Self::Not(node) | Self::Must(node) => node.span(),
            Self::All(nodes) | Self::Any(nodes) | Self::Sequence(nodes) => {
                match (nodes.first(), nodes.last()) {
                    (Some(first), Some(last)) => first.span().start..last.span().end,
                    _ => 0..0,
                }
            }
        }
    }
}
