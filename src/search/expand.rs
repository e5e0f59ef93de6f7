//! What the words of a query stand for in a collection: their families, what a person
//! declared to be the same, how they are written together or apart, and for a word of no
//! article the one that is spelled most nearly like it.
//!
//! It weighs nothing, and looks at articles only to count neighbours and tags.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::joined::{Gap, gap, joined, parts, side_by_side};
use super::weight::Statistics;
use crate::analysis::{fold, is_stop_word, words};
use crate::engine::{Forms, Request};
use crate::lexicon::{Expansion, Family, Form, Lexicon, MAX_EXPANSION, Relation};
use crate::query::{Condition, Meaning, Query, QueryWord, Role};

/// Most words of no article for which others are looked for.
const MAX_INSTEAD: usize = 8;

/// Returns how many words one with `*` or `~` stands for at most.
pub(crate) fn most_words(request: &Request) -> usize {
    match request.forms {
        Forms::Commonest => MAX_EXPANSION,
        Forms::All => usize::MAX,
    }
}

/// Returns the words of the collection that each word of a query stands for, of those with `*` or
/// `~` at most so many.
pub(crate) fn expand<S: Statistics>(
    lexicon: &Lexicon,
    query: &Query,
    most: usize,
    statistics: &mut S,
) -> Result<Vec<Expansion>, S::Error> {
    let language = query.language.as_deref().unwrap_or("fr");
    let mut expansions = Vec::with_capacity(query.words.len());
    for word in &query.words {
        statistics.go_on()?;
        expansions.push(alone(lexicon, word, language, most, statistics));
    }
    let is_family = |word: &QueryWord| word.meaning == Meaning::Family;
    for (word, expansion) in query.words.iter().zip(&mut expansions).filter(|(it, _)| is_family(it))
    {
        statistics.go_on()?;
        add(expansion, parts(lexicon, &query.text, word, &expansion.family, statistics)?);
    }
    if query.words.iter().any(|word| is_family(word) && word.role == Role::Plain) {
        add_side_by_side(lexicon, query, statistics, &mut expansions)?;
    }
    let mut left = if query.is_short() { MAX_INSTEAD } else { 0 };
    for (at, word) in query.words.iter().enumerate() {
        let is_plain = word.role == Role::Plain && is_family(word) && word.published.is_none();
        if left > 0 && is_plain && expansions[at].family.is_unknown() {
            left -= 1;
            statistics.go_on()?;
            let instead = instead(lexicon, word, language, &expansions, statistics)?;
            add(&mut expansions[at], instead);
        }
    }
    Ok(expansions)
}

/// Returns the forms of the word that is spelled most nearly like one that no text has; none for
/// one that a tag has, or with a digit, or where the other is asked for as well.
fn instead<S: Statistics>(
    lexicon: &Lexicon,
    word: &QueryWord,
    language: &str,
    expansions: &[Expansion],
    statistics: &mut S,
) -> Result<Vec<Form>, S::Error> {
    let is_word = word.term.chars().all(char::is_alphabetic);
    if !is_word || statistics.articles_tagged(&[fold(&word.term).into_owned()])? > 0 {
        return Ok(Vec::new());
    }
    let asked = |term: &str| {
        let mut forms = expansions.iter().flat_map(|expansion| &expansion.family.forms);
        forms.any(|form| form.term == term)
    };
    let near = statistics.suggestion(lexicon, &word.term);
    let Some(near) = near.filter(|near| !is_stop_word(near) && !asked(near)) else {
        return Ok(Vec::new());
    };
    let forms = lexicon.family(&near, language).forms.into_iter();
    Ok(forms.map(|form| Form { relation: Relation::Instead, ..form }).collect())
}

/// Returns what a word stands for by itself.
fn alone<S: Statistics>(
    lexicon: &Lexicon,
    word: &QueryWord,
    language: &str,
    most: usize,
    statistics: &S,
) -> Expansion {
    let whole = |family: Arc<Family>| Expansion { found: family.forms.len(), family };
    match word.meaning {
        _ if word.term.contains(' ') => whole(side_by_side(lexicon, &word.term).into()),
        Meaning::Family | Meaning::Marking => {
            whole(statistics.family(lexicon, &word.term, language))
        }
        Meaning::Letters => whole(lexicon.with_letters(&word.term).into()),
        Meaning::Exact => whole(lexicon.exactly(&word.term).into()),
        Meaning::Prefix => lexicon.with_prefix(&word.term, most),
        Meaning::Suffix => lexicon.with_suffix(&word.term, most),
        Meaning::Fuzzy(edits) => lexicon.with_spelling_near(&word.term, edits, most),
    }
}

/// Adds forms to what a word stands for.
fn add(expansion: &mut Expansion, forms: Vec<Form>) {
    for form in forms {
        let known = &expansion.family.forms;
        if form.counts.total > 0 && known.iter().all(|known| known.term != form.term) {
            Arc::make_mut(&mut expansion.family).forms.push(form);
            expansion.found += 1;
        }
    }
}

/// A word of the text of a query.
struct Typed {
    term: String,
    span: Range<usize>,
    /// The plain word that is looked for, with any of its forms.
    plain: Option<usize>,
}

/// Most words that are one when written together: `#BalanceTonPorc`.
const MOST_JOINED: usize = 4;

