//! The articles with all of some words, or any of them, of which only those are scored that may be
//! among the best: `MaxScore` (Turtle and Flood, Information Processing & Management 31(6), 1995)
//! over words.
//!
//! It bounds what words may bring, and neither weighs them nor keeps the best. All articles are
//! counted, by their bits.

use tantivy::{DocId, TERMINATED};

use super::accumulators::{Accumulators, Articles, WINDOW};
use super::blocks::TermBlocks;
use super::counting::Counting;
use super::cursor::{Few, WordCursor};
use super::time::in_time;
use super::tops::{Goal, Tops};
use super::weight::RankedWord;

/// How far bounds are raised above what rounding may do to a score of thousands of words.
const SLACK: f32 = 1.001;

/// To look up an article takes as long as to read so many postings.
const LOOK_UP: usize = 4;

/// A word with its postings in a segment.
pub(super) type Postings<'a> = (&'a RankedWord, WordCursor<'a, TermBlocks>);

/// The articles of a segment, as they are ranked.
pub(super) struct Ranked<'a> {
    /// The words that count, the rarest first.
    words: Vec<Postings<'a>>,
    /// What each word and those after it may bring an article at most, without and with `bonus`.
    bounds: [Vec<f32>; 2],
    /// What each word that an article has brings on top, where some are enough.
    bonus: f32,
    counting: Counting<'a>,
    /// Articles that are looked up.
    docs: Vec<DocId>,
}

impl<'a> Ranked<'a> {
    /// Returns the articles of a segment with these words, which come the rarest first; each of
    /// them brings `bonus` on top where some are enough.
    pub(super) fn new(words: Vec<Postings<'a>>, bonus: f32, counting: Counting<'a>) -> Self {
        let bounds = [0.0, bonus].map(|bonus| bounds(&words, bonus));
        Self { words, bounds, bonus, counting, docs: Vec::new() }
    }

    /// Counts them, and adds the best to others.
    ///
    /// Words are added up in their order. Before each, an article whose score so far, with all
    /// that this word and those after it may bring, is below the worst of the best is passed over
    /// from there on: of the commonest words few occurrences are scored.
    pub(super) fn rank(
        &mut self,
        window: &mut Accumulators,
        tops: &mut Tops<'_>,
    ) -> tantivy::Result<()> {
        let mut start = 0;
        loop {
            in_time(self.counting.deadline)?;
            let goal = tops.goal();
            if goal == Goal::Whole && !self.counting.can_have_all {
                return Ok(());
            }
            let next = self.next(goal).unwrap_or(start);
            start = start.max(next / WINDOW as DocId * WINDOW as DocId);
            if start >= self.counting.articles {
                return Ok(());
            }
            let among = self.counting.among(start);
            if !among.is_empty() {
                window.open(start, among);
                self.read(window, among, goal, tops.bar(goal));
                self.collect(window, among, goal, tops);
            }
            start += WINDOW as DocId;
        }
    }

    /// Returns an article before which none counts of those that were not read, where words tell
    /// that.
    fn next(&self, goal: Goal) -> Option<DocId> {
        let words = self.words.iter();
        match goal {
            Goal::Whole => {
                let had = words.filter(|(word, _)| word.is_had());
                had.map(|(_, postings)| postings.doc()).max()
            }
            _ if self.counting.least == 0 => None,
            _ => Some(words.map(|(_, postings)| postings.doc()).min().unwrap_or(TERMINATED)),
        }
    }

    /// Adds up the words of a window.
    fn read(&mut self, window: &mut Accumulators, among: Articles, goal: Goal, bar: f32) {
        let bonus = if goal == Goal::Whole { 0.0 } else { self.bonus };
        let bounds = &self.bounds[usize::from(goal != Goal::Whole)];
        for ((word, postings), bound) in self.words.iter_mut().zip(bounds) {
            if bound * SLACK < bar {
                let others = if goal == Goal::Both { window.all } else { Articles::NONE };
                window.leave(others, |score, matched| {
                    (score + bonus * matched as f32 + bound) * SLACK >= bar
                });
            }
            let mut few = None;
            if goal == Goal::Whole {
                let left = window.all.and(among);
                let count = left.count() as usize;
                if count == 0 {
                    return;
                }
                let from = count * LOOK_UP * self.counting.articles as usize / WINDOW;
                if count < WINDOW / LOOK_UP {
                    self.docs.clear();
                    left.for_each(|slot| self.docs.push(window.article(slot)));
                    few = Some(Few { docs: &self.docs, from: from as u32 });
                }
            }
            postings.read(window, few);
            window.end_word(word);
            if goal == Goal::Whole {
                window.leave_whole();
            }
        }
    }

    /// Counts the articles of a window that is read, and adds them to the best.
    fn collect(&self, window: &Accumulators, among: Articles, goal: Goal, tops: &mut Tops<'_>) {
        let with_all = self.counting.with_all(window, among);
        let [whole, some] = tops.parts(goal);
        if let Some(whole) = whole {
            whole.count(with_all.count(), with_all.count());
            window.for_each(with_all, |doc, score, matched| whole.collect(doc, score, matched));
        }
        if let Some(some) = some {
            let hits = self.counting.with_some(window, among);
            some.count(hits.count(), with_all.count());
            window.for_each(hits, |doc, score, matched| {
                some.collect(doc, score + self.bonus * matched as f32, matched);
            });
        }
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
