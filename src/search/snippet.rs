//! Snippets: the sentences of an article that answer the query best.
//!
//! Whole sentences where they fit, cut between words where they do not. What is
//! marked is what matched, by the same tokenizer and the same forms as the search:
//! the noun without its article. Limits count characters. Text is given as it
//! is stored, blanks made spaces; making it safe for a terminal is `render`'s.

use std::ops::Range;

use super::Matcher;
use super::places::{in_order, together};
use super::sentence::sentences;
use crate::analysis::words;
use crate::index::{StoredArticle, TextField};

/// How long a snippet may be.
#[derive(Debug, Clone, Copy)]
pub struct SnippetOptions {
    /// Most fragments.
    pub max_fragments: usize,
    /// Most characters of all fragments together.
    pub max_chars: usize,
}

impl Default for SnippetOptions {
    fn default() -> Self {
        Self { max_fragments: 2, max_chars: 280 }
    }
}

/// What to show of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The fragments, in the order of the text; empty for an article with nothing
    /// but a title.
    pub fragments: Vec<Fragment>,
}

/// A piece of a stored text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text, every blank made a space.
    pub text: String,
    /// What matched: character offsets into `text`, sorted, disjoint.
    pub highlights: Vec<Range<usize>>,
    /// Where the fragment starts in the stored field, in bytes.
    pub byte_offset: usize,
    /// Where it ends.
    pub byte_end: usize,
    /// The field.
    pub field: TextField,
    /// It starts at the start of a sentence.
    pub starts_sentence: bool,
    /// It ends at the end of a sentence.
    pub ends_sentence: bool,
}

/// What matched in a title: character offsets, sorted, disjoint.
pub type TitleMarks = Vec<Range<usize>>;

/// An occurrence of a form of a query word.
#[derive(Debug, Clone, Copy)]
struct Match {
    from: usize,
    to: usize,
    word: usize,
}

impl Matcher {
    /// Returns what to show of `article`.
    #[must_use]
    pub fn snippet(&self, article: &StoredArticle, options: SnippetOptions) -> Snippet {
        let in_body = self.fragments(article.text(TextField::Body), TextField::Body, options);
        if in_body.iter().any(|fragment| !fragment.highlights.is_empty()) {
            return Snippet { fragments: in_body };
        }
        let description = article.text(TextField::Description);
        let in_description = self.fragments(description, TextField::Description, options);
        // Only the title matches: the standfirst tells most, or else the opening.
        let fragments = if in_description.is_empty() { in_body } else { in_description };
        Snippet { fragments }
    }

    /// Returns what to mark in a title.
    #[must_use]
    pub fn title_marks(&self, title: &str) -> TitleMarks {
        char_ranges(title, &self.matches(title))
    }

    /// Returns the best fragments of a text, in its order; its opening when nothing
    /// matches.
    fn fragments(&self, text: &str, field: TextField, options: SnippetOptions) -> Vec<Fragment> {
        let matches = self.matches(text);
        let sentences = sentences(text);
        let ranges = self.choose(text, &sentences, &matches, options);
        ranges.into_iter().map(|range| fragment(text, range, field, &sentences, &matches)).collect()
    }

