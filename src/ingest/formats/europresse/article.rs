//! An article of Europresse: its masthead, what stands around its title, its text, and what
//! stands behind that: captions, rights, the certificate.

use std::ops::Range;

use crate::article::Article;
use crate::ingest::date::parse_date;
use crate::ingest::markup::{Picked, Tag, picked, prose, prose_lines};
use crate::ingest::press::clipping::ends_text;
use crate::ingest::press::document_number::is_number;
use crate::ingest::press::{byline, masthead};
use crate::ingest::record::tidy::distinct;
use crate::rejection::Reason;

/// Most characters of a line that names authors.
const MOST_OF_BYLINE: usize = 150;

/// What links to the original say, folded to what all of them have.
const ORIGINAL: [&str; 6] =
    ["Voir l", "Cet article est paru", "See the ", "View ", "This article ", "Consulter l"];

/// Returns the article that this markup is.
pub(super) fn article(markup: &str) -> Result<Article, Reason> {
    let mut article = Article::default();
    let front = take_masthead(&mut article, markup);
    let link = take_original(&mut article, markup);
    let is_old = find(markup, |tag| is_section(tag) || is_text(tag)).is_none();
    article.body = if is_old {
        let text = take_old_front(&mut article, &markup[front..]);
        let lines = body(text, &link).into_iter().take_while(|line| !ends_text(line));
        lines.collect::<Vec<_>>().join("\n")
    } else {
        let text = take_front(&mut article, markup, front);
        let mut lines = body(text, &link);
        // An agency may put its rights behind its text.
        while lines.len() > 1 && lines.pop_if(|line| is_rights(line)).is_some() {}
        lines.extend(boxes(markup));
        lines.join("\n")
    };
    article.id = number(markup).unwrap_or_default();
    if article.published.is_none() && article.unread_date.is_none() {
        let day = article.id.split('·').nth(1).unwrap_or_default();
        article.published = parse_date(day);
    }
    if article.text_bytes() == 0 { Err(Reason::NoText) } else { Ok(article) }
}

/// Takes the paper and the line below, and returns where that ends.
fn take_masthead(article: &mut Article, markup: &str) -> usize {
    if let Some(name) = find(markup, |tag| is_class(tag, "DocPublicationName")) {
        masthead::source(&prose(name.inner)).clone_into(&mut article.source);
    }
    let headers: Vec<_> = picked(markup, |tag| is_class(tag, "DocHeader")).collect();
    let header = headers.iter().map(|part| prose(part.inner)).collect::<Vec<_>>().join(" ");
    masthead::take_header(article, &header.replace('\n', " "));
    headers.last().map_or(0, |last| last.range.end)
}

/// Takes what stands between masthead and text, and returns the text.
fn take_front<'m>(article: &mut Article, markup: &'m str, from: usize) -> &'m str {
    let text = find(markup, is_text).or_else(|| find(markup, is_section));
    let Some(text) = text else { return "" };
    let section = find(markup, is_section).map_or(text.range.start, |it| it.range.start);
    let front = markup.get(from..section.min(text.range.start)).unwrap_or_default();
    let is_title = |tag: Tag<'_>| is_class(tag, "titreArticle") || is_headline(tag);
    let title = find(front, is_title);
    let place = title.as_ref().map_or(0..0, |title| title.range.clone());
    let mut kicker = kicker_lines(&front[..place.start]);
    let mut lead = Vec::new();
    if let Some(title) = &title {
        take_title(article, title, &mut kicker, &mut lead);
    }
    take_behind_title(article, &front[place.end..], &mut lead);
    // Some kickers repeat the standfirst, behind a sign.
    let kicker: Vec<String> =
        kicker.iter().flat_map(|line| line.split('|')).map(str::to_owned).collect();
    article.description = distinct(kicker.into_iter().chain(lead)).join("\n");
    text.inner
}

/// Returns the lines above the title, without the list of other papers that had the article.
fn kicker_lines(markup: &str) -> Vec<String> {
    let others = picked(markup, |tag| tag.has_class(|class| class.starts_with("apd-")));
    let kept = without(markup, others.map(|other| other.range));
    prose_lines(&kept)
}

/// Takes the title, with the lines above and below it in the same element.
fn take_title(
    article: &mut Article,
    title: &Picked<'_>,
    kicker: &mut Vec<String>,
    lead: &mut Vec<String>,
) {
    let Some(headline) = find(title.inner, is_headline) else {
        article.title = prose_lines(title.inner).join(" ");
        return;
    };
    article.title = prose_lines(headline.inner).join(" ");
    kicker.extend(prose_lines(&title.inner[..headline.range.start]));
    lead.extend(prose_lines(&title.inner[headline.range.end..]));
}

/// Takes authors and standfirst from what stands between title and text.
fn take_behind_title(article: &mut Article, markup: &str, lead: &mut Vec<String>) {
    let bold: Vec<_> = picked(markup, |tag| tag.is("b") || tag.is("strong")).collect();
    let bylines = without(markup, bold.iter().map(|part| part.range.clone()));
    for line in prose_lines(&bylines) {
        if article.authors.is_empty() && line.chars().count() <= MOST_OF_BYLINE {
            article.authors = byline::people(&line);
        } else {
            lead.push(line);
        }
    }
    lead.extend(bold.iter().flat_map(|part| prose_lines(part.inner)));
}

