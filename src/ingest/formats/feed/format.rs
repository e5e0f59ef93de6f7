//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom. JSON Feed is JSON, read elsewhere.
//!
//! An item is an article. Broken markup costs the item that it is in; a feed cut short
//! keeps the items before the cut.

use super::item::{Channel, article};
use crate::ingest::bytes::encoding;
use crate::ingest::document::ReadOutcome;
use crate::ingest::markup::{Element, Tree};
use crate::rejection::Reason;

/// Returns the articles of a feed, in order.
pub(in crate::ingest) fn read(bytes: &[u8]) -> Vec<ReadOutcome> {
    let records = Tree::parse(&encoding::decode(bytes, None)).map(|tree| items(&tree));
    records.unwrap_or_else(|reason| vec![(None, Err(reason))])
}

fn items(tree: &Tree<'_>) -> Vec<ReadOutcome> {
    let Some(root) = tree.root() else { return vec![(None, Err(Reason::NoItem))] };
    // Items stand within the channel, or beside it in RSS 1.0.
    let about = tree.all("channel").next().unwrap_or(root);
    let is_alone = root.is("entry");
    let channel = if is_alone { Channel::default() } else { Channel::new(about) };
    let is_item = |element: &Element<'_, '_>| {
        let is_own = element.is_of(root) || element.is_of(about);
        is_own && (element.is("item") || element.is("entry"))
    };
    // An entry may be a document by itself.
    let mut records: Vec<ReadOutcome> = (1..)
        .zip(std::iter::once(root).chain(root.descendants()).filter(is_item))
        .map(|(number, item)| (Some(number), article(item, &channel)))
        .collect();
    if records.is_empty() {
        records.push((None, Err(Reason::NoItem)));
    }
    let says_cut = records.last().is_some_and(|(_, last)| *last == Err(Reason::CutShort));
    if tree.is_cut() && !says_cut {
        records.push((None, Err(Reason::CutShort)));
    }
    records
}
