//! Hits for people: a headline, a line of details, the snippet, the link.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use super::score::score_line;
use super::{counted, printable};
use crate::index::StoredArticle;
use crate::query::{Query, Role};
use crate::search::{Copy, Hit, Matcher, Results, Snippet};

/// A hit with what is shown of it.
pub struct ShownHit {
    /// The hit.
    pub hit: Hit,
    /// Its article.
    pub article: StoredArticle,
    /// What is shown of its text.
    pub snippet: Snippet,
    /// The other articles with this text, or nearly.
    pub copies: Vec<(StoredArticle, Copy)>,
    /// How many more there are.
    pub more_copies: usize,
}

/// How hits are laid out.
#[derive(Debug, Clone, Copy, Default)]
pub struct HitsStyle {
    /// Columns to wrap at; `None` leaves each piece on one line.
    pub width: Option<usize>,
    /// How matches are shown.
    pub highlight: Highlight,
    /// Headlines are links, as some terminals show them (OSC 8).
    pub links: bool,
}

/// How matches are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Highlight {
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

impl HitsStyle {
    /// Returns text of an article as it can be shown.
    fn safe<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = printable(text);
        if self.highlight == Highlight::Html && text.contains(['&', '<', '>', '"', '\'']) {
            return Cow::Owned(text.chars().map(escaped).collect());
        }
        text
    }
}

/// Returns a character as HTML has it.
fn escaped(char: char) -> Cow<'static, str> {
    match char {
        '&' => "&amp;".into(),
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '"' => "&quot;".into(),
        '\'' => "&#39;".into(),
        char => char.to_string().into(),
    }
}

/// Left margin of everything below a headline.
const MARGIN: &str = "    ";

const RANK: Style = AnsiColor::Cyan.on_default();
const TITLE: Style = Style::new().bold();
const MATCH: Style = AnsiColor::Yellow.on_default().bold();
const DETAILS: Style = Style::new().dimmed();

/// Writes an answer: how the query was read where that is no matter of course, then
/// the hits.
pub fn write_hits(
    out: &mut dyn Write,
    query: &Query,
    results: &Results,
    hits: &[ShownHit],
    style: HitsStyle,
) -> io::Result<()> {
    writeln!(out, "{DETAILS}{}{DETAILS:#}", style.safe(&headline(query, results)))?;
    for (index, shown) in hits.iter().enumerate() {
        writeln!(out)?;
        write_hit(out, shown, &results.matcher, style)?;
        if let Some(parts) = results.explanations.get(index) {
            let parts = score_line(parts, results.reading(query));
            let line = format!("{:.2} = {parts}", shown.hit.score);
            wrapped(out, &format!("{DETAILS}{}{DETAILS:#}", style.safe(&line)), MARGIN, style)?;
        }
    }
    Ok(())
}

/// Returns the line above the hits.
fn headline(query: &Query, results: &Results) -> String {
    let words = query.words.iter().filter(|word| word.role != Role::Unscored);
    let words: Vec<&str> = words.map(|word| word.term.as_str()).collect();
    let what = if words.is_empty() { String::new() } else { format!(" for {}", words.join(", ")) };
    let mut line = if results.relaxed {
        let count = articles(results.total_all_words);
        format!("{count} with all of {}; the others have some of the words", words.join(", "))
    } else {
        format!("{}{what}", articles(results.total))
    };
    if results.without_phrases {
        line = format!("{line}; too few have the words in quotes side by side");
    }
    if let Some(language) = &query.language {
        if results.searched == 0 {
            return format!("no article is in {language}; `limier info` lists the languages");
        }
        line = format!("{line} (in {language})");
    }
    let unknown: Vec<&str> = results.unknown.iter().map(|(word, _)| word.as_str()).collect();
    if !unknown.is_empty() && words.len() > unknown.len() {
        line = format!("{line}; in no article: {}", unknown.join(", "));
    }
    let meant: Vec<&str> =
        results.unknown.iter().filter_map(|(_, meant)| meant.as_deref()).collect();
    if !meant.is_empty() {
        line = format!("{line}; did you mean {}?", meant.join(", "));
    }
    if results.undated > 0 {
        line = format!("{line}; {} without a date left out", articles(results.undated));
    }
    line
}

fn articles(count: u64) -> String {
    match count {
        0 => "no article".to_owned(),
        count => counted(count, "article", "articles"),
    }
}

