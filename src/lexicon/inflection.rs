//! The other number and gender of a word, by the rules of French spelling.
//!
//! What a rule gives need not exist: a family takes it in only when it is a word
//! of the collection. Snowball joins most of these already; here are those that
//! no taking off of endings can join (`danseur` and `danseuse`), or that it keeps
//! apart for want of a vocabulary (`élus` and `élu`).

use super::conjugation::is_irregular;
use super::lemmas::lemma;

/// Endings of the masculine and of the feminine, both in the singular.
const GENDERS: &[(&str, &str)] = &[
    ("é", "ée"),
    ("i", "ie"),
    ("u", "ue"),
    ("en", "enne"),
    ("on", "onne"),
    ("el", "elle"),
    ("er", "ère"),
    ("et", "ète"),
    ("eux", "euse"),
    ("if", "ive"),
    ("is", "ise"),
    ("eur", "euse"),
    ("eur", "eure"),
    ("teur", "trice"),
    ("deur", "drice"),
    ("tre", "tresse"),
];

/// Adjectives whose feminine Snowball takes for another word, in the singular.
const FEMININES: &[(&str, &str)] = &[
    ("abbé", "abbesse"),
    ("chef", "cheffe"),
    ("copain", "copine"),
    ("dealer", "dealeuse"),
    ("druide", "druidesse"),
    ("empereur", "impératrice"),
    ("époux", "épouse"),
    ("héros", "héroïne"),
    ("leader", "leadeuse"),
    ("manager", "manageuse"),
    ("paysan", "paysanne"),
    ("supporter", "supportrice"),
    ("tsar", "tsarine"),
    ("valaisan", "valaisanne"),
    ("hôte", "hôtesse"),
    ("inédit", "inédite"),
    ("laïc", "laïque"),
    ("petit", "petite"),
    ("prince", "princesse"),
    ("comte", "comtesse"),
    ("duc", "duchesse"),
    ("poète", "poétesse"),
    ("dieu", "déesse"),
    ("bénin", "bénigne"),
    ("malin", "maligne"),
    ("rigolo", "rigolote"),
    ("maire", "mairesse"),
    ("docteur", "doctoresse"),
    ("auteur", "autrice"),
    ("fin", "fine"),
    ("vu", "vue"),
    ("nu", "nue"),
    ("né", "née"),
    ("net", "nette"),
    ("dur", "dure"),
    ("pur", "pure"),
    ("vif", "vive"),
];

/// Returns the words that may be `word` in the other number: `vidéo` gives
/// `vidéos`; `feux` gives `feu`.
pub(super) fn other_numbers(word: &str) -> Vec<String> {
    let letters = word.chars().count() - usize::from(word.ends_with(['s', 'x']));
    let is_short =
        letters < 2 || letters == 2 && !word.trim_end_matches('s').ends_with(['u', 'é', 'n']);
    if is_short || word.bytes().any(|byte| byte.is_ascii_digit()) || lemma(word).is_some() {
        return Vec::new();
    }
    let mut numbers = Vec::new();
    let in_x = ["eu", "œu", "au", "ou"];
    let singular = match word.strip_suffix('x') {
        Some(singular) => in_x.iter().any(|ending| singular.ends_with(ending)).then_some(singular),
        None => word.strip_suffix('s'),
    };
    if let Some(singular) = singular {
        if !singular.ends_with('s') {
            numbers.push(singular.to_owned());
        }
    } else {
        numbers.push(format!("{word}s"));
        if in_x.iter().any(|ending| word.ends_with(ending)) {
            numbers.push(format!("{word}x"));
        }
    }
    // What has a line of its own is no number of another word: `mois` of `moi`.
    numbers.retain(|number| lemma(number).is_none());
    numbers
}

/// Tells whether two words differ in nothing but the `s` or `x` of a plural.
pub(super) fn differ_in_number(one: &str, other: &str) -> bool {
    let is_plural = |plural: &str, word| plural.strip_suffix(['s', 'x']) == Some(word);
    is_plural(one, other) || is_plural(other, one)
}

/// Returns the words that may be `word` in the other gender, in both numbers:
/// `danseuses` gives `danseur` and `danseurs`.
pub(super) fn other_genders(word: &str) -> Vec<String> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let pairs = |pairs: &'static [(&str, &str)]| {
        pairs.iter().flat_map(|&(one, other)| [(one, other), (other, one)])
    };
    let numbers = |other: String| {
        let plural = (!other.ends_with(['s', 'x'])).then(|| format!("{other}s"));
        plural.into_iter().chain([other])
    };
    let listed = pairs(FEMININES).filter(|(one, _)| word == *one || singular == *one);
    let listed = listed.flat_map(|(_, other)| numbers(other.to_owned()));
    let by_ending = pairs(GENDERS).filter_map(|(one, other)| {
        let head =
            if one.ends_with('s') { word.strip_suffix(one) } else { singular.strip_suffix(one) };
        // `ingénieuse` is the feminine of another word.
        let is_head = |head: &&str| head.chars().nth(1).is_some() && *head != "ingéni";
        Some(format!("{}{other}", head.filter(is_head)?))
    });
    // `mise` is the feminine of `mis`, and `voie` that of no `vois`.
    let is_of_verb = is_irregular(word);
    let by_ending = by_ending.flat_map(numbers).filter(|other| is_irregular(other) == is_of_verb);
    listed.chain(by_ending).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(other_numbers("vidéo"), ["vidéos"]);
        assert_eq!(other_numbers("vœu"), ["vœus", "vœux"]);
        assert_eq!(other_numbers("feux"), ["feu"]);
        // Words of their own, and what is too short to tell.
        for word in ["mois", "moi", "cour", "ba", "2019"] {
            assert!(other_numbers(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn genders() {
        for (masculine, feminine) in [
            ("danseurs", "danseuses"),
            ("acteur", "actrice"),
            ("étranger", "étrangère"),
            ("insoumis", "insoumise"),
            ("maître", "maîtresse"),
            ("heureux", "heureuses"),
        ] {
            assert!(other_genders(masculine).iter().any(|form| form == feminine), "{feminine}");
            assert!(other_genders(feminine).iter().any(|form| form == masculine), "{masculine}");
        }
        assert!(other_genders("grève").is_empty());
        assert!(!other_genders("ingénieur").iter().any(|form| form == "ingénieuse"));
    }
}
