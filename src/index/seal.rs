//! The checksum of a file of JSON, in the file itself, so that it says whether it is as it
//! was written.
//!
//! An object has it as its last key, JSON Lines as a last line; files of earlier versions
//! have none, and are taken as they are. It reads and writes no file.

use std::borrow::Cow;

/// What stands before the checksum of an object.
const KEY: &str = ",\n  \"checksum\": \"";

/// What stands before the checksum of lines.
const LINE: &str = "{\"kind\":\"checksum\",\"crc32\":\"";

/// What stands behind it.
const END_OF_LINE: &str = "\"}\n";

/// The end of an object that is written with a key a line.
const END_OF_OBJECT: &str = "\n}\n";

/// Digits of a checksum.
const DIGITS: usize = 8;

/// Returns a text with its checksum.
pub(super) fn seal(text: &[u8]) -> Vec<u8> {
    match text.strip_suffix(END_OF_OBJECT.as_bytes()) {
        Some(object) => {
            let sum = checksum(object);
            [object, format!("{KEY}{sum}\"{END_OF_OBJECT}").as_bytes()].concat()
        }
        None => [text, format!("{LINE}{}\"}}\n", checksum(text)).as_bytes()].concat(),
    }
}

/// Returns a text without its checksum; `None` when it is not that of the text, or what stands
/// around it is damaged.
pub(super) fn open(sealed: &[u8]) -> Option<Cow<'_, [u8]>> {
    match ending(sealed, KEY, &format!("\"{END_OF_OBJECT}")) {
        Ending::Sealed(object, sum) => {
            let whole = sum == checksum(object).as_bytes();
            return whole.then(|| [object, END_OF_OBJECT.as_bytes()].concat().into());
        }
        Ending::Damaged => return None,
        Ending::Other => {}
    }
    match ending(sealed, LINE, END_OF_LINE) {
        Ending::Sealed(lines, sum) => (sum == checksum(lines).as_bytes()).then_some(lines.into()),
        Ending::Damaged => None,
        Ending::Other => Some(sealed.into()),
    }
}

/// Tells whether a text has a checksum, right or wrong.
pub(super) fn is_sealed(text: &[u8]) -> bool {
    open(text).is_none_or(|opened| opened.len() < text.len())
}

/// Returns the checksum that a text has, right or wrong, or would have.
pub(super) fn sum(text: &[u8]) -> String {
    match ending(text, LINE, END_OF_LINE) {
        Ending::Sealed(_, sum) => String::from_utf8_lossy(sum).into_owned(),
        Ending::Damaged | Ending::Other => checksum(text),
    }
}

/// Tells whether a line is the checksum of those above it.
pub(super) fn is_checksum(line: &str) -> bool {
    line.starts_with(LINE)
}

/// What stands at the end of a text.
enum Ending<'t> {
    /// A checksum, behind the text that it is of.
    Sealed(&'t [u8], &'t [u8]),
    /// What was one: of the bytes around it half or more are as they were.
    Damaged,
    Other,
}

/// Looks for a checksum between a mark and the end of a text.
fn ending<'t>(text: &'t [u8], mark: &str, end: &str) -> Ending<'t> {
    let length = mark.len() + DIGITS + end.len();
    let Some(at) = text.len().checked_sub(length) else { return Ending::Other };
    let (text, sealed) = text.split_at(at);
    let (found, rest) = sealed.split_at(mark.len());
    let (sum, behind) = rest.split_at(DIGITS);
    let differing = |found: &[u8], expected: &str| {
        found.iter().zip(expected.bytes()).filter(|(found, expected)| *found != expected).count()
    };
    match differing(found, mark) + differing(behind, end) {
        0 => Ending::Sealed(text, sum),
        few if 2 * few <= mark.len() + end.len() => Ending::Damaged,
        _ => Ending::Other,
    }
}

fn checksum(text: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 4] = ["{\n  \"format\": 8\n}\n", "{\"a\":1}\n{\"b\":\"é\"}\n", "", "{}\n"];

    #[test]
    fn what_is_sealed_is_opened_and_any_other_byte_is_noticed() {
        for text in TEXTS {
            let sealed = seal(text.as_bytes());
            assert!(is_sealed(&sealed) && !is_sealed(text.as_bytes()), "{text}");
            assert_eq!(open(&sealed).as_deref(), Some(text.as_bytes()));
            for at in 0..sealed.len() {
                let mut flipped = sealed.clone();
                flipped[at] ^= 1;
                assert_eq!(open(&flipped), None, "{text} at {at}");
            }
        }
    }

    #[test]
    fn what_is_sealed_is_json_and_what_has_no_seal_is_taken_as_it_is() {
        for text in TEXTS {
            let sealed = String::from_utf8(seal(text.as_bytes())).expect("text");
            let values = serde_json::Deserializer::from_str(&sealed).into_iter();
            let values: Result<Vec<serde_json::Value>, _> = values.collect();
            assert!(values.is_ok(), "{sealed}");
            assert_eq!(open(text.as_bytes()).as_deref(), Some(text.as_bytes()));
        }
    }
}
