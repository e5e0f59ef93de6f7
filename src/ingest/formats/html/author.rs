//! The names of authors as pages write them: several in one text, with what they are,
//! where they write from and who helped.
//!
//! It knows no names, only how they are written.

use super::tidy::plain;

/// What parts names.
const BREAKS: &[&str] = &[",", ";", " et ", " and ", " & "];

/// What parts a name from what is said of it.
const ENDS: &[&str] = &[
    "(",
    ")",
    "|",
    "•",
    "·",
    "/",
    ":",
    " - ",
    " – ",
    " — ",
    " via ",
    " pour ",
    " à ",
    " envoyé",
    " Envoyé",
    " correspond",
    " Correspond",
];

/// What stands before those who helped: agencies that a paper copies, colleagues.
const HELP: &[&str] = &[" avec ", "(avec ", " via "];

/// What ends the name of a paper.
const PAPER_ENDS: &[&str] = &[";", "|"];

/// Words in names that have no capital.
const PARTICLES: &[&str] = &["de", "du", "des", "d", "la", "le", "van", "von", "ben", "el", "al"];

/// Openings of lines that name authors.
const OPENINGS: &[&str] =
    &["auteur :", "auteurs :", "auteur:", "auteurs:", "un texte de ", "texte de ", "texte :"];

/// Agencies with a name like a word; others are known by their capitals.
const AGENCIES: &[&str] = &["Belga", "Reuters", "Xinhua", "Keystone"];

/// Openings of what is no name behind a name: papers, agencies, offices.
const OFFICES: &[&str] =
    &["le ", "la ", "les ", "l'", "l’", "agence", "rédaction", "service", "correspond", "envoyé"];

const MAX_NAME_WORDS: usize = 6;

/// A longer text without names is a sentence.
const MAX_PAPER_BYTES: usize = 120;

/// Returns the names in what a page says of its authors, such as `Léa Roy et Max Bé, envoyés
/// spéciaux`; what does not start with a full name stays whole, as the name of a paper.
pub(super) fn names(text: &str) -> Vec<&str> {
    let text = behind_par(text).unwrap_or(text).trim();
    let is_address =
        |part: &str| part.contains("://") || part.starts_with("www.") || part.contains('@');
    let is_site = is_address(text) && !text.contains(' ') || text.contains("(www.");
    if is_site || is_of_talk(text) {
        return Vec::new();
    }
    let mut by_help = parts(text, HELP);
    let own = by_help.next().unwrap_or_default();
    let name_in = |part| without_date(parts(part, ENDS).next().unwrap_or_default());
    let mut parts = parts(own, BREAKS).map(name_in);
    let first = parts.next().unwrap_or_default();
    let mut found = Vec::new();
    if is_full(first) {
        found.push(first);
        let is_known = |part: &&str| is_full(part) && !is_office(part) || is_agency(part);
        found.extend(parts.filter(is_known));
    } else {
        let paper = self::parts(own, PAPER_ENDS).next().unwrap_or_default();
        if paper.is_empty() || paper.len() > MAX_PAPER_BYTES {
            return Vec::new();
        }
        found.push(paper);
    }
    // An agency is known by one word: `Reuters`.
    let help = by_help.flat_map(|help| self::parts(help, BREAKS)).map(name_in);
    found.extend(help.filter(|name| !name.is_empty() && is_name(name) && !is_office(name)));
    found
}

/// Tells whether a text names whom the author talked to.
fn is_of_talk(text: &str) -> bool {
    let text = text.to_lowercase();
    ["entretien avec ", "interview de ", "interview d'"].iter().any(|words| text.starts_with(words))
}

