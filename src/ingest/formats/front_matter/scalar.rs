//! A value of YAML on one line: plain, in quotes, or a list in brackets.
//!
//! Whatever stands there, it gives texts and never fails.

/// Returns the texts that a value is: one, those of a list, or none.
pub(super) fn texts(value: &str) -> Vec<String> {
    let value = value.trim();
    let Some(list) = value.strip_prefix('[') else {
        return scalar(value).0.into_iter().collect();
    };
    let mut rest = list;
    let mut found = Vec::new();
    let mut depth = 1;
    while depth > 0 {
        let Some(sign) = rest.chars().next() else { break };
        match sign {
            '[' => depth += 1,
            ']' => depth -= 1,
            ',' | ' ' | '\t' => {}
            _ => {
                let (text, after) = element(rest);
                found.extend(text);
                rest = after;
                continue;
            }
        }
        rest = &rest[1..];
    }
    found
}

/// Returns a text at the head of `text`, and what follows it.
fn element(text: &str) -> (Option<String>, &str) {
    if text.starts_with(['"', '\'']) {
        return scalar(text);
    }
    let (text, rest) = text.split_at(text.find([',', ']']).unwrap_or(text.len()));
    (scalar(text).0, rest)
}

/// Returns the text that a value is, and what follows its quotes.
fn scalar(value: &str) -> (Option<String>, &str) {
    let (text, rest) = match value.as_bytes().first() {
        Some(b'"') => double_quoted(&value[1..]),
        Some(b'\'') => single_quoted(&value[1..]),
        _ => {
            let plain = value.find(" #").map_or(value, |at| &value[..at]).trim();
            let is_none = matches!(plain, "~" | "null" | "Null" | "NULL") || plain.starts_with('#');
            return ((!plain.is_empty() && !is_none).then(|| plain.to_owned()), "");
        }
    };
    ((!text.is_empty()).then_some(text), rest)
}

fn double_quoted(value: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = value.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return (text, &value[at + 1..]),
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push(' '),
                Some((at, 'u')) => {
                    let code = value.get(at + 1..at + 5);
                    let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
                    text.push(code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER));
                    chars.by_ref().take(4).for_each(drop);
                }
                Some((_, other)) => text.push(other),
                None => {}
            },
            char => text.push(char),
        }
    }
    (text, "")
}

fn single_quoted(value: &str) -> (String, &str) {
    let mut text = String::new();
    let mut rest = value;
    while let Some((part, after)) = rest.split_once('\'') {
        text.push_str(part);
        rest = match after.strip_prefix('\'') {
            Some(after) => after,
            None => return (text, after),
        };
        text.push('\'');
    }
    text.push_str(rest);
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &[&str]) {
        assert_eq!(texts(value), expected, "of {value}");
    }

    #[test]
    fn a_value_is_plain_or_in_quotes() {
        check("Le pont : il rouvre # lundi", &["Le pont : il rouvre"]);
        check(r#""Le \"pont\" \u00e9troit" # lundi"#, &["Le \"pont\" étroit"]);
        check("'L''été'", &["L'été"]);
        check("C#", &["C#"]);
        for none in ["", "~", "null", "\"\"", "# rien", "[]"] {
            check(none, &[]);
        }
    }

    #[test]
    fn a_list_in_brackets_has_several() {
        check("[ponts, 'L''été, enfin' , \"crue\"] # trois", &["ponts", "L'été, enfin", "crue"]);
        check("[[a], b] # c, d", &["a", "b"]);
        check("['a", &["a"]);
    }
}
