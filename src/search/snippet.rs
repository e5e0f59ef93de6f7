//! Snippets: the sentences of an article that answer the query best.
//!
//! Whole sentences where they fit, cut between words where they do not. What is
//! marked is what matched, by the same tokenizer and the same forms as the search:
//! the noun without its article. Limits count characters. Text is given as it
//! is stored, blanks made spaces; making it safe for a terminal is `render`'s.

use std::ops::Range;

use super::matcher::Matcher;
use super::sentence::sentences;
use super::window::{JOINT_CHARS, Layout, Spot, Window};
use crate::article::TextField;
use crate::engine::{Fragment, Occurrence, SnippetOptions};

impl Matcher {
    /// Returns what to show of an article with these texts, in the order of the text;
    /// nothing of one that has only a title.
    pub(crate) fn snippet<'t>(
        &self,
        text: impl Fn(TextField) -> &'t str,
        options: SnippetOptions,
    ) -> Vec<Fragment> {
        if options.max_fragments == 0 {
            return Vec::new();
        }
        let in_body = self.fragments(text(TextField::Body), TextField::Body, options);
        if in_body.iter().any(|fragment| !fragment.highlights.is_empty()) {
            return in_body;
        }
        let description = text(TextField::Description);
        let in_description = self.fragments(description, TextField::Description, options);
        // Only the title matches: the standfirst tells most, or else the opening.
        if in_description.is_empty() { in_body } else { in_description }
    }

    /// Returns what to mark in a title: character offsets, sorted, disjoint.
    pub(crate) fn title_marks(&self, title: &str, is_derived: bool) -> Vec<Range<usize>> {
        // The words of a title that was made of the opening are those of the body.
        let field = if is_derived { TextField::Body } else { TextField::Title };
        let found = self.occurrences(field, title);
        let sought = found.iter().filter(|found| found.sought);
        let ranges: Vec<_> = sought.map(|found| found.from..found.to).collect();
        char_ranges(title, 0, &ranges)
    }

    /// Returns the best fragments of a text, in its order; its opening when nothing
    /// matches.
    fn fragments(&self, text: &str, field: TextField, options: SnippetOptions) -> Vec<Fragment> {
        let matches = self.occurrences(field, text);
        let sentences = sentences(text);
        let Some(opening) = sentences.first() else { return Vec::new() };
        let layout = Layout::new(text, &sentences, &matches, options.max_chars / 2);
        let SnippetOptions { max_fragments, max_chars } = options;
        let mut windows = layout.windows(self.worth(), max_fragments, max_chars);
        if windows.is_empty() {
            let spot = Spot { byte: opening.start, char: layout.sentences[0].start.char };
            windows.push(Window { from: spot, to: spot, starts_sentence: true });
        }
        let ranges = give_room(text, &layout.sentences, windows, max_chars);
        ranges.into_iter().map(|range| fragment(text, range, field, &sentences, &matches)).collect()
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Gives windows room to be read, `max_chars` characters together: to the ends of
/// their sentences, then to the sentences that follow; those that stay cut share what
/// is left. Windows that then touch are one.
fn give_room(
    text: &str,
    sentences: &[Range<Spot>],
    mut windows: Vec<Window>,
    max_chars: usize,
) -> Vec<Range<Spot>> {
    let shown: usize = windows.iter().map(Window::chars).sum();
    let mut left = max_chars.saturating_sub(shown + JOINT_CHARS * (windows.len() - 1));
    for at in 0..windows.len() {
        let more = windows[at].min_chars() - windows[at].chars();
        let reach = reach(sentences, &windows, at);
        let widened = widen(text, &reach, &windows[at], more.min(left));
        left -= widened.chars() - windows[at].chars();
        windows[at] = widened;
    }
    for at in 0..windows.len() {
        let start = reach(sentences, &windows, at).start;
        let back = windows[at].from.char - start.char;
        if back <= left {
            left -= back;
            windows[at].from = start;
        }
    }
    for at in 0..windows.len() {
        let end = reach(sentences, &windows, at).end;
        let forth = end.char - windows[at].to.char;
        if forth <= left {
            left -= forth;
            windows[at].to = end;
        }
    }
    let is_cut = |windows: &[Window], at| {
        reach(sentences, windows, at) != (windows[at].from..windows[at].to)
    };
    let cut = (0..windows.len()).filter(|&at| is_cut(&windows, at)).count();
    if cut == 0
        && let Some(last) = windows.last_mut()
    {
        let next = sentences.partition_point(|sentence| sentence.end <= last.to);
        let fits = |sentence: &&Range<Spot>| sentence.end.char - last.to.char <= left;
        if let Some(sentence) = sentences[next..].iter().take_while(fits).last() {
            last.to = sentence.end;
        }
    }
    let spare = (left / cut.max(1)).saturating_sub(JOINT_CHARS);
    for at in 0..windows.len() {
        let reach = reach(sentences, &windows, at);
        windows[at] = widen(text, &reach, &windows[at], spare);
    }
    let mut ranges: Vec<Range<Spot>> = Vec::with_capacity(windows.len());
    for window in windows.iter().filter(|window| window.chars() > 0) {
        match ranges.last_mut() {
            Some(last) if text[last.end.byte..window.from.byte].trim().is_empty() => {
                last.end = window.to;
            }
            _ => ranges.push(window.from..window.to),
        }
    }
    ranges
}

/// Returns how far a window may go: to the ends of its sentences, not into its
/// neighbours.
fn reach(sentences: &[Range<Spot>], windows: &[Window], at: usize) -> Range<Spot> {
    let Window { from, to, .. } = windows[at];
    let first = sentences.partition_point(|sentence| sentence.end <= from);
    let last = sentences.partition_point(|sentence| sentence.end < to);
    let start = sentences.get(first).map_or(from, |sentence| sentence.start.min(from));
    let end = sentences.get(last).map_or(to, |sentence| sentence.end.max(to));
    let previous = at.checked_sub(1).map_or(start, |at| windows[at].to);
    let next = windows.get(at + 1).map_or(end, |next| next.from);
    start.max(previous)..end.min(next)
}

/// Widens a window within its reach by about `spare` characters, two thirds of them
/// after it, to ends between words.
fn widen(text: &str, reach: &Range<Spot>, window: &Window, spare: usize) -> Window {
    let Window { from, to, starts_sentence } = *window;
    let (mut back, mut forth) = (spare / 3, spare - spare / 3);
    // What one side does not need goes to the other.
    let (before, after) = (from.char - reach.start.char, reach.end.char - to.char);
    if before <= back {
        forth += back - before;
        back = before;
    } else if after <= forth {
        back += forth - after;
        forth = after;
    }
    let from = if before <= back {
        reach.start
    } else {
        let before = &text[reach.start.byte..from.byte];
        let cut =
            before.char_indices().rev().nth(back).map_or(0, |(at, char)| at + char.len_utf8());
        let kept = before[cut..]
            .find(char::is_whitespace)
            .map_or("", |at| before[cut + at..].trim_start());
        Spot { byte: from.byte - kept.len(), char: from.char - chars(kept) }
    };
    let to = if after <= forth {
        reach.end
    } else {
        let after = &text[to.byte..reach.end.byte];
        let cut = after.char_indices().nth(forth).map_or(after.len(), |(at, _)| at);
        let kept = after[..cut].rfind(char::is_whitespace).map_or("", |at| after[..at].trim_end());
        Spot { byte: to.byte + kept.len(), char: to.char + chars(kept) }
    };
    Window { from, to, starts_sentence }
}

fn fragment(
    text: &str,
    Range { start, end }: Range<Spot>,
    field: TextField,
    sentences: &[Range<usize>],
    matches: &[Occurrence],
) -> Fragment {
    let range = start.byte..end.byte;
    let first = matches.partition_point(|found| found.from < range.start);
    let last = matches.partition_point(|found| found.from < range.end);
    let inside = matches[first..last.max(first)].iter().filter(|found| found.sought);
    let inside: Vec<_> = inside.map(|found| found.from..found.to.min(range.end)).collect();
    let raw = &text[range.clone()];
    let is_blank = |char: char| char.is_whitespace() && char != ' ' && !is_no_break(char);
    Fragment {
        text: raw.replace(is_blank, " "),
        highlights: char_ranges(raw, range.start, &inside),
        byte_highlights: inside,
        byte_offset: range.start,
        char_offset: start.char,
        field,
        starts_sentence: sentences.iter().any(|sentence| sentence.start == range.start),
        ends_sentence: sentences.iter().any(|sentence| sentence.end == range.end),
    }
}

/// No-break spaces belong to French typography and stay.
fn is_no_break(char: char) -> bool {
    matches!(char, '\u{A0}' | '\u{202F}')
}

/// Returns ranges of bytes, sorted and disjoint, as ranges of characters of `text`,
/// which starts at `offset` bytes.
fn char_ranges(text: &str, offset: usize, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut byte, mut char) = (0, 0);
    let mut to_char = |at: usize| {
        char += chars(&text[byte..at - offset]);
        byte = at - offset;
        char
    };
    ranges.iter().map(|range| to_char(range.start)..to_char(range.end)).collect()
}

#[cfg(test)]
mod tests;
