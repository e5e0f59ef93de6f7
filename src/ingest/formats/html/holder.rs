//! The elements of a page that may hold an article each: `<article>`, and in a page that a
//! program saved others with one heading too.
//!
//! What they hold is not read.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::block::{Block, blocks, blocks_without};
use super::element::{is_comment, is_heading};

/// Returns the elements of articles in a page, without those within others and those of readers.
/// In a page without an address one that is all the end of another is none within it: that one
/// was not closed.
pub(super) fn outer_articles<'d>(body: &NodeRef<'d>, url: &str) -> Vec<NodeRef<'d>> {
    let is_outer = |node: &NodeRef| {
        let around = if url.is_empty() { outermost_unclosed(*node) } else { *node };
        node.has_name("article")
            && !is_of_readers(node)
            && !around.ancestors_it(None).any(|it| it.has_name("article") || is_of_readers(&it))
    };
    body.descendants_it().filter(is_outer).collect()
}

/// Returns the blocks of an element, without those of an article that follows it where it was
/// not closed.
pub(super) fn own_blocks(element: &NodeRef, page_host: &str, url: &str) -> Vec<Block> {
    let last = element.element_children().into_iter().next_back();
    if url.is_empty() && last.is_some_and(|last| is_unclosed_within(&last)) {
        return blocks_without(element, page_host, |inner| &*inner.name.local == "article");
    }
    blocks(element, page_host)
}

/// Returns the elements around one heading each, as large as they can be, outside of elements
/// of articles and of what readers have written.
pub(super) fn headed<'d>(body: &NodeRef<'d>) -> Vec<NodeRef<'d>> {
    let is_title = |node: &NodeRef| node.element_ref().is_some_and(|it| is_heading(&it.name.local));
    let is_outside = |node: &NodeRef| {
        !node.ancestors_it(None).any(|it| it.has_name("article") || is_of_readers(&it))
    };
    let marks = body.descendants_it().filter(|node| is_title(node) || node.has_name("article"));
    let mut held: HashMap<NodeId, usize> = HashMap::new();
    for mark in marks {
        for around in mark.ancestors_it(None) {
            *held.entry(around.id).or_default() += 1;
        }
    }
    let titles = body.descendants_it().filter(|node| is_title(node) && is_outside(node));
    let around = titles.filter_map(|title| {
        let is_alone = |it: &NodeRef| it.id != body.id && held.get(&it.id) == Some(&1);
        title.ancestors_it(None).take_while(is_alone).last()
    });
    around.collect()
}

/// Returns the first of the articles of which each is all the end of the one before.
fn outermost_unclosed(mut node: NodeRef) -> NodeRef {
    while is_unclosed_within(&node)
        && let Some(parent) = node.parent()
    {
        node = parent;
    }
    node
}

/// Tells whether an article stands at the end of another, right in it.
fn is_unclosed_within(node: &NodeRef) -> bool {
    node.has_name("article")
        && node.next_element_sibling().is_none()
        && node.parent().is_some_and(|parent| parent.has_name("article"))
}

fn is_of_readers(node: &NodeRef) -> bool {
    node.element_ref().is_some_and(|element| is_comment(&element))
}
