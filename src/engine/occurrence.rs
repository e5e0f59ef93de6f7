//! An occurrence: a part of a text that is what a query asks for.
//!
//! It says where something stands, never how that is shown.

/// An occurrence of a form of a query's word, or of a phrase; in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Where it starts.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The ordinal among [`Query::terms`] of the word, of a phrase that of its first.
    ///
    /// [`Query::terms`]: crate::Query::terms
    pub word: usize,
    /// It is the word as typed, accents and capitals aside.
    pub typed: bool,
    /// It is looked for; a stop word that was left out of the query is not, and is
    /// not marked.
    pub sought: bool,
}
