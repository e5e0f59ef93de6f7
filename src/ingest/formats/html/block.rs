//! Blocks: the lines that a page shows, with how much of each is linked, bold or quoted.
//!
//! It tells what lines are made of, never which of them are the article.

use dom_query::{Document, Element, NodeData, NodeRef};

use super::element::{attr, called, is_heading, is_inline, is_never_text, is_title};
use super::tidy::{push_tidy, tidy};
use crate::ingest::record::tidy::host;

/// A line this long, in bytes, is text.
pub(super) const TEXT_BYTES: usize = 100;

/// A line: a paragraph or a part of it, a heading, an item of a list.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) text: String,
    /// Bytes of it that are links.
    pub(super) linked: usize,
    /// Bytes of it that are links to other sites.
    pub(super) linked_out: usize,
    /// Bytes of it that are in bold.
    pub(super) strong: usize,
    /// Bytes of it that are called a standfirst.
    pub(super) standfirst: usize,
    /// Bytes of it that are a quote set apart.
    pub(super) quoted: usize,
    /// Bytes of it that are called an author.
    pub(super) author: usize,
    /// Bytes of it that are called a date.
    pub(super) date: usize,
    /// Bytes of it that are called a title.
    pub(super) title: usize,
    pub(super) is_heading: bool,
    /// It is a line of the same paragraph as the one before.
    goes_on: bool,
}

/// What the elements around a text make of it, a bit each.
#[derive(Debug, Clone, Copy, Default)]
struct Marks(u8);

const LINK: u8 = 1;
const LINK_OUT: u8 = 1 << 1;
const STRONG: u8 = 1 << 2;
const STANDFIRST: u8 = 1 << 3;
const QUOTE: u8 = 1 << 4;
const AUTHOR: u8 = 1 << 5;
const DATE: u8 = 1 << 6;
const TITLE: u8 = 1 << 7;

impl Marks {
    /// Returns these marks with those of an element below, in a page at this host.
    fn within(self, element: &Element, page_host: &str) -> Self {
        let own = match &*element.name.local {
            "a" if leads_out(element, page_host) => LINK | LINK_OUT,
            "a" => LINK,
            "mark" => STRONG,
            "blockquote" => QUOTE,
            "time" => DATE,
            _ => 0,
        };
        let called = called(element);
        let bit = |is_so, bit| if is_so { bit } else { 0 };
        let named = bit(called.standfirst, STANDFIRST)
            | bit(called.author, AUTHOR)
            | bit(called.date, DATE)
            | bit(is_title(element), TITLE);
        Self(self.0 | own | named)
    }
}

/// Tells whether a link leads to another site than that of this host.
fn leads_out(link: &Element, page_host: &str) -> bool {
    let target = attr(link, "href").filter(|url| url.starts_with("http")).and_then(host);
    let site =
        page_host.rmatch_indices('.').nth(1).map_or(page_host, |(at, _)| &page_host[at + 1..]);
    target.is_some_and(|target| !site.is_empty() && !target.ends_with(site))
}

impl Block {
    /// Adds so many bytes of text with these marks.
    fn count(&mut self, bytes: usize, marks: Marks) {
        if marks.0 == 0 {
            return;
        }
        for (sum, bit) in [
            (&mut self.linked, LINK),
            (&mut self.linked_out, LINK_OUT),
            (&mut self.strong, STRONG),
            (&mut self.standfirst, STANDFIRST),
            (&mut self.quoted, QUOTE),
            (&mut self.author, AUTHOR),
            (&mut self.date, DATE),
            (&mut self.title, TITLE),
        ] {
            *sum += if marks.0 & bit == 0 { 0 } else { bytes };
        }
    }
}

/// Returns the blocks below a node of a page at this host, in order.
pub(super) fn blocks(root: &NodeRef, page_host: &str) -> Vec<Block> {
    blocks_without(root, page_host, |_| false)
}

/// Returns the same without those of elements that are left out.
pub(super) fn blocks_without(
    root: &NodeRef,
    page_host: &str,
    is_left_out: fn(&Element) -> bool,
) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    // Of the elements that the reading is in, from the outside in.
    let mut marks = vec![Marks::default()];
    let mut next = root.first_child();
    while let Some(node) = next {
        let around = marks.last().copied().unwrap_or_default();
        let mut child = None;
        if let Some(element) = node.element_ref() {
            let name = &*element.name.local;
            // Authors are often named in an address.
            let is_text = (!is_never_text(name) || name == "address") && !is_left_out(&element);
            child = node.first_child().filter(|_| is_text);
            if child.is_some() {
                marks.push(around.within(&element, page_host));
            }
            if !is_inline(name) {
                start_block(&mut blocks, name);
            }
        } else if node.is_text()
            && let Some(block) = blocks.last_mut()
        {
            let before = block.text.len();
            node.query(|node| {
                if let NodeData::Text { contents } = &node.data {
                    push_tidy(&mut block.text, contents);
                }
            });
            block.count(block.text.len() - before, around);
        }
        next = child.or_else(|| leave(node, root, &mut blocks, &mut marks));
    }
    for block in &mut blocks {
        block.text.truncate(block.text.trim_end().len());
    }
    blocks.retain(|block| !block.text.trim().is_empty());
    blocks
}

/// Returns the node after all below `node`; the elements passed on the way end.
fn leave<'d>(
    node: NodeRef<'d>,
    root: &NodeRef,
    blocks: &mut Vec<Block>,
    marks: &mut Vec<Marks>,
) -> Option<NodeRef<'d>> {
    let mut at = node;
    loop {
        if let Some(next) = at.next_sibling() {
            return Some(next);
        }
        at = at.parent().filter(|parent| parent.id != root.id)?;
        if let Some(element) = at.element_ref() {
            marks.pop();
            if !is_inline(&element.name.local) {
                start_block(blocks, "");
            }
        }
    }
}

/// Ends the block that is being read, for one that starts with the element `name`.
fn start_block(blocks: &mut Vec<Block>, name: &str) {
    let is_heading = is_heading(name);
    match blocks.last_mut() {
        Some(block) if block.text.trim().is_empty() => {
            *block = Block { is_heading, ..Block::default() };
        }
        _ => blocks.push(Block {
            is_heading,
            goes_on: matches!(name, "br" | "wbr"),
            ..Block::default()
        }),
    }
}

/// Returns all text below a node.
fn text_of(root: &NodeRef) -> String {
    joined(&blocks(root, ""))
}

/// Returns lines as one text, with blank lines between paragraphs.
pub(super) fn joined(blocks: &[Block]) -> String {
    let mut text = String::with_capacity(blocks.iter().map(|block| block.text.len() + 2).sum());
    for block in blocks {
        if !text.is_empty() {
            text.push_str(if block.goes_on { "\n" } else { "\n\n" });
        }
        text.push_str(&block.text);
    }
    text
}

/// Returns the text of `html`, which may be plain text or the inside of a page.
pub(super) fn of_fragment(html: &str) -> String {
    if html.contains("</") || html.contains("<br") {
        return text_of(&Document::fragment(html).root());
    }
    let decoded = htmlize::unescape(html);
    let lines = decoded.lines().map(tidy).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}
