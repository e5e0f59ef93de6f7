//! The numbers by which Factiva knows articles: `Document PHARE00020220315ei3f0003o`.
//!
//! It reads no article.

/// Tells whether a line is the number of an article, which ends it, behind one word at most:
/// `Document`, `Dokument`, `文件`.
pub(in crate::ingest) fn is_number(line: &str) -> bool {
    let mut words = line.split_whitespace().rev();
    let is_it = words.next().is_some_and(is_accession);
    is_it && words.next().is_none_or(|word| !word.ends_with('.')) && words.next().is_none()
}

/// Tells whether a word has the form of such a number: the paper, the day, its place.
pub(in crate::ingest) fn is_accession(word: &str) -> bool {
    const LENGTH: usize = 25;
    let is_day = |day: &[u8]| {
        day.iter().all(u8::is_ascii_digit) && (day.starts_with(b"19") || day.starts_with(b"20"))
    };
    word.len() == LENGTH
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && is_day(&word.as_bytes()[8..16])
        && !word[16..].bytes().any(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_behind_a_word_in_any_language() {
        for line in [
            "Document PHARE00020220315ei3f0003o",
            " Dokument j000000020010911dx9b0000t \n",
            "文件 PHARE00020220315ei3f0003o",
            "PHARE00020220315ei3f0003o",
        ] {
            assert!(is_number(line), "{line}");
        }
        for line in
            ["Document PHARE", "Voir le document PHARE00020220315ei3f0003o", "Document 12", ""]
        {
            assert!(!is_number(line), "{line}");
        }
    }
}
