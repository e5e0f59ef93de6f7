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
pub(super) struct Layout {
    pub(super) sentences: Vec<Range<Spot>>,
    /// Sorted and disjoint.
    matches: Vec<Match>,
}

/// What matches, measured.
#[derive(Debug)]
struct Match {
    range: Range<Spot>,
    /// The ordinal of its query word.
    word: usize,
    typed: bool,
    sought: bool,
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

impl Layout {
    /// Returns the layout of `text`, from its sentences and matches in bytes; of a phrase
    /// longer than `max_chars` the opening words count.
    pub(super) fn new(
        text: &str,
        sentences: &[Range<usize>],
        matches: &[Occurrence],
        max_chars: usize,
    ) -> Self {
        let mut ruler = Ruler { text, spot: Spot::default() };
        let sentences =
            sentences.iter().map(|range| ruler.spot(range.start)..ruler.spot(range.end)).collect();
        let mut ruler = Ruler { text, spot: Spot::default() };
        let matches = matches.iter().map(|found| {
            let start = ruler.spot(found.from);
            let whole = &text[found.from..found.to];
            // No text has more characters than bytes.
            let cut = (whole.len() > max_chars).then(|| whole.char_indices().nth(max_chars));
            let end = match cut.flatten() {
                Some((cut, _)) => {
                    let end = whole[..cut].rfind(char::is_whitespace).unwrap_or(whole.len());
                    whole[..end].trim_end().len()
                }
                None => whole.len(),
            };
            let range = start..ruler.spot(found.from + end);
            let Occurrence { word, typed, sought, .. } = *found;
            Match { range, word, typed, sought }
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
        let mut choice = Choice::new(self, worth);
        for &percent in percents {
            choice.try_plan(max_windows, max_chars, percent);
            // What shows all in several windows beside a whole one needs none that is shorter.
            let Plan { words, windows } = &choice.best;
            if *words == choice.all && (windows.len() == 1 || percent == 100) {
                break;
            }
        }
        choice.best.windows
    }

    /// Returns where the sentence around a place starts.
    fn sentence_start(&self, spot: Spot) -> Spot {
        let next = self.sentences.partition_point(|sentence| sentence.start <= spot);
        next.checked_sub(1).map_or(spot, |at| self.sentences[at].start)
    }
}

/// Windows that show something together.
#[derive(Debug, Default)]
struct Plan {
    /// What they show, by its worth.
    words: u32,
    windows: Vec<Window>,
}

/// The windows of a text that show most.
struct Choice<'l> {
    layout: &'l Layout,
    worth: &'l [u32],
    /// Whether the text has each query word, and whether as typed.
    has: Vec<(bool, bool)>,
    /// What showing each word that it has is worth.
    all: u32,
    /// The words that no window shows yet.
    missing: Vec<bool>,
    count: Count,
    /// The best plan so far, and the first window of each.
    best: Plan,
    firsts: Vec<Window>,
}

impl<'l> Choice<'l> {
    fn new(layout: &'l Layout, worth: &'l [u32]) -> Self {
        let mut has = vec![(false, false); worth.len()];
        for found in &layout.matches {
            let (sought, typed) = &mut has[found.word];
            *sought |= found.sought;
            *typed |= found.typed;
        }
        let (missing, count) = (vec![true; worth.len()], Count::new(worth.len()));
        let (best, firsts) = Default::default();
        let mut choice = Self { layout, worth, has, all: 0, missing, count, best, firsts };
        choice.all = choice.gain_of_all().words;
        choice
    }

    /// Returns what showing all that is missing brings.
    fn gain_of_all(&self) -> Gain {
        let mut gain = Gain::default();
        for ((sought, typed), (worth, missing)) in
            self.has.iter().zip(self.worth.iter().zip(&self.missing))
        {
            gain.words += if *sought && *missing { *worth } else { 0 };
            gain.typed += if *typed && *missing { *worth } else { 0 };
        }
        gain
    }

