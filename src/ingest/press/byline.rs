//! Bylines as databases give them: the names in them, without addresses and without what
//! announces them.

use std::borrow::Cow;

use crate::calendar::folded;
use crate::ingest::record::tidy::distinct;

/// Words that stand before `par` where it announces a name.
const LEADS: [&str; 18] = [
    "propos",
    "recueilli",
    "recueillis",
    "recueillie",
    "recueillies",
    "entretien",
    "realise",
    "coordonne",
    "interview",
    "texte",
    "textes",
    "reportage",
    "enquete",
    "dossier",
    "article",
    "un",
    "et",
    "traduit",
];

/// What databases write where there is no author.
const NOBODY: [&str; 8] =
    ["n/a", "na", "inconnu", "inconnue", "unknown", "anonyme", "anonymous", "none"];

/// Returns the people of a byline: `Par Anne Morel et Jean Petit; amorel@phare.example` has
/// two, `Morel, Anne` one.
pub(in crate::ingest) fn people(byline: &str) -> Vec<String> {
    let words: Vec<&str> = byline.split_whitespace().filter(|word| !is_address(word)).collect();
    let text = words.join(" ");
    let text = without_asides(&text);
    distinct(without_lead(&text).split([';', '|', '¦', '•']).flat_map(names))
}

/// Most bytes of a line of authors.
const MOST_OF_LINE: usize = 100;

/// Tells whether a line is surely one of authors: it announces them, or is names.
pub(in crate::ingest) fn is_one(line: &str) -> bool {
    line.len() <= MOST_OF_LINE
        && (is_led(line) || line.split([',', ';']).all(|name| is_full(name.trim())))
}

/// Tells whether a line is the name of a person and nothing else: `Anne Morel`.
pub(in crate::ingest) fn is_person(line: &str) -> bool {
    const MOST: usize = 40;
    line.len() <= MOST && is_full(line)
}

/// Tells whether a line announces authors and says nothing else: `Par Anne Morel`.
pub(in crate::ingest) fn announces(line: &str) -> bool {
    line.len() <= MOST_OF_LINE && is_led(line) && people(line).iter().all(|name| is_full(name))
}

fn is_led(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    ["par", "by", "von", "por"].iter().any(|lead| first.eq_ignore_ascii_case(lead))
}

/// Tells whether a word is an address of mail or of a network. The two words of `[email
/// protected]` stand where a page hid one.
fn is_address(word: &str) -> bool {
    word.contains('@') || word.ends_with("[email") || word.starts_with("protected]")
}

/// Returns text without what stands in brackets and names nobody: `(earlier)`.
fn without_asides(text: &str) -> Cow<'_, str> {
    if !text.contains('(') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let Some((aside, behind)) = after.split_once(')') else { break };
        kept.push_str(before);
        if aside.contains(char::is_uppercase) {
            kept.extend(["(", aside, ")"]);
        } else {
            kept.truncate(kept.trim_end().len());
        }
        rest = behind;
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Returns a byline without `Propos recueillis par` at its head, or the like.
fn without_lead(text: &str) -> &str {
    let mut end = 0;
    for word in text.split_inclusive(' ') {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let plain = folded(word.trim_matches(|char: char| !char.is_alphanumeric()));
        match &*plain {
            "par" | "by" | "von" | "por" => end = at + word.len(),
            "" => {}
            word if LEADS.contains(&word) => {}
            _ => break,
        }
    }
    &text[end..]
}

/// Returns the names between two signs.
fn names(part: &str) -> Vec<String> {
    let part = part.trim_matches(|char: char| char.is_whitespace() || ".,:-–—/".contains(char));
    for glue in [" et ", " and ", " & "] {
        if let Some((one, other)) = part.split_once(glue)
            && is_full(last_name(one))
            && is_full(other)
        {
            return [names(one), names(other)].concat();
        }
    }
    let name = match part.split_once(',') {
        Some((family, given)) if is_inverted(family.trim(), given.trim()) => {
            format!("{} {}", given.trim(), family.trim())
        }
        Some(_) if part.split(',').all(|name| is_full(name.trim())) => {
            return part.split(',').map(|name| name.trim().to_owned()).collect();
        }
        Some((name, place)) if is_site(place.trim()) => name.trim().to_owned(),
        _ => match part.split_once(" in ") {
            Some((name, _)) if is_full(name) => name.to_owned(),
            _ => part.to_owned(),
        },
    };
    let is_nobody = NOBODY.contains(&&*folded(&name)) || !name.contains(char::is_alphabetic);
    if is_nobody { Vec::new() } else { vec![name] }
}

