//! What stands around the headline of a page: the labels above it, and the lines with
//! authors and dates below, which are often no part of what is taken for the article.

use dom_query::Document;

use super::block::{Block, TEXT_BYTES, blocks};
use super::byline::{is_byline, opens_byline};
use super::facts::{Fact, Facts};

/// Most lines below the headline that are looked at.
const MAX_LINES: usize = 20;

/// The lines around the headline of a page.
#[derive(Debug, Default)]
pub(super) struct Headline {
    /// Short lines above it: sections, labels, menus.
    pub(super) labels: Vec<String>,
    /// Lines with authors or dates between it and the text.
    pub(super) bylines: Vec<String>,
    /// The standfirst below it, a line a paragraph: what is called so, or else a heading that
    /// is as long as a text.
    pub(super) standfirst: String,
}

impl Headline {
    /// Returns the lines around the headline; none when it is not sure where it is.
    pub(super) fn of(document: &Document, title: &str, facts: &Facts) -> Self {
        let Some(root) = document.body() else { return Self::default() };
        let mut above = blocks(&root);
        let Some(at) = place(&above, title, facts) else { return Self::default() };
        let below = above.split_off(at);
        let is_short = |block: &Block| block.text.len() < TEXT_BYTES;
        let (mut bylines, mut standfirst) = (Vec::new(), String::new());
        let mut texts = 0;
        for block in below.into_iter().skip(1).take(MAX_LINES) {
            let opens = opens_byline(&block.text);
            let is_own = opens || texts == 0 && block.linked * 2 <= block.text.len();
            // Below a standfirst, which is text, a date alone may be one of the story.
            if is_own && is_byline(&block.text) {
                bylines.push(block.text);
            } else if block.standfirst > 0 && block.linked == 0 && texts == 0 {
                if !standfirst.is_empty() {
                    standfirst.push('\n');
                }
                standfirst.push_str(&block.text);
            } else if !is_short(&block) {
                texts += 1;
                if block.is_heading && block.linked == 0 && standfirst.is_empty() {
                    standfirst = block.text;
                }
            }
            if texts > 1 {
                break;
            }
        }
        let labels = above.into_iter().filter(is_short).map(|block| block.text);
        Self { labels: labels.collect(), bylines, standfirst }
    }
}

/// Returns which block is the headline.
fn place(blocks: &[Block], title: &str, facts: &Facts) -> Option<usize> {
    let of_title = |block: &Block| block.text == title;
    let heading = blocks.iter().position(|block| block.is_heading && of_title(block));
    let only = || {
        let mut headings = facts.values(Fact::Heading);
        let heading = headings.next().filter(|_| headings.next().is_none())?;
        blocks.iter().position(|block| block.is_heading && block.text == heading)
    };
    heading.or_else(only).or_else(|| blocks.iter().position(of_title))
}
