//! Language codes: the two letters of ISO 639-1 at the head of `fr`, `fr-FR` or `FR_ca`.
//!
//! It knows the form of a code and no language: which ones there are is for others.

/// Returns the code, in lower case, at the head of a text; nothing for another form,
/// such as a name or three letters.
pub(crate) fn language_code(text: &str) -> String {
    let code = text.split(['-', '_']).next().unwrap_or_default();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        code.to_ascii_lowercase()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_two_letters_or_unknown() {
        for (given, code) in [("fr-FR", "fr"), ("EN", "en"), ("fr_CA", "fr")] {
            assert_eq!(language_code(given), code, "{given}");
        }
        for given in ["français", "fra", "f1", "", "-fr"] {
            assert_eq!(language_code(given), "", "{given}");
        }
    }
}