    /// Takes the best window again and again, the first within some percent of the
    /// characters, until they show all that there is; keeps them if they are the best so far.
    fn try_plan(&mut self, max_windows: usize, max_chars: usize, percent: usize) {
        self.missing.fill(true);
        let mut plan = Plan::default();
        let mut left = max_chars;
        while plan.windows.len() < max_windows
            && (plan.windows.is_empty() || plan.words < self.all && left >= MIN_CHARS)
        {
            let is_first = plan.windows.is_empty();
            // Another window is no better where as few show all.
            let would_be = plan.windows.len() + 1;
            if !is_first && self.best.words == self.all && would_be >= self.best.windows.len() {
                return;
            }
            let room = if is_first { max_chars * percent / 100 } else { left };
            let Some((gain, range)) = self.best_window(&plan.windows, room) else { break };
            if gain.words == 0 {
                break;
            }
            let window = self.tighten(range, gain.starts_sentence);
            if is_first {
                // What begins alike goes on alike.
                if self.firsts.contains(&window) {
                    return;
                }
                self.firsts.push(window);
            }
            left = left.saturating_sub(window.min_chars() + JOINT_CHARS);
            plan.words += gain.words;
            plan.windows.push(window);
        }
        let is_shorter = plan.windows.len() < self.best.windows.len();
        if plan.words > self.best.words || plan.words == self.best.words && is_shorter {
            plan.windows.sort_by_key(|window| window.from);
            self.best = plan;
        }
    }

