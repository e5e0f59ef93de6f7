//! Derivation: whether two French words of one stem are kin, by their letters.
//!
//! A stem of a few letters is what is left of unlike words: `lot` and `lotir`, `mare`
//! and `marié`. Then only what inflection allows is one word.

use std::borrow::Cow;

use super::conjugation::is_irregular;
use crate::analysis::fold;

/// Letters in common from which on words of one stem are kin.
const KIN: usize = 5;

/// Most letters of the shorter of two words that have one letter less in common.
const SHORT: usize = 6;

/// Nouns in the singular and the verbs that they are made from, where no stem tells.
const NOUNS: &[(&str, &str)] = &[
    ("absolution", "absoudre"),
    ("accès", "accéder"),
    ("décès", "décéder"),
    ("dissolution", "dissoudre"),
    ("excès", "excéder"),
];

/// Endings of what is made from a verb, in the singular.
const FROM_VERBS: &[&str] = &["ance", "ant", "ante", "eur", "euse"];

/// Returns how many letters two words have in common from the start, accents aside.
fn common(one: &str, other: &str) -> usize {
    let [one, other] = [one, other].map(without_adverb);
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

/// Returns a word without accents; `récemment`, which is made from it, as `recent`.
fn without_adverb(word: &str) -> Cow<'_, str> {
    let word = fold(word);
    match word.strip_suffix("mment") {
        Some(head) => Cow::Owned(format!("{head}nt")),
        None => word,
    }
}

/// Tells whether two words of one stem are kin by their length.
pub(super) fn are_derived(one: &str, other: &str) -> bool {
    let common = common(one, other);
    let shorter = || one.chars().count().min(other.chars().count());
    common >= KIN || common == KIN - 1 && shorter() <= SHORT
}

/// Tells whether two words of one stem may be kin though one of them is a form of an
/// irregular verb: `connaissance` and `connaissent`, not `pourri` and `pourrait`.
pub(super) fn may_share_stem(one: &str, other: &str) -> bool {
    let derived = match (is_irregular(one), is_irregular(other)) {
        (false, false) => return true,
        (false, true) => one,
        (true, false) => other,
        // What they have in common, the table of verbs tells.
        (true, true) => return false,
    };
    is_from_verb(derived) && common(one, other) > KIN
}

/// Returns the infinitive that a noun is made from, if no stem tells.
pub(super) fn verb_of(noun: &str) -> Option<&'static str> {
    let singular = if noun.ends_with("ns") { &noun[..noun.len() - 1] } else { noun };
    NOUNS.iter().find(|(known, _)| *known == singular).map(|(_, infinitive)| *infinitive)
}

/// Returns the nouns, in the singular, that are made from a verb though no stem tells.
pub(super) fn nouns_of(infinitive: &str) -> impl Iterator<Item = &'static str> {
    NOUNS.iter().filter(move |(_, known)| *known == infinitive).map(|(noun, _)| *noun)
}

fn is_from_verb(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    FROM_VERBS.iter().any(|ending| singular.ends_with(ending))
}
