//! The codes that Factiva gives the parts of an article, and the article that they make.
//!
//! It reads parts that others have cut; a code that it does not know announces nothing.

use crate::article::Article;
use crate::ingest::press::{byline, day, language, masthead};
use crate::ingest::record::tidy::distinct;
use crate::rejection::Reason;

/// Codes that tell a text of Factiva.
const LEAST_CODES: usize = 4;

/// What a code announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Code {
    Headline,
    Authors,
    Section,
    Column,
    Day,
    Hour,
    Source,
    Language,
    Lead,
    Text,
    Subjects,
    Number,
    /// Nothing that an article has.
    Other,
}

/// The codes in their form.
const CODES: [(Code, &[&str]); 13] = [
    (Code::Headline, &["HD"]),
    (Code::Authors, &["BY"]),
    (Code::Section, &["SE"]),
    (Code::Column, &["CLM"]),
    (Code::Day, &["PD"]),
    (Code::Hour, &["ET"]),
    (Code::Source, &["SN"]),
    (Code::Language, &["LA"]),
    (Code::Lead, &["LP"]),
    (Code::Text, &["TD"]),
    (Code::Subjects, &["NS"]),
    (Code::Number, &["AN"]),
    (
        Code::Other,
        &[
            "WC", "SC", "ED", "PG", "VOL", "CY", "RF", "CO", "IN", "RE", "IPC", "IPD", "PUB",
            "NGC", "GC", "CR", "CT", "ART", "CX", "NT", "RIC", "IPT", "HLP", "DJIC", "ATT", "DE",
        ],
    ),
];

impl Code {
    /// Returns what a code announces.
    pub(in crate::ingest) fn named(code: &str) -> Option<Self> {
        CODES.iter().find(|(_, names)| names.contains(&code)).map(|(code, _)| *code)
    }

    /// Returns the code at the head of a line, starred or set apart by blanks, and what
    /// follows: `*HD* Le pont`, `HD  Le pont`.
    pub(in crate::ingest) fn at_head(line: &str) -> Option<(Self, &str)> {
        let line = line.trim_end();
        let starred = line.strip_prefix('*').and_then(|line| line.split_once('*'));
        let (code, rest) = starred.or_else(|| {
            let (code, rest) = capitals(line);
            // A page that was saved as text by a program.
            let rest = rest.strip_prefix("&nbsp;").unwrap_or(rest);
            let blanks = rest.len() - rest.trim_start().len();
            (rest.is_empty() || blanks > 1 || rest.starts_with('\t')).then_some((code, rest))
        })?;
        Some((Self::named(code)?, rest.trim()))
    }
}

/// Tells whether these are codes enough to know Factiva by: the headline, the day and others.
pub(in crate::ingest) fn are_codes(found: &[Code]) -> bool {
    found.len() >= LEAST_CODES && found.contains(&Code::Headline) && found.contains(&Code::Day)
}

/// Returns the capitals at the head of a line, and what follows.
pub(in crate::ingest) fn capitals(line: &str) -> (&str, &str) {
    let end = line.find(|char: char| !char.is_ascii_uppercase()).unwrap_or(line.len());
    line.split_at(end)
}

/// A part of an article: its code and its lines.
pub(in crate::ingest) type Part = (Code, Vec<String>);

/// Returns the article that parts make.
pub(in crate::ingest) fn article(parts: &[Part]) -> Result<Article, Reason> {
    let all = |code: Code| {
        parts.iter().filter(move |(found, _)| *found == code).flat_map(|(_, lines)| lines)
    };
    let line = |code: Code| all(code).map(String::as_str).collect::<Vec<_>>().join(" ");
    let mut article = Article {
        id: number(&line(Code::Number)).to_owned(),
        title: line(Code::Headline),
        source: masthead::source(&line(Code::Source)).to_owned(),
        section: masthead::section(&line(Code::Section)),
        authors: byline::people(&line(Code::Authors)),
        tags: subjects(&line(Code::Subjects)),
        language: language::code(&line(Code::Language)),
        body: all(Code::Lead).chain(all(Code::Text)).cloned().collect::<Vec<_>>().join("\n"),
        ..Article::default()
    };
    if article.section.is_empty() {
        article.section = line(Code::Column);
    }
    set_published(&mut article, &line(Code::Day), &line(Code::Hour));
    if article.text_bytes() == 0 { Err(Reason::NoText) } else { Ok(article) }
}

/// Takes the day and the hour of an article, or the day alone when the hour cannot be read.
pub(in crate::ingest) fn set_published(article: &mut Article, day: &str, hour: &str) {
    article.published = day::day(&format!("{day} {hour}"));
    if article.published.is_none() {
        day::set_published(article, day.to_owned());
    }
}

/// Returns the number of an article: `Document PHARE00020220315ei3f0003o`.
fn number(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}

/// Returns subjects without their codes: `gpol : Domestic Politics | gcat : News`.
fn subjects(text: &str) -> Vec<String> {
    distinct(text.split('|').filter_map(|subject| {
        let name = subject.split_once(" : ").map_or(subject, |(_, name)| name).trim();
        is_subject(name).then(|| name.to_owned())
    }))
}

/// Tells whether a subject is one of the article, not of how the database is searched.
pub(in crate::ingest) fn is_subject(name: &str) -> bool {
    !name.ends_with("Filter") && !name.ends_with("Filters") && name != "Content Types"
}
