//! The order in which codes come: where an article starts among them, and which line has one
//! though a blank alone parts it from what it announces.
//!
//! It reads no article.

use super::code::{Code, capitals};
use crate::ingest::press::accession::is_number;

/// The codes of an article from its head to its end.
const ORDER: [&str; 28] = [
    "CLM", "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY",
    "LP", "TD", "CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
];

/// Where the last code is with which an article may start.
const LAST_FIRST: usize = 2;

/// Where the first code of a text is.
const TEXT: usize = 15;

/// Where the code of the number is.
const NUMBER: usize = ORDER.len() - 1;

/// Tells which code starts an article: the first of the file where it comes again, another
/// headline, or what stands above headlines behind a text.
#[derive(Default)]
pub(in crate::ingest) struct Starts {
    first: Option<Code>,
    has_headline: bool,
    has_text: bool,
}

impl Starts {
    /// Tells whether another article starts with a code.
    pub(in crate::ingest) fn at(&mut self, code: Code) -> bool {
        let may_be_first = matches!(code, Code::Headline | Code::Section | Code::Column);
        if may_be_first && self.first.is_none() {
            self.first = Some(code);
        }
        let is_headline = code == Code::Headline;
        let is_again = self.has_headline && (is_headline || self.first == Some(code));
        let is_start = may_be_first && (self.has_text || is_again);
        if is_start {
            self.end();
        }
        self.has_headline |= is_headline;
        self.has_text |= matches!(code, Code::Lead | Code::Text);
        is_start
    }

    /// Takes note of the end of an article.
    pub(in crate::ingest) fn end(&mut self) {
        self.has_headline = false;
        self.has_text = false;
    }
}

/// Finds codes at the heads of lines. Where one blank or a colon parts them from what they
/// announce, any line may look so, and the order tells: `LA France` below a text has no code.
#[derive(Default)]
pub(in crate::ingest) struct Lines {
    /// Codes are starred or set apart in this file.
    are_apart: bool,
    /// Where the last code is in the order, in this article.
    last: Option<usize>,
    is_behind_blank: bool,
}

impl Lines {
    /// Returns the code of a line, and what follows it.
    pub(in crate::ingest) fn code<'l>(&mut self, line: &'l str) -> Option<(Code, &'l str)> {
        let found = Code::at_head(line);
        self.are_apart |= found.is_some_and(|(_, value)| !value.is_empty());
        let found = found.or_else(|| self.close(line.trim_end()));
        if found.is_some() {
            let (name, _) = capitals(line.trim_start_matches('*'));
            self.last = ORDER.iter().position(|known| *known == name).or(self.last);
        }
        self.is_behind_blank = line.trim().is_empty();
        found
    }

    /// Takes note of the end of an article.
    pub(in crate::ingest) fn end(&mut self) {
        self.last = None;
    }

    /// Returns the code that a line has if it stands where it may.
    fn close<'l>(&self, line: &'l str) -> Option<(Code, &'l str)> {
        let (name, rest) = capitals(line);
        let value = rest.strip_prefix([':', ' '])?.trim();
        let is_labelled = rest.starts_with(':');
        let place = ORDER.iter().position(|known| *known == name).filter(|_| !self.are_apart)?;
        let may_stand = match self.last {
            None => place <= LAST_FIRST,
            Some(_) if place == NUMBER => is_number(value) || is_labelled,
            Some(last) if last < TEXT => place > last,
            Some(_) if place <= LAST_FIRST => self.is_behind_blank,
            // What stands behind a text is codes in words: `gpol : Politics`.
            Some(last) => {
                let is_of_end = is_labelled || value.contains(" : ") || last > TEXT + 1;
                place > last && (place == TEXT + 1 || is_of_end)
            }
        };
        may_stand.then_some((Code::named(name)?, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut lines = Lines::default();
        let found: Vec<_> = text.lines().filter(|line| lines.code(line).is_some()).collect();
        assert_eq!(found, expected, "in {text}");
    }

    #[test]
    fn a_code_close_to_what_it_announces_stands_where_it_may() {
        let head = ["SE Monde", "HD Le pont", "PD 3 mai 2023", "LA Français", "LP", "TD"];
        let text = "SE Monde\nHD Le pont\nPD 3 mai 2023\nLA Français\nLP\nLA France attend.\nTD\n\
                    IN extremis.\nPD 4 mai\nSE LOGER\n";
        check(text, &head);
        check(
            &format!("{text}\nNS gpol : Politique\nRE fra : France\n"),
            &[&head[..], &["NS gpol : Politique", "RE fra : France"]].concat(),
        );
        check(
            "HD: Le pont\nPD: 3 mai\nTD:\nUn\nAN: x\n",
            &["HD: Le pont", "PD: 3 mai", "TD:", "AN: x"],
        );
        check("LA France attend.\nPD 3 mai", &[]);
        check("HD  Le pont\nLA France", &["HD  Le pont"]);
    }
}
