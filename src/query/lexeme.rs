//! The parts of a query's text: operators, brackets, signs and clauses.
//!
//! It only names them: the lexer makes them and the parser puts them together.

use std::ops::Range;

use super::field::QueryField;
use super::tree::Node;

/// A part of a query.
#[derive(Debug)]
pub(super) struct Lexeme {
    /// What it is.
    pub(super) kind: LexemeKind,
    /// Where it stands.
    pub(super) span: Range<usize>,
}

/// What a lexeme is.
#[derive(Debug)]
pub(super) enum LexemeKind {
    /// Words and phrases glued together, without quotes.
    Chunk(Vec<Node>),
    /// A phrase in quotes, a field with its value, a date.
    Clause(Node),
    /// A field whose value is the group that opens behind it.
    Field(QueryField),
    /// An opening bracket that is closed.
    Open,
    /// The bracket that closes it.
    Close,
    /// A word in upper case.
    Operator(Operator),
    /// `NEAR/5` and its distance.
    Near(u32),
    /// `-` or `+` in front of a clause.
    Sign(Sign),
}

/// An operator that is a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    /// `ET`, `AND`.
    And,
    /// `OU`, `OR`.
    Or,
    /// `SAUF`, `NOT`.
    Not,
}

/// An operator glued to what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `-`.
    Minus,
    /// `+`.
    Plus,
}
