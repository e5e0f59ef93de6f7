//! The XML of agencies: `NewsML` 1.2, `NewsML-G2` and NITF.
//!
//! A later revision of an item has the same id, and so replaces the earlier one.

mod first;
mod nitf;
mod second;

use super::document::Record;
use super::markup::{Element, Tree};
use super::{Reason, encoding};
use crate::article::Article;

/// Returns the articles of a document, in order.
pub(super) fn read(bytes: &[u8]) -> Vec<Record> {
    let records = Tree::parse(&encoding::decode(bytes, None)).map(|tree| all(&tree));
    records.unwrap_or_else(|reason| vec![(None, Err(reason))])
}

fn all(tree: &Tree<'_>) -> Vec<Record> {
    let mut found: Vec<Result<Article, Reason>> = Vec::new();
    match tree.root() {
        Some(root) if root.is("NewsML") => {
            let articles = tree
                .all("NewsItem")
                .flat_map(|item| kept(item, |item| first::articles(item, root)));
            found.extend(articles);
        }
        Some(root) if root.is("nitf") => found.extend(kept(root, |root| vec![nitf::article(root)])),
        _ => {
            let articles = tree
                .all("newsItem")
                .flat_map(|item| kept(item, |item| vec![second::article(item)]));
            found.extend(articles);
        }
    }
    let says_cut = found.last() == Some(&Err(Reason::CutShort));
    if tree.is_cut() && !says_cut {
        found.push(Err(Reason::CutShort));
    }
    if found.is_empty() {
        return vec![(None, Err(Reason::NoItem))];
    }
    if found.len() == 1 {
        return found.into_iter().map(|record| (None, record)).collect();
    }
    (1..).map(Some).zip(found).collect()
}

/// Returns the articles of an item that is whole and has a text.
fn kept<'a, 't>(
    item: Element<'a, 't>,
    read: impl Fn(Element<'a, 't>) -> Vec<Article>,
) -> Vec<Result<Article, Reason>> {
    if item.is_cut() {
        return vec![Err(Reason::CutShort)];
    }
    let judged = |article: Article| {
        let has_text = article.text_bytes() > 0;
        if has_text { Ok(article) } else { Err(Reason::NoText) }
    };
    let mut articles: Vec<_> = read(item).into_iter().map(judged).collect();
    if articles.is_empty() {
        articles.push(Err(Reason::NoText));
    }
    articles
}

/// Returns a body without a first line that only repeats the title.
fn without_title(body: String, title: &str) -> String {
    match body.split_once('\n') {
        Some((first, rest)) if first == title => rest.to_owned(),
        _ => body,
    }
}

/// Tells whether a name is one for people, not a code.
fn is_readable(name: &str) -> bool {
    let is_code =
        name.contains([':', '\\']) || name.starts_with(|char: char| char.is_ascii_digit());
    !is_code && name.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests;
