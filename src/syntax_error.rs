//! Syntax of a query that cannot be read: which part of it, and what is wrong.
//!
//! A problem is data, with what can be written instead; the sentence is `render`'s, which also
//! shows where the part stands.

use std::ops::Range;

use crate::date_error::DateError;

/// A part of a query that is surely meant as syntax and cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The query as typed.
    pub text: String,
    /// Where the part stands in it, in bytes; empty when something is missing there.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub(crate) problem: SyntaxProblem,
}

/// What is wrong with a part of a query; fields are named as typed, with their colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SyntaxProblem {
    /// An operator has nothing on one side.
    NoSide {
        /// The operator.
        operator: String,
        /// The side.
        side: Side,
    },
    /// An operator of nearness has no distance, or one that is no number above zero.
    NoDistance {
        /// The operator with what follows it.
        typed: String,
        /// The operator alone.
        name: &'static str,
    },
    /// An operator of nearness has something without positions on one side.
    NearWhat(String),
    /// Too many operators of nearness follow each other.
    ManyNears {
        /// The first that is too many.
        near: String,
        /// How many may follow each other.
        most: u32,
    },
    /// Brackets, signs and `SAUF` are nested deeper than this.
    Deep(u32),
    /// A word may differ by too many letters, or by none.
    Edits {
        /// The word with what follows it.
        typed: String,
        /// The number of letters.
        edits: String,
    },
    /// A phrase allows for more words between its own than can be counted.
    Slop(String),
    /// A word or a phrase has a weight behind it.
    Weight {
        /// The word or the phrase.
        word: String,
        /// The number.
        weight: String,
    },
    /// A query asks for capitals too often.
    ManyCapitals(u32),
    /// A query is longer than this many bytes.
    Long(usize),
    /// A query asks for more words, values and dates than this.
    ManyWords(u32),
    /// A query asks for more values and dates than this.
    ManyValues(u32),
    /// More words than this stand for others by their letters.
    ManyPatterns(u32),
    /// A name that is surely meant to be a field's.
    UnknownField {
        /// The name as typed, without its colon.
        name: String,
        /// The field's name.
        meant: &'static str,
    },
    /// A sign, an operator or a field of another tool.
    Foreign {
        /// What was typed.
        typed: String,
        /// What means it here.
        write: String,
    },
    /// A sign that should stand for letters inside of a word.
    InsideWord {
        /// The word.
        typed: String,
        /// The sign.
        sign: char,
        /// What may be written instead, each by itself.
        ways: Vec<String>,
    },
    /// A blank stands behind a field's colon.
    BlankBehindField(String),
    /// A field has nothing but a star behind it.
    AnyValue {
        /// The name of the field, with its colon.
        field: String,
        /// It is a text, in which words may be begun.
        is_text: bool,
    },
    /// A field has nothing behind it.
    NoValue(String),
    /// A field has only signs behind it.
    NoWord(String),
    /// A field's group has no word in it.
    EmptyGroup(String),
    /// A field of dates has no date behind it.
    NoDate(String),
    /// A field of dates has a group behind it.
    DateGroup(String),
    /// A field's group is never closed.
    OpenBracket(String),
    /// The quotes of a field's value are never closed.
    OpenQuote(String),
    /// `-` or `+` stands behind a field, where it belongs in front.
    SignBehindField {
        /// The field.
        field: String,
        /// The sign.
        sign: char,
    },
    /// A field stands in the group of this one.
    NestedField(String),
    /// No article has this id or address.
    NoArticle,
    /// A date that cannot be read.
    Date(Box<DateError>),
}

/// A side of an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// What it follows.
    Before,
    /// What follows it.
    Behind,
}

impl SyntaxError {
    /// Makes the error of the part of a query at `span`.
    pub(crate) fn new(text: &str, span: Range<usize>, problem: SyntaxProblem) -> Self {
        Self { text: text.to_owned(), span, problem }
    }
}
