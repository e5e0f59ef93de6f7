//! A piece of HTML, or of XML that is written like it, as lines of text.
//!
//! It builds no tree: tags that do not match cost nothing.

use super::name::is_one;
use super::scanner::{Piece, Scanner};

/// Elements that start and end a line.
const BLOCKS: [&str; 34] = [
    "p",
    "br",
    "hr",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "blockquote",
    "pre",
    "section",
    "article",
    "figure",
    "aside",
    "main",
    "center",
    "form",
    "nav",
    "footer",
    "hl2",
    "paragraph",
    "address",
];

/// Elements of running text.
const INLINE: [&str; 26] = [
    "a", "b", "i", "u", "s", "em", "strong", "span", "sup", "sub", "img", "font", "small", "big",
    "tt", "code", "cite", "q", "abbr", "mark", "td", "th", "wbr", "ins", "del", "time",
];

/// Elements that hold no text of an article: captions, programs, what is embedded.
const SKIPPED: [&str; 11] = [
    "script",
    "style",
    "template",
    "iframe",
    "noscript",
    "svg",
    "object",
    "figcaption",
    "media",
    "button",
    "head",
];

/// Tells whether an element is of running text, not of the structure of a document.
pub(super) fn is_of_prose(name: &str) -> bool {
    is_one(name, &BLOCKS) || is_one(name, &INLINE)
}

/// Returns the text of markup: a line for each paragraph, entities decoded, without tags
/// and what they hide. Text without any paragraph keeps its own lines.
pub(in crate::ingest) fn prose(markup: &str) -> String {
    let has_blocks = Scanner::new(markup)
        .any(|piece| matches!(piece, Piece::Start(tag) if is_one(tag.name, &BLOCKS)));
    let mut lines = Lines::default();
    let mut scanner = Scanner::new(markup);
    while let Some(piece) = scanner.next() {
        match piece {
            Piece::Text(text) => lines.add(&htmlize::unescape(text), has_blocks),
            Piece::Data(text) => lines.add(text, has_blocks),
            Piece::Start(tag) if is_one(tag.name, &SKIPPED) && !tag.is_empty => {
                scanner.skip_to_end(tag.name);
            }
            Piece::Start(tag) if is_one(tag.name, &["td", "th"]) => lines.is_apart = true,
            Piece::Start(tag) if is_one(tag.name, &BLOCKS) => lines.end(),
            Piece::End(name) if is_one(name, &BLOCKS) => lines.end(),
            _ => {}
        }
    }
    lines.text
}

/// Returns the lines of the text of markup that hold something, trimmed.
pub(in crate::ingest) fn prose_lines(markup: &str) -> Vec<String> {
    let text = prose(markup);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Returns a text without a first line that only repeats the title.
pub(in crate::ingest) fn without_title(text: String, title: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) if first == title => rest.to_owned(),
        _ => text,
    }
}

/// Text in lines, with single blanks.
#[derive(Default)]
struct Lines {
    text: String,
    /// A line has ended since the last word.
    is_over: bool,
    /// A blank stands behind the last word.
    is_apart: bool,
}

impl Lines {
    /// Adds text; its own lines are only blanks when `is_flowing`.
    fn add(&mut self, text: &str, is_flowing: bool) {
        for part in text.split_inclusive(|char: char| char.is_whitespace() && char != '\u{A0}') {
            let word = part.trim_end_matches(|char: char| char.is_whitespace() && char != '\u{A0}');
            if !word.is_empty() {
                if !self.text.is_empty() && (self.is_over || self.is_apart) {
                    self.text.push(if self.is_over { '\n' } else { ' ' });
                }
                self.text.push_str(word);
                (self.is_over, self.is_apart) = (false, false);
            }
            self.is_apart |= word.len() < part.len();
            self.is_over |= !is_flowing && part.ends_with('\n');
        }
    }

    fn end(&mut self) {
        self.is_over = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markup: &str, expected: &str) {
        assert_eq!(prose(markup), expected, "reading {markup}");
    }

    #[test]
    fn paragraphs_are_lines() {
        check(
            "<p>Le <b>pont</b>\n rouvre.</p><p>Enfin.<br/>Oui.</p>",
            "Le pont rouvre.\nEnfin.\nOui.",
        );
        check("<ul><li>un<li>deux</ul>", "un\ndeux");
        check("<tr><td>a</td><td>b</td></tr>", "a b");
    }

    #[test]
    fn text_without_paragraphs_keeps_its_lines() {
        check("Le  pont\n\nrouvre\u{A0}!\r\n", "Le pont\nrouvre\u{A0}!");
        check("L'<i>été</i> vient", "L'été vient");
    }

    #[test]
    fn entities_are_decoded() {
        check(
            "L&rsquo;&eacute;t&eacute; &amp; l&#39;hiver&nbsp;: R&D",
            "L’été & l'hiver\u{A0}: R&D",
        );
        check("&lt;p&gt;", "<p>");
    }

    #[test]
    fn programs_and_captions_are_left_out() {
        check("a<script>if (a<b) { '<p>' }</SCRIPT>b<style>p{}</style>", "ab");
        check("<figure><img src='x'><figcaption>Photo</figcaption></figure>Texte", "Texte");
        check("a<script>b", "a");
    }

    #[test]
    fn signs_of_calculation_are_text() {
        check("3 < 4 et 5 > 2", "3 < 4 et 5 > 2");
    }
}
