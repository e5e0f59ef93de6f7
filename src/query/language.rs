//! Languages as people name them, in French or in English: `langue:français`.
//!
//! It knows the languages that news in French collections is in, and their codes; any other
//! code is as good.

use crate::analysis::fold;
use crate::language_code::language_code;

/// Codes (ISO 639-1), each with the names of its language, folded.
const LANGUAGES: [(&str, &[&str]); 30] = [
    ("ar", &["arabe", "arabic"]),
    ("br", &["breton"]),
    ("ca", &["catalan"]),
    ("co", &["corse", "corsican"]),
    ("cs", &["tcheque", "czech"]),
    ("da", &["danois", "danish"]),
    ("de", &["allemand", "german", "deutsch"]),
    ("el", &["grec", "greek"]),
    ("en", &["anglais", "english"]),
    ("es", &["espagnol", "spanish", "espanol"]),
    ("eu", &["basque"]),
    ("fa", &["persan", "persian"]),
    ("fi", &["finnois", "finnish"]),
    ("fr", &["francais", "french"]),
    ("he", &["hebreu", "hebrew"]),
    ("hu", &["hongrois", "hungarian"]),
    ("it", &["italien", "italian", "italiano"]),
    ("ja", &["japonais", "japanese"]),
    ("ko", &["coreen", "korean"]),
    ("nl", &["neerlandais", "dutch"]),
    ("no", &["norvegien", "norwegian"]),
    ("oc", &["occitan"]),
    ("pl", &["polonais", "polish"]),
    ("pt", &["portugais", "portuguese"]),
    ("ro", &["roumain", "romanian"]),
    ("ru", &["russe", "russian"]),
    ("sv", &["suedois", "swedish"]),
    ("tr", &["turc", "turkish"]),
    ("uk", &["ukrainien", "ukrainian"]),
    ("zh", &["chinois", "chinese"]),
];

/// Returns the code of the language that is named, by its name or as in `fr-FR`; what was typed
/// where none is.
pub(super) fn code_of(typed: &str) -> String {
    let name = typed.to_lowercase();
    let name = fold(&name);
    let mut known = LANGUAGES.iter();
    if let Some((code, _)) = known.find(|(_, names)| names.contains(&&*name)) {
        return (*code).to_owned();
    }
    let code = language_code(typed);
    if code.is_empty() { typed.to_owned() } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_name_in_any_case_and_by_its_code() {
        for (typed, found) in [
            ("français", "fr"),
            ("Francais", "fr"),
            ("ANGLAIS", "en"),
            ("english", "en"),
            ("espagnol", "es"),
            ("Tchèque", "cs"),
            ("fr", "fr"),
            ("fr-FR", "fr"),
            ("zz", "zz"),
            ("klingon", "klingon"),
        ] {
            assert_eq!(code_of(typed), found, "{typed}");
        }
    }
}