    fn matches(&self, text: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        // Words of phrases: where each stands, and where the word at a place is.
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); self.idf.len()];
        let mut ranges: Vec<(u32, Range<usize>)> = Vec::new();
        let mut term = String::new();
        let mut words = words(text);
        while let Some(word) = words.next_into(&mut term) {
            if let Some(&query_word) = self.forms.get(&term) {
                matches.push(Match { from: word.from, to: word.to, word: query_word });
            }
            if let Some(query_words) = self.letters.get(&term) {
                for &query_word in query_words {
                    places[query_word].push(word.position);
                }
                ranges.push((word.position, word.from..word.to));
            }
        }
        if !self.phrases.is_empty() {
            self.add_phrases(&places, &ranges, &mut matches);
        }
        matches
    }

    /// Adds the phrases found, each as one match, with slop each of its words; what lies
    /// in a match is none of its own.
    fn add_phrases(
        &self,
        places: &[Vec<u32>],
        ranges: &[(u32, Range<usize>)],
        matches: &mut Vec<Match>,
    ) {
        let range_of = |place: u32| {
            let at = ranges.partition_point(|(known, _)| *known < place);
            ranges.get(at).map(|(_, range)| range.clone())
        };
        for (words, slop) in &self.phrases {
            let of_words: Vec<_> = words.iter().map(|&word| places[word].clone()).collect();
            let spans = match slop {
                None => in_order(&of_words),
                Some(slop) => together(&of_words, *slop),
            };
            if slop.is_some() {
                // Spans come by their first place; how far those so far reach tells the rest.
                let reach = spans.iter().scan(0, |reach, span| {
                    *reach = span.last.max(*reach);
                    Some(*reach)
                });
                let reach: Vec<u32> = reach.collect();
                let is_inside = |place: u32| {
                    let next = spans.partition_point(|span| span.first <= place);
                    next > 0 && place <= reach[next - 1]
                };
                for (&word, places) in words.iter().zip(&of_words) {
                    let inside = places.iter().filter(|place| is_inside(**place));
                    matches.extend(inside.filter_map(|&place| {
                        range_of(place).map(|Range { start: from, end: to }| Match {
                            from,
                            to,
                            word,
                        })
                    }));
                }
                continue;
            }
            for span in spans {
                if let (Some(first), Some(last)) = (range_of(span.first), range_of(span.last)) {
                    matches.push(Match { from: first.start, to: last.end, word: words[0] });
                }
            }
        }
        matches.sort_by_key(|found| (found.from, std::cmp::Reverse(found.to)));
        let mut end = 0;
        matches.retain(|found| {
            let is_outside = found.from >= end;
            end = end.max(found.to);
            is_outside
        });
    }

    /// Chooses what to show: again and again the sentence that adds most query
    /// words not yet shown, weighed by idf; then what follows the last of them, as
    /// far as there is room.
    fn choose(
        &self,
        text: &str,
        sentences: &[Range<usize>],
        matches: &[Match],
        options: SnippetOptions,
    ) -> Vec<Range<usize>> {
        let mut left = options.max_chars;
        let mut missing = vec![false; self.idf.len()];
        for found in matches {
            missing[found.word] = true;
        }
        let mut chosen: Vec<Range<usize>> = Vec::new();
        while chosen.len() < options.max_fragments.max(1)
            && (chosen.is_empty() || left > MIN_FRAGMENT_CHARS)
        {
            let best_within = |max_chars| {
                sentences
                    .iter()
                    .filter(|sentence| !chosen.iter().any(|range| overlap(range, sentence)))
                    .map(|sentence| self.best_window(text, sentence, matches, &missing, max_chars))
                    // The first of equals: news puts what matters first.
                    .reduce(|best, next| if next.0 > best.0 { next } else { best })
            };
            let inside = |window: &Range<usize>| {
                let window = window.clone();
                matches.iter().filter(move |found| overlap(&window, &(found.from..found.to)))
            };
            let Some((_, mut window)) = best_within(left) else { break };
            if !chosen.is_empty() && !inside(&window).any(|found| missing[found.word]) {
                break;
            }
            let mut after = missing.clone();
            inside(&window).for_each(|found| after[found.word] = false);
            if after.contains(&true)
                && chosen.len() + 1 < options.max_fragments
                && chars(&text[window.clone()]) > left * 3 / 5
                && let Some((_, shorter)) = best_within(left * 3 / 5)
            {
                // Room is kept for the words that stand elsewhere.
                window = shorter;
            }
            inside(&window).for_each(|found| missing[found.word] = false);
            left = left.saturating_sub(chars(&text[window.clone()]) + JOINT_CHARS);
            chosen.push(window);
        }
        chosen.sort_by_key(|range| range.start);
        extend(text, sentences, &mut chosen, left);
        chosen
    }

    /// Returns the part of a sentence to show within `max_chars`, the whole of it if
    /// it fits, and what it brings of the words still `missing`.
    fn best_window(
        &self,
        text: &str,
        sentence: &Range<usize>,
        matches: &[Match],
        missing: &[bool],
        max_chars: usize,
    ) -> (f32, Range<usize>) {
        let first = matches.partition_point(|found| found.from < sentence.start);
        let last = matches.partition_point(|found| found.from < sentence.end);
        // A phrase may go on in the next sentence.
        let inside: Vec<Match> = matches[first..last]
            .iter()
            .map(|found| Match { to: found.to.min(sentence.end), ..*found })
            .collect();
        let gain = |matches: &[Match]| -> f32 {
            let mut missing = missing.to_vec();
            let mut gain = 0.0;
            for found in matches {
                // A second occurrence counts a little, so that of two sentences with
                // the same words the denser is taken.
                let share = if missing[found.word] { 1.0 } else { 0.05 };
                gain += share * self.idf[found.word].max(0.01);
                missing[found.word] = false;
            }
            gain
        };
        if chars(&text[sentence.clone()]) <= max_chars {
            return (gain(&inside), sentence.clone());
        }
        // The sentence is too long: the densest run of matches that fits, with as
        // much around it on either side.
        let room = max_chars.saturating_sub(2 * JOINT_CHARS);
        let runs = (0..inside.len()).map(|from| {
            let fits = |found: &Match| chars(&text[inside[from].from..found.to]) <= room;
            let count = inside[from..].partition_point(fits).max(1);
            &inside[from..from + count]
        });
        let best = runs
            .map(|run| (gain(run), run))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        match best {
            Some((gain, run)) => {
                let (from, to) = (run[0].from, run[run.len() - 1].to);
                let spare = room.saturating_sub(chars(&text[from..to]));
                (gain, widen(text, sentence, from..to, spare))
            }
            None => (0.0, widen(text, sentence, sentence.start..sentence.start, room)),
        }
    }
}

