//! Syntax of a query that cannot be read: which part of it, and what is wrong.
//!
//! A problem is data, with a message in lower case that names the part and says what to
//! write. Where the part stands is shown by whoever prints.

use std::fmt;
use std::ops::Range;

use crate::date_error::DateError;

/// A part of a query that is surely meant as syntax and cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct SyntaxError {
    /// The query as typed.
    pub text: String,
    /// Where the part stands in it, in bytes; empty when something is missing there.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub(crate) problem: SyntaxProblem,
}

/// What is wrong with a part of a query; fields are named as typed, with their colon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SyntaxProblem {
    /// An operator has nothing on one side.
    #[error("`{operator}` has nothing {side} it; add a word there{}", or_as_word(operator))]
    NoSide {
        /// The operator.
        operator: String,
        /// The side.
        side: Side,
    },
    /// An operator of nearness has no distance, or one that is no number above zero.
    #[error(
        "`{typed}` needs a number of words from 1 on, without a blank; write {name}5, for example"
    )]
    NoDistance {
        /// The operator with what follows it.
        typed: String,
        /// The operator alone.
        name: &'static str,
    },
    /// An operator of nearness has something without positions on one side.
    #[error("`{0}` needs words, phrases or groups of words on both sides; take this out of it")]
    NearWhat(String),
    /// Too many operators of nearness follow each other.
    #[error("more than {most} times `{near}` in a row; split the query")]
    ManyNears {
        /// The first that is too many.
        near: String,
        /// How many may follow each other.
        most: u32,
    },
    /// Brackets, signs and `SAUF` are nested deeper than this.
    #[error("nested more than {0} levels deep; take brackets away")]
    Deep(u32),
    /// A word may differ by too many letters, or by none.
    #[error("`{typed}` asks for {edits} edits; write ~1 or ~2 behind the word")]
    Edits {
        /// The word with what follows it.
        typed: String,
        /// The number of letters.
        edits: String,
    },
    /// A phrase allows for more words between its own than can be counted.
    #[error("`~{0}` is too far; write a smaller number, ~5 for example")]
    Slop(String),
    /// A word or a phrase has a weight behind it.
    #[error(
        "weights are not offered: take `^{weight}` away; +{word} must be found, ^{word} asks for \
         a capital"
    )]
    Weight {
        /// The word or the phrase.
        word: String,
        /// The number.
        weight: String,
    },
    /// A query asks for capitals too often.
    #[error("more than {0} times `^` in a query; take the others away")]
    ManyCapitals(u32),
    /// A query is longer than this many bytes.
    #[error("a query of more than {0} bytes; shorten it, or split it")]
    Long(usize),
    /// A query asks for more words, values and dates than this.
    #[error("more than {0} words, values and dates in a query; split it")]
    ManyWords(u32),
    /// A query asks for more values and dates than this.
    #[error("more than {0} values and dates in a query; split it")]
    ManyValues(u32),
    /// More words than this stand for others by their letters.
    #[error("more than {0} words with `*` or `~` in a query; split it")]
    ManyPatterns(u32),
    /// A name that is surely meant to be a field's.
    #[error("`{name}:` is no field; write `{meant}:`, or a blank behind the colon if it is text")]
    UnknownField {
        /// The name as typed, without its colon.
        name: String,
        /// The field's name.
        meant: &'static str,
    },
    /// A sign, an operator or a field of another tool.
    #[error("`{typed}` is not read here; write `{write}`")]
    Foreign {
        /// What was typed.
        typed: String,
        /// What means it here.
        write: String,
    },
    /// A sign that should stand for letters inside of a word.
    #[error("`{typed}`: `{sign}` stands for no letters inside of a word; write {ways}")]
    InsideWord {
        /// The word.
        typed: String,
        /// The sign.
        sign: char,
        /// What may be written instead.
        ways: String,
    },
    /// A blank stands behind a field's colon.
    #[error("a blank behind `{0}`; put the value at the colon, or a blank before it if it is text")]
    BlankBehindField(String),
    /// A field has nothing but a star behind it.
    #[error(
        "`{0}*` names no value; write one behind the colon, the beginning of a word as {0}abc*"
    )]
    AnyValue(String),
    /// A field has nothing behind it.
    #[error("`{0}` has nothing behind it; add a value, without a blank")]
    NoValue(String),
    /// A field has only signs behind it.
    #[error("`{0}` has no word behind it; add one, without a blank")]
    NoWord(String),
    /// A field's group has no word in it.
    #[error("`{0}` has no word in it; add one")]
    EmptyGroup(String),
    /// A field of dates has no date behind it.
    #[error("`{0}` has no date behind it; add one, {0}2020")]
    NoDate(String),
    /// A field of dates has a group behind it.
    #[error("`{0}` takes one value; write ({0}2019 OU {0}2021), for example")]
    DateGroup(String),
    /// A field's group is never closed.
    #[error("the bracket behind `{0}` is never closed; close it")]
    OpenBracket(String),
    /// The quotes of a field's value are never closed.
    #[error("the quote behind `{0}` is never closed; close it")]
    OpenQuote(String),
    /// `-` or `+` stands behind a field, where it belongs in front.
    #[error("a sign cannot stand behind `{field}`; write it in front, {sign}{field}…")]
    SignBehindField {
        /// The field.
        field: String,
        /// The sign.
        sign: char,
    },
    /// A field stands in the group of this one.
    #[error("a field inside the brackets of `{0}`; write it outside of them")]
    NestedField(String),
    /// A date that cannot be read.
    #[error("{0}")]
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

impl fmt::Display for Side {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Before => "before",
            Self::Behind => "behind",
        })
    }
}

/// Returns the other way out for an operator that may be a word: `ET`, not `NEAR/5`.
fn or_as_word(operator: &str) -> String {
    if operator.contains('/') {
        return String::new();
    }
    format!(", or write `{}` if it is one", operator.to_lowercase())
}

impl SyntaxError {
    /// Makes the error of the part of a query at `span`.
    pub(crate) fn new(text: &str, span: Range<usize>, problem: SyntaxProblem) -> Self {
        Self { text: text.to_owned(), span, problem }
    }
}
