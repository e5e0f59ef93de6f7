//! Articles of Factiva without codes: their lines come in an order that stays.
//!
//! All of it is found from the line that counts the words, right above the day.

use super::code;
use crate::article::Article;
use crate::ingest::press::accession::is_number;
use crate::ingest::press::{byline, day, language, masthead};
use crate::rejection::Reason;

/// Lines between the day and the text.
const MOST_BEFORE_TEXT: usize = 8;

/// Returns the article of lines without codes: the part of the paper, the headline, the
/// authors, how many words, the day, the hour, the paper, its code, pages, the language, the
/// rights, then the text and the number.
pub(in crate::ingest) fn uncoded(lines: &[String]) -> Result<Article, Reason> {
    let Some(count) = count(lines) else { return Err(Reason::NoItem) };
    let mut article = Article::default();
    let front = &lines[count.saturating_sub(3)..count];
    let (title, section, authors) = match front {
        [section, title, authors] => (title.as_str(), section.as_str(), authors.as_str()),
        [section, title] if !byline::is_one(title) => (title.as_str(), section.as_str(), ""),
        [title, authors] => (title.as_str(), "", authors.as_str()),
        [title] => (title.as_str(), "", ""),
        _ => ("", "", ""),
    };
    title.clone_into(&mut article.title);
    article.section = masthead::section(section);
    article.authors = byline::people(authors);
    take_behind_count(&mut article, &lines[count + 1..]);
    if article.text_bytes() == 0 { Err(Reason::NoText) } else { Ok(article) }
}

/// Takes what stands behind the count of words, the day first.
pub(in crate::ingest) fn take_behind_count(article: &mut Article, lines: &[String]) {
    if let Some(number) = lines.iter().find(|line| is_number(line)) {
        let number = number.split_whitespace().next_back().unwrap_or_default();
        number.clone_into(&mut article.id);
    }
    let Some((day, mut rest)) = lines.split_first() else { return };
    let hour = rest.first().filter(|line| is_hour(line));
    code::set_published(article, day, hour.map_or("", String::as_str));
    rest = &rest[usize::from(hour.is_some())..];
    let source = rest.first().map_or("", String::as_str);
    masthead::source(source).clone_into(&mut article.source);
    let is_language = |line: &String| line.len() > 2 && !language::code(line).is_empty();
    if let Some(at) = rest.iter().skip(1).take(MOST_BEFORE_TEXT).position(is_language) {
        article.language = language::code(&rest[at + 1]);
        rest = &rest[at + 2..];
    }
    let is_rights = |line: &String| {
        line.contains("opyright") || line.starts_with("(c)") || line.starts_with('©')
    };
    rest = &rest[usize::from(rest.first().is_some_and(is_rights))..];
    article.body = without_number(rest).join("\n");
}

/// Returns the lines before the number of the article.
pub(in crate::ingest) fn without_number(lines: &[String]) -> &[String] {
    let number = lines.iter().position(|line| is_number(line));
    &lines[..number.unwrap_or(lines.len())]
}

/// Returns which line counts the words: the one above the day.
pub(in crate::ingest) fn count(lines: &[impl AsRef<str>]) -> Option<usize> {
    let is_it = |pair: &[&str]| matches!(*pair, [count, day] if is_count(count) && is_day(day));
    let texts: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    texts.windows(2).position(is_it)
}

fn is_day(line: &str) -> bool {
    day::starts(line).first() == Some(&0) && day::day(line).is_some()
        || line.contains('年') && day::day(line).is_some()
}

/// Tells whether a line counts something: `1,063 words`, `630 字`.
fn is_count(line: &str) -> bool {
    let Some((number, unit)) = line.trim().rsplit_once(char::is_whitespace) else {
        return false;
    };
    number.starts_with(|char: char| char.is_ascii_digit())
        && number.chars().all(|char| char.is_ascii_digit() || " ,.\u{A0}\u{202F}".contains(char))
        && unit.chars().all(char::is_alphabetic)
}

fn is_hour(line: &str) -> bool {
    line.len() <= 8
        && line.contains(':')
        && line.bytes().all(|byte| byte.is_ascii_digit() || b": APM".contains(&byte))
}
