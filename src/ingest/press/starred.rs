//! The line above each text of a corpus of `IRaMuTeQ` or Alceste: `**** *var_value`.
//!
//! It reads no variable.

/// Most figures of a number that stands in place of the stars.
const MOST_FIGURES: usize = 8;

/// Tells whether a line starts a text: four stars or a number, then starred variables.
pub(in crate::ingest) fn is_header(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
    let is_starred = |word: &[u8]| word.len() > 1 && word[0] == b'*' && word[1] != b'*';
    if let Some(rest) = line.strip_prefix(b"****") {
        let is_apart = rest.first().is_none_or(u8::is_ascii_whitespace);
        return is_apart && (rest.is_empty() || is_starred(rest.trim_ascii()));
    }
    let figures = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &line[figures..];
    // Of a line of text not every word has a star.
    let mut words = rest.split(u8::is_ascii_whitespace).skip(1).peekable();
    (1..=MOST_FIGURES).contains(&figures)
        && words.peek().is_some()
        && words.all(|word| word.is_empty() || is_starred(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_from_lines_of_text() {
        for header in ["**** *a_b", "****", "****\t*a", " **** *a_b c *d\r\n", "0001 *a_b *c"] {
            assert!(is_header(header.as_bytes()), "{header}");
        }
        for line in ["***** ", "****a", "**** a", "**** **a**", "12 *a b", "12", "*a", "", "12 * *"]
        {
            assert!(!is_header(line.as_bytes()), "{line}");
        }
    }
}
