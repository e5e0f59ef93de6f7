//! The numbers of documents of Europresse and Eureka: `news·20200615·PH·0021`.
//!
//! It tells them by their form, and knows no article.

/// Tells whether a word is the number of a document: its kind, the day, the paper.
pub(in crate::ingest) fn is_number(word: &str) -> bool {
    let mut parts = word.split('·');
    let kind = parts.next().unwrap_or_default();
    let day = parts.next().unwrap_or_default();
    !kind.is_empty()
        && kind.bytes().all(|byte| byte.is_ascii_lowercase())
        && day.len() == 8
        && day.bytes().all(|byte| byte.is_ascii_digit())
        && parts.next().is_some()
}
