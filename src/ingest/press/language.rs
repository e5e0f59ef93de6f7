//! Languages by their names, in the languages of the databases' users.

use crate::calendar::folded;
use crate::language_code::language_code;

/// Codes, and the names they go by.
const NAMES: [(&str, &[&str]); 14] = [
    ("fr", &["francais", "french", "franzosisch", "frances", "francese"]),
    ("en", &["anglais", "english", "englisch", "ingles", "inglese"]),
    ("de", &["allemand", "german", "deutsch", "aleman", "tedesco"]),
    ("es", &["espagnol", "spanish", "spanisch", "espanol", "spagnolo", "castellano"]),
    ("it", &["italien", "italian", "italienisch", "italiano"]),
    ("nl", &["neerlandais", "dutch", "niederlandisch", "nederlands"]),
    ("pt", &["portugais", "portuguese", "portugiesisch", "portugues"]),
    ("ca", &["catalan", "catala", "katalanisch"]),
    ("ar", &["arabe", "arabic", "arabisch"]),
    ("ru", &["russe", "russian", "russisch"]),
    ("pl", &["polonais", "polish", "polnisch"]),
    ("tr", &["turc", "turkish", "turkisch"]),
    ("zh", &["chinois", "chinese", "chinesisch"]),
    ("ja", &["japonais", "japanese", "japanisch"]),
];

/// Returns the code of a language by its name or its code: `FRENCH; FRANÇAIS` gives `fr`.
pub(in crate::ingest) fn code(name: &str) -> String {
    let first = name.split([';', ',', '/', '(']).next().unwrap_or_default().trim();
    let plain = folded(first);
    let known = NAMES.iter().find(|(_, names)| names.contains(&&*plain));
    known.map_or_else(|| language_code(first), |(code, _)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_goes_by_many_names() {
        for name in ["Français", "FRENCH; FRANÇAIS", "French (France)", "FR", "fr-FR"] {
            assert_eq!(code(name), "fr", "{name}");
        }
        assert_eq!(code("ENGLISH; ENGLISHS"), "en");
        assert_eq!(code("klingon"), "");
    }
}
