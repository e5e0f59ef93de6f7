//! What an article says, as hashes by which it is known again under any id.
//!
//! It looks at no id, and decides nothing.

use crate::analysis::{Signature, letters_hash};
use crate::article::Article;

/// The hashes of what an article says; 0 where that is too short to tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// That of the text, byte by byte.
    pub text: u64,
    /// That of its letters and digits alone.
    pub letters: u64,
}

impl Said {
    /// Returns what an article says, of whose body this is the hash.
    pub(crate) fn of(article: &Article, body: u64) -> Self {
        match text_of(article, body) {
            0 => Self::default(),
            text => Self { text, letters: letters_of(article) },
        }
    }
}

/// Returns the hash of what an article says, of whose body this is the hash. One without a body
/// says its title and its standfirst: a standfirst alone may be that of all pages of a site. 0
/// where that is too short to tell.
pub(super) fn text_of(article: &Article, body: u64) -> u64 {
    if article.body.is_empty() { Signature::of(&without_body(article)).exact } else { body }
}

/// Returns the hash of the letters and digits that an article says.
pub(super) fn letters_of(article: &Article) -> u64 {
    if article.body.is_empty() {
        return letters_hash(&without_body(article));
    }
    letters_hash(&article.body)
}

/// Returns what an article says that has no body.
fn without_body(article: &Article) -> String {
    // An index may keep a standfirst with other blanks.
    let words =
        [&article.title, &article.description].into_iter().flat_map(|it| it.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}
