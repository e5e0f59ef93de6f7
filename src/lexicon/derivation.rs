//! Derivation: whether two French words of one stem are kin, by their letters.
//!
//! A stem of a few letters is what is left of unlike words: `lot` and `lotir`, `mare`
//! and `marié`. Then only what inflection allows is one word.

use crate::analysis::fold;

/// Letters in common from which on words of one stem are kin.
const KIN: usize = 5;

/// Returns how many letters two words have in common from the start, accents aside.
pub(super) fn common(one: &str, other: &str) -> usize {
    fold(one).bytes().zip(fold(other).bytes()).take_while(|(one, other)| one == other).count()
}

/// Tells whether two words of one stem are kin.
pub(super) fn are_derived(one: &str, other: &str) -> bool {
    let common = common(one, other);
    common >= KIN || common == KIN - 1 && one.chars().count().min(other.chars().count()) <= 6
}

/// Tells whether two stems differ in accents.
pub(super) fn differ_in_accents(one: &str, other: &str) -> bool {
    let plain = |stem: &str| stem.replace('î', "i").replace('û', "u");
    plain(one) != plain(other)
}

const NOUNS: &[&str] = &["ance", "ances", "ant", "ante", "antes", "ants", "eur", "eurs", "euse", "euses"];

/// Tells whether a word is a noun made from a verb.
pub(super) fn is_noun_of_verb(word: &str) -> bool {
    NOUNS.iter().any(|ending| word.ends_with(ending))
}
