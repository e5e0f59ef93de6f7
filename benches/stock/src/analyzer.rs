//! The French analyzer as tantivy provides it, and `stock analyze`, which
//! times it alone: no index, one thread.
//!
//! There is no elision, no folding and no stop word here, on purpose.

use std::path::Path;
use std::time::{Duration, Instant};

use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};

use crate::Result;
use crate::article::Articles;

/// The name under which the analyzer is registered with an index.
pub const FRENCH: &str = "fr";

/// Returns the analyzer used for articles and for queries alike.
pub fn french() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::French))
        .build()
}

/// Analyzes every title and body and prints the token count and the speed.
///
/// Only the analyzer is timed; reading and parsing the file are not.
pub fn run(jsonl: &Path) -> Result<()> {
    let mut analyzer = french();
    let mut tokens = 0_u64;
    let mut bytes = 0_usize;
    let mut elapsed = Duration::ZERO;
    for article in Articles::open(jsonl)? {
        let article = article?;
        let start = Instant::now();
        for text in [&article.title, &article.body] {
            analyzer.token_stream(text).process(&mut |_| tokens += 1);
            bytes += text.len();
        }
        elapsed += start.elapsed();
    }
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{tokens} tokens, {megabytes:.1} MB, {:.1} MB/s",
        megabytes / elapsed.as_secs_f64()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::french;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut terms = Vec::new();
        french()
            .token_stream(text)
            .process(&mut |token| terms.push(token.text.clone()));
        assert_eq!(terms, expected, "analyzing {text:?}");
    }

    #[test]
    fn stems_lower_cased_words() {
        check("Les Chevaux français", &["le", "cheval", "franc"]);
    }

    #[test]
    fn keeps_elided_clitics_as_tokens() {
        check("l'école", &["l", "écol"]);
    }
}
