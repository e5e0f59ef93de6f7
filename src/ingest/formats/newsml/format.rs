//! The XML of agencies: `NewsML` 1.2, `NewsML-G2` and NITF.
//!
//! A later revision of an item has the same id, and so replaces the earlier one.

use super::{g2, newsml1, nitf};
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out, ReadOutcome, told};
use crate::ingest::markup::{Element, Tree};
use crate::rejection::Reason;

/// The XML of agencies.
pub(in crate::ingest::formats) struct NewsMl;

impl Format for NewsMl {
    fn about(&self) -> &'static About {
        &About {
            name: "newsml",
            version: 3,
            noun: "the XML of an agency",
            extensions: &["newsml", "nitf"],
            shared: &["xml"],
            help: "each story of an agency: NewsML 1.2, NewsML-G2, NITF",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || {
            match head.root() {
                Some("newsml" | "newsitem" | "newsmessage" | "nitf") => true,
                Some("html") | None => false,
                // What a program has gathered.
                Some(_) => holds_nitf(&head.xml()),
            }
        })
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        out.whole(source, Reason::DocumentTooLarge, |bytes, _| read(bytes))
    }
}

/// Tells whether the beginning of some XML holds a document of NITF.
fn holds_nitf(head: &str) -> bool {
    ["<nitf>", "<nitf "]
        .iter()
        .any(|tag| memchr::memmem::find(head.as_bytes(), tag.as_bytes()).is_some())
}

/// Returns the articles of a document, or of several one behind the other, in order.
pub(super) fn read(bytes: &[u8]) -> Vec<ReadOutcome> {
    let records = Tree::parse(&encoding::decode(bytes, None)).map(|tree| all(&tree));
    records.unwrap_or_else(|reason| vec![(None, Err(reason))])
}

fn all(tree: &Tree<'_>) -> Vec<ReadOutcome> {
    let mut found: Vec<Result<Article, Reason>> = Vec::new();
    match tree.root() {
        Some(root) if root.is("NewsML") => {
            let articles = tree
                .all("NewsItem")
                .flat_map(|item| kept(item, |item| newsml1::articles(item, root)));
            found.extend(told(articles));
        }
        _ => {
            let items = tree.all("newsItem");
            found.extend(told(items.flat_map(|item| kept(item, |item| vec![g2::article(item)]))));
            // That of an item is its text.
            if found.is_empty() {
                let stories = tree.all("nitf");
                found.extend(told(stories.flat_map(|it| kept(it, |it| vec![nitf::article(it)]))));
            }
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
