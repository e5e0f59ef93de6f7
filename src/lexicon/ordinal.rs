//! Ordinals as print abbreviates them: `2e`, `2ème`, `XXIe`, `1re`.
//!
//! It looks at letters only: whether a collection has another spelling, it never knows.

/// Endings of the same ordinal, the first of them the one to write.
const ENDINGS: &[&[&str]] = &[
    &["e", "ème", "eme", "ième", "ieme", "è"],
    &["es", "èmes", "emes", "ièmes", "iemes"],
    &["er", "ier"],
    &["re", "ère", "ere", "ière", "iere"],
    &["ers", "iers"],
    &["res", "ères", "eres", "ières", "ieres"],
];

/// Returns how an ordinal is spelled otherwise: `2ème` for `2e`; none of any other word.
pub(super) fn spellings(term: &str) -> Vec<String> {
    let Some((number, ending)) = parts(term) else { return Vec::new() };
    let others = ENDINGS[ending].iter().map(|ending| format!("{number}{ending}"));
    // `XVième` would be read as the 16th.
    let is_read_back = |other: &String| parts(other) == Some((number, ending));
    others.filter(|other| other != term && is_read_back(other)).collect()
}

/// Tells whether a word is an ordinal; it has no other forms: the 17th century is not the 18th.
pub(super) fn is_ordinal(term: &str) -> bool {
    parts(term).is_some()
}

/// Returns the number of an ordinal, and which ending it has.
fn parts(term: &str) -> Option<(&str, usize)> {
    let of_ending = |endings: &[&str]| {
        let numbers =
            endings.iter().filter_map(|ending| Some((term.strip_suffix(ending)?, ending)));
        // `XXIème` is the 21st.
        let is_number = |number: &str, ending: &str| {
            is_digits(number) || is_roman(number) && !ending.starts_with('i')
        };
        let numbers = numbers.filter(|(number, ending)| is_number(number, ending));
        numbers.map(|(number, _)| number).min_by_key(|number| number.len())
    };
    let found = ENDINGS.iter().map(|endings| of_ending(endings)).zip(0..);
    let found = found.filter_map(|(number, ending)| Some((number?, ending)));
    found.min_by_key(|(number, _)| number.len())
}

fn is_digits(number: &str) -> bool {
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Tells whether letters are a Roman number before the ending of an ordinal; `vie` and `vive` are
/// words.
fn is_roman(number: &str) -> bool {
    const BELOW_TEN: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = number.trim_start_matches('x');
    BELOW_TEN.contains(&ones) && (ones.len() < number.len() || number.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_spelled_in_many_ways() {
        let check = |one: &str, other: &str| {
            assert!(spellings(one).iter().any(|known| known == other), "{one} is {other}");
            assert!(spellings(other).iter().any(|known| known == one), "{other} is {one}");
        };
        check("2e", "2ème");
        check("2eme", "2ème");
        check("3ième", "3e");
        check("xxie", "xxième");
        check("1re", "1ère");
        check("1er", "1ier");
        check("60es", "60èmes");
        assert!(!spellings("xve").iter().any(|other| other == "xvième"));
        for word in
            ["vie", "vive", "vives", "mie", "2019", "20h", "e", "ère", "pierre", "a4", "50m"]
        {
            assert!(spellings(word).is_empty(), "{word}");
        }
    }
}
