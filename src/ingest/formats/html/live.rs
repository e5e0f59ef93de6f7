//! Live reports: what tells their posts, which are one article, from the articles of several.
//!
//! It goes by moments and by what stands over all; no text is read.

use dom_query::NodeRef;

use super::block::Block;
use super::element::is_heading;
use crate::article::Date;

/// Most seconds of a live report.
const LIVE_SECONDS: i64 = 2 * 24 * 3600;

/// Bytes of a date that is a day without an hour.
const DAY_BYTES: usize = 10;

/// Most bytes of a line that is an hour and little else: `10h15 - mis à jour`.
const HOUR_BYTES: usize = 30;

/// What is known of the parts of a page, beside their moments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// The page has an address, so that it is one of a site.
    pub(super) has_address: bool,
    /// A heading stands over all of them.
    pub(super) has_heading: bool,
    /// They stand under hours, as posts do.
    pub(super) has_hours: bool,
}

/// Tells whether parts with these moments are the posts of a live report.
///
/// Posts have hours, within a day or two; in a page without an address they have a heading over
/// all besides. In one with an address what has no date at all is a post too, unless it is long.
pub(super) fn is_live(moments: &[&Date], around: Around) -> bool {
    let seconds = || moments.iter().map(|date| date.seconds);
    let length = seconds().max().zip(seconds().min()).map_or(0, |(last, first)| last - first);
    let has_hour = |date: &&Date| date.iso.len() > DAY_BYTES;
    let have_hours = around.has_hours || moments.iter().any(has_hour);
    let are_posts = have_hours || moments.len() < 2;
    length <= LIVE_SECONDS && are_posts && (around.has_address || have_hours && around.has_heading)
}

/// Tells whether a line is an hour and little else: `10h15`, `10:15 – le point`.
pub(super) fn is_hour(line: &Block) -> bool {
    let text = line.text.trim_start_matches(['à', ' ', '[', '(']);
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[figures..];
    let minutes = rest.strip_prefix(['h', 'H', ':']).unwrap_or_default();
    let is_minute = minutes.is_empty() || minutes.starts_with(|char: char| !char.is_alphabetic());
    (1..=2).contains(&figures)
        && rest.starts_with(['h', 'H', ':'])
        && is_minute
        && text.len() <= HOUR_BYTES
}

/// Tells whether a heading stands before a node of a page.
pub(super) fn has_heading_over(body: &NodeRef, node: NodeRef) -> bool {
    let is_title = |node: &NodeRef| node.element_ref().is_some_and(|it| is_heading(&it.name.local));
    let mut before = body.descendants_it().take_while(|other| other.id != node.id);
    before.any(|node| is_title(&node))
}