/// Returns the last of names with commas between them.
fn last_name(names: &str) -> &str {
    names.rsplit(',').next().unwrap_or(names)
}

/// Tells whether text is a name in full: two words or a few more that start with capitals,
/// but for such as `de`.
fn is_full(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_of_name = |word: &&str| {
        let is_particle = ["de", "du", "des", "la", "le", "van", "von", "der", "den", "da"];
        word.starts_with(|char: char| char.is_uppercase() || "dlD".contains(char))
            || is_particle.contains(word)
    };
    (2..=6).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words.iter().all(is_of_name)
}

/// Tells whether a family name stands before one given name: `Morel, Anne`.
fn is_inverted(family: &str, given: &str) -> bool {
    let is_agency = family.chars().count() <= 4 && !family.contains(char::is_lowercase);
    let is_one = |name: &str| name.starts_with(char::is_uppercase) && !name.contains([' ', ',']);
    let has_figures = family.contains(|char: char| char.is_ascii_digit());
    is_one(given)
        && given.contains(char::is_lowercase)
        && family.split_whitespace().count() <= 4
        && !is_agency
        && !has_figures
}

/// Tells whether text is the name of a site: `phare.example`.
fn is_site(text: &str) -> bool {
    text.contains('.') && !text.contains(char::is_whitespace) && !text.contains(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(byline: &str, expected: &[&str]) {
        assert_eq!(people(byline), expected, "of {byline}");
    }

    #[test]
    fn names_come_without_what_announces_them() {
        check("Par Anne Morel", &["Anne Morel"]);
        check("PROPOS RECUEILLIS PAR; ANNE MOREL-PETIT", &["ANNE MOREL-PETIT"]);
        check("Recueilli par Anne Morel.", &["Anne Morel"]);
        check("By ANNE MOREL", &["ANNE MOREL"]);
        check("Anne Parmentier", &["Anne Parmentier"]);
        check("Un Homme", &["Un Homme"]);
    }

    #[test]
    fn a_line_of_names_is_told_from_a_title() {
        for line in ["Par Anne Morel", "Anne Morel, Jean Petit", "ANNE MOREL", "von Anne Morel"] {
            assert!(is_one(line), "{line}");
        }
        for line in ["Le pont rouvre enfin", "Sciences", "Un pont, deux quais", ""] {
            assert!(!is_one(line), "{line}");
        }
    }

    #[test]
    fn addresses_and_asides_are_no_names() {
        check("Anne Morel; amorel@phare.example", &["Anne Morel"]);
        check("Anne Morel @annemorel", &["Anne Morel"]);
        check("Anne [email\u{A0}protected]", &["Anne"]);
        check("Anne Morel, phare.example", &["Anne Morel"]);
        check("Anne Morel (now), Jean Petit (earlier)", &["Anne Morel", "Jean Petit"]);
        check("Le Phare (avec APO)", &["Le Phare (avec APO)"]);
        check("Jean Petit; 0", &["Jean Petit"]);
        check("N/A ", &[]);
        check("", &[]);
    }

    #[test]
    fn several_are_told_apart_where_each_is_a_name() {
        check("Anne Morel et Jean Petit", &["Anne Morel", "Jean Petit"]);
        check("Anne Morel, Jean Petit and Luc Roy", &["Anne Morel", "Jean Petit", "Luc Roy"]);
        check("ANNE MOREL; JEAN PETIT", &["ANNE MOREL", "JEAN PETIT"]);
        check("Anne Morel, envoyée spéciale à Caen", &["Anne Morel, envoyée spéciale à Caen"]);
        check("Anne Morel in Brussels", &["Anne Morel"]);
        check("Anne Morel, de Brest", &["Anne Morel, de Brest"]);
        check("Arts et Lettres", &["Arts et Lettres"]);
    }

    #[test]
    fn a_family_name_before_a_given_one_is_turned_round() {
        check("Morel-Petit, Anne", &["Anne Morel-Petit"]);
        check("APO, Reuters", &["APO, Reuters"]);
    }
}