/// Takes what stands around the title in a file of tables, and returns the text. A line
/// that breaks before the first paragraph names the authors.
fn take_old_front<'m>(article: &mut Article, markup: &'m str) -> &'m str {
    let Some(title) = find(markup, is_headline) else { return markup };
    article.title = prose_lines(title.inner).join(" ");
    article.description = prose_lines(&markup[..title.range.start]).join("\n");
    let behind = &markup[title.range.end..];
    let Some(paragraph) = find(behind, |tag| tag.is("p")).map(|it| it.range.start) else {
        return behind;
    };
    let above = &behind[..paragraph];
    let is_byline = above.rfind('<').is_some_and(|at| {
        above[at + 1..].get(..2).is_some_and(|name| name.eq_ignore_ascii_case("br"))
            && above.trim_end().ends_with('>')
    });
    match prose_lines(above).as_slice() {
        [line] if is_byline && line.chars().count() <= MOST_OF_BYLINE => {
            article.authors = byline::people(line);
            &behind[paragraph..]
        }
        _ => behind,
    }
}

/// Takes the address of the original from the link to it, and returns what that says.
fn take_original(article: &mut Article, markup: &str) -> String {
    let links = picked(markup, |tag| tag.is("a"));
    let originals = links.filter_map(|link| {
        let text = prose(link.inner);
        let is_it = ORIGINAL.iter().any(|start| text.starts_with(start));
        is_it.then_some((link, text))
    });
    let original = originals.last();
    let Some((link, text)) = original else { return String::new() };
    let address = link.tag.attribute("href").filter(|address| address.starts_with("http"));
    article.url = address.unwrap_or_default().into_owned();
    text
}

/// Returns the lines of a text, without the link to the original.
fn body(text: &str, link: &str) -> Vec<String> {
    let notes = picked(text, |tag| is_class(tag, "link-not-hosted"));
    let mut kept = prose_lines(&without(text, notes.map(|note| note.range)));
    if let Some(last) = kept.iter_mut().rfind(|line| !link.is_empty() && line.ends_with(link)) {
        last.truncate(last.len() - link.len());
        last.truncate(last.trim_end().len());
    }
    kept.retain(|line| !line.is_empty());
    kept
}

/// Tells whether a line is of the rights and of nothing else.
fn is_rights(line: &str) -> bool {
    ["©", "Tous droits de reproduction", "Tous droits réservés", "All rights reserved"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Returns the lines of boxes beside the article.
fn boxes(markup: &str) -> Vec<String> {
    let boxes = picked(markup, |tag| is_class(tag, "rdp__newsdoc"));
    let is_heading = |line: &String| line.starts_with("Encadré") || line.starts_with("Sidebar");
    boxes.flat_map(|one| prose_lines(one.inner)).filter(|line| !is_heading(line)).collect()
}

/// Returns the number by which the provider knows the article: `news·20231018·PJ·3029`.
fn number(markup: &str) -> Option<String> {
    const LONGEST: usize = 400;
    let labelled = ["Numéro de document", "lblNodoc"].into_iter().find_map(|label| {
        let rest = &markup[markup.find(label)? + label.len()..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST)];
        number_in(&htmlize::unescape(rest))
    });
    labelled.or_else(|| {
        let at = markup.rfind("·20").or_else(|| markup.rfind("&#183;"))?;
        let from = markup.floor_char_boundary(at.saturating_sub(LONGEST));
        let to = markup.floor_char_boundary(at + LONGEST);
        number_in(&htmlize::unescape(&markup[from..to]))
    })
}

/// Returns the first word that has the form of such a number.
fn number_in(text: &str) -> Option<String> {
    let is_end = |char: char| char.is_whitespace() || "<>\"'".contains(char);
    text.split(is_end).find(|word| is_number(word)).map(str::to_owned)
}

fn is_class(tag: Tag<'_>, name: &str) -> bool {
    tag.has_class(|class| class.eq_ignore_ascii_case(name))
}

fn is_headline(tag: Tag<'_>) -> bool {
    ["titreArticleVisu", "rdp__articletitle"].iter().any(|name| is_class(tag, name))
}

fn is_text(tag: Tag<'_>) -> bool {
    is_class(tag, "DocText")
}

fn is_section(tag: Tag<'_>) -> bool {
    tag.is("section")
}

/// Returns the first element that is wanted.
fn find<'t>(markup: &'t str, is_wanted: impl Fn(Tag<'t>) -> bool) -> Option<Picked<'t>> {
    picked(markup, is_wanted).next()
}

/// Returns markup without some ranges of it, which come in order.
fn without(markup: &str, ranges: impl Iterator<Item = Range<usize>>) -> String {
    let mut kept = String::with_capacity(markup.len());
    let mut from = 0;
    for range in ranges {
        kept.push_str(&markup[from..range.start]);
        from = range.end;
    }
    kept.push_str(&markup[from..]);
    kept
}
