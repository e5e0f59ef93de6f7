//! Regular French verbs: which words are forms of one.
//!
//! Snowball takes endings off without knowing the verb: it leaves `demandons` alone,
//! reads `nécessité` as a noun and `osé` as no verb at all. Here an infinitive tells
//! what its forms are; whether these are words, the collection tells.

/// Endings before which `appel-er` is `appell-e` and `gér-er` is `gèr-e`; all lists of
/// endings are sorted.
const MUTE: &[&str] = &[
    "e", "ent", "era", "erai", "eraient", "erais", "erait", "eras", "erez", "eriez", "erions",
    "erons", "eront", "es",
];

/// Endings before which `plac-er` is `plaç-ait` and `mang-er` is `mange-ait`.
const HARD: &[&str] = &["a", "ai", "aient", "ais", "ait", "ant", "ons"];

/// The other endings of verbs in `-er`.
const SOFT: &[&str] = &["er", "ez", "iez", "ions", "èrent", "é", "ée", "ées", "és"];

/// Endings of verbs in `-ir` like `finir`.
const SECOND: &[&str] = &[
    "i", "ie", "ies", "ir", "ira", "irai", "iraient", "irais", "irait", "iras", "irent", "irez",
    "iriez", "irions", "irons", "iront", "is", "issaient", "issais", "issait", "issant", "isse",
    "issent", "isses", "issez", "issiez", "issions", "issons", "it",
];

/// A regular verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verb {
    /// The infinitive without `er` or `ir`.
    stem: String,
    is_second: bool,
}

impl Verb {
    /// Returns the verb with an infinitive, if it may be one.
    pub(super) fn with_infinitive(word: &str) -> Option<Self> {
        let (stem, is_second) = match word.strip_suffix("er") {
            Some(stem) => (stem, false),
            None => (word.strip_suffix("ir")?, true),
        };
        is_stem(stem, is_second).then(|| Self { stem: stem.to_owned(), is_second })
    }

    /// Returns the verbs that `word` may be a form of.
    pub(super) fn candidates(word: &str) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        let mut add = |stem: &str, is_second| {
            let is_new = |verb: &Self| verb.stem != stem || verb.is_second != is_second;
            if is_stem(stem, is_second) && found.iter().all(is_new) {
                found.push(Self { stem: stem.to_owned(), is_second });
            }
        };
        for ending in [MUTE, HARD, SOFT].into_iter().flatten() {
            if let Some(stem) = word.strip_suffix(ending) {
                add(stem, false);
                for stem in &infinitive_stems(stem) {
                    add(stem, false);
                }
            }
        }
        for ending in SECOND {
            if let Some(stem) = word.strip_suffix(ending) {
                add(stem, true);
            }
        }
        found.retain(|verb| verb.has(word));
        found
    }

    /// Returns the infinitive.
    pub(super) fn infinitive(&self) -> String {
        format!("{}{}", self.stem, if self.is_second { "ir" } else { "er" })
    }

    /// Returns the past participle.
    pub(super) fn participle(&self) -> String {
        format!("{}{}", self.stem, if self.is_second { "i" } else { "é" })
    }

    /// Returns the forms: what they begin with, and the endings after it.
    pub(super) fn forms(&self) -> Vec<(String, &'static [&'static str])> {
        let Self { stem, is_second } = self;
        if *is_second {
            return vec![(stem.clone(), SECOND)];
        }
        let mut forms = vec![(stem.clone(), MUTE), (stem.clone(), SOFT)];
        forms.push(match stem.strip_suffix('c') {
            Some(head) => (format!("{head}ç"), HARD),
            None if stem.ends_with('g') => (format!("{stem}e"), HARD),
            None => (stem.clone(), HARD),
        });
        forms.extend(mute_stems(stem).into_iter().map(|stem| (stem, MUTE)));
        forms
    }

    /// Tells whether `word` is written like a form of the verb.
    fn has(&self, word: &str) -> bool {
        self.forms().iter().any(|(stem, endings)| {
            word.strip_prefix(&**stem).is_some_and(|ending| endings.contains(&ending))
        })
    }
}