    /// Returns the best window of at most `max_chars` that meets none of `taken`: what
    /// it brings and its matches.
    fn best_window(&mut self, taken: &[Window], max_chars: usize) -> Option<(Gain, Range<usize>)> {
        let mut best: Option<(Gain, Range<usize>)> = None;
        let whole = self.gain_of_all();
        let Self { layout: Layout { sentences, matches }, worth, missing, count, .. } = self;
        for starts_sentence in [true, false] {
            // No window shows more than one from the start of a sentence that shows all.
            if best.as_ref().is_some_and(|(gain, _)| gain.shows_as_much(&whole)) {
                break;
            }
            count.clear();
            let mut inside = 0..0;
            let mut sentence = 0;
            for (first, Match { range: at, .. }) in matches.iter().enumerate() {
                while sentences.get(sentence).is_some_and(|range| range.end <= at.start) {
                    sentence += 1;
                }
                let anchor = if starts_sentence {
                    let Some(range) = sentences.get(sentence) else { break };
                    range.start
                } else {
                    at.start
                };
                let opens = first == 0 || matches[first - 1].range.start < anchor;
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
                        count.remove(&matches[inside.start], worth, missing);
                    }
                    inside.start += 1;
                }
                inside.end = inside.end.max(inside.start);
                while let Some(found) =
                    matches.get(inside.end).filter(|found| found.range.end.char <= limit)
                {
                    count.add(found, worth, missing);
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

    /// Cuts off what a window does not need to show what is missing, which it then
    /// is no more.
    fn tighten(&mut self, mut range: Range<usize>, starts_sentence: bool) -> Window {
        let Self { layout: Layout { matches, .. }, missing, .. } = self;
        // A word shown as typed later need not be shown in another form before.
        let is_needed = |at: usize, others: Range<usize>| {
            let found = &matches[at];
            missing[found.word]
                && !matches[others]
                    .iter()
                    .any(|other| other.word == found.word && (other.typed || !found.typed))
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
        for found in &matches[range.clone()] {
            missing[found.word] = false;
        }
        let first = matches[range.start].range.start;
        let from = if starts_sentence { self.layout.sentence_start(first) } else { first };
        Window { from, to: matches[range.end - 1].range.end, starts_sentence }
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
struct Count {
    /// Of each query word: how often, and how often as typed.
    of_words: Vec<(u32, u32)>,
    gain: Gain,
}

impl Count {
    fn new(words: usize) -> Self {
        Self { of_words: vec![(0, 0); words], gain: Gain::default() }
    }

    fn clear(&mut self) {
        self.of_words.fill((0, 0));
        self.gain = Gain::default();
    }

    fn add(&mut self, found: &Match, worth: &[u32], missing: &[bool]) {
        let worth = worth[found.word];
        let new = if missing[found.word] { worth } else { 0 };
        let (count, typed) = &mut self.of_words[found.word];
        *count += 1;
        *typed += u32::from(found.typed);
        self.gain.words += if found.sought && *count == 1 { new } else { 0 };
        self.gain.typed += if found.typed && *typed == 1 { new } else { 0 };
        self.gain.dense += if found.sought { worth } else { 0 };
    }

    fn remove(&mut self, found: &Match, worth: &[u32], missing: &[bool]) {
        let worth = worth[found.word];
        let new = if missing[found.word] { worth } else { 0 };
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns a text of sentences, in each of which words of a query stand, told by their
    /// ordinals, behind so many letters, as typed or not.
    fn layout(sentences: &[&[(usize, usize, bool)]]) -> Layout {
        let (mut text, mut ranges, mut matches) = (String::new(), Vec::new(), Vec::new());
        for sentence in sentences {
            let start = text.len();
            for &(before, word, typed) in *sentence {
                text.push_str(&"é".repeat(before));
                text.push(' ');
                let from = text.len();
                text.push_str("mot ");
                let sought = word < 3;
                matches.push(Occurrence { from, to: from + 3, word, typed, sought });
            }
            text.push_str("fin. ");
            ranges.push(start..text.len() - 1);
        }
        Layout::new(&text, &ranges, &matches, 100)
    }

    /// What words are worth, of which the last is a stop word.
    const WORTH: [u32; 4] = [1_000, 2_000, 1_001, 100];

    /// Returns the best of all plans, each tried to its end.
    fn best_of_all(layout: &Layout, max_windows: usize, max_chars: usize) -> Vec<Window> {
        let mut best = Plan::default();
        for percent in [80, 100, 40].into_iter().take(if max_windows > 1 { 3 } else { 2 }) {
            let mut choice = Choice::new(layout, &WORTH);
            choice.try_plan(max_windows, max_chars, percent);
            let plan = choice.best;
            let is_shorter = plan.windows.len() < best.windows.len();
            if plan.words > best.words || plan.words == best.words && is_shorter {
                best = plan;
            }
        }
        best.windows
    }

    #[test]
    fn words_that_need_all_the_room_come_in_one_window() {
        let both = layout(&[&[(0, 0, true), (80, 1, true)]]);
        assert_eq!(both.windows(&WORTH, 2, 100).len(), 1);
        let far = layout(&[&[(0, 0, true), (200, 1, true)]]);
        assert_eq!(far.windows(&WORTH, 2, 180).len(), 2, "where it does not suffice");
        let with_third = layout(&[&[(0, 0, true), (318, 1, true)], &[(400, 2, true)]]);
        assert_eq!(with_third.windows(&WORTH, 3, 400).len(), 2, "and not in three");
    }

    #[test]
    fn a_first_window_is_short_where_others_then_show_more() {
        let text = layout(&[
            &[(0, 0, true), (140, 1, true)],
            &[(300, 3, false)],
            &[(0, 0, true), (50, 2, true)],
        ]);
        let windows = text.windows(&WORTH, 2, 200);
        let shown = |word: usize| {
            let mut found = text.matches.iter().filter(|found| found.word == word);
            found.any(|found| {
                let is_in = |it: &Window| it.from <= found.range.start && found.range.end <= it.to;
                windows.iter().any(is_in)
            })
        };
        assert_eq!([0, 1, 2].map(shown), [true; 3], "{windows:?}");
    }

    proptest! {
        #[test]
        fn what_is_not_sought_to_its_end_is_not_better(
            sentences in prop::collection::vec(
                prop::collection::vec((0..90_usize, 0..4_usize, any::<bool>()), 0..8), 1..6),
            max_windows in 1..4_usize,
            max_chars in 60..400_usize,
        ) {
            let sentences: Vec<&[_]> = sentences.iter().map(Vec::as_slice).collect();
            let layout = layout(&sentences);
            let windows = layout.windows(&WORTH, max_windows, max_chars);
            prop_assert_eq!(windows, best_of_all(&layout, max_windows, max_chars));
        }
    }
}
