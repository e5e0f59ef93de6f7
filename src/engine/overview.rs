//! What a collection holds.
//!
//! Counts, sizes, and what the collection says of itself; no article is named in it.

use crate::index::{CopyCounts, Manifest};

/// What a collection holds.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Where it is kept: a folder, an address.
    pub place: String,
    /// Articles.
    pub articles: u64,
    /// Articles without a date of publication.
    pub undated: u64,
    /// Articles whose language is a guess.
    pub language_unsure: u64,
    /// Distinct words.
    pub distinct_words: usize,
    /// Articles by year (in Paris), oldest first.
    pub years: Vec<(String, u64)>,
    /// Articles by source, most first; those without one are left out.
    pub sources: Vec<(String, u64)>,
    /// Articles by language, most first.
    pub languages: Vec<(String, u64)>,
    /// Articles that repeat the text of another.
    pub(crate) copies: CopyCounts,
    /// Parts that it consists of.
    pub segments: usize,
    /// Size of all that is kept.
    pub bytes: u64,
    /// What it says of itself.
    pub(crate) manifest: Manifest,
}
