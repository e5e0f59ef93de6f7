//! Numbers as people write them: thousands in groups, decimals, times, and units.
//!
//! `25 000`, `25.000` and `25000` are one term; `1,5` and `1.5` are another, `20:30` and
//! `20 h 30` a third (`20h30`). It handles only numbers with a separator or a unit: any
//! other run of digits and letters (`2024`, `20h30`) is the tokenizer's.

use super::letters::normalised;

/// Returns the end of a number without a separator or a unit that starts at `from`, where what
/// follows tells at once that it is one: most are.
#[inline]
pub(super) fn plain_end(text: &[u8], from: usize) -> Option<usize> {
    if !text[from].is_ascii_digit() {
        return None;
    }
    let to = from + digits(text, from);
    let next = text.get(to + 1);
    let ends = match text.get(to) {
        None | Some(b'\n' | b')') => true,
        Some(b' ') => next.is_some_and(|byte| byte.is_ascii_alphabetic() && byte | 0x20 != b'h'),
        Some(b',' | b'.') => matches!(next, None | Some(b' ' | b'\n')),
        Some(_) => false,
    };
    ends.then_some(to)
}

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

/// Units that stand behind their number with a blank or without one, sorted.
const UNITS: &[&str] = &[
    "ans", "cl", "cm", "cm2", "cm3", "eur", "euros", "gb", "gw", "gwh", "ha", "km", "km2", "kg",
    "kw", "kwh", "m2", "m3", "mb", "mg", "min", "ml", "mm", "mo", "mw", "mwh", "tb", "tw", "twh",
];

/// Returns how long the number is that stands before a unit, with nothing between: `80km`.
pub(super) fn before_unit(run: &str) -> Option<usize> {
    let to = digits(run.as_bytes(), 0);
    let unit = &run[to..];
    // Nearly every number stands by itself.
    let is_unit = || UNITS.iter().any(|known| normalised(unit.chars()).eq(known.chars()));
    (!unit.is_empty() && unit.len() <= 6 && is_unit()).then_some(to)
}

/// Writes the time of day that starts at `from` as `20h30` and returns its end, or `None`,
/// writing nothing, when there is none that has a separator: `20:30`, `20 h 30`, `20 h`.
pub(super) fn time(text: &str, from: usize, term: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    let hours = digits(bytes, from);
    let at = from + hours;
    if hours > 2 || from > 0 && matches!(bytes[from - 1], b':' | b'.' | b',' | b'/') {
        return None;
    }
    let is_hour = text[from..at].parse().is_ok_and(|hour: u8| hour <= 24);
    let minutes_at = |at: usize| {
        let to = at + digits(bytes, at);
        let is_minutes = to == at + 2 && bytes[at] < b'6';
        (is_minutes && !text[to..].starts_with(char::is_alphanumeric)).then_some(to)
    };
    let (minutes, to) = if bytes.get(at) == Some(&b':') {
        let to = minutes_at(at + 1)?;
        let is_list = bytes.get(to) == Some(&b':') && digits(bytes, to + 1) > 0;
        if is_list {
            return None;
        }
        (at + 1, to)
    } else {
        let blank = blank(text, at);
        let behind = at + blank + 1;
        if !matches!(bytes.get(at + blank), Some(b'h' | b'H'))
            || text[behind..].starts_with(char::is_alphabetic)
        {
            return None;
        }
        let minutes = behind + self::blank(text, behind);
        match minutes_at(minutes) {
            Some(to) => (minutes, to),
            // `20h` is the tokenizer's.
            None if blank > 0 && digits(bytes, behind) == 0 => (behind, behind),
            None => return None,
        }
    };
    if !is_hour {
        return None;
    }
    term.push_str(&text[from..at]);
    term.push('h');
    term.push_str(&text[minutes..to]);
    Some(to)
}

/// Returns how long the blank at `at` is: one space, of any width, or none.
fn blank(text: &str, at: usize) -> usize {
    let space = text[at..].chars().next();
    let is_space = |char: &char| matches!(char, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}');
    space.filter(is_space).map_or(0, char::len_utf8)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the number at the start of `text`: its term and where it ends.
    #[track_caller]
    fn check(text: &str, expected: Option<(&str, usize)>) {
        let mut term = String::new();
        let end = normalise(text, 0, &mut term);
        let found = end.map(|end| (term.as_str(), end));
        assert_eq!(found, expected, "the number at the start of {text:?}");
        assert!(end.is_some() || term.is_empty(), "{term} is left over from {text:?}");
    }

    #[test]
    fn groups_of_three_digits_are_joined() {
        check("25 000 euros", Some(("25000", 6)));
        check("25\u{A0}000", Some(("25000", 7)));
        check("25\u{202F}000", Some(("25000", 8)));
        check("25.000", Some(("25000", 6)));
        check("25’000", Some(("25000", 8)));
        check("1 250 000", Some(("1250000", 9)));
    }

    #[test]
    fn spaces_of_any_width_mix_and_other_separators_do_not() {
        check("1\u{A0}250 000", Some(("1250000", 10)));
        check("1 250.000", Some(("1250,000", 9)));
        check("1.250 000", Some(("1250", 5)));
    }

    #[test]
    fn only_groups_of_three_digits_are_joined() {
        for text in
            ["25 00", "25 0000", "25 000h", "25 000é", "2019 300", "06 120", "25\n000", "25"]
        {
            check(text, None);
        }
        check("1 250 00", Some(("1250", 5)));
    }

    #[test]
    fn the_decimal_sign_becomes_a_comma() {
        check("1,5", Some(("1,5", 3)));
        check("1.5", Some(("1,5", 3)));
        check("0.500", Some(("0,500", 5)));
        check("2019,25", Some(("2019,25", 7)));
        check("1 250,5", Some(("1250,5", 7)));
        check("1.250,5", Some(("1250,5", 7)));
    }

    #[test]
    fn a_comma_separates_thousands_only_when_it_does_so_twice() {
        check("1,250", Some(("1,250", 5)));
        check("1,234,567", Some(("1234567", 9)));
        check("1,234,567.89", Some(("1234567,89", 12)));
    }

    #[test]
    fn punctuation_is_not_part_of_a_number() {
        check("1,5, puis", Some(("1,5", 3)));
        check("25.000.", Some(("25000", 6)));
        check("25, 30", None);
        check("25.", None);
    }

    #[test]
    fn a_list_is_no_number() {
        for text in ["12.05.2020", "192.168.0.1", "12.345.2020", "1,2,3", "1,234,567,89"] {
            check(text, None);
        }
    }

    #[test]
    fn the_middle_of_a_list_is_no_number() {
        let mut term = String::new();
        assert_eq!(normalise("12.05.2020", 3, &mut term), None);
        assert_eq!(normalise("192.168.0.1", 8, &mut term), None);
        assert_eq!(normalise("fin.1,5", 4, &mut term), Some(7));
    }
}