/// Fragments shorter than this say nothing.
const MIN_FRAGMENT_CHARS: usize = 60;

/// Characters between two fragments: ` … `.
const JOINT_CHARS: usize = 3;

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Widens `range` within `sentence` by about `spare` characters, two thirds of them
/// after it, to ends between words.
fn widen(text: &str, sentence: &Range<usize>, range: Range<usize>, spare: usize) -> Range<usize> {
    let before = &text[sentence.start..range.start];
    let after = &text[range.end..sentence.end];
    let (mut back, mut forth) = (spare / 3, spare - spare / 3);
    // What one side does not need goes to the other.
    let (before_chars, after_chars) = (chars(before), chars(after));
    if before_chars <= back {
        forth += back - before_chars;
        back = before_chars;
    } else if after_chars <= forth {
        back += forth - after_chars;
        forth = after_chars;
    }
    let from = if before_chars <= back {
        sentence.start
    } else {
        let cut =
            before.char_indices().rev().nth(back).map_or(0, |(at, char)| at + char.len_utf8());
        before[cut..].find(char::is_whitespace).map_or(range.start, |at| sentence.start + cut + at)
    };
    let to = match after.char_indices().nth(forth) {
        None => sentence.end,
        Some((cut, _)) => {
            after[..cut].rfind(char::is_whitespace).map_or(range.end, |at| range.end + at)
        }
    };
    let shown = &text[from..to];
    let from = from + shown.len() - shown.trim_start().len();
    from..from + shown.trim().len()
}

/// Lets the last fragment go on with the sentences behind it that fit whole, and
/// joins fragments that touch.
fn extend(text: &str, sentences: &[Range<usize>], chosen: &mut Vec<Range<usize>>, mut left: usize) {
    let Some(last) = chosen.last_mut() else { return };
    let next = sentences.partition_point(|sentence| sentence.start < last.end);
    for sentence in &sentences[next..] {
        let more = chars(&text[last.end..sentence.end]);
        let adjacent = text[last.end..sentence.start].trim().is_empty();
        if !adjacent || more > left {
            break;
        }
        left -= more;
        last.end = sentence.end;
    }
    chosen.dedup_by(|next, previous| {
        let touch = text[previous.end..next.start].trim().is_empty();
        if touch {
            previous.end = next.end;
        }
        touch
    });
}

fn fragment(
    text: &str,
    range: Range<usize>,
    field: TextField,
    sentences: &[Range<usize>],
    matches: &[Match],
) -> Fragment {
    let first = matches.partition_point(|found| found.from < range.start);
    let last = matches.partition_point(|found| found.from < range.end);
    let inside: Vec<Match> = matches[first..last.max(first)]
        .iter()
        .map(|found| Match {
            from: found.from - range.start,
            to: found.to.min(range.end) - range.start,
            word: found.word,
        })
        .collect();
    let raw = &text[range.clone()];
    Fragment {
        text: raw
            .chars()
            .map(|char| if char.is_whitespace() && !is_no_break(char) { ' ' } else { char })
            .collect(),
        highlights: char_ranges(raw, &inside),
        byte_offset: range.start,
        byte_end: range.end,
        field,
        starts_sentence: sentences.iter().any(|sentence| sentence.start == range.start),
        ends_sentence: sentences.iter().any(|sentence| sentence.end == range.end),
    }
}

/// No-break spaces belong to French typography and stay.
fn is_no_break(char: char) -> bool {
    matches!(char, '\u{A0}' | '\u{202F}')
}

/// Returns the matches, which are sorted and disjoint, in characters.
fn char_ranges(text: &str, matches: &[Match]) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(matches.len());
    let (mut byte, mut char) = (0, 0);
    for found in matches {
        let from = char + chars(&text[byte..found.from]);
        let to = from + chars(&text[found.from..found.to]);
        ranges.push(from..to);
        (byte, char) = (found.to, to);
    }
    ranges
}
