//! Numbers with what they count.
//!
//! What is counted comes in both its forms: no plural is made up.

use std::fmt;

/// Returns a number with what it counts: `1 article`, `2 articles`.
pub(crate) fn counted<N: Copy + fmt::Display + PartialEq + From<u8>>(
    count: N,
    one: &str,
    many: &str,
) -> String {
    let what = if count == N::from(1) { one } else { many };
    format!("{count} {what}")
}

/// Returns a number of articles: `no article`, `1 article`.
pub(crate) fn articles(count: u64) -> String {
    match count {
        0 => "no article".to_owned(),
        count => counted(count, "article", "articles"),
    }
}
