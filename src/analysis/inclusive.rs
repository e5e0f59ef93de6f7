//! Inclusive writing: `étudiant·e·s`, `acteur·rice·s`, `salarié(e)s` are one word each.
//!
//! Such a word is its masculine, in the plural where it says so: families do the rest.
//! It decides by endings alone, and never knows whether a word exists.

use super::letters::{is_combining, is_ignored, is_word_char, normalised};

/// What a word ends with and the endings of its feminine written behind it.
const FEMININES: &[(&[&str], &[&str])] = &[
    (&["eur"], &["rice", "ice", "trice", "drice", "euse", "se", "eresse", "esse"]),
    (&["eux", "oux"], &["euse", "se", "ouse"]),
    (&["er"], &["ère", "ere", "ière", "iere", "re"]),
    (&["f"], &["ve", "ive", "euve", "fe"]),
    (&["l"], &["le", "elle"]),
    (&["n"], &["ne", "enne", "onne"]),
    (&["t"], &["te", "ette", "ète"]),
    (&["tous"], &["tes", "toutes"]),
    (&["c"], &["que", "che", "cque"]),
    (&["s"], &["se", "che"]),
    (&["e"], &["sse", "esse"]),
    (&["eau"], &["elle"]),
    (&["é", "i", "u", "d", "l", "n", "r", "s", "t", "z", "c", "g"], &["e"]),
];

/// Most letters of an ending, in bytes.
const LONGEST: usize = 10;

/// How a word goes on behind its masculine.
pub(super) struct Inclusive {
    /// The offset behind it.
    pub(super) to: usize,
    /// It is a plural.
    pub(super) is_plural: bool,
}

/// Returns how the word `term`, lower-cased, goes on at `at`, if it is written so that it
/// stands for both genders.
pub(super) fn after(text: &str, at: usize, term: &str) -> Option<Inclusive> {
    // Nearly every word ends at a blank or a comma: one look at a byte.
    if !matches!(text.as_bytes().get(at), Some(b'.' | b'-' | b'/' | b'(' | 0xC2 | 0xE2)) {
        return None;
    }
    let sign = text[at..].chars().next().filter(|&char| is_sign(char))?;
    let letters = term.chars().count();
    let feminine = at + sign.len_utf8();
    let mut to = end_of_letters(text, feminine)?;
    // As do all endings of `FEMININES`, and those of the plural: most compounds end here.
    if !matches!(text.as_bytes()[to - 1], b'e' | b's' | b'x' | b'E' | b'S' | b'X') {
        return None;
    }
    // Of `Maréchal-Le Pen` or `au travail.Le maire` it is another word.
    let is_plain = matches!(sign, '.' | '-' | '/');
    let is_raised = text[feminine..].starts_with(char::is_uppercase);
    if is_plain && is_raised && !text[..at].ends_with(char::is_uppercase) {
        return None;
    }
    let ending: String = normalised(text[feminine..to].chars()).collect();
    let is_number = ending == "s" || ending == "x";
    let mut is_plural = ending.len() > 1 && ending.ends_with('s');
    if is_number {
        // `élève(s)` may be one or several.
        is_plural = sign != '(';
    } else if !is_feminine(term, &ending) {
        return None;
    }
    if sign == '(' {
        to += usize::from(text[to..].starts_with(')'));
        if !text[..to].ends_with(')') {
            return None;
        }
    }
    let mut parts = 1;
    let plural = text[to..].chars().next().filter(|&char| char == sign && sign != '(');
    let plural = to + plural.map_or(0, char::len_utf8);
    if (plural > to || sign == '(')
        && text[plural..].starts_with(['s', 'S'])
        && end_of_letters(text, plural) == Some(plural + 1)
        && !is_number
    {
        (to, is_plural, parts) = (plural + 1, true, 2);
    }
    let goes_on = text[to..].starts_with(|char| is_word_char(char) || "-'’·•".contains(char));
    let is_told = letters >= if is_plain && parts < 2 { 3 } else { 2 } && !(is_plain && is_number);
    (is_told && !goes_on).then_some(Inclusive { to, is_plural })
}

