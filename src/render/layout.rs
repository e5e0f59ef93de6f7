//! Lines for people: colours, marks, links, wrapping.
//!
//! Nothing of an article gets past it that a terminal would obey.

use std::borrow::Cow;
use std::io::{self, Write};
use std::iter;
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use jiff::tz::TimeZone;
use percent_encoding::{CONTROLS, utf8_percent_encode};

use super::lines::{first_lines, lines};
use super::printable::{in_one_line, shown};

/// How lines are laid out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    /// Columns to wrap at; `None` leaves each piece on one line.
    pub width: Option<usize>,
    /// Lines that a page of hits should not go beyond, where that can be.
    pub rows: Option<usize>,
    /// Most lines of a snippet.
    pub snippet_lines: Option<usize>,
    /// The time zone of days and hours; `None` for that of each date.
    pub zone: Option<TimeZone>,
    /// How matches are shown.
    pub highlight: Highlight,
    /// Headlines are links, as some terminals show them (OSC 8).
    pub links: bool,
}

/// How matches are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Highlight {
    /// By a colour.
    Ansi,
    /// Between `**`.
    #[default]
    Markdown,
    /// Between `<mark>` and `</mark>`; everything else is escaped.
    Html,
    /// Not at all.
    None,
}

/// Left margin of everything below a headline.
pub(super) const MARGIN: &str = "    ";

/// As grep has it: red is seen on a light and on a dark ground.
const MATCH: Style = AnsiColor::Red.on_default().bold();

impl Layout {
    /// Returns text of an article as it can be shown, on one line.
    pub(super) fn safe<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.highlight {
            Highlight::Html => Cow::Owned(escaped(&in_one_line(text))),
            _ => in_one_line(text),
        }
    }

    /// Returns `text` on one line in a style, with `marks` (character offsets, sorted) shown.
    pub(super) fn marked(&self, text: &str, marks: &[Range<usize>], base: Style) -> String {
        let (open, close) = self.signs(base);
        let mut chars = text.chars();
        let mut out = base.to_string();
        let mut at = 0;
        for Range { start, end } in marks {
            self.push(&mut out, chars.by_ref().take(start - at));
            out.push_str(&open);
            self.push(&mut out, chars.by_ref().take(end - start));
            out.push_str(&close);
            at = *end;
        }
        self.push(&mut out, chars);
        out + &format!("{base:#}")
    }

    /// Returns what stands in front of a match and behind it, in text of a style.
    pub(super) fn signs(&self, base: Style) -> (String, String) {
        match self.highlight {
            Highlight::Ansi => (format!("{base:#}{MATCH}"), format!("{MATCH:#}{base}")),
            Highlight::Markdown => ("**".to_owned(), "**".to_owned()),
            Highlight::Html => ("<mark>".to_owned(), "</mark>".to_owned()),
            Highlight::None => (String::new(), String::new()),
        }
    }

    /// Adds characters as they are shown.
    fn push(&self, out: &mut String, chars: impl Iterator<Item = char>) {
        let chars = chars.filter_map(shown);
        if self.highlight == Highlight::Html {
            out.push_str(&escaped(&chars.collect::<String>()));
        } else {
            out.extend(chars);
        }
    }

    /// Returns `text` with one blank where it has several, as the end of a paragraph leaves
    /// them, and one is enough to read.
    pub(super) fn closed_up(&self, text: &str) -> String {
        if self.highlight == Highlight::Html {
            return text.to_owned();
        }
        let mut closed = String::with_capacity(text.len());
        for char in text.chars() {
            if char != ' ' || !closed.ends_with(' ') {
                closed.push(char);
            }
        }
        closed
    }

    /// Returns `text` as a link to a URL, where links are shown and it can be followed.
    pub(super) fn linked(&self, text: String, url: &str) -> String {
        match link_target(url).filter(|_| self.links) {
            Some(target) => format!("\u{1B}]8;;{target}\u{1B}\\{text}\u{1B}]8;;\u{1B}\\"),
            None => text,
        }
    }

    /// Writes text wrapped at the width, in at most so many lines; `first` stands in front of
    /// the first, `margin` in front of the others.
    pub(super) fn wrapped(
        &self,
        out: &mut dyn Write,
        text: &str,
        (first, margin): (&str, &str),
        most: Option<usize>,
    ) -> io::Result<()> {
        let Some(width) = self.width else { return writeln!(out, "{first}{text}") };
        let room = width.saturating_sub(first.len().max(margin.len()));
        let lines = match most {
            Some(most) => first_lines(text, room, most),
            None => lines(text, room),
        };
        let margins = iter::once(first).chain(iter::repeat(margin));
        lines.iter().zip(margins).try_for_each(|(line, margin)| writeln!(out, "{margin}{line}"))
    }
}

/// Returns text as HTML has it, also within quotes of either kind.
fn escaped(text: &str) -> String {
    htmlize::escape_attribute(text).replace('\'', "&#39;")
}

/// Returns where a link may lead: a URL of the web in printable ASCII, other characters
/// in their percent form; `None` for anything that a terminal could take for more.
fn link_target(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if !is_web || url.contains(|char: char| char.is_control() || char.is_whitespace()) {
        return None;
    }
    Some(utf8_percent_encode(url, CONTROLS).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_and_hold_nothing_a_terminal_obeys() {
        let check = |url, target: Option<&str>| assert_eq!(link_target(url).as_deref(), target);
        check("https://exemple.fr/été?a=1#b", Some("https://exemple.fr/%C3%A9t%C3%A9?a=1#b"));
        check("http://exemple.fr/", Some("http://exemple.fr/"));
        check("https://exemple.fr/\u{1B}]8;;", None);
        check("https://exemple.fr/\u{9C}", None);
        check("https://exemple.fr/a b", None);
        check("file:///etc/passwd", None);
        check("", None);
    }

    #[test]
    fn marks_stand_around_what_matched() {
        let check = |highlight, expected: &str| {
            let layout = Layout { highlight, ..Layout::default() };
            let text = "l’« État »  d'<été>";
            let marked = layout.marked(text, &[4..8, 15..18], Style::new());
            assert_eq!(layout.closed_up(&marked), expected);
        };
        check(Highlight::Markdown, "l’« **État** » d'<**été**>");
        check(Highlight::None, "l’« État » d'<été>");
        check(Highlight::Html, "l’« <mark>État</mark> »  d&#39;&lt;<mark>été</mark>&gt;");
    }
}
