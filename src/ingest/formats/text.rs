//! Files of plain text: what is one, and how many articles it holds.
//!
//! Where articles part in a text is left to `press`; nothing is cut here.

use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::kind;
use crate::ingest::press::plain;
use crate::rejection::Reason;

/// Plain text.
pub(in crate::ingest::formats) struct Text;

impl Format for Text {
    fn about(&self) -> &'static About {
        &About {
            name: "text",
            version: 7,
            noun: "text",
            extensions: &["txt", "text"],
            shared: &[],
            help: "the text, its first line as title when short; each of several",
            content: Content::Prose,
            may_be_empty: false,
        }
    }

    /// Anything without extension may be text that looks like it, and so may what is judged by
    /// its content but for markup.
    fn claims(&self, head: &Head<'_>) -> Claim {
        let may_be = || {
            head.extension().is_none() || head.says_nothing() && head.start().first() != Some(&b'<')
        };
        match head.claim(self.about(), || false) {
            Claim::No if may_be() && is_text(head) => Claim::Possible,
            claim => claim,
        }
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        out.whole(source, Reason::TooLarge, |bytes, hints| {
            let text = encoding::decode(bytes, None);
            match &hints.described {
                Some(description) => vec![(None, plain::described(&text, description))],
                None => plain::articles(&text),
            }
        })
    }
}

/// Tells whether the beginning of a file looks like text, in whatever encoding: files of
/// programs soon have a sign that no text has.
fn is_text(head: &Head<'_>) -> bool {
    let is_of_text = |byte: &u8| !byte.is_ascii_control() || b"\t\n\r\x0C\x1A\x1B".contains(byte);
    kind::foreign(head.bytes()).is_none() && head.start().iter().all(is_of_text)
}
