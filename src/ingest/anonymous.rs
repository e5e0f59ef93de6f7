//! What stands for an author where there is none: `Unknown`, `N/A`, `Anonyme`, or when an article
//! was published.
//!
//! It compares whole names with lists: a name that only contains such a word stays one.

use crate::calendar::folded;

/// What programs and catalogues write, folded, without signs around it.
const NO_NAMES: [&str; 36] = [
    "unknown",
    "unknown author",
    "author unknown",
    "inconnu",
    "inconnue",
    "inconnus",
    "auteur inconnu",
    "n/a",
    "n.a",
    "n/d",
    "n.d",
    "s.n",
    "not available",
    "not specified",
    "unspecified",
    "undefined",
    "none",
    "null",
    "no author",
    "sans auteur",
    "sans signature",
    "non signe",
    "non renseigne",
    "non renseignee",
    "non disponible",
    "non precise",
    "non communique",
    "non specifie",
    "non defini",
    "anonyme",
    "anonymes",
    "auteur anonyme",
    "anonymous",
    "anon",
    "author",
    "auteur",
];

/// Those that may be a name in other letters.
const IN_THESE_LETTERS: [&str; 4] = ["NA", "ND", "NaN", "nan"];

/// What stands in front of a date in place of a name, folded.
const WHEN: [&str; 12] = [
    "publie le ",
    "publiee le ",
    "publie a ",
    "mis en ligne le ",
    "mis a jour le ",
    "mise a jour le ",
    "modifie le ",
    "actualise le ",
    "cree le ",
    "published on ",
    "posted on ",
    "updated on ",
];

/// Tells whether a name only says when an article was published: `publié le 14 janvier`.
fn is_when(name: &str) -> bool {
    // The longest have a weekday, a time and when it was changed.
    const LONGEST: usize = 120;
    if name.len() > LONGEST || !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let name = folded(name);
    WHEN.iter().any(|when| name.trim_start().starts_with(when)) && !name.contains(" par ")
}

/// Tells whether a name is none.
pub(super) fn is_no_name(name: &str) -> bool {
    // Few names are as short as these, and none is looked at further that is longer.
    const LONGEST: usize = 24;
    if is_when(name) {
        return true;
    }
    if name.len() > LONGEST {
        return false;
    }
    let plain = name.trim_matches(|char: char| !char.is_alphanumeric());
    plain.is_empty()
        || IN_THESE_LETTERS.contains(&plain)
        || NO_NAMES.contains(&folded(plain).trim_matches(|char: char| !char.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_nobody_is_no_name() {
        for name in [
            "",
            "-",
            "?",
            "…",
            "Unknown",
            "INCONNU",
            "Inconnue",
            "N/A",
            "n.a.",
            "NA",
            "nan",
            "Anonyme",
            "[s.n.]",
            "(anonymous)",
            "Non renseigné",
            "Auteur inconnu",
            "None",
            "null",
            "publié le 14 janvier",
            "Publié le mardi 3 mars 2020 à 10h12, mis à jour le 4 mars 2020",
            "Mis à jour le 01/02/2019",
        ] {
            assert!(is_no_name(name), "{name:?}");
        }
    }

    #[test]
    fn names_stay() {
        for name in [
            "Na",
            "Nan Li",
            "Anne Anonyme",
            "M. Inconnu",
            "AFP",
            "N. A. Dupont",
            "X",
            "Nul",
            "Publie Ledoux",
            "publié le 3 mars par Anne Le Goff",
        ] {
            assert!(!is_no_name(name), "{name:?}");
        }
    }
}
