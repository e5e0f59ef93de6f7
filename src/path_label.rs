//! Paths as ids and messages write them.
//!
//! Paths that differ have labels that differ; nothing here looks at the disk.

use std::borrow::Cow;
use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

use crate::character::ends_line;

/// Returns a path as text on one line: bytes that are no text, and signs that end a line, are
/// percent-encoded, as is a `%` before what would read like one of them, so that paths which
/// differ stay apart.
#[must_use]
pub(crate) fn path_label(path: &Path) -> Cow<'_, str> {
    let is_plain = |text: &str| {
        !text.contains(ends_line) && !text.match_indices('%').any(|(at, _)| is_code(&text[at..]))
    };
    if let Some(text) = path.to_str().filter(|text| is_plain(text)) {
        return Cow::Borrowed(text);
    }
    let mut label = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for (at, char) in chunk.valid().char_indices() {
            if ends_line(char) || is_code(&chunk.valid()[at..]) {
                let char = &chunk.valid().as_bytes()[at..at + char.len_utf8()];
                label.extend(percent_encode(char, NON_ALPHANUMERIC));
            } else {
                label.push(char);
            }
        }
        label.extend(percent_encode(chunk.invalid(), NON_ALPHANUMERIC));
    }
    Cow::Owned(label)
}

/// Tells whether a text begins like a byte that is encoded here: one of no plain text, of a line
/// end, or a `%`.
fn is_code(text: &str) -> bool {
    let Some([high, low]) = text.strip_prefix('%').and_then(|text| text.as_bytes().first_chunk())
    else {
        return false;
    };
    match (high, low) {
        (b'8'..=b'9' | b'A'..=b'F', b'0'..=b'9' | b'A'..=b'F') => true,
        _ => matches!((high, low), (b'0', b'A'..=b'D') | (b'2', b'5')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_line() {
        assert_eq!(path_label(Path::new("presse/été 100%.txt")), "presse/été 100%.txt");
        assert_eq!(path_label(Path::new("http%3A%2F%2Fa.fr")), "http%3A%2F%2Fa.fr");
        assert_eq!(path_label(Path::new("a%0Ab.txt")), "a%250Ab.txt");
        assert_eq!(path_label(Path::new("a\nb\u{85}.txt")), "a%0Ab%C2%85.txt");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let label = |bytes: &'static [u8]| path_label(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(label(b"\xe9t\xe9.txt"), "%E9t%E9.txt");
        assert_eq!(label(b"\xe8t\xe8.txt"), "%E8t%E8.txt");
        assert_eq!(label(b"%E8t%E8.txt"), "%25E8t%25E8.txt");
        assert_eq!(label(b"%25E8t\xe8 100%.txt"), "%2525E8t%E8 100%.txt");
        assert_eq!(label(b"%\xe8.txt"), "%%E8.txt");
    }
}
