//! What a document of Word holds: the reports of Nexis, or else one article.

use super::nexis;
use super::paragraph::{Paragraph, paragraphs};
use crate::article::Article;
use crate::ingest::bytes::encoding;
use crate::ingest::format::ReadOutcome;
use crate::rejection::Reason;

/// Most characters of a first line that is taken for a title.
const MOST_OF_TITLE: usize = 150;

/// Returns the articles of a document.
pub(super) fn read(xml: &[u8]) -> Vec<ReadOutcome> {
    let paragraphs = paragraphs(&encoding::decode(xml, None));
    let reports = nexis::articles(&paragraphs);
    if reports.len() > 1 {
        return (1..).map(Some).zip(reports).collect();
    }
    let one = reports.into_iter().next();
    vec![(None, one.unwrap_or_else(|| article(&paragraphs)))]
}

/// Returns the one article of a document: its first heading or else a short first line is
/// the title.
fn article(paragraphs: &[Paragraph]) -> Result<Article, Reason> {
    let mut lines = paragraphs.iter().filter(|line| !line.text.is_empty()).peekable();
    let is_title = |line: &&&Paragraph| {
        line.is_heading || line.text.chars().count() <= MOST_OF_TITLE && !line.text.contains('\n')
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