/// Adds to plain words what several of them, side by side, stand for together: each then
/// has it as a form.
fn add_side_by_side<S: Statistics>(
    lexicon: &Lexicon,
    query: &Query,
    statistics: &mut S,
    expansions: &mut [Expansion],
) -> Result<(), S::Error> {
    let typed = typed(query);
    let language = query.language.as_deref().unwrap_or("fr");
    let declared = lexicon.exceptions().declared().iter().flatten();
    let longest = declared.map(|same| same.split(' ').count()).max().unwrap_or(0);
    let mut seen = HashSet::new();
    for start in 0..typed.len() {
        statistics.go_on()?;
        for len in 2..=longest.max(MOST_JOINED).min(typed.len() - start) {
            let window = &typed[start..start + len];
            let as_typed = &query.text[window[0].span.start..window[len - 1].span.end];
            // What is pasted again and again is counted once.
            if window.iter().all(|word| word.plain.is_none()) || !seen.insert(as_typed) {
                continue;
            }
            let terms: Vec<&str> = window.iter().map(|word| word.term.as_str()).collect();
            let mut forms = lexicon.declared_same_as(&terms, language);
            if len <= MOST_JOINED && !has_stop_word_at_an_edge(window, &query.text) {
                let gaps = window
                    .windows(2)
                    .map(|pair| gap(&query.text[pair[0].span.end..pair[1].span.start]));
                if let Some(gaps) = gaps.collect::<Option<Vec<Gap>>>() {
                    forms.extend(joined(lexicon, &terms, &gaps, statistics)?);
                }
            }
            for word in window.iter().filter_map(|word| word.plain) {
                add(&mut expansions[word], forms.clone());
            }
        }
    }
    Ok(())
}

/// Returns the words of a query's text, in order.
fn typed(query: &Query) -> Vec<Typed> {
    let mut found = Vec::new();
    let mut term = String::new();
    let mut text = words(&query.text);
    while let Some(word) = text.next_into(&mut term) {
        let is_plain = |known: &QueryWord| {
            known.role == Role::Plain && known.meaning == Meaning::Family && known.term == term
        };
        let plain = query.words.iter().position(is_plain);
        found.push(Typed { term: term.clone(), span: word.from..word.to, plain });
    }
    found
}

/// Tells whether the first or the last word is a stop word that no hyphen ties to the others;
/// the letter of `A 380` is none.
fn has_stop_word_at_an_edge(window: &[Typed], text: &str) -> bool {
    let [first, .., last] = window else { return false };
    let is_number = |word: &Typed| word.term.bytes().all(|byte| byte.is_ascii_digit());
    let is_tied = |word: &Typed| {
        let typed = &text[word.span.clone()];
        text[word.span.end..].starts_with('-')
            || text[..word.span.start].ends_with('-')
            || typed.len() == 1 && typed.starts_with(char::is_uppercase) && is_number(last)
    };
    [first, last]
        .into_iter()
        .any(|word| word.plain.is_none() && is_stop_word(&word.term) && !is_tied(word))
}

/// Returns a request whose phrases also ask for what was declared to be the same.
pub(crate) fn with_declared<'r>(lexicon: &Lexicon, request: &'r Request) -> Cow<'r, Request> {
    if lexicon.exceptions().declared().is_empty() {
        return Cow::Borrowed(request);
    }
    let mut request = request.clone();
    ask_for_declared(lexicon, &mut request.query);
    if let Some(query) = &mut request.query.without_phrases {
        ask_for_declared(lexicon, query);
    }
    Cow::Owned(request)
}

fn ask_for_declared(lexicon: &Lexicon, query: &mut Query) {
    if let Some(condition) = query.condition.take() {
        query.condition = Some(declared(lexicon, &mut query.words, condition));
    }
}

/// Returns a condition whose phrases may be what was declared to be the same.
fn declared(lexicon: &Lexicon, words: &mut Vec<QueryWord>, condition: Condition) -> Condition {
    let mut each = |conditions: Vec<Condition>| {
        conditions.into_iter().map(|condition| declared(lexicon, words, condition)).collect()
    };
    match condition {
        Condition::Phrase { words: phrase, slop: None } => {
            let terms: Vec<String> = phrase.iter().map(|&word| words[word].term.clone()).collect();
            let is_same =
                |same: &&String| same.split(' ').map(fold).eq(terms.iter().map(|term| fold(term)));
            let groups = lexicon.exceptions().declared().iter();
            let group = groups.filter(|group| group.iter().any(|same| is_same(&same))).flatten();
            let like = words[phrase[0]].clone();
            let mut any = vec![Condition::Phrase { words: phrase, slop: None }];
            for same in group.filter(|same| !is_same(same)) {
                if lexicon.counts_of_phrase(same).total > 0 {
                    any.push(phrase_like(&like, same, words));
                }
            }
            if any.len() == 1 { any.remove(0) } else { Condition::Any(any) }
        }
        Condition::All(conditions) => Condition::All(each(conditions)),
        Condition::Any(conditions) => Condition::Any(each(conditions)),
        Condition::Not(condition) => Condition::Not(Box::new(declared(lexicon, words, *condition))),
        Condition::Near { left, right, distance } => {
            let left = Box::new(declared(lexicon, words, *left));
            let right = Box::new(declared(lexicon, words, *right));
            Condition::Near { left, right, distance }
        }
        other @ (Condition::Word(_)
        | Condition::Phrase { .. }
        | Condition::Value { .. }
        | Condition::Exactly { .. }
        | Condition::Like(_)
        | Condition::Added(_)
        | Condition::Published(_)) => other,
    }
}

/// Adds the words of a phrase that stands for one of these, and returns the condition.
fn phrase_like(like: &QueryWord, phrase: &str, words: &mut Vec<QueryWord>) -> Condition {
    let add = |term: &str| {
        let role = if is_stop_word(term) { Role::Unscored } else { like.role };
        let (term, meaning) = (term.to_owned(), Meaning::Letters);
        let word = QueryWord { term, meaning, role, published: None, ..like.clone() };
        words.push(word);
        words.len() - 1
    };
    Condition::Phrase { words: phrase.split(' ').map(add).collect(), slop: None }
}
