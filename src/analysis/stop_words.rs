//! Words too common in French to carry meaning in a plain query.
//!
//! They are indexed all the same, since phrases need them; only queries leave
//! them out, and only when another word is left.

/// Articles, pronouns, prepositions, conjunctions, question words and the forms
/// of `être` and `avoir`, sorted. Homonyms of common nouns (`été`, `son`, `avions`,
/// `or`) are no stop words: leaving those out would lose what was asked. Nor are
/// single letters, elided articles being no words at all: `vitamine C` is not
/// `vitamine D`. `m` is `monsieur`, nearly always.
const FRENCH: &[&str] = &[
    "a",
    "ai",
    "ainsi",
    "alors",
    "apres",
    "après",
    "as",
    "au",
    "aucun",
    "aucune",
    "aussi",
    "autre",
    "autres",
    "aux",
    "avait",
    "avant",
    "avec",
    "avez",
    "avoir",
    "avons",
    "ayant",
    "ce",
    "ceci",
    "cela",
    "celle",
    "celles",
    "celui",
    "ces",
    "cet",
    "cette",
    "ceux",
    "chaque",
    "chez",
    "combien",
    "comme",
    "comment",
    "dans",
    "de",
    "depuis",
    "des",
    "dont",
    "du",
    "elle",
    "elles",
    "en",
    "entre",
    "es",
    "est",
    "et",
    "etaient",
    "etait",
    "etant",
    "etre",
    "eu",
    "eux",
    "furent",
    "fut",
    "il",
    "ils",
    "je",
    "la",
    "laquelle",
    "le",
    "lequel",
    "les",
    "lesquelles",
    "lesquels",
    "leur",
    "leurs",
    "lors",
    "lorsque",
    "lui",
    "là",
    "m",
    "ma",
    "mais",
    "me",
    "mes",
    "mon",
    "même",
    "mêmes",
    "ne",
    "ni",
    "non",
    "nos",
    "notre",
    "nous",
    "on",
    "ont",
    "ou",
    "où",
    "par",
    "parce",
    "pendant",
    "plus",
    "pour",
    "pourquoi",
    "puis",
    "puisque",
    "qu",
    "quand",
    "que",
    "quel",
    "quelle",
    "quelles",
    "quels",
    "qui",
    "quoi",
    "sa",
    "sans",
    "se",
    "selon",
    "sera",
    "serait",
    "ses",
    "si",
    "soit",
    "sommes",
    "sont",
    "sous",
    "suis",
    "sur",
    "ta",
    "te",
    "tes",
    "toi",
    "ton",
    "tous",
    "tout",
    "toute",
    "toutes",
    "tu",
    "un",
    "une",
    "va",
    "vers",
    "vos",
    "votre",
    "vous",
    "y",
    "à",
    "étaient",
    "était",
    "étant",
    "êtes",
    "être",
];

/// Tells whether `term`, as the tokenizer gives it, is a French stop word.
#[must_use]
pub fn is_stop_word(term: &str) -> bool {
    FRENCH.binary_search(&term).is_ok()
}

/// Stop words that say what the others say nothing of: a grève *sans* préavis.
const TELLING: &[&str] = &[
    "apres", "après", "aucun", "aucune", "avant", "entre", "ni", "non", "plus", "sans", "sous",
    "tous", "toutes",
];

/// Tells whether a stop word may matter where it stands, so that leaving it out is worth
/// saying.
#[must_use]
pub fn is_telling_stop_word(term: &str) -> bool {
    TELLING.binary_search(&term).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_so_that_every_word_is_found() {
        assert!(FRENCH.is_sorted() && TELLING.is_sorted());
        assert!(TELLING.iter().all(|word| is_stop_word(word)));
        assert!(FRENCH.iter().all(|word| is_stop_word(word)));
    }

    #[test]
    fn homonyms_of_nouns_are_kept() {
        for word in ["été", "son", "avions", "or", "pas", "fois", "c", "d"] {
            assert!(!is_stop_word(word), "{word}");
        }
    }
}
