//! Languages by their names, in the languages of the databases' users.
//!
//! A name that is not in the table gives none: nothing is guessed.

use crate::calendar::folded;
use crate::language_code::language_code;

/// Codes, and the names they go by.
const NAMES: [(&str, &[&str]); 15] = [
    ("fr", &["francais", "french", "franzosisch", "frances", "francese", "法文", "法语", "法語"]),
    ("en", &["anglais", "english", "englisch", "ingles", "inglese", "英文", "英语", "英語"]),
    ("de", &["allemand", "german", "deutsch", "aleman", "tedesco", "德文", "德语", "德語"]),
    ("es", &["espagnol", "spanish", "spanisch", "espanol", "spagnolo", "castellano", "西班牙文"]),
    ("it", &["italien", "italian", "italienisch", "italiano"]),
    ("nl", &["neerlandais", "dutch", "niederlandisch", "nederlands"]),
    ("pt", &["portugais", "portuguese", "portugiesisch", "portugues"]),
    ("ca", &["catalan", "catala", "katalanisch"]),
    ("ar", &["arabe", "arabic", "arabisch"]),
    ("ru", &["russe", "russian", "russisch"]),
    ("pl", &["polonais", "polish", "polnisch"]),
    ("tr", &["turc", "turkish", "turkisch"]),
    ("zh", &["chinois", "chinese", "chinesisch", "中文"]),
    ("ko", &["coreen", "korean", "koreanisch", "韩文", "韓文", "한국어"]),
    ("ja", &["japonais", "japanese", "japanisch", "日文", "日本語"]),
];

/// Returns the code of a language by its name or its code: `FRENCH; FRANÇAIS` gives `fr`.
pub(in crate::ingest) fn code(name: &str) -> String {
    let first = name.split([';', ',', '/', '(']).next().unwrap_or_default();
    // `Chinese - Traditional`
    let first = first.split(" - ").next().unwrap_or_default().trim();
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
        assert_eq!(code("英文"), "en");
        assert_eq!(code("Chinese - Traditional"), "zh");
        assert_eq!(code("klingon"), "");
    }
}
