//! The French analyzer as tantivy provides it.
//!
//! There is no elision, no folding and no stop word here, on purpose.

use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};

/// The name under which the analyzer is registered with an index.
pub const FRENCH: &str = "fr";

/// Returns the analyzer used for articles and for queries alike.
pub fn french() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::French))
        .build()
}

#[cfg(test)]
mod tests {
    use super::french;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut terms = Vec::new();
        french().token_stream(text).process(&mut |token| terms.push(token.text.clone()));
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
