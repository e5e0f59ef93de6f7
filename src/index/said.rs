//! What an article says, as hashes by which it is known again under any id.
//!
//! It looks at no id, and decides nothing.

use crate::analysis::{Signature, plain_hash};
use crate::article::Article;

/// The hashes of what an article says; 0 where that is too short to tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// That of the text, byte by byte.
    pub text: u64,
    /// That of it in [plain signs](plain_hash).
    pub plain: u64,
}

impl Said {
    /// Returns what an article says, of whose body this is the hash.
    pub(crate) fn of(article: &Article, body: u64) -> Self {
        match text_of(article, body) {
            0 => Self::default(),
            text => Self { text, plain: plain_of(article) },
        }
    }
}

/// Returns the hash of what an article says, of whose body this is the hash. One without a body
/// says its title and its standfirst: a standfirst alone may be that of all pages of a site. 0
/// where that is too short to tell.
pub(super) fn text_of(article: &Article, body: u64) -> u64 {
    if article.body.is_empty() { Signature::of(&without_body(article)).exact } else { body }
}

/// Returns the hash of what an article says, in plain signs.
pub(super) fn plain_of(article: &Article) -> u64 {
    if article.body.is_empty() {
        return plain_hash(&without_body(article));
    }
    plain_hash(&article.body)
}

/// Returns what an article says that has no body.
fn without_body(article: &Article) -> String {
    // An index may keep a standfirst with other blanks.
    let words =
        [&article.title, &article.description].into_iter().flat_map(|it| it.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}
