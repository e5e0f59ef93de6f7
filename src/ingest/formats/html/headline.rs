//! What stands around the headline of a page: the labels above it, and the lines with
//! authors and dates above and below, which are often no part of what is taken for the article.

use dom_query::Document;

use super::author::names_of_byline;
use super::block::{Block, TEXT_BYTES, blocks};
use super::byline::{date_of_byline, is_bare_date, is_byline, opens_byline, opens_with_weekday};
use super::facts::{Fact, Facts};
use super::shown_authors::shown_authors;
use super::tidy::plain;

/// Most lines below the headline that are looked at, and above it for a date.
const MAX_LINES: usize = 20;
const MAX_LINES_ABOVE: usize = 6;

/// Most bytes of a label behind the headline.
const LABEL_BYTES: usize = 20;

/// The lines around the headline of a page.
#[derive(Debug, Default)]
pub(super) struct Headline {
    /// Short lines above it: sections, labels, menus.
    pub(super) labels: Vec<String>,
    /// Lines with authors or dates between it and the text, then those above it.
    pub(super) bylines: Vec<String>,
    /// The names that stand where those of authors do.
    pub(super) authors: Vec<String>,
    /// The standfirst below it, a line a paragraph: what is called so, or else a heading that
    /// is as long as a text.
    pub(super) standfirst: String,
}

impl Headline {
    /// Returns the lines around the headline; none when it is not sure where it is.
    pub(super) fn of(document: &Document, title: &str, facts: &Facts, page_host: &str) -> Self {
        let Some(root) = document.body() else { return Self::default() };
        let mut above = blocks(&root, page_host);
        let Some(at) = place(&above, title, facts) else { return Self::default() };
        let below = above.split_off(at);
        let authors = shown_authors(&below[1..]);
        let (mut bylines, standfirst) = lines_below(below);
        let near = above.iter().rev().take(MAX_LINES_ABOVE);
        bylines.extend(near.filter(|block| is_dateline(block)).map(|block| block.text.clone()));
        let is_short = |block: &Block| block.text.len() < TEXT_BYTES;
        let labels = above.into_iter().filter(is_short).map(|block| block.text).collect();
        Self { labels, bylines, authors, standfirst }
    }
}

/// Tells whether a line above the headline tells when the article was published.
fn is_dateline(block: &Block) -> bool {
    let says = opens_byline(&block.text)
        || block.date * 2 > block.text.len()
        || !names_of_byline(&block.text, false).is_empty();
    says && is_byline(&block.text) && date_of_byline(&block.text).is_some()
}

/// Returns the lines with authors or dates below the headline, which is the first block, and
/// the standfirst.
fn lines_below(below: Vec<Block>) -> (Vec<String>, String) {
    let (mut bylines, mut standfirst) = (Vec::new(), String::new());
    let mut texts = 0;
    for block in below.into_iter().skip(1).take(MAX_LINES) {
        let opens = opens_byline(&block.text);
        // Below a standfirst, which is text, a date alone may be one of the story.
        let is_called_date = is_bare_date(&block.text)
            && (block.date * 2 > block.text.len() || opens_with_weekday(&block.text));
        let is_own = opens || is_called_date || texts == 0 && block.linked * 2 <= block.text.len();
        if is_own && is_byline(&block.text) {
            bylines.push(block.text);
        } else if block.standfirst > 0 && block.linked == 0 && texts == 0 {
            if !standfirst.is_empty() {
                standfirst.push('\n');
            }
            standfirst.push_str(&block.text);
        } else if block.text.len() >= TEXT_BYTES {
            texts += 1;
            if block.is_heading && block.linked == 0 && standfirst.is_empty() {
                standfirst = block.text;
            }
        }
        if texts > 1 {
            break;
        }
    }
    (bylines, standfirst)
}

/// Returns which block is the headline.
fn place(blocks: &[Block], title: &str, facts: &Facts) -> Option<usize> {
    let letters = plain(title);
    let is_title = |block: &Block| block.text == title;
    // Behind it may stand a label: `Abonnés`.
    let is_heading = |block: &Block| {
        block.is_heading && block.text.len() <= title.len() + LABEL_BYTES && {
            let shown = plain(&block.text);
            !letters.is_empty() && shown.starts_with(&letters)
        }
    };
    let headings = || blocks.iter().enumerate().filter(|(_, block)| is_heading(block));
    let heading = headings().find(|(_, block)| block.linked == 0).or_else(|| headings().next());
    let heading = heading.map(|(at, _)| at);
    let only = || {
        let mut headings = facts.values(Fact::Heading);
        let heading = headings.next().filter(|_| headings.next().is_none())?;
        blocks.iter().position(|block| block.is_heading && block.text == heading)
    };
    heading.or_else(only).or_else(|| blocks.iter().position(is_title))
}
