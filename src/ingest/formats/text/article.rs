//! The article of a plain text, or of a part of one.
//!
//! The first line that is not empty is the title when it is short and more text
//! follows; otherwise the title is derived later from the opening words.

use crate::article::Article;
use crate::ingest::press::parts::{is_day, label};
use crate::ingest::record::description::Description;
use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Lines at the head of a part among which its day stands.
const HEAD_LINES: usize = 6;

/// Most characters of a first line that is taken for a title.
pub(in crate::ingest) const MAX_TITLE_CHARS: usize = 150;

/// Returns the article that `text` is, without id, or `None` when it is blank.
pub(super) fn article(text: &str) -> Option<Article> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let (title, body) = match text.split_once('\n') {
        Some((first, rest)) if first.trim().chars().count() <= MAX_TITLE_CHARS => {
            (first.trim(), rest.trim())
        }
        _ => ("", text),
    };
    Some(Article { title: title.to_owned(), body: body.to_owned(), ..Article::default() })
}

/// Returns the article that `text` is, with what is said of it elsewhere: where that names the
/// title, the first line is none.
pub(super) fn described(text: &str, description: &Description) -> Result<Article, Reason> {
    let article = if description.has_title() {
        Some(Article { body: text.trim().to_owned(), ..Article::default() })
    } else {
        article(text)
    };
    let is_text = |article: &Article| article.text_bytes() > 0;
    description.article(&article.filter(is_text).ok_or(Reason::NoText)?)
}

/// Returns the article of a part of a text: of labelled lines, or of a heading with a day
/// near it.
pub(super) fn of_part(part: &str) -> Result<Article, Reason> {
    let names = FieldNames::default();
    let first = part.trim_start().lines().next().unwrap_or_default();
    if label(first, &names).is_some() {
        return labelled(part, &names);
    }
    let mut day = None;
    let mut lines = part.trim().lines().enumerate();
    let kept: Vec<&str> = lines
        .by_ref()
        .filter(|(at, line)| {
            let is_it = *at < HEAD_LINES && day.is_none() && is_day(line.trim());
            if is_it {
                day = Some(line.trim().to_owned());
            }
            !is_it
        })
        .map(|(_, line)| line)
        .collect();
    let mut article = article(&kept.join("\n")).ok_or(Reason::NoText)?;
    article.set_published(day.unwrap_or_default());
    Ok(article)
}

/// Returns the article of lines with labels, and of the text behind them.
fn labelled(part: &str, names: &FieldNames) -> Result<Article, Reason> {
    let mut record = NamedFields::default();
    let mut lines = part.trim().lines().map(str::trim).peekable();
    while let Some(line) = lines.next_if(|line| line.is_empty() || label(line, names).is_some()) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let Some(field) = names.find(name.trim()) else { continue };
        let is_body = field.0 == Field::Body;
        let more: Vec<&str> = if is_body { lines.by_ref().collect() } else { Vec::new() };
        record.add(field, &[&[value.trim()], more.as_slice()].concat().join("\n"));
    }
    let rest = lines.collect::<Vec<_>>().join("\n");
    if let Some(body) = names.find("body").filter(|_| !rest.is_empty()) {
        record.add(body, &rest);
    }
    record.into_article()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str, body: &str) {
        let article = article(text).expect("some text");
        assert_eq!((article.title.as_str(), article.body.as_str()), (title, body));
    }

    #[test]
    fn a_short_first_line_before_more_text_is_the_title() {
        check(
            "\n\n Grève à Lyon \r\n\r\nLes trains…\nrestent.\n",
            "Grève à Lyon",
            "Les trains…\nrestent.",
        );
    }

    #[test]
    fn a_lone_or_long_first_line_is_the_body() {
        check("Grève à Lyon\n", "", "Grève à Lyon");
        let long = "mot ".repeat(60);
        check(&format!("{long}\nsuite"), "", &format!("{long}\nsuite"));
    }

    #[test]
    fn a_part_has_its_day_or_its_labels() {
        let found = of_part("Le pont rouvre\n3 mai 2023\n\nLes camions.\n").expect("an article");
        assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont rouvre", "Les camions."));
        assert_eq!(found.published.expect("a day").iso, "2023-05-03");
        let found = of_part(
            "Titre : Le pont\nDate : 3 mai 2023\nAuteur : Anne Morel\n\nIl rouvre.\nEnfin.",
        )
        .expect("an article");
        assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont", "Il rouvre.\nEnfin."));
        assert_eq!(
            (found.published.expect("a day").iso, found.authors.join("")),
            ("2023-05-03".into(), "Anne Morel".into())
        );
    }

    #[test]
    fn a_blank_file_has_no_article() {
        assert_eq!(article(" \n "), None);
    }
}
