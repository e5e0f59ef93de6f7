//! The text that a page shows: its paragraphs, headings and list items, one a line,
//! without what stands around an article.

use std::collections::HashSet;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::author;
use super::block::{Block, TEXT_BYTES, blocks, joined};
use super::byline::is_byline;
use super::facts::{Fact, Facts};
use super::headline::Headline;
use super::pointer::{POINTER_BYTES, is_pointer};
use super::{scope, surroundings};
use super::tidy::plain;

/// Below this many characters a text is looked for with fewer demands.
const ENOUGH_CHARS: usize = 200;

/// The element around what was found to be the article.
const ARTICLE: &str = "#readability-page-1";

/// A standfirst is at most one part in this of the text.
const STANDFIRST_PART: usize = 4;

/// Most bytes of a line that names authors at the end of a text.
const SIGNATURE_BYTES: usize = 100;

/// Bytes of a quote that may stand in the text as well, and most of them in a page.
const QUOTE_BYTES: std::ops::Range<usize> = 20..500;
const MAX_QUOTES: usize = 20;

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct PageText {
    /// Paragraphs, parted by blank lines.
    pub(super) text: String,
    /// The lines above the text that name authors or dates.
    pub(super) bylines: Vec<String>,
    /// The names that stand where those of authors do.
    pub(super) authors: Vec<String>,
    /// The standfirst above the text, when it is set apart.
    pub(super) standfirst: String,
    /// Most of it are links: the page lists articles.
    pub(super) is_list: bool,
}

impl Block {
    /// Tells whether this, which opens a text of so many bytes, is its standfirst: the
    /// one that the page gives, or the beginning of it in bold.
    fn is_standfirst(&self, given: &str, bytes: usize) -> bool {
        let is_strong = self.strong == self.text.len() && self.text.len() >= TEXT_BYTES;
        self.text.len() * STANDFIRST_PART < bytes
            && (self.text == given
                || is_strong && (given.is_empty() || given.starts_with(&self.text)))
    }
}

/// Returns the text of a page; its title and its standfirst, when they stand above
/// it, are no part of it.
pub(super) fn read(document: Document, title: &str, facts: &Facts) -> PageText {
    let headline = Headline::of(&document, title, facts);
    scope::drop_what_follows(&document);
    surroundings::mark_off(&document);
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        char_threshold: ENOUGH_CHARS,
        ..Config::default()
    };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else {
        return PageText::default();
    };
    if readability.parse().is_err() {
        return PageText::default();
    }
    let article = readability.doc.select_single(ARTICLE);
    let root = article.nodes().first();
    root.map(|root| select(blocks(root), title, facts, headline)).unwrap_or_default()
}

/// Returns the text among what was found.
fn select(blocks: Vec<Block>, title: &str, facts: &Facts, headline: Headline) -> PageText {
    let mut shown = PageText {
        bylines: headline.bylines,
        authors: headline.authors,
        ..PageText::default()
    };
    let authors: HashSet<&str> = facts.values(Fact::Author).collect();
    let mut kept: Vec<Block> = Vec::new();
    let (mut has_text, mut linked, mut linked_headings) = (false, 0, 0);
    for block in blocks {
        let is_link = block.linked * 2 > block.text.len();
        if is_link && block.text.len() < POINTER_BYTES {
            linked += block.text.len();
            linked_headings += usize::from(block.is_heading);
        } else if !has_text && is_byline(&block.text) {
            shown.bylines.push(block.text);
        } else if !has_text && headline.labels.contains(&block.text) {
            // It was above the title, which is gone.
        } else if !has_text && block.text == title {
            // What stands above the title is no text.
            kept.clear();
        } else if !is_pointer(&block.text, block.linked > 0)
            && !is_signature(&block.text, &authors)
        {
            has_text |= block.text.len() >= TEXT_BYTES;
            kept.push(block);
        }
    }
    while kept.last().is_some_and(|block| block.is_heading) {
        kept.pop();
    }
    drop_repeated_quotes(&mut kept);
    let bytes: usize = kept.iter().map(|block| block.text.len()).sum();
    // A standfirst is often said again.
    if let [first, second, ..] = &kept[..]
        && first.text == second.text
        && first.text.len() * STANDFIRST_PART < bytes
    {
        kept.remove(0);
    }
    if kept.first().is_some_and(|block| block.is_standfirst(facts.first(Fact::Description), bytes))
    {
        shown.standfirst = kept.remove(0).text;
    } else if headline.standfirst.len() * STANDFIRST_PART < bytes {
        let is_of_it = |block: &Block| headline.standfirst.lines().any(|line| line == block.text);
        let opening = kept.iter().take_while(|block| is_of_it(block)).count();
        if !kept[opening..].iter().any(is_of_it) {
            kept.drain(..opening);
            shown.standfirst = headline.standfirst;
        }
    }
    let paragraphs = kept.iter().filter(|block| block.text.len() >= TEXT_BYTES).count();
    shown.is_list = linked > bytes || linked_headings > 2 && linked_headings * 2 > paragraphs;
    shown.text = joined(&kept);
    shown
}

/// Tells whether a line is no more than the names of authors, with what they are.
fn is_signature(line: &str, authors: &HashSet<&str>) -> bool {
    if line.len() > SIGNATURE_BYTES || line.ends_with(['.', '!', '?', '…', ':', '»']) {
        return false;
    }
    let names = author::names(line);
    // Behind them may stand an agency that the page does not state.
    names.first().is_some_and(|name| authors.contains(name))
        && names.iter().all(|name| authors.contains(name) || !author::is_full(name))
}

/// Drops the quotes that the text has a second time.
fn drop_repeated_quotes(blocks: &mut Vec<Block>) {
    if !blocks.iter().any(|block| block.quoted > 0) {
        return;
    }
    let texts = blocks.iter().filter(|block| block.quoted == 0);
    let text = plain(&texts.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n"));
    let mut quotes = 0;
    blocks.retain(|block| {
        if block.quoted == 0 || !QUOTE_BYTES.contains(&block.text.len()) || quotes == MAX_QUOTES {
            return true;
        }
        quotes += 1;
        !text.contains(&plain(&block.text))
    });
}
