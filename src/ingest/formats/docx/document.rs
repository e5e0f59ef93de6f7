//! What a document of Word holds: the reports of Nexis, articles of Factiva, or what its text
//! does, nearly always one article.

use super::nexis;
use super::paragraph::{Paragraph, paragraphs};
use crate::article::Article;
use crate::ingest::bytes::encoding;
use crate::ingest::format::ReadOutcome;
use crate::ingest::press::factiva;
use crate::ingest::press::gaps::is_own_heading;
use crate::ingest::press::line::LEAST_TEXT;
use crate::ingest::press::plain::{self, MAX_TITLE_CHARS};
use crate::rejection::Reason;

/// Returns the articles of a document.
pub(super) fn read(xml: &[u8]) -> Vec<ReadOutcome> {
    let paragraphs = paragraphs(&encoding::decode(xml, None));
    let reports = nexis::articles(&paragraphs);
    if !reports.is_empty() {
        return numbered(reports);
    }
    let lines: Vec<&str> = paragraphs.iter().map(|line| line.text.as_str()).collect();
    let text = lines.join("\n\n");
    match factiva::text::articles(&text) {
        found if found.is_empty() => {
            let mut found = plain::several(&text, || article(&paragraphs));
            let seem = Some(headed(&paragraphs)).filter(|count| *count > 1 && found.len() == 1);
            found.extend(seem.map(|count| (None, Err(Reason::Several(count)))));
            found
        }
        found => numbered(found),
    }
}

/// Returns how many articles a document seems to hold by its headings of the first level, which
/// are those of chapters where a title stands over them: none when one is of a work.
fn headed(paragraphs: &[Paragraph]) -> usize {
    let filled: Vec<&Paragraph> = paragraphs.iter().filter(|line| !line.text.is_empty()).collect();
    let Some(first) = filled.first().and_then(|line| line.level) else { return 0 };
    let starts: Vec<usize> =
        (0..filled.len()).filter(|at| filled[*at].level == Some(first)).collect();
    let ends = starts.iter().skip(1).copied().chain([filled.len()]);
    let is_article = |(&start, end): (&usize, usize)| {
        let text = filled[start + 1..end].iter().map(|line| line.text.len()).sum::<usize>();
        is_own_heading(&filled[start].text) && text >= LEAST_TEXT
    };
    let is_top = filled.iter().all(|line| line.level.is_none_or(|level| level >= first));
    let are_articles = is_top && starts.iter().zip(ends).all(is_article);
    if are_articles { starts.len() } else { 0 }
}

/// Returns the articles of a database with their numbers, one alone without.
fn numbered(found: Vec<Result<Article, Reason>>) -> Vec<ReadOutcome> {
    let is_one = found.len() == 1;
    (1..).map(|number| Some(number).filter(|_| !is_one)).zip(found).collect()
}

/// Returns the one article of a document: its first heading or else a short first line is
/// the title.
fn article(paragraphs: &[Paragraph]) -> Result<Article, Reason> {
    let mut lines = paragraphs.iter().filter(|line| !line.text.is_empty()).peekable();
    let is_title = |line: &&&Paragraph| {
        line.is_heading()
            || line.text.chars().count() <= MAX_TITLE_CHARS && !line.text.contains('\n')
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
