//! The name of a file that an answer is saved as: by what was asked, in letters that every system
//! and every header takes.
//!
//! What tells the format of the file is not its matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most letters of a query in it.
const MOST: usize = 60;

/// Returns the name of a file of what a query finds: its words in small letters without accents, a
/// sign between.
pub(super) fn file_name(query: &str) -> String {
    let mut name = String::new();
    for char in query.nfd().take_while(|char| !char.is_control()) {
        if name.len() >= MOST {
            break;
        }
        match char {
            'œ' | 'Œ' => name.push_str("oe"),
            'æ' | 'Æ' => name.push_str("ae"),
            _ if char.is_ascii_alphanumeric() => name.push(char.to_ascii_lowercase()),
            // An accent is of the letter in front.
            _ if is_combining_mark(char) || name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    match name.trim_end_matches('-') {
        "" => "limier".to_owned(),
        name => format!("limier-{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_query_and_by_letters_alone() {
        for (query, name) in [
            ("gilets jaunes", "limier-gilets-jaunes"),
            ("\"Œuvre d’été\" ET source:AFP", "limier-oeuvre-d-ete-et-source-afp"),
            ("  ", "limier"),
            ("中文", "limier"),
            ("a\"; x=\"../../b", "limier-a-x-b"),
            ("pont\r\nX-Evil: 1", "limier-pont"),
            ("-.-", "limier"),
        ] {
            assert_eq!(file_name(query), name, "{query}");
        }
        assert!(file_name(&"long ".repeat(100)).len() < 70);
    }
}
