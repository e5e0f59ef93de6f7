//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom. JSON Feed is JSON, read elsewhere.
//!
//! An item is an article. Broken markup costs the item that it is in; a feed cut short
//! keeps the items before the cut.

use super::item::read;
use super::parts::read_parts;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};

/// Feeds.
pub(in crate::ingest::formats) struct Feed;

impl Format for Feed {
    fn about(&self) -> &'static About {
        &About {
            name: "feed",
            version: 3,
            noun: "a feed",
            extensions: &["rss", "atom", "rdf"],
            shared: &["xml"],
            help: "each item of a feed: RSS 0.9 to 2.0, Atom",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || matches!(head.root(), Some("rss" | "rdf" | "feed" | "entry")))
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let whole = source.read_whole();
        if whole.is_too_large() {
            source.put_back(whole.bytes);
            return read_parts(&mut source, out);
        }
        out.document(source, whole, |bytes, _| read(bytes))
    }
}