/// Tells whether a verb may have a stem: of two letters only in verbs like `tuer`, `oser`,
/// `unir`.
fn is_stem(stem: &str, is_second: bool) -> bool {
    let mut letters = stem.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(_), Some(_), Some(_)) => true,
        (Some(first), Some(second), None) => is_vowel(first) || !is_second && is_vowel(second),
        _ => false,
    }
}

/// Returns how a stem is written before a mute ending, when otherwise: `gér` as `gèr`,
/// `appel` as `appell`, `essay` as `essai`.
fn mute_stems(stem: &str) -> Vec<String> {
    if let Some(head) = stem.strip_suffix('y') {
        return vec![format!("{head}i")];
    }
    let (vowels, consonants) = stem.split_at(consonants_at(stem));
    if consonants.is_empty() || consonants.len() > 2 {
        return Vec::new();
    }
    match (vowels.strip_suffix('e'), vowels.strip_suffix('é')) {
        (Some(head), _) if ["l", "t"].contains(&consonants) => {
            vec![format!("{head}è{consonants}"), format!("{stem}{consonants}")]
        }
        (Some(head), _) | (_, Some(head)) => vec![format!("{head}è{consonants}")],
        _ => Vec::new(),
    }
}

/// Returns the stems of infinitives whose forms may have this one.
fn infinitive_stems(stem: &str) -> Vec<String> {
    if let Some(head) = stem.strip_suffix('i') {
        return vec![format!("{head}y")];
    }
    if let Some(head) = stem.strip_suffix('ç') {
        return vec![format!("{head}c")];
    }
    if let Some(head) = stem.strip_suffix('e') {
        return vec![head.to_owned()];
    }
    if stem.ends_with("ell") || stem.ends_with("ett") {
        return vec![stem[..stem.len() - 1].to_owned()];
    }
    let (vowels, consonants) = stem.split_at(consonants_at(stem));
    match vowels.strip_suffix('è') {
        Some(head) => vec![format!("{head}é{consonants}"), format!("{head}e{consonants}")],
        None => Vec::new(),
    }
}

/// Returns where the last consonants of a stem begin.
fn consonants_at(stem: &str) -> usize {
    stem.trim_end_matches(|letter| !is_vowel(letter)).len()
}

fn is_vowel(letter: char) -> bool {
    "aeiouyàâéèêëîïôûù".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(infinitive: &str, forms: &str) {
        let verb = Verb::with_infinitive(infinitive).expect("an infinitive");
        for form in forms.split(' ') {
            assert!(verb.has(form), "{infinitive} has {form}");
            assert!(Verb::candidates(form).contains(&verb), "{form} is of {infinitive}");
        }
    }

    #[test]
    fn forms_are_told_by_the_infinitive() {
        check("demander", "demande demandons demandera demandé demandées demandait");
        check("nécessiter", "nécessité nécessite nécessitent");
        check("oser", "osé osent osait");
        check("placer", "plaçait plaçons place placé");
        check("manger", "mangeait mangeons mange mangé");
        check("finir", "fini finissent finira finit");
    }

    #[test]
    fn stems_change_before_mute_endings() {
        check("appeler", "appelle appelons appellent appellera appelé");
        check("jeter", "jette jetons jettera");
        check("acheter", "achète achetons achètera");
        check("gérer", "gère gérer gérons gèrent");
        check("essayer", "essaie essaye essayons essaiera");
        check("employer", "emploie employé");
    }

    #[test]
    fn what_is_written_otherwise_is_no_form() {
        for (infinitive, word) in
            [("placer", "placait"), ("manger", "manga"), ("porter", "port"), ("finir", "fin")]
        {
            let verb = Verb::with_infinitive(infinitive).expect("an infinitive");
            assert!(!verb.has(word), "{infinitive} and {word}");
        }
        assert_eq!(Verb::with_infinitive("cher"), None);
    }

    #[test]
    fn endings_are_sorted_so_that_each_is_found() {
        assert!([MUTE, HARD, SOFT, SECOND].iter().all(|endings| endings.is_sorted()));
    }
}
