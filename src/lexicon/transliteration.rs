//! Names from other alphabets, as print spells them: `Zelensky` and `Zelenski`, `Ivanov` and
//! `Ivanoff`, `Netanyahou` and `Netanyahu`.
//!
//! It looks at endings only: whether a collection has another spelling, it never knows.

/// Endings of one name, in the spellings of one sound.
const ENDINGS: &[&[&str]] = &[&["sky", "ski"], &["ov", "off"], &["ahou", "ahu"]];

/// Fewest letters before an ending: `sky` and `husky` are words.
const LEAST: usize = 3;

/// Returns how a name is spelled otherwise; none of any other word.
pub(super) fn spellings(term: &str) -> impl Iterator<Item = String> {
    ENDINGS.iter().flat_map(move |endings| {
        let head = endings.iter().find_map(|ending| term.strip_suffix(ending));
        let head = head.filter(|head| head.chars().count() >= LEAST);
        let others = head
            .into_iter()
            .flat_map(|head| endings.iter().map(move |ending| format!("{head}{ending}")));
        others.filter(move |other| other != term)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_by_one_sound_both_ways() {
        for (one, other) in [
            ("zelensky", "zelenski"),
            ("trotsky", "trotski"),
            ("ivanov", "ivanoff"),
            ("bogdanov", "bogdanoff"),
            ("netanyahou", "netanyahu"),
        ] {
            assert_eq!(spellings(one).collect::<Vec<_>>(), [other]);
            assert_eq!(spellings(other).collect::<Vec<_>>(), [one]);
        }
        for word in ["sky", "husky", "ski", "off", "tahu", "ukraine"] {
            assert_eq!(spellings(word).next(), None, "{word}");
        }
    }
}
