//! Regular French verbs: which words are forms of one.
//!
//! Snowball takes endings off without knowing the verb: it leaves `demandons` alone,
//! reads `nécessité` as a noun and `osé` as no verb at all. Here an infinitive, a word
//! of the collection, tells what its forms are. It never tells which words exist.

/// Endings before which `appel-er` is `appell-e` and `gér-er` is `gèr-e`.
const MUTE: &[&str] = &[
    "e", "ent", "era", "erai", "eraient", "erais", "erait", "eras", "erez", "eriez", "erions",
    "erons", "eront", "es",
];

/// The other endings of verbs in `-er`.
const FULL: &[&str] = &[
    "a", "ai", "aient", "ais", "ait", "ant", "er", "ez", "iez", "ions", "ons", "èrent", "é", "ée",
    "ées", "és",
];

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
    /// Returns the verbs that `word` may be a form of; whether there are such verbs, the
    /// collection tells.
    pub(super) fn candidates(word: &str) -> Vec<Self> {
        let mut found = Vec::new();
        let mut add = |stem: &str, is_second| {
            if is_stem(stem, is_second) {
                let verb = Self { stem: stem.to_owned(), is_second };
                if !found.contains(&verb) {
                    found.push(verb);
                }
            }
        };
        for ending in MUTE {
            if let Some(stem) = word.strip_suffix(ending) {
                add(stem, false);
                for other in without_mute(stem) {
                    add(&other, false);
                }
            }
        }
        for ending in FULL {
            if let Some(stem) = word.strip_suffix(ending) {
                match without_softening(stem) {
                    Some(soft) if is_hard(ending) => add(&soft, false),
                    _ if is_hard(ending) && stem.ends_with(['c', 'g']) => {}
                    _ => add(stem, false),
                }
            }
        }
        for ending in SECOND {
            if let Some(stem) = word.strip_suffix(ending) {
                add(stem, true);
            }
        }
        found
    }

    /// Returns the verb with an infinitive.
    pub(super) fn with_infinitive(word: &str) -> Option<Self> {
        let (stem, is_second) = match word.strip_suffix("er") {
            Some(stem) => (stem, false),
            None => (word.strip_suffix("ir")?, true),
        };
        is_stem(stem, is_second).then(|| Self { stem: stem.to_owned(), is_second })
    }

    pub(super) fn infinitive(&self) -> String {
        format!("{}{}", self.stem, if self.is_second { "ir" } else { "er" })
    }

    pub(super) fn participle(&self) -> String {
        format!("{}{}", self.stem, if self.is_second { "i" } else { "é" })
    }

    /// Returns what the forms of the verb begin with.
    pub(super) fn beginnings(&self) -> Vec<String> {
        let mut found = vec![self.stem.clone()];
        if !self.is_second {
            found.extend(with_mute(&self.stem));
            if let Some(head) = self.stem.strip_suffix('c') {
                found.push(format!("{head}ç"));
            }
        }
        found
    }

    /// Tells whether `word` is a form of the verb.
    pub(super) fn has(&self, word: &str) -> bool {
        if let Some(ending) = word.strip_prefix(&*self.stem) {
            if self.is_second {
                return SECOND.contains(&ending);
            }
            if MUTE.contains(&ending) {
                return true;
            }
            if self.stem.ends_with('g')
                && let Some(ending) = ending.strip_prefix('e')
                && is_hard(ending)
                && FULL.contains(&ending)
            {
                return true;
            }
            if FULL.contains(&ending) && !(is_hard(ending) && self.stem.ends_with(['c', 'g'])) {
                return true;
            }
        }
        if self.is_second {
            return false;
        }
        if let Some(head) = self.stem.strip_suffix('c')
            && let Some(ending) = word.strip_prefix(head).and_then(|rest| rest.strip_prefix('ç'))
        {
            return is_hard(ending) && FULL.contains(&ending);
        }
        with_mute(&self.stem)
            .iter()
            .any(|stem| word.strip_prefix(&**stem).is_some_and(|ending| MUTE.contains(&ending)))
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

/// Tells whether `c` and `g` are written otherwise before an ending.
fn is_hard(ending: &str) -> bool {
    ending.starts_with(['a', 'o', 'â'])
}

/// Returns the stem of `plaç-ait` and `mange-ait` in other forms.
fn without_softening(stem: &str) -> Option<String> {
    if let Some(head) = stem.strip_suffix('ç') {
        return Some(format!("{head}c"));
    }
    stem.strip_suffix('e').filter(|head| head.ends_with('g')).map(str::to_owned)
}

/// Returns how a stem is written before a mute ending, when otherwise: `gér` as `gèr`,
/// `appel` as `appell`, `essay` as `essai`.
fn with_mute(stem: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(head) = stem.strip_suffix('y') {
        return vec![format!("{head}i")];
    }
    let consonants = stem.trim_end_matches(|char: char| !is_vowel(char));
    let tail = &stem[consonants.len()..];
    if tail.is_empty() || tail.len() > 2 {
        return found;
    }
    for vowel in ['é', 'e'] {
        if let Some(head) = consonants.strip_suffix(vowel) {
            found.push(format!("{head}è{tail}"));
            if vowel == 'e' && ["l", "t"].contains(&tail) {
                found.push(format!("{stem}{tail}"));
            }
        }
    }
    found
}

/// Returns how a stem before a mute ending may be written in the infinitive.
fn without_mute(stem: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(head) = stem.strip_suffix('i')
        && head.ends_with(['a', 'o', 'u'])
    {
        return vec![format!("{head}y")];
    }
    if let Some(head) = stem.strip_suffix("ell").or_else(|| stem.strip_suffix("ett")) {
        return vec![format!("{head}{}", &stem[head.len()..stem.len() - 1])];
    }
    let consonants = stem.trim_end_matches(|char: char| !is_vowel(char));
    let tail = &stem[consonants.len()..];
    if !tail.is_empty()
        && tail.len() <= 2
        && let Some(head) = consonants.strip_suffix('è')
    {
        found.extend([format!("{head}é{tail}"), format!("{head}e{tail}")]);
    }
    found
}

fn is_vowel(char: char) -> bool {
    matches!(
        char,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ê' | 'â' | 'î' | 'ô' | 'û' | 'ï' | 'ë'
    )
}
