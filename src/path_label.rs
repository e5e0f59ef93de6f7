//! Paths as ids and messages write them.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

/// Returns a path as text on one line: bytes that are no text, and signs that end a line, are
/// percent-encoded, so that paths which differ stay apart.
#[must_use]
pub(crate) fn path_label(path: &Path) -> Cow<'_, str> {
    let is_plain = |text: &str| !text.contains(ends_line);
    if let Some(text) = path.to_str().filter(|text| is_plain(text)) {
        return Cow::Borrowed(text);
    }
    let mut label = String::new();
    let encode = |bytes: &[u8], label: &mut String| {
        for byte in bytes {
            // Writing to a string succeeds.
            let _ = write!(label, "%{byte:02X}");
        }
    };
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for char in chunk.valid().chars() {
            if ends_line(char) {
                encode(char.encode_utf8(&mut [0; 4]).as_bytes(), &mut label);
            } else {
                label.push(char);
            }
        }
        encode(chunk.invalid(), &mut label);
    }
    Cow::Owned(label)
}

fn ends_line(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_line() {
        assert_eq!(path_label(Path::new("presse/été 100%.txt")), "presse/été 100%.txt");
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
    }
}
