//! Numbers as a language writes them: thousands apart, shares, with what they count.
//!
//! No plural is made up: both forms are given.

use super::tongue::Tongue;

/// Returns a number with its thousands apart.
pub(crate) fn number(tongue: Tongue, number: u64) -> String {
    let digits = number.to_string();
    let apart = match tongue {
        // Narrow, and no line breaks there.
        Tongue::French => '\u{202F}',
        Tongue::English => ',',
    };
    let mut written = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(apart);
        }
        written.push(digit);
    }
    written
}

/// Returns a number of articles: `no article`, `1 article`, `1,250 articles`.
pub(crate) fn counted_articles(tongue: Tongue, count: u64) -> String {
    match (count, tongue) {
        (0, Tongue::French) => "aucun article".to_owned(),
        (0, Tongue::English) => "no article".to_owned(),
        _ => format!("{} {}", number(tongue, count), tongue.counted(count, "article", "articles")),
    }
}

/// Returns a share, with as many digits as tell something.
pub(crate) fn percent(tongue: Tongue, part: u64, of: u64) -> String {
    let percent = if of == 0 { 0.0 } else { 100.0 * part as f64 / of as f64 };
    let digits = match percent {
        _ if percent >= 10.0 || part == 0 => 1,
        _ if percent >= 0.1 => 2,
        _ => 4,
    };
    let written = format!("{percent:.digits$}");
    match tongue {
        Tongue::French => format!("{}\u{A0}%", written.replace('.', ",")),
        Tongue::English => format!("{written}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_has_them() {
        assert_eq!(number(Tongue::English, 1_234_567), "1,234,567");
        assert_eq!(number(Tongue::French, 36_717), "36\u{202F}717");
        assert_eq!(number(Tongue::French, 999), "999");
        assert_eq!(counted_articles(Tongue::French, 0), "aucun article");
        assert_eq!(counted_articles(Tongue::French, 1), "1 article");
        assert_eq!(counted_articles(Tongue::English, 2_000), "2,000 articles");
        assert_eq!(percent(Tongue::French, 1, 3), "33,3\u{A0}%");
        assert_eq!(percent(Tongue::English, 25, 1_000), "2.50%");
        assert_eq!(percent(Tongue::English, 0, 0), "0.0%");
    }
}
