//! Pages: the article of a saved web page.

use super::Reason;
use super::document::Hints;
use crate::article::Article;

/// Returns the article of a page.
pub(super) fn read(_bytes: &[u8], _hints: &Hints) -> Result<Article, Reason> {
    Err(Reason::NoText)
}
