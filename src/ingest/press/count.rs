//! The line that counts a document of many: `3 of 12 DOCUMENTS`.
//!
//! A line that is longer than such counts are is text.

/// Tells whether a line counts a document: `3 of 12 DOCUMENTS`, `Document 3 de 12`.
pub(in crate::ingest) fn is_count(line: &str) -> bool {
    const MOST: usize = 60;
    let line = line.trim();
    if line.len() > MOST || !line.as_bytes().iter().any(u8::is_ascii_digit) {
        return false;
    }
    let is_number = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
    };
    let is_of = |word: &str| {
        ["of", "de", "sur", "von", "di"].iter().any(|of| of.eq_ignore_ascii_case(word))
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    // `FOCUS - 3 of 12 DOCUMENTS`
    let words = words.strip_prefix(&["FOCUS", "-"]).unwrap_or(&words);
    let is_name = |word: &str| {
        ["document", "documents", "documento", "documentos", "dokument", "dokumente", "dokumenten"]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(word))
    };
    let is_loud = |word: &str| !word.contains(char::is_lowercase);
    match *words {
        [one, of, all, name] if is_name(name) => {
            is_number(one) && is_of(of) && is_number(all) && (is_loud(name) || is_loud(of))
        }
        [name, one, of, all] => is_name(name) && is_number(one) && is_of(of) && is_number(all),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_counts_a_document_has_nothing_else() {
        for line in [
            "   3 of 12 DOCUMENTS\r",
            "1 of 1 DOCUMENT",
            "Document 3 de 12",
            "Dokument 1 von 9",
            "1 von 10 DOKUMENTEN",
            "2 OF 10 documents",
        ] {
            assert!(is_count(line), "{line}");
        }
        for line in ["3 of 12 documents", "Il a lu 3 of 12 DOCUMENTS", "Document 3", "12", ""] {
            assert!(!is_count(line), "{line}");
        }
    }
}
