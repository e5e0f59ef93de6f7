//! Texts of Factiva: a line for each code, lines of a text parted by blank ones.

use super::code::{self, Code, Part};
use super::page;
use crate::article::Article;
use crate::ingest::press::cut::Mark;
use crate::rejection::Reason;

/// Tells whether a line ends an article: its number, behind its code or alone.
pub(super) fn mark(line: &[u8]) -> Mark {
    let line = String::from_utf8_lossy(line);
    let value = Code::at_head(&line).filter(|(code, _)| *code == Code::Number);
    let is_number = code::is_number(value.map_or(&*line, |(_, value)| value));
    if is_number { Mark::End } else { Mark::Within }
}

/// Returns the article of some lines.
pub(super) fn article(text: &str) -> Result<Article, Reason> {
    let mut parts: Vec<Part> = Vec::new();
    let mut is_starred = false;
    let mut is_apart = true;
    for line in text.lines() {
        if let Some((code, value)) = Code::at_head(line) {
            is_starred |= line.starts_with('*');
            parts.push((code, Vec::new()));
            add(&mut parts, value, true);
        } else {
            add(&mut parts, line, is_apart);
        }
        is_apart = line.trim().is_empty();
    }
    let is_of_article = |code: Code| matches!(code, Code::Headline | Code::Lead | Code::Text);
    if !parts.iter().any(|(code, _)| is_of_article(*code)) {
        return page::uncoded(&paragraphs(text));
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
