//! The articles with any of some words, of which only those are scored that may be among the best:
//! `MaxScore` (Turtle and Flood, Information Processing & Management 31(6), 1995) over words.
//!
//! It bounds what words may bring, and neither weighs them nor keeps the best. All articles are
//! counted, by their bits.

use tantivy::{DocId, TERMINATED};

use super::accumulators::{Accumulators, WINDOW};
use super::blocks::TermBlocks;
use super::counting::Counting;
use super::cursor::WordCursor;
use super::time::in_time;
use super::top::Top;
use super::weight::RankedWord;

/// How far bounds are raised above what rounding may do to a score of thousands of words.
const SLACK: f32 = 1.001;

/// A word with its postings in a segment.
pub(super) type Postings<'a> = (&'a RankedWord, WordCursor<'a, TermBlocks>);

/// Counts the articles of a segment with some words, each of which brings `bonus` on top, and
/// adds the best to others.
///
/// Words come the rarest first, and are added up in this order. Before each, an article whose
/// score so far, with all that this word and those after it may bring, is below the worst of the
/// best is passed over from there on: of the commonest words few occurrences are scored.
pub(super) fn rank_some(
    words: &mut [Postings<'_>],
    bonus: f32,
    counting: &Counting<'_>,
    window: &mut Accumulators,
    top: &mut Top<'_>,
) -> tantivy::Result<()> {
    let bounds = bounds(words, bonus);
    let had = words.iter().filter(|(word, _)| word.is_had()).count();
    let can_have_all = had == counting.plain as usize;
    let mut start = 0;
    loop {
        in_time(counting.deadline)?;
        if counting.least > 0 {
            let next = words.iter().map(|(_, postings)| postings.doc()).min();
            start = next.unwrap_or(TERMINATED) / WINDOW as DocId * WINDOW as DocId;
        }
        if start >= counting.articles {
            return Ok(());
        }
        let among = counting.among(start);
        window.open(start, among);
        let bar = top.bar();
        for ((word, postings), bound) in words.iter_mut().zip(&bounds) {
            if bound * SLACK < bar {
                window.leave(|score, matched| {
                    (score + bonus * matched as f32 + bound) * SLACK >= bar
                });
            }
            postings.read(window);
            window.end_word(word);
        }
        let [hits, with_all] = counting.hits(window, among, can_have_all);
        top.count(hits.count(), with_all.count());
        window.for_each(hits, |doc, score, matched| {
            top.collect(doc, score + bonus * matched as f32, matched);
        });
        start += WINDOW as DocId;
    }
}

/// Returns for each word what it and those after it may bring an article at most.
///
/// Frequencies of forms and fields are added before they are saturated, so that a bound on one
/// term says little; saturation bounds what a whole word may bring, however often it is there.
fn bounds(words: &[Postings<'_>], bonus: f32) -> Vec<f32> {
    let of_word = |(word, postings): &Postings<'_>| match postings.is_empty() {
        true => 0.0,
        false if word.is_had() => word.most() + bonus,
        false => word.most(),
    };
    let mut bounds: Vec<f32> = words.iter().map(of_word).collect();
    let mut sum = 0.0;
    for bound in bounds.iter_mut().rev() {
        sum += *bound;
        *bound = sum;
    }
    bounds
}
