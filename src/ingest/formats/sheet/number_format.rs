//! Formats of numbers: which of them show a date.
//!
//! No number is formatted: only letters are looked at that stand for parts of a date.

/// Tells whether a built-in format shows a date, or a time of a day.
pub(super) fn is_built_in_date(number: u32) -> bool {
    matches!(number, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Tells whether a format shows a date: `dd/mm/yyyy`, `[$-40C]d mmm yyyy;@`.
pub(super) fn is_date(format: &str) -> bool {
    let is_name = ["general", "standard"].iter().any(|name| format.eq_ignore_ascii_case(name));
    // Colours and conditions stand in brackets, text in quotes or behind a sign.
    let mut chars = format.chars();
    let mut has_day = false;
    while let Some(char) = chars.next() {
        match char {
            '"' => skip_to(&mut chars, '"'),
            '[' => skip_to(&mut chars, ']'),
            '\\' | '_' | '*' => {
                chars.next();
            }
            // Of the second part, for numbers below zero, nothing more is learnt.
            ';' => break,
            char => has_day |= "ydajm".contains(char.to_ascii_lowercase()),
        }
    }
    has_day && !is_name
}

fn skip_to(chars: &mut std::str::Chars<'_>, end: char) {
    let _ = chars.find(|char| *char == end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_told_from_others() {
        for format in
            ["dd/mm/yyyy", "[$-40C]d mmm yyyy;@", "yyyy-mm-dd\\ hh:mm", "m/d/yy", "jj/mm/aaaa"]
        {
            assert!(is_date(format), "{format}");
        }
        for format in
            ["General", "Standard", "0.00", "#,##0 \"jours\"", "[Red]0;-0", "@", "0_d", "h:ss"]
        {
            assert!(!is_date(format), "{format}");
        }
        assert!(is_built_in_date(14) && !is_built_in_date(2) && !is_built_in_date(49));
    }
}
