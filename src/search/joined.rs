//! Words that are written together or apart: `covid19` and `covid 19`, `BFM TV` and `BFMTV`.
//!
//! By rule where letters meet digits, behind a hyphen, in a hashtag and behind prefixes;
//! otherwise the collection tells, by how often words are neighbours in it. It never looks
//! at how words are inflected.

use super::weight::Statistics;
use crate::analysis::is_stop_word;
use crate::lexicon::{Family, Form, Lexicon, Relation};
use crate::query::QueryWord;

/// Fewest letters of a word whose parts the collection tells.
const LEARNT_FROM: usize = 6;

/// Fewest letters of such a part.
const LEAST_PART: usize = 3;

/// How many times rarer than all articles a word is whose parts are looked for.
const RARE: u64 = 300;

/// Fewest times that parts are neighbours.
const LEAST_NEIGHBOURS: u64 = 3;

/// How many times oftener parts are neighbours than they are written together.
const OFTENER: u64 = 8;

/// Fewest letters of three words or more that are one word by rule.
const LONG: usize = 8;

/// What is written before other words with a hyphen, a blank or nothing between.
const PREFIXES: &[&str] = &[
    "anti", "bio", "cyber", "euro", "france", "micro", "mini", "multi", "narco", "néo", "semi",
    "socio", "super", "télé", "ultra", "vice", "week", "éco",
];

/// What is written behind them.
const SUFFIXES: &[&str] = &["tv"];

/// What stands between two words of a query that are side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// A hyphen.
    Hyphen,
    /// A blank, or an article without its vowel (`côte d'ivoire`).
    Blank,
    /// Nothing: `80km`.
    None,
}

/// Returns what stands between two words, by the text between them; `None` for what parts
/// them.
pub(super) fn gap(between: &str) -> Option<Gap> {
    match between {
        "" => Some(Gap::None),
        "-" | "\u{2010}" | "\u{2011}" => Some(Gap::Hyphen),
        _ => {
            let is_blank = |char: char| char.is_whitespace() || "'’".contains(char);
            let letters = between.trim_matches(is_blank).chars().count();
            let is_elided = letters == 0 || letters < 3 && between.ends_with(['\'', '’']);
            (between.starts_with(char::is_whitespace) && is_elided).then_some(Gap::Blank)
        }
    }
}

/// Returns words of the collection that several words side by side are when written
/// together.
pub(super) fn joined<S: Statistics>(
    lexicon: &Lexicon,
    words: &[&str],
    gaps: &[Gap],
    statistics: &mut S,
) -> Result<Vec<Form>, S::Error> {
    let together = words.concat();
    let letters = statistics.with_letters(lexicon, &together);
    let is_there = |form: &&Form| form.counts.total > 0;
    let mut forms: Vec<Form> = letters.forms.iter().filter(is_there).cloned().collect();
    if forms.is_empty() || !are_one(lexicon, words, gaps, &forms, statistics)? {
        return Ok(Vec::new());
    }
    for form in &mut forms {
        form.relation = Relation::Joined;
    }
    Ok(forms)
}

/// Tells whether words side by side are one that the collection has in some forms.
fn are_one<S: Statistics>(
    lexicon: &Lexicon,
    words: &[&str],
    gaps: &[Gap],
    forms: &[Form],
    statistics: &mut S,
) -> Result<bool, S::Error> {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let by_rule = match words {
        // Two numbers side by side are no number: `2019 300`.
        [one, other] if is_number(one) && is_number(other) => return Ok(false),
        [one, other] => {
            is_number(one) != is_number(other)
                || PREFIXES.contains(one)
                || SUFFIXES.contains(other)
                || gaps == [Gap::Hyphen]
        }
        _ => {
            let letters: usize = words.iter().map(|word| word.chars().count()).sum();
            letters >= LONG || gaps.iter().all(|gap| *gap == Gap::Hyphen)
        }
    };
    if by_rule {
        return Ok(true);
    }
    let phrase = words.join(" ");
    let neighbours = statistics.neighbours(&phrase)?;
    let total: u64 = forms.iter().map(|form| u64::from(form.counts.total)).sum();
    let rarest = u64::from(lexicon.counts_of_phrase(&phrase).total);
    Ok(neighbours >= LEAST_NEIGHBOURS
        && (neighbours >= OFTENER * total || neighbours * 2 >= rarest))
}

/// Most words of a compound that has forms with one of them in the other number.
const MOST_INFLECTED: usize = 8;

/// Returns what several words side by side stand for: themselves, the same with one of them in
/// the other number, and what they are when written together.
pub(super) fn side_by_side(lexicon: &Lexicon, phrase: &str) -> Family {
    let typed = Form { relation: Relation::Typed, ..form(lexicon, phrase) };
    let words: Vec<&str> = phrase.split(' ').collect();
    let with_other = |at: usize| {
        let other = match words[at].strip_suffix('s') {
            Some(singular) => singular.to_owned(),
            None => format!("{}s", words[at]),
        };
        let mut words = words.clone();
        words[at] = &other;
        Form { relation: Relation::Stem, ..form(lexicon, &words.join(" ")) }
    };
    let is_short = words.len() <= MOST_INFLECTED;
    let is_inflected =
        |at: &usize| is_short && words[*at].chars().count() > 2 && !is_stop_word(words[*at]);
    // `H&M` is no `HM`.
    let are_letters =
        words.iter().all(|word| word.chars().count() <= 2 && !word.contains(char::is_numeric));
    let together = lexicon.with_letters(&words.concat()).forms.into_iter();
    let together =
        together.filter(|_| !are_letters).map(|form| Form { relation: Relation::Joined, ..form });
    let others = (0..words.len()).filter(is_inflected).map(with_other);
    let others = together.chain(others).filter(|form| form.counts.total > 0);
    Family { forms: [typed].into_iter().chain(others).collect() }
}

