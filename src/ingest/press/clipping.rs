//! Clippings: an article as a database prints it as text, below the name of the paper and its
//! day: title, authors, text, then rights and the certificate.
//!
//! It parts no articles.

use super::document_number::is_number;
use super::line::is_day;
use super::{byline, masthead};
use crate::article::Article;

/// Lines among which the one below the name of the paper stands.
const MOST_ABOVE: usize = 3;

/// Most characters of a title.
const MOST_OF_TITLE: usize = 300;

/// Most characters of a line that names authors.
const MOST_OF_BYLINE: usize = 150;

/// Returns the article of a clipping, `None` when no day stands below its first line.
pub(in crate::ingest) fn article(text: &str) -> Option<Article> {
    below_paper(text, |line| masthead::is_header(line) || is_day(line))
}

/// Returns the article of a text that shows that it is a clipping: by how many words there are,
/// or the page, behind the day.
pub(in crate::ingest) fn sure_article(text: &str) -> Option<Article> {
    below_paper(text, masthead::is_header).filter(|it| may_be_title(&it.title))
}

/// Tells whether a line below the day may be a title: where authors or a text stand there, the
/// title stands above it.
pub(in crate::ingest) fn may_be_title(line: &str) -> bool {
    let is_sentence = line.ends_with('.') && !line.ends_with("..");
    !byline::is_person(line) && !is_text(line) && !is_sentence
}

/// Tells whether a line is one of a text, and no title.
fn is_text(line: &str) -> bool {
    const LEAST: usize = 150;
    line.len() >= LEAST && line.ends_with(['.', '»', '"'])
}

fn below_paper(text: &str, is_header: impl Fn(&str) -> bool) -> Option<Article> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let header = lines().take(MOST_ABOVE).position(is_header).filter(|at| *at > 0)?;
    let mut article = Article::default();
    masthead::source(lines().next()?).clone_into(&mut article.source);
    masthead::take_header(&mut article, lines().nth(header)?);
    let number = lines().flat_map(str::split_whitespace).find(|word| is_number(word));
    number.unwrap_or_default().clone_into(&mut article.id);
    let mut rest = lines().skip(header + 1).take_while(|line| !ends_text(line)).peekable();
    let title = rest.next_if(|line| line.chars().count() <= MOST_OF_TITLE);
    title.unwrap_or_default().clone_into(&mut article.title);
    let is_byline = |line: &&str| line.chars().count() <= MOST_OF_BYLINE && byline::is_one(line);
    if let Some(authors) = rest.next_if(is_byline) {
        article.authors = byline::people(authors);
    }
    article.body = rest.collect::<Vec<_>>().join("\n");
    (article.text_bytes() > 0).then_some(article)
}

/// Tells whether a line is the first behind a text: of the rights, of the certificate, of
/// pictures.
pub(in crate::ingest) fn ends_text(line: &str) -> bool {
    let year = line.strip_prefix('©').map(str::trim_start).and_then(|line| line.get(..4));
    let starts = [
        "Numéro de document",
        "Document number",
        "Ce certificat",
        "Ce document est réservé",
        "Illustration(s)",
    ];
    year.is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
        || starts.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Le Phare, no. 123\nSciences, lundi 3 mai 2023 812 mots, p. 4\n\nLe pont rouvre\n\nAnne \
                        Morel\n\nLes camions attendent.\n\nEnfin.\n\n© 2023 Le Phare. Tous droits \
                        réservés.\nNuméro de document : news·20230503·PH·12\n";

    #[test]
    fn a_clipping_has_its_paper_and_its_day_above_its_title() {
        let found = sure_article(TEXT).expect("an article");
        assert_eq!((found.title.as_str(), found.source.as_str()), ("Le pont rouvre", "Le Phare"));
        assert_eq!(
            (found.section.as_str(), found.id.as_str()),
            ("Sciences", "news·20230503·PH·12")
        );
        assert_eq!(found.published.expect("a day").iso, "2023-05-03");
        assert_eq!(
            (found.authors.join("|"), found.body),
            ("Anne Morel".to_owned(), "Les camions attendent.\nEnfin.".to_owned(),)
        );
    }

    #[test]
    fn a_day_alone_below_the_first_line_is_not_sure() {
        let text =
            "Le Phare\n3 mai 2023\nLe pont rouvre\nPar Anne Morel\n\nLes camions attendent.\n";
        assert_eq!(sure_article(text), None);
        let found = article(text).expect("an article");
        assert_eq!((found.title.as_str(), found.source.as_str()), ("Le pont rouvre", "Le Phare"));
        assert_eq!(found.authors, ["Anne Morel"]);
        assert_eq!(article("3 mai 2023\nLe pont rouvre\n"), None);
    }
}
