//! What a document of Word holds: reports of Nexis, articles of Factiva, or what its text does, nearly always
//! one article.

use super::nexis;
use super::paragraph::{Paragraph, paragraphs};
use crate::article::Article;
use crate::ingest::bytes::encoding;
use crate::ingest::format::ReadOutcome;
use crate::ingest::formats::factiva;
use crate::ingest::press::plain::{self, MAX_TITLE_CHARS};
use crate::rejection::Reason;

/// Returns the articles of a document.
pub(super) fn read(xml: &[u8]) -> Vec<ReadOutcome> {
    let paragraphs = paragraphs(&encoding::decode(xml, None));
    let text = || {
        let lines: Vec<&str> = paragraphs.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n\n")
    };
    let mut found = nexis::articles(&paragraphs);
    if found.is_empty() {
        found = factiva::articles(&text());
    }
    match (found.len(), found.pop()) {
        (1, Some(one)) => vec![(None, one)],
        (_, Some(last)) => (1..).map(Some).zip(found.into_iter().chain([last])).collect(),
        (_, None) => plain::several(&text(), || article(&paragraphs)),
    }
}

/// Returns the one article of a document: its first heading or else a short first line is
/// the title.
fn article(paragraphs: &[Paragraph]) -> Result<Article, Reason> {
    let mut lines = paragraphs.iter().filter(|line| !line.text.is_empty()).peekable();
    let is_title = |line: &&&Paragraph| {
        line.is_heading || line.text.chars().count() <= MAX_TITLE_CHARS && !line.text.contains('\n')
    };
    let title = lines.next_if(|line| is_title(&line));
    let body = lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let title = title.map(|line| line.text.replace('\n', " ")).unwrap_or_default();
    let (title, body) = if body.is_empty() { (String::new(), title) } else { (title, body) };
    if body.is_empty() {
        return Err(Reason::NoText);
    }
    Ok(Article { title, body, ..Article::default() })
}
