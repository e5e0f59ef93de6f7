//! One word in several spellings: accents left out, capitals printed bare, slips.
//!
//! It tells how two words of the same letters relate, accents aside; never how often
//! they occur in the index of a field, nor how they are inflected.

use super::ordinal;
use super::tally::Counts;
use super::transliteration;
use crate::analysis::fold;

/// Letters of French beyond those of ASCII.
const FRENCH: &[char] =
    &['à', 'â', 'æ', 'ç', 'è', 'é', 'ê', 'ë', 'î', 'ï', 'ô', 'œ', 'ù', 'û', 'ü', 'ÿ'];

/// How many times rarer than another a spelling must be to be a slip.
const SLIP: u32 = 10;

/// Letters from which on a word in capitals is rather a word than an acronym.
const SHORT: usize = 5;

/// Returns how print writes a word otherwise, with other letters.
pub(super) fn written_otherwise(term: &str) -> impl Iterator<Item = String> {
    ordinal::spellings(term).into_iter().chain(transliteration::spellings(term))
}

/// Tells whether two words of the same letters are one in print: capitals often lack their
/// accent (`Etat`), and `œ`, `î`, `oû` and `è` are written both ways (`oeuvre`, `maitre`,
/// `gout`, `évènement`).
pub(super) fn are_printed_alike(one: &str, other: &str) -> bool {
    printed_letters(one).eq(printed_letters(other))
}

/// Tells whether two words are one but for accents that French has not, which print leaves out:
/// `Sánchez` and `Sanchez`, `Erdoğan` and `Erdogan`.
pub(super) fn are_one_abroad(one: &str, other: &str) -> bool {
    let is_foreign = |char: char| !char.is_ascii() && !FRENCH.contains(&char);
    (one.contains(is_foreign) || other.contains(is_foreign))
        && without_foreign_accents(one) == without_foreign_accents(other)
}

/// Returns a word without the accents that French has not.
fn without_foreign_accents(word: &str) -> String {
    let mut bare = String::with_capacity(word.len());
    for char in word.chars() {
        let mut buffer = [0; 4];
        if FRENCH.contains(&char) {
            bare.push(char);
        } else {
            bare.push_str(&fold(char.encode_utf8(&mut buffer)));
        }
    }
    bare
}

/// Returns the letters of a word without what print leaves out.
fn printed_letters(word: &str) -> impl Iterator<Item = char> {
    let mut before = '\0';
    word.char_indices().flat_map(move |(at, char)| {
        let pair = match char {
            'œ' => ['o', 'e'],
            'æ' => ['a', 'e'],
            'î' => ['i', '\0'],
            'û' if before == 'o' => ['u', '\0'],
            'à' | 'â' if before == '\0' => ['a', '\0'],
            'é' | 'è' | 'ê' if before == '\0' => ['e', '\0'],
            'ô' if before == '\0' => ['o', '\0'],
            'ç' if before == '\0' => ['c', '\0'],
            // `évènement` and `événement`, but neither `près` and `prés` nor `diffèrent` and
            // `différent`.
            'è' if !matches!(&word[at..], "è" | "ès") && !word.ends_with("ent") => ['é', '\0'],
            _ => [char, '\0'],
        };
        before = char;
        pair.into_iter().filter(|char| *char != '\0')
    })
}

/// Tells whether `typed` is a slip for `word`: without some of its accents and rare beside
/// it (`électricite`), or in capitals that print leaves bare (`GREVE`).
pub(super) fn is_slip(typed: &str, counts: Counts, word: &str, of_word: Counts) -> bool {
    let is_in_capitals = counts.capitals > 0 && counts.capitals * 2 >= counts.total;
    let is_slip = match typed.len() {
        _ if !is_in_capitals => of_word.total > counts.total.saturating_mul(SLIP),
        // `AME` and `âme`: what is short is rather an acronym.
        ..SHORT => of_word.total > counts.total.saturating_mul(SLIP),
        _ => of_word.total >= counts.total,
    };
    is_slip && has_more_accents(word, typed)
}

/// Tells whether a spelling is rare beside one that occurs `most` times.
pub(super) fn is_rare_beside(counts: Counts, most: u32) -> bool {
    counts.total.saturating_mul(SLIP) < most
}

/// Tells whether `word` is `typed`, of the same letters, with more accents: `électricité` for
/// `électricite`, `cœur` for `coeur`.
pub(super) fn has_more_accents(word: &str, typed: &str) -> bool {
    word != typed && is_spelled_out(word, typed)
}

/// Tells whether each letter of `typed` is that of `word`, or that without its accent.
fn is_spelled_out(word: &str, typed: &str) -> bool {
    let mut rest = typed;
    for letter in word.chars() {
        let mut buffer = [0; 4];
        let letter: &str = letter.encode_utf8(&mut buffer);
        let bare = fold(letter);
        match rest.strip_prefix(letter).or_else(|| rest.strip_prefix(&*bare)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_ligatures_are_printed_both_ways() {
        for (one, other) in
            [("état", "etat"), ("œuvre", "oeuvre"), ("maître", "maitre"), ("goût", "gout")]
        {
            assert!(are_printed_alike(one, other), "{one} and {other}");
        }
        for (one, other) in [("pêche", "péché"), ("sûr", "sur"), ("côte", "cote")] {
            assert!(!are_printed_alike(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn names_lack_the_accents_that_french_has_not() {
        for (one, other) in
            [("sánchez", "sanchez"), ("erdoğan", "erdogan"), ("lodz", "łódź"), ("özil", "ozil")]
        {
            assert!(are_one_abroad(one, other), "{one} and {other}");
        }
        for (one, other) in [("péché", "peche"), ("sánchez", "sánchéz"), ("sanchez", "sanchez")]
        {
            assert!(!are_one_abroad(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn a_slip_is_rare_and_lacks_accents() {
        let times = |total| Counts { total, ..Counts::default() };
        assert!(is_slip("électricite", times(2), "électricité", times(21)));
        assert!(!is_slip("électricite", times(2), "électricité", times(20)));
        assert!(!is_slip("foïs", times(1), "fois", times(90)));
    }
}
