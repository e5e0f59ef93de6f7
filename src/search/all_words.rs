//! The articles with every one of some words: those of the first, which is the rarest, looked up
//! in the others.
//!
//! Postings are opened as they are needed: where no article is left, those of the commonest words
//! never are.

use tantivy::{DocId, TERMINATED};

use super::accumulators::{Accumulators, WINDOW};
use super::counting::Counting;
use super::maxscore::Postings;
use super::time::in_time;
use super::top::Top;
use super::weight::{Frequency, RankedWord};

/// Counts the articles of a segment with all of some words, which come the rarest first, and
/// adds the best to others.
pub(super) fn rank_all<'a>(
    words: impl Iterator<Item = tantivy::Result<Postings<'a>>>,
    counting: &Counting<'_>,
    window: &mut Accumulators,
    top: &mut Top<'_>,
) -> tantivy::Result<()> {
    let mut words = words.peekable();
    let mut found = Vec::new();
    let mut matched = 0;
    if let Some(rarest) = words.next() {
        matched += 1;
        found = of_word(rarest?, counting, window)?;
    }
    let mut docs = Vec::with_capacity(found.len());
    let mut frequencies = Vec::with_capacity(found.len());
    while let Some(word) = words.next_if(|_| !found.is_empty()) {
        in_time(counting.deadline)?;
        let (word, mut postings) = word?;
        matched += 1;
        docs.clear();
        docs.extend(found.iter().map(|(doc, _)| *doc));
        frequencies.clear();
        frequencies.resize(docs.len(), Frequency::default());
        postings.look_up(&docs, |at, form| form.add_to(&mut frequencies[at]));
        let mut frequencies = frequencies.drain(..);
        found.retain_mut(|(_, score)| add(score, word, frequencies.next().unwrap_or_default()));
    }
    top.count(found.len() as u64, found.len() as u64);
    for (doc, score) in found {
        top.collect(doc, score, matched);
    }
    Ok(())
}

/// Adds what a word brings to a score, and tells whether it is there.
fn add(score: &mut f32, word: &RankedWord, frequency: Frequency) -> bool {
    let is_there = frequency.family > 0.0;
    if is_there {
        *score += word.score(frequency);
    }
    is_there
}

/// Returns the articles of a word that count, in order, and their scores.
fn of_word(
    (word, mut postings): Postings<'_>,
    counting: &Counting<'_>,
    window: &mut Accumulators,
) -> tantivy::Result<Vec<(DocId, f32)>> {
    let mut found = Vec::new();
    while postings.doc() != TERMINATED {
        in_time(counting.deadline)?;
        let start = postings.doc() / WINDOW as DocId * WINDOW as DocId;
        window.open(start, counting.among(start));
        postings.read(window);
        window.end_word(word);
        let alive = counting.alive(window, window.candidates.and(window.all));
        window.for_each(alive, |doc, score, _| found.push((doc, score)));
    }
    Ok(found)
}
