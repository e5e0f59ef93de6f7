//! Texts of Factiva: a line for each code, lines of a text parted by blank ones.
//!
//! A line of the text is none of a code, whatever it starts with.

use std::mem;

use super::code::{self, Code, Part, are_codes};
use super::order::{Lines, Starts};
use super::uncoded::{count, uncoded};
use crate::article::Article;
use crate::ingest::press::accession::is_number;
use crate::ingest::press::cut::Mark;
use crate::rejection::Reason;

/// Lines of the beginning of a text in which codes are looked for.
const MOST_LINES: usize = 200;

/// Tells whether this is the beginning of a text of Factiva: some codes, each at the head of
/// its line, or a count of words above a day, and a number.
pub(in crate::ingest) fn is_text(head: &[u8]) -> bool {
    let lines = head.split(|byte| *byte == b'\n').take(MOST_LINES);
    let lines: Vec<&str> = lines.filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let mut coded = Lines::default();
    let mut found: Vec<Code> = Vec::new();
    for (code, _) in lines.iter().filter_map(|line| coded.code(line)) {
        if !found.contains(&code) {
            found.push(code);
        }
    }
    are_codes(&found)
        || lines.iter().any(|line| is_number(line)) && {
            let lines: Vec<&&str> = lines.iter().filter(|line| !line.trim().is_empty()).collect();
            count(&lines).is_some()
        }
}

/// Returns the articles of a text that is held whole, none when it is not of Factiva.
pub(in crate::ingest) fn articles(text: &str) -> Vec<Result<Article, Reason>> {
    if !is_text(text.as_bytes()) {
        return Vec::new();
    }
    let mut marks = TextMarks::default();
    let mut found = Vec::new();
    let mut open = String::new();
    for line in text.split_inclusive('\n') {
        let mark = marks.of(line.as_bytes());
        if mark == Mark::Between {
            found.push(article(&mem::take(&mut open)));
        }
        open.push_str(line);
        if mark == Mark::End {
            found.push(article(&mem::take(&mut open)));
        }
    }
    // What stands behind the last number need not be an article.
    found.extend(Some(article(&open)).filter(|last| found.is_empty() || last.is_ok()));
    found
}

/// What ends an article: its number, behind its code or alone. Where numbers lack, codes part
/// two articles by their order.
#[derive(Default)]
pub(in crate::ingest) struct TextMarks {
    lines: Lines,
    starts: Starts,
    /// The code of the number stands alone in the line before.
    is_at_number: bool,
    /// Codes stand alone in this file, as in the cells of a table.
    are_alone: bool,
}

impl TextMarks {
    /// Tells what a line does to an article.
    pub(in crate::ingest) fn of(&mut self, line: &[u8]) -> Mark {
        let line = String::from_utf8_lossy(line);
        let coded = self.lines.code(&line);
        let is_of_number = matches!(coded, Some((Code::Number, _)));
        let value = match coded {
            Some((Code::Number, value)) => value,
            Some(_) => "",
            None => line.trim(),
        };
        let is_announced = is_of_number || self.is_at_number && coded.is_none();
        if is_number(value) || is_announced && is_unknown_number(value) {
            self.starts.end();
            self.lines.end();
            self.is_at_number = false;
            return Mark::End;
        }
        self.is_at_number = is_announced && value.is_empty();
        let Some((code, value)) = coded else { return Mark::Within };
        // A word in capitals may stand alone in a text, that of the day seldom.
        self.are_alone |= code == Code::Day && value.is_empty();
        let is_sure = line.starts_with('*') || !value.is_empty() || self.are_alone;
        let counts = is_sure || matches!(code, Code::Lead | Code::Text);
        if counts && self.starts.at(code) { Mark::Between } else { Mark::Within }
    }
}

/// Tells whether text behind the code of a number may be one, whatever its form: letters and
/// figures, behind one word at most.
fn is_unknown_number(text: &str) -> bool {
    const LEAST: usize = 6;
    let mut words = text.split_whitespace().rev();
    let is_it = words.next().is_some_and(|word| {
        word.len() >= LEAST && word.contains(|char: char| char.is_ascii_digit())
    });
    is_it && words.nth(1).is_none()
}

/// Returns the article of some lines.
pub(in crate::ingest) fn article(text: &str) -> Result<Article, Reason> {
    let mut parts: Vec<Part> = Vec::new();
    let mut is_starred = false;
    let mut is_apart = true;
    let mut lines = Lines::default();
    for line in text.lines() {
        if let Some((code, value)) = lines.code(line) {
            is_starred |= line.starts_with('*');
            parts.push((code, Vec::new()));
            add(&mut parts, value, true);
        } else if is_number(line) {
            parts.push((Code::Number, vec![line.trim().to_owned()]));
        } else {
            add(&mut parts, line, is_apart);
        }
        is_apart = line.trim().is_empty();
    }
    let is_of_article = |code: Code| matches!(code, Code::Headline | Code::Lead | Code::Text);
    if !parts.iter().any(|(code, _)| is_of_article(*code)) {
        return uncoded(&paragraphs(text));
    }
    if is_starred {
        let lines = parts.iter_mut().flat_map(|(_, lines)| lines);
        lines.for_each(|line| *line = without_stars(line));
    }
    code::article(&parts)
}

/// Adds a line to the last part, as one of its own or as the rest of the one before.
fn add(parts: &mut [Part], line: &str, is_apart: bool) {
    let Some((code, lines)) = parts.last_mut() else { return };
    let line = line.trim();
    if line.is_empty() || *code == Code::Number && !lines.is_empty() {
        return;
    }
    match lines.last_mut() {
        Some(last) if !is_apart => {
            // A hyphen or a stroke at the end of a line is one of the word.
            if !last.ends_with(['-', '/']) || last.ends_with(" -") {
                last.push(' ');
            }
            last.push_str(line);
        }
        _ => lines.push(line.to_owned()),
    }
}

/// Returns the paragraphs of a text without codes.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Returns a line without the stars around what the search had found: `le *pont*`.
fn without_stars(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('*') {
        kept.push_str(before);
        match after.split_once('*') {
            Some((word, behind)) if !word.is_empty() && word.trim() == word => {
                kept.push_str(word);
                rest = behind;
            }
            _ => {
                kept.push('*');
                rest = after;
            }
        }
    }
    kept.push_str(rest);
    kept
}