/// Returns the authors in a byline such as `Par Léa Roy et Max Bé, le 3 mai 2020`; in a line
/// that is called one, they need no word before them.
pub(super) fn names_of_byline(line: &str, is_called: bool) -> Vec<&str> {
    let opening = behind_opening(line);
    let opens = opening.is_some();
    let par = opening.or_else(|| behind_par(line));
    let Some(behind) = par.or(is_called.then_some(line)) else { return Vec::new() };
    let ends = [" le ", " publié", " Publié", " mis ", " Mis "].into_iter();
    let end = ends.filter_map(|word| behind.find(word)).min().unwrap_or(behind.len());
    let said = behind[..end].trim_matches([' ', ':', '\u{A0}']);
    // What it is may stand before who wrote it: `Interview > Léa Roy`.
    let said = said.rsplit(['>', ':']).next().unwrap_or(said).trim();
    // `Un texte de Léa Roy d'Enquête`: a first name and a last one stand before the paper.
    let paper = said.find(" d'").filter(|at| opens && said[..*at].contains(' '));
    let said = paper.map_or(said, |at| &said[..at]);
    let is_known =
        |name: &&str| is_name(name) && (par.is_some() || is_full(name) || is_agency(name));
    names(said).into_iter().filter(is_known).collect()
}

/// Returns what stands behind the words that open a line of authors: `Auteur : Léa Roy`.
fn behind_opening(line: &str) -> Option<&str> {
    OPENINGS.iter().find_map(|opening| {
        let start = line.get(..opening.len())?;
        (start.to_lowercase() == *opening).then(|| &line[opening.len()..])
    })
}

/// Tells whether this is the name of an agency: `AFP`, `Belga`.
fn is_agency(name: &str) -> bool {
    AGENCIES.contains(&name) || {
        (2..=5).contains(&name.len()) && name.chars().all(char::is_uppercase)
    }
}

/// Tells whether this is a name of two words or more, or initials.
pub(super) fn is_full(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.contains([' ', '.']) && is_name(name)
}

/// Tells whether what is said to be the author is the site, of this name and at this host, or
/// the name of an account.
pub(super) fn is_site(name: &str, source: &str, host: &str) -> bool {
    let (letters, source) = (plain(name), plain(source));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let site = host.rsplit_once('.').map_or(host, |(site, _)| site);
    let is_account = !name.contains(' ') && name.contains(['_', '@']);
    let is_source = letters.len() > 2 && source.starts_with(&letters);
    is_account || is_source || letters == plain(host) || letters == plain(site)
}

/// Returns what stands behind the word `par`.
fn behind_par(line: &str) -> Option<&str> {
    ["Par", "par", "PAR"].iter().find_map(|par| {
        let (before, names) = line.split_once(par)?;
        let is_word =
            !before.ends_with(char::is_alphabetic) && names.starts_with(char::is_whitespace);
        is_word.then(|| names.trim_start())
    })
}

/// Returns what stands between the signs of a text, without blanks; nothing empty.
fn parts<'t>(text: &'t str, signs: &'static [&'static str]) -> impl Iterator<Item = &'t str> {
    let mut rest = Some(text);
    let pieces = std::iter::from_fn(move || {
        let text = rest?;
        let sign_at = |at| signs.iter().find(|sign| text[at..].starts_with(**sign));
        let next = text.char_indices().find_map(|(at, _)| Some((at, sign_at(at)?.len())));
        rest = next.map(|(at, length)| &text[at + length..]);
        Some(next.map_or(text, |(at, _)| &text[..at]))
    });
    let ends = |char: char| char.is_whitespace() || matches!(char, '-' | '–' | '—');
    pieces.map(move |piece| piece.trim_matches(ends)).filter(|piece| !piece.is_empty())
}

/// Returns a name without the date behind it.
fn without_date(name: &str) -> &str {
    let end = name.find(|char: char| char.is_ascii_digit()).unwrap_or(name.len());
    let before = name[..end].trim_end();
    let before = before.strip_suffix(" le").filter(|_| end < name.len()).unwrap_or(before);
    // `Hier À 20h` is no name.
    let is_hour = before.split(' ').next_back().is_some_and(|word| word.chars().count() == 1);
    if is_full(before) && !is_hour { before } else { name }
}

/// Tells whether this is written as names are.
fn is_name(name: &str) -> bool {
    let starts_large = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = name.split([' ', '-', '\'', '’']).filter(|word| !word.is_empty());
    words.clone().count() <= MAX_NAME_WORDS
        && words.all(|word| starts_large(word) || PARTICLES.contains(&word))
}

fn is_office(name: &str) -> bool {
    let name = name.to_lowercase();
    OFFICES.iter().any(|opening| name.starts_with(opening))
}
