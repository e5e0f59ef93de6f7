//! Halves of characters that stand alone in JSON, as programs leave them that cut a text between
//! two halves: each becomes the sign for a character that is not known.
//!
//! It reads no JSON but its escapes.

/// The escape of the sign for a character that is not known.
const UNKNOWN: &str = "\\ufffd";

/// Bytes of an escape: `\ud83d`.
const ESCAPE: usize = 6;

/// Returns JSON with its lone halves replaced; `None` when it has none.
pub(super) fn mended(json: &str) -> Option<String> {
    let mut mended = String::new();
    let (mut rest, mut is_mended) = (json, false);
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let length = match (half(escape), escape.get(ESCAPE..).and_then(half)) {
            (None, _) => escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end),
            (Some(Half::First), Some(Half::Second)) => 2 * ESCAPE,
            (Some(_), _) => {
                mended.push_str(UNKNOWN);
                (rest, is_mended) = (&escape[ESCAPE..], true);
                continue;
            }
        };
        mended.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    mended.push_str(rest);
    is_mended.then_some(mended)
}

/// A half of a character beyond the first 65,536 (Unicode, 3.8).
enum Half {
    First,
    Second,
}

/// Returns which half an escape stands for at the start of a text.
fn half(escape: &str) -> Option<Half> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xD800..0xDC00 => Some(Half::First),
        0xDC00..0xE000 => Some(Half::Second),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_that_stand_alone_are_replaced_and_nothing_else() {
        for (json, expected) in [
            (r#""a \ud83d b""#, r#""a \ufffd b""#),
            (r#""\uDC00\ud83d""#, r#""\ufffd\ufffd""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""é\ud83dé\"""#, r#""é\ufffdé\"""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
        ] {
            assert_eq!(mended(json).as_deref(), Some(expected), "{json}");
        }
        for json in [r#""\ud83d\ude00""#, r#""\\ud83d""#, r#""\u00e9 \n""#, "{}", r#""\"#, r#""\é"#]
        {
            assert_eq!(mended(json), None, "{json}");
        }
    }
}
