//! Windows: which parts of a text show most of a query within so many characters.
//!
//! A window starts where a sentence starts if it can, or else at a match. It is as
//! short as what it shows; giving it room to be read is `snippet`'s.

use std::ops::Range;

use crate::engine::Occurrence;

/// Characters in front of a match that a window keeps when it does not start with a
/// sentence.
const CONTEXT_CHARS: usize = 24;

/// A window shorter than this says nothing.
const MIN_CHARS: usize = 60;

/// Characters between two fragments: ` … `.
pub(super) const JOINT_CHARS: usize = 3;

/// A place in a text, in bytes and in characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) byte: usize,
    pub(super) char: usize,
}

/// A text as windows see it: its sentences and what matches, measured.
#[derive(Debug)]
pub(super) struct Layout<'m> {
    pub(super) sentences: Vec<Range<Spot>>,
    /// Sorted and disjoint.
    pub(super) matches: Vec<(Range<Spot>, &'m Occurrence)>,
}

/// A part of a text that shows something of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) from: Spot,
    pub(super) to: Spot,
    /// It starts where a sentence does.
    pub(super) starts_sentence: bool,
}

/// What a window is worth; the greater is the better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Gain {
    /// Query words not shown elsewhere, by their worth.
    words: u32,
    /// Of these, the ones that stand there as typed, and stop words that were typed.
    typed: u32,
    starts_sentence: bool,
    /// All matches.
    dense: u32,
}

impl Gain {
    /// Tells whether as much is shown, as far as a start in the middle of a sentence may show
    /// more.
    fn shows_as_much(&self, other: &Self) -> bool {
        (self.words, self.typed) == (other.words, other.typed)
    }
}

impl<'m> Layout<'m> {
    /// Returns the layout of `text`, from its sentences and matches in bytes; of a phrase
    /// longer than `max_chars` the opening words count.
    pub(super) fn new(
        text: &str,
        sentences: &[Range<usize>],
        matches: &'m [Occurrence],
        max_chars: usize,
    ) -> Self {
        let mut ruler = Ruler { text, spot: Spot::default() };
        let sentences =
            sentences.iter().map(|range| ruler.spot(range.start)..ruler.spot(range.end)).collect();
        let mut ruler = Ruler { text, spot: Spot::default() };
        let matches = matches.iter().map(|found| {
            let start = ruler.spot(found.from);
            let whole = &text[found.from..found.to];
            let end = match whole.char_indices().nth(max_chars) {
                Some((cut, _)) => {
                    let end = whole[..cut].rfind(char::is_whitespace).unwrap_or(whole.len());
                    whole[..end].trim_end().len()
                }
                None => whole.len(),
            };
            (start..ruler.spot(found.from + end), found)
        });
        let matches = matches.collect();
        Self { sentences, matches }
    }

    /// Returns up to `max_windows` windows, in the order of the text, that can be given
    /// room within `max_chars` characters; none when nothing matches. `worth` is that
    /// of each query word.
    pub(super) fn windows(
        &self,
        worth: &[u32],
        max_windows: usize,
        max_chars: usize,
    ) -> Vec<Window> {
        // All in one window, words near each other; else in a longer one; else in several,
        // the first short enough to leave room.
        let percents: &[usize] = if max_windows > 1 { &[80, 100, 40] } else { &[80, 100] };
        let all = self.worth_of_all(worth);
        let mut best: (u32, Vec<Window>) = (0, Vec::new());
        for &percent in percents {
            let (words, windows) = self.plan((worth, all), max_windows, max_chars, percent);
            if words > best.0 || (words == best.0 && windows.len() < best.1.len()) {
                best = (words, windows);
            }
            // What shows all in several windows beside a whole one needs none that is shorter.
            if best.0 == all && (best.1.len() == 1 || percent == 100) {
                break;
            }
        }
        best.1
    }

    /// Returns what showing each word that the text has is worth.
    fn worth_of_all(&self, worth: &[u32]) -> u32 {
        let mut seen = vec![false; worth.len()];
        let sought = self.matches.iter().map(|(_, found)| found).filter(|found| found.sought);
        sought
            .map(
                |found| {
                    if std::mem::replace(&mut seen[found.word], true) {
                        0
                    } else {
                        worth[found.word]
                    }
                },
            )
            .sum()
    }

    /// Takes the best window again and again, the first within some percent of the
    /// characters, until they show `all` that there is; returns what they show.
    fn plan(
        &self,
        (worth, all): (&[u32], u32),
        max_windows: usize,
        max_chars: usize,
        percent: usize,
    ) -> (u32, Vec<Window>) {
        let mut missing = vec![true; worth.len()];
        let mut windows: Vec<Window> = Vec::new();
        let mut words = 0;
        let mut left = max_chars;
        while windows.len() < max_windows
            && (windows.is_empty() || words < all && left >= MIN_CHARS)
        {
            let room = if windows.is_empty() { max_chars * percent / 100 } else { left };
            let Some((gain, range)) = self.best(worth, &missing, &windows, room) else { break };
            if gain.words == 0 {
                break;
            }
            let window = self.tighten(range, gain.starts_sentence, &mut missing);
            left = left.saturating_sub(window.min_chars() + JOINT_CHARS);
            words += gain.words;
            windows.push(window);
        }
        windows.sort_by_key(|window| window.from);
        (words, windows)
    }