/// Returns the parts of a word as they stand side by side in the collection: forms of several
/// words.
pub(super) fn parts<S: Statistics>(
    lexicon: &Lexicon,
    text: &str,
    word: &QueryWord,
    family: &Family,
    statistics: &mut S,
) -> Result<Vec<Form>, S::Error> {
    let by_rule = [hashtag(text, word), at_digits(&word.term)].into_iter().flatten();
    let mut forms: Vec<Form> = by_rule.map(|phrase| form(lexicon, &phrase)).collect();
    forms.extend(affixes(&word.term).map(|phrase| form(lexicon, &phrase)));
    forms.retain(|form| form.counts.total > 0);
    if forms.is_empty() && is_to_be_learnt(word, family, statistics) {
        forms.extend(statistics.parts(&word.term, |it| learnt(lexicon, &word.term, it))?);
    }
    Ok(forms)
}

/// Returns the words of a hashtag that capitals tell: `#BalanceTonPorc`.
fn hashtag(text: &str, word: &QueryWord) -> Option<String> {
    let typed = &text[word.span.clone()];
    if !text[..word.span.start].ends_with('#') {
        return None;
    }
    let mut words = String::new();
    let mut before = None;
    for char in typed.chars() {
        if before.is_some_and(char::is_lowercase) && char.is_uppercase() {
            words.push(' ');
        }
        words.extend(char.to_lowercase());
        before = Some(char);
    }
    words.contains(' ').then_some(words)
}

/// Returns a word parted where letters meet digits: `covid19`, `a380`; a time (`20h30`) and an
/// ordinal (`2e`) are one.
fn at_digits(term: &str) -> Option<String> {
    let mut words = String::new();
    let mut before = None;
    for char in term.chars() {
        let is_digit = char.is_ascii_digit();
        if before.is_some_and(|before| before != is_digit) {
            words.push(' ');
        }
        if !is_digit && !char.is_alphabetic() {
            return None;
        }
        before = Some(is_digit);
        words.push(char);
    }
    let has_letters_first = term.starts_with(char::is_alphabetic);
    (has_letters_first && words.contains(' ')).then_some(words)
}

/// Returns a word parted behind a prefix, or before a suffix.
fn affixes(term: &str) -> impl Iterator<Item = String> {
    let is_part = |part: &&str| part.chars().count() >= LEAST_PART;
    let behind = PREFIXES.iter().filter_map(move |prefix| {
        Some(format!("{prefix} {}", term.strip_prefix(prefix).filter(is_part)?))
    });
    let before = SUFFIXES.iter().filter_map(move |suffix| {
        Some(format!("{} {suffix}", term.strip_suffix(suffix).filter(is_part)?))
    });
    behind.chain(before)
}

/// Tells whether a word is so rare that its parts may be meant.
fn is_to_be_learnt<S: Statistics>(word: &QueryWord, family: &Family, statistics: &S) -> bool {
    let occurrences: u64 = family.forms.iter().map(|form| u64::from(form.counts.total)).sum();
    word.term.chars().all(char::is_alphabetic)
        && word.term.chars().count() >= LEARNT_FROM
        && occurrences * RARE <= statistics.articles()
}

/// Returns the parts of a word that are neighbours most often: two of them, or three.
fn learnt<S: Statistics>(
    lexicon: &Lexicon,
    term: &str,
    statistics: &mut S,
) -> Result<Option<Form>, S::Error> {
    let own = u64::from(lexicon.counts_of_phrase(term).total);
    let least = LEAST_NEIGHBOURS.max(OFTENER * own);
    for phrases in [in_two(lexicon, term), in_three(lexicon, term)] {
        let mut best = None;
        for phrase in phrases {
            let neighbours = statistics.neighbours(&phrase)?;
            if neighbours >= least && best.as_ref().is_none_or(|(most, _)| *most < neighbours) {
                best = Some((neighbours, phrase));
            }
        }
        if let Some((_, phrase)) = best {
            return Ok(Some(form(lexicon, &phrase)));
        }
    }
    Ok(None)
}

/// Returns the ways to part a word in two words of the collection.
fn in_two(lexicon: &Lexicon, term: &str) -> Vec<String> {
    let is_word = |part: &str| is_word(lexicon, part);
    let ways = term.char_indices().map(|(at, _)| term.split_at(at));
    let ways = ways.filter(|(one, other)| is_word(one) && is_word(other));
    ways.map(|(one, other)| format!("{one} {other}")).collect()
}

/// Returns the ways to part a word in three words of the collection.
fn in_three(lexicon: &Lexicon, term: &str) -> Vec<String> {
    let ways = term.char_indices().map(|(at, _)| term.split_at(at));
    let ways = ways.filter(|(first, _)| is_word(lexicon, first));
    ways.flat_map(|(first, rest)| {
        in_two(lexicon, rest).into_iter().map(move |rest| format!("{first} {rest}"))
    })
    .collect()
}

/// Tells whether the collection has a part of a word often enough.
fn is_word(lexicon: &Lexicon, part: &str) -> bool {
    part.chars().count() >= LEAST_PART
        && u64::from(lexicon.counts_of_phrase(part).total) >= LEAST_NEIGHBOURS
}

/// Returns a form of several words side by side, or of one.
fn form(lexicon: &Lexicon, term: &str) -> Form {
    let counts = lexicon.counts_of_phrase(term);
    Form { term: term.to_owned(), relation: Relation::Joined, counts }
}
