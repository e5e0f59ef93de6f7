//! A hit: what an answer says of an article, as far as it was wanted.
//!
//! It is owned, with nothing of the index in it; what a request did not ask for is left empty.

use std::ops::Range;

use jiff::Timestamp;

use super::explanation::ScoreParts;
use crate::article::{Date, TextField};

/// An article found.
#[derive(Debug, Clone, Default)]
pub struct Hit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// Its id.
    pub id: String,
    /// Its score; higher is better, comparable within one answer only.
    pub score: f32,
    /// Plain words of the query that it has in no form, and phrases, in quotes, that were looked
    /// for as words; none of a hit of which only the id was asked for.
    pub lacks: Vec<String>,
    /// Its tags that have a plain word of the query which its text lacks.
    pub tagged: Vec<String>,
    /// The headline, given or made from the opening words.
    pub title: String,
    /// The title was made from the opening words.
    pub title_derived: bool,
    /// What matched in the title: character offsets, sorted, disjoint.
    pub title_marks: Vec<Range<usize>>,
    /// Where it was published.
    pub url: String,
    /// When it was published.
    pub published: Option<Date>,
    /// When it was last changed.
    pub modified: Option<Date>,
    /// When the index first had it, where that is known.
    pub added: Option<Timestamp>,
    /// Newspaper, agency or site.
    pub source: String,
    /// Part of the paper.
    pub section: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// What is shown of its text, in the order of the text; none for an article with
    /// nothing but a title.
    pub fragments: Vec<Fragment>,
    /// The others with its text, those that are hits themselves first.
    pub copies: Vec<CopyOf>,
    /// How many more there are.
    pub more_copies: usize,
    /// What its score is made of, when that was asked for.
    pub explanation: Option<ScoreParts>,
}

/// Another article with the text of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyOf {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Where it was published.
    pub url: String,
    /// When it was published.
    pub published: Option<Date>,
    /// Newspaper, agency or site.
    pub source: String,
    /// The text is the same, not nearly so.
    pub is_same: bool,
    /// It is an answer to the query itself, after the hit.
    pub is_found: bool,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text, every blank made a space.
    pub text: String,
    /// What matched: character offsets into `text`, sorted, disjoint.
    pub highlights: Vec<Range<usize>>,
    /// The same as offsets into the whole field, in bytes.
    pub byte_highlights: Vec<Range<usize>>,
    /// Where the fragment starts in the whole field, in bytes.
    pub byte_offset: usize,
    /// The same in characters.
    pub char_offset: usize,
    /// The field.
    pub field: TextField,
    /// It starts at the start of a sentence.
    pub starts_sentence: bool,
    /// It ends at the end of a sentence.
    pub ends_sentence: bool,
}
