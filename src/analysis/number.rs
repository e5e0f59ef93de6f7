//! Numbers as people write them: thousands in groups, decimals.
//!
//! `25 000`, `25.000` and `25000` are one term; `1,5` and `1.5` are another. It
//! handles only numbers with a separator: a plain run of digits (`2024`,
//! `20h30`) is the tokenizer's.

/// Writes the normalised number that starts at `from` and returns its end, or
/// `None`, writing nothing, when there is nothing to normalise.
///
/// Groups have three digits each and one kind of separator, after one to three
/// digits that do not start with a zero; a comma separates thousands only when
/// it does so twice (`1,234,567`). The decimal sign, which is not the sign
/// between the groups, becomes a comma.
pub(super) fn normalise(text: &str, from: usize, term: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    if from >= 2 && matches!(bytes[from - 1], b'.' | b',') && bytes[from - 2].is_ascii_digit() {
        // The middle of a date, a version or an address.
        return None;
    }
    let mut to = from + digits(bytes, from);
    let head = &text[from..to];
    let start = term.len();
    term.push_str(head);
    let mut separator = None;
    if head.len() <= 3 && !head.starts_with('0') {
        while let Some((sign, group)) = group_after(text, to) {
            if separator.is_some_and(|first| first != sign) {
                break;
            }
            if sign == ',' && separator.is_none() {
                let third = group_after(text, group + 3);
                if third.is_none_or(|(next, _)| next != ',') {
                    break;
                }
            }
            separator = Some(sign);
            term.push_str(&text[group..group + 3]);
            to = group + 3;
        }
    }
    let decimals = match bytes.get(to) {
        Some(b',' | b'.') => digits(bytes, to + 1),
        _ => 0,
    };
    let is_list = decimals > 0 && separator == Some(char::from(bytes[to]));
    if decimals > 0 && !is_list && !continues(text, to + 1 + decimals) {
        term.push(',');
        term.push_str(&text[to + 1..to + 1 + decimals]);
        to += 1 + decimals;
    } else if is_list || separator.is_none() {
        term.truncate(start);
        return None;
    }
    Some(to)
}

/// Counts the ASCII digits from `at` on.
fn digits(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

/// Returns the separator at `at` and the offset of the three digits behind it.
fn group_after(text: &str, at: usize) -> Option<(char, usize)> {
    let sign = text[at..].chars().next()?;
    let separates =
        matches!(sign, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '.' | ',' | '\'' | '’');
    let group = at + sign.len_utf8();
    let end = group + 3;
    (separates
        && digits(text.as_bytes(), group) == 3
        && !text[end..].starts_with(char::is_alphanumeric))
    .then(|| {
        // The spaces differ only in print: a text may mix them in one number.
        let sign = if matches!(sign, '\u{A0}' | '\u{202F}' | '\u{2009}') { ' ' } else { sign };
        (sign, group)
    })
}

/// Tells whether a dotted or comma-separated list goes on at `at`, as in a date
/// (`12.05.2020`), a version or an address: then there is no decimal number.
fn continues(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.get(at), Some(b'.' | b',')) && digits(bytes, at + 1) > 0
}