    /// Returns the best window of at most `max_chars` that meets none of `taken`: what
    /// it brings and its matches.
    fn best(
        &self,
        worth: &[u32],
        missing: &[bool],
        taken: &[Window],
        max_chars: usize,
    ) -> Option<(Gain, Range<usize>)> {
        let mut best: Option<(Gain, Range<usize>)> = None;
        let mut whole = Count::new(worth, missing);
        self.matches.iter().for_each(|(_, found)| whole.add(found));
        for starts_sentence in [true, false] {
            // No window shows more than one from the start of a sentence that shows all.
            if best.as_ref().is_some_and(|(gain, _)| gain.shows_as_much(&whole.gain)) {
                break;
            }
            let mut count = Count::new(worth, missing);
            let mut inside = 0..0;
            let mut sentence = 0;
            for first in 0..self.matches.len() {
                let (at, _) = &self.matches[first];
                while self.sentences.get(sentence).is_some_and(|range| range.end <= at.start) {
                    sentence += 1;
                }
                let anchor = if starts_sentence {
                    let Some(range) = self.sentences.get(sentence) else { break };
                    range.start
                } else {
                    at.start
                };
                let opens = first == 0 || self.matches[first - 1].0.start < anchor;
                let is_free =
                    !taken.iter().any(|window| window.from < at.end && anchor < window.to);
                if !opens || !is_free {
                    continue;
                }
                let spared = if starts_sentence { 0 } else { CONTEXT_CHARS.min(max_chars / 4) };
                let limit = anchor.char + max_chars.saturating_sub(spared);
                let next = taken
                    .iter()
                    .map(|window| window.from.char)
                    .filter(|from| *from > anchor.char)
                    .min();
                let limit = next.map_or(limit, |next| limit.min(next));
                while inside.start < first {
                    if inside.end > inside.start {
                        count.remove(self.matches[inside.start].1);
                    }
                    inside.start += 1;
                }
                inside.end = inside.end.max(inside.start);
                while let Some((_, found)) =
                    self.matches.get(inside.end).filter(|(range, _)| range.end.char <= limit)
                {
                    count.add(found);
                    inside.end += 1;
                }
                let gain = Gain { starts_sentence, ..count.gain };
                if best.as_ref().is_none_or(|best| gain > best.0) && !inside.is_empty() {
                    best = Some((gain, inside.clone()));
                }
            }
        }
        best
    }

    /// Cuts off what a window does not need to show what is `missing`, which it then
    /// is no more.
    fn tighten(
        &self,
        mut range: Range<usize>,
        starts_sentence: bool,
        missing: &mut [bool],
    ) -> Window {
        let matches = &self.matches;
        // A word shown as typed later need not be shown in another form before.
        let is_needed = |at: usize, others: Range<usize>| {
            let found = matches[at].1;
            missing[found.word]
                && !matches[others]
                    .iter()
                    .any(|(_, other)| other.word == found.word && (other.typed || !found.typed))
        };
        while range.len() > 1 && !is_needed(range.end - 1, range.start..range.end - 1) {
            range.end -= 1;
        }
        while !starts_sentence
            && range.len() > 1
            && !is_needed(range.start, range.start + 1..range.end)
        {
            range.start += 1;
        }
        for (_, found) in &matches[range.clone()] {
            missing[found.word] = false;
        }
        let first = matches[range.start].0.start;
        let from = if starts_sentence { self.sentence_start(first) } else { first };
        Window { from, to: matches[range.end - 1].0.end, starts_sentence }
    }

    /// Returns where the sentence around a place starts.
    fn sentence_start(&self, spot: Spot) -> Spot {
        let next = self.sentences.partition_point(|sentence| sentence.start <= spot);
        next.checked_sub(1).map_or(spot, |at| self.sentences[at].start)
    }
}

impl Window {
    /// Returns how many characters it needs to be read.
    pub(super) fn min_chars(&self) -> usize {
        let context = if self.starts_sentence { 0 } else { CONTEXT_CHARS };
        (self.chars() + context).max(MIN_CHARS)
    }

    /// Returns how many characters it has.
    pub(super) fn chars(&self) -> usize {
        self.to.char - self.from.char
    }
}

/// What the matches of a window that slides over a text bring.
struct Count<'a> {
    worth: &'a [u32],
    missing: &'a [bool],
    /// Of each query word: how often, and how often as typed.
    of_words: Vec<(u32, u32)>,
    gain: Gain,
}

impl<'a> Count<'a> {
    fn new(worth: &'a [u32], missing: &'a [bool]) -> Self {
        Self { worth, missing, of_words: vec![(0, 0); worth.len()], gain: Gain::default() }
    }

    fn add(&mut self, found: &Occurrence) {
        let worth = self.worth[found.word];
        let new = if self.missing[found.word] { worth } else { 0 };
        let (count, typed) = &mut self.of_words[found.word];
        *count += 1;
        *typed += u32::from(found.typed);
        self.gain.words += if found.sought && *count == 1 { new } else { 0 };
        self.gain.typed += if found.typed && *typed == 1 { new } else { 0 };
        self.gain.dense += if found.sought { worth } else { 0 };
    }

    fn remove(&mut self, found: &Occurrence) {
        let worth = self.worth[found.word];
        let new = if self.missing[found.word] { worth } else { 0 };
        let (count, typed) = &mut self.of_words[found.word];
        *count -= 1;
        *typed -= u32::from(found.typed);
        self.gain.words -= if found.sought && *count == 0 { new } else { 0 };
        self.gain.typed -= if found.typed && *typed == 0 { new } else { 0 };
        self.gain.dense -= if found.sought { worth } else { 0 };
    }
}

/// Measures places of a text that come in order.
struct Ruler<'t> {
    text: &'t str,
    spot: Spot,
}

impl Ruler<'_> {
    fn spot(&mut self, byte: usize) -> Spot {
        let more = self.text[self.spot.byte..byte].chars().count();
        self.spot = Spot { byte, char: self.spot.char + more };
        self.spot
    }
}