/// Tells whether what follows the hyphen behind a word in lower case is another word, as far as
/// its first letter tells.
pub(super) fn is_other_word(text: &[u8]) -> bool {
    // No ending of `FEMININES` begins so, nor does that of a plural.
    let begins_none = |byte| b"abghjkmpuwyz".contains(byte);
    text.first().is_some_and(|byte| byte.is_ascii_uppercase() || begins_none(byte))
}

/// Tells whether `char` is one of the signs of inclusive writing.
fn is_sign(char: char) -> bool {
    matches!(char, '·' | '•' | '‧' | '⋅' | '∙' | '.' | '-' | '/' | '(')
}

/// Returns where the few letters from `at` on end, if there are any and no more.
fn end_of_letters(text: &str, at: usize) -> Option<usize> {
    let mut to = at;
    let is_letter = |&char: &char| char.is_alphabetic() || is_ignored(char) || is_combining(char);
    for char in text[at..].chars().take_while(is_letter) {
        to += char.len_utf8();
        if to - at > LONGEST {
            return None;
        }
    }
    (to > at).then_some(to)
}

/// Tells whether an ending is that of the feminine of a word, in either number.
fn is_feminine(term: &str, ending: &str) -> bool {
    let has = |endings: &[&str]| {
        endings.contains(&ending)
            || ending.strip_suffix('s').is_some_and(|singular| endings.contains(&singular))
    };
    FEMININES
        .iter()
        .any(|(heads, endings)| heads.iter().any(|head| term.ends_with(head)) && has(endings))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the rest of what is written in `text`, and whether it is a plural.
    fn rest(text: &str) -> Option<(&str, bool)> {
        let at = text.find(|char| !is_word_char(char)).expect("a sign");
        let term: String = normalised(text[..at].chars()).collect();
        after(text, at, &term).map(|found| (&text[at..found.to], found.is_plural))
    }

    #[test]
    fn all_signs_are_read() {
        for (text, expected) in [
            ("étudiant·e·s grévistes", ("·e·s", true)),
            ("étudiant•e•s", ("•e•s", true)),
            ("étudiant‧e‧s", ("‧e‧s", true)),
            ("étudiant(e)s", ("(e)s", true)),
            ("étudiant(e),", ("(e)", false)),
            ("étudiant.e.s.", (".e.s", true)),
            ("étudiant-e-s", ("-e-s", true)),
            ("étudiant/e/s", ("/e/s", true)),
            ("étudiant·es", ("·es", true)),
            ("acteur·rice·s", ("·rice·s", true)),
            ("électeur·rices", ("·rices", true)),
            ("chercheur.euse.s", (".euse.s", true)),
            ("chercheur·se·s", ("·se·s", true)),
            ("policier·ère·s", ("·ère·s", true)),
            ("citoyen.ne.s", (".ne.s", true)),
            ("professionnel.les", (".les", true)),
            ("créatif·ve·s", ("·ve·s", true)),
            ("heureux·se", ("·se", false)),
            ("chef·fe", ("·fe", false)),
            ("né(e)s", ("(e)s", true)),
            ("directeur(trice)", ("(trice)", false)),
            ("maître·sse", ("·sse", false)),
            ("tous·tes", ("·tes", true)),
            ("ÉTUDIANT·E·S", ("·E·S", true)),
            ("élève(s)", ("(s)", false)),
        ] {
            assert_eq!(rest(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_words_with_these_signs_are_left_alone() {
        for text in [
            "fin.le",
            "fin.Les",
            "vas-y",
            "est-ce",
            "dit-elle",
            "dit-il",
            "prends-le",
            "a-t-il",
            "porte-avions",
            "et/ou",
            "km/h",
            "www.se",
            "état(major)",
            "mot(",
            "mot(e",
            "mot·",
            "p.e",
            "étudiant·e·smile",
            "salarié-e-là",
            "lundi(s",
            "M.e",
            "Maréchal-Le Pen",
            "travail.Le maire",
            "avant/Te Deum",
        ] {
            assert_eq!(rest(text), None, "{text}");
        }
    }
}