fn write_hit(
    out: &mut dyn Write,
    shown: &ShownHit,
    matcher: &Matcher,
    style: HitsStyle,
) -> io::Result<()> {
    let ShownHit { hit, article, snippet, copies, more_copies } = shown;
    let title = article.title();
    let marked = marked(title, &matcher.title_marks(title), TITLE, style);
    let marked = match link_target(article.url()).filter(|_| style.links) {
        Some(target) => format!("\u{1B}]8;;{target}\u{1B}\\{marked}\u{1B}]8;;\u{1B}\\"),
        None => marked,
    };
    let rank = format!("{:>2}. ", hit.rank);
    wrapped(out, &format!("{RANK}{rank}{RANK:#}{marked}"), "", style)?;
    let details = details(article);
    if !details.is_empty() {
        wrapped(out, &format!("{DETAILS}{}{DETAILS:#}", style.safe(&details)), MARGIN, style)?;
    }
    let mut text = String::new();
    for (index, fragment) in snippet.fragments.iter().enumerate() {
        if index > 0 {
            text.push_str(" … ");
        } else if !fragment.starts_sentence {
            text.push_str("… ");
        }
        text.push_str(&self::marked(&fragment.text, &fragment.highlights, Style::new(), style));
    }
    if snippet.fragments.last().is_some_and(|fragment| !fragment.ends_sentence) {
        text.push_str(" …");
    }
    if !text.is_empty() {
        wrapped(out, &text, MARGIN, style)?;
    }
    let place = if article.url().is_empty() { article.id() } else { article.url() };
    // Never wrapped: a broken link cannot be followed.
    writeln!(out, "{MARGIN}{DETAILS}{}{DETAILS:#}", style.safe(place))?;
    if copies.is_empty() {
        return Ok(());
    }
    let copies = copies.iter().map(|(article, copy)| copy_line(article, copy.is_same));
    let mut line = format!("also: {}", copies.collect::<Vec<_>>().join(", "));
    if *more_copies > 0 {
        line = format!("{line} and {more_copies} more");
    }
    wrapped(out, &format!("{DETAILS}{}{DETAILS:#}", style.safe(&line)), MARGIN, style)
}

/// Returns a copy by its id, with what tells it from others.
pub(super) fn copy_line(article: &StoredArticle, is_same: bool) -> String {
    let nearly = if is_same { "" } else { "nearly the same" };
    let day = article.published().get(..10).unwrap_or_default();
    let details = [article.source(), day, nearly].into_iter().filter(|detail| !detail.is_empty());
    let details = details.collect::<Vec<_>>().join(", ");
    if details.is_empty() {
        article.id().to_owned()
    } else {
        format!("{} ({details})", article.id())
    }
}

/// Returns where a link may lead: a URL of the web in printable ASCII, other characters
/// in their percent form; `None` for anything that a terminal could take for more.
fn link_target(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if !is_web || url.contains(|char: char| char.is_control() || char.is_whitespace()) {
        return None;
    }
    let mut target = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii() {
            target.push(char::from(byte));
        } else {
            target.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    Some(target)
}

/// Returns a digit of base 16.
fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

/// Returns date, source and section, as far as they are known.
pub(super) fn details(article: &StoredArticle) -> String {
    let day = article.published().get(..10).unwrap_or_default();
    let day = if day.is_empty() { "undated" } else { day };
    [day, article.source(), article.section()]
        .into_iter()
        .filter(|detail| !detail.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Returns `text` in a style, with `marks` (character offsets, sorted) shown.
fn marked(text: &str, marks: &[Range<usize>], base: Style, style: HitsStyle) -> String {
    let (open, close) = match style.highlight {
        Highlight::Ansi => (format!("{base:#}{MATCH}"), format!("{MATCH:#}{base}")),
        Highlight::Markdown => ("**".to_owned(), "**".to_owned()),
        Highlight::Html => ("<mark>".to_owned(), "</mark>".to_owned()),
        Highlight::None => (String::new(), String::new()),
    };
    // Hostile characters are replaced one by one: offsets in characters hold.
    let text = printable(text);
    let mut out = base.to_string();
    let mut marks = marks.iter().peekable();
    for (offset, char) in text.chars().enumerate() {
        if marks.peek().is_some_and(|mark| mark.start == offset) {
            out.push_str(&open);
        }
        // A paragraph's end leaves several blanks, of which one is enough to read.
        if style.highlight == Highlight::Html {
            out.push_str(&escaped(char));
        } else if char != ' ' || !out.ends_with(' ') {
            out.push(char);
        }
        if marks.next_if(|mark| mark.end == offset + 1).is_some() {
            out.push_str(&close);
        }
    }
    out + &format!("{base:#}")
}

/// Writes text wrapped at the width, `margin` in front of its lines, and the usual
/// one in front of all but the first.
fn wrapped(out: &mut dyn Write, text: &str, margin: &str, style: HitsStyle) -> io::Result<()> {
    let Some(width) = style.width else { return writeln!(out, "{margin}{text}") };
    let options = textwrap::Options::new(width)
        .initial_indent(margin)
        .subsequent_indent(MARGIN)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).iter().try_for_each(|line| writeln!(out, "{line}"))
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
}
