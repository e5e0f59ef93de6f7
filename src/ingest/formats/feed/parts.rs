//! Feeds that are too large to be read whole: handed on in parts, each with the head of
//! the feed and some of its items.
//!
//! The head is what stands before the first item. A part ends where an item does; what
//! is in one is not judged here.

use std::io::{BufRead, Read};
use std::mem;

use super::item::read;
use crate::error::Result;
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::ingest::bytes::source::{Origin, Source};
use crate::ingest::format::{Later, Out};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Bytes of a part, but for its last item.
const PART_BYTES: usize = 4 << 20;

/// Ends of all that may be open around an item; those that are not open do no harm.
const ENDS: &[u8] = b"</channel></rss></feed></rdf:RDF></RDF>";

/// Reads every article of a feed.
pub(super) fn read_parts(source: &mut Source<'_>, out: &mut dyn Out) -> Result<()> {
    let mut head = Vec::new();
    let mut part = Vec::new();
    let (mut before, mut items, mut is_open, mut unreported) = (0, 0, false, 0);
    // Where the last whole item of the part ends.
    let mut end = 0;
    let fault = loop {
        let start = part.len();
        let most = MAX_RECORD_BYTES.saturating_sub((head.len() + start) as u64);
        let read = (&mut source.input).take(most).read_until(b'>', &mut part);
        match read {
            Ok(0) if most == 0 => break Some(Reason::DocumentTooLarge),
            Ok(0) if is_open || !part.trim_ascii_end().ends_with(b">") => {
                break Some(Reason::CutShort);
            }
            Ok(0) => break None,
            Ok(count) => unreported += count as u64,
            Err(error) => break Some(Reason::Unreadable(ReadFault::of(&error))),
        }
        let Some(tag) = memchr::memrchr(b'<', &part[start..]).map(|at| start + at) else {
            continue;
        };
        if is_of_item(&part[tag..], b"<") {
            if before + items == 0 && head.is_empty() {
                head = part.drain(..tag).collect();
            }
            is_open = true;
        } else if is_open && is_of_item(&part[tag..], b"</") {
            is_open = false;
            items += 1;
            end = part.len();
            if part.len() >= PART_BYTES {
                out.progress(source, mem::take(&mut unreported));
                hand_over(&source.origin, [&head, &part], before, out)?;
                before += mem::take(&mut items);
                part.clear();
            }
        }
    };
    out.progress(source, unreported);
    if items > 0 {
        hand_over(&source.origin, [&head, &part[..end]], before, out)?;
    }
    match fault {
        Some(reason) => out.rejected(&source.origin, reason),
        None if before + items == 0 => out.rejected(&source.origin, Reason::NoItem),
        None => Ok(()),
    }
}

/// Hands on the head of a feed with some of its items, which so many others precede.
fn hand_over(
    origin: &Origin,
    [head, items]: [&[u8]; 2],
    before: u64,
    out: &mut dyn Out,
) -> Result<()> {
    let bytes = [head, items, ENDS].concat();
    let length = bytes.len();
    let read: Later = Box::new(move || {
        let records = read(&bytes).into_iter();
        records.map(|(number, record)| (number.map(|number| before + number), record)).collect()
    });
    out.later(origin, length, read)
}

/// Tells whether a tag that starts so is one of an item.
fn is_of_item(tag: &[u8], start: &[u8]) -> bool {
    let Some(name) = tag.strip_prefix(start) else { return false };
    ["item", "entry"].iter().any(|item| {
        let Some((name, rest)) = name.split_at_checked(item.len()) else { return false };
        let is_end = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
        name.eq_ignore_ascii_case(item.as_bytes()) && rest.first().is_some_and(is_end)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::ingest::test_sink::TestSink;
    use crate::render::said::reason_sentence;

    fn read(feed: String) -> TestSink {
        let input = Box::new(Cursor::new(feed.into_bytes()));
        TestSink::by(|mut source, out| read_parts(&mut source, out), "a.rss", input)
    }

    const HEAD: &str = "<?xml version='1.0'?><rss><channel><title>Le Phare</title>";

    /// Items in three parts.
    fn items() -> String {
        let body = "Le pont rouvre. ".repeat(PART_BYTES / 32);
        format!("<item><title>Pont</title><description>{body}</description></item>").repeat(5)
    }

    #[test]
    fn each_item_of_every_part_is_an_article_of_the_feed() {
        let found = read(format!("{HEAD}{}</channel></rss>", items()));
        let expected = (1..=5).map(|number| format!("a.rss#{number} of Le Phare"));
        let found = found.lines(|article| format!("{} of {}", article.id, article.source));
        assert_eq!(found, expected.collect::<Vec<_>>());
    }

    #[test]
    fn a_feed_cut_short_keeps_the_items_before_the_cut() {
        let found = read(format!("{HEAD}{}<item><title>Quai</title>", items()));
        assert_eq!(found.articles().count(), 5);
        assert_eq!(found.rejected(), [format!("a.rss: {}", reason_sentence(&Reason::CutShort))]);
    }

    #[test]
    fn what_is_no_item_is_said() {
        let said = |feed| read(feed).lines(|article| article.id.clone());
        assert_eq!(said(format!("{HEAD}</channel></rss>")), [reason_sentence(&Reason::NoItem)]);
        let endless = format!("{HEAD}<item>{}", "mot ".repeat(17 << 20));
        assert_eq!(said(endless), [reason_sentence(&Reason::DocumentTooLarge)]);
    }
}
