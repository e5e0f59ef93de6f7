//! Letters: which files hold some, and what becomes of what they hold.
//!
//! It cuts no file and reads no letter.

use std::io::Cursor;
use std::rc::Rc;

use super::letters::{Letters, is_start};
use super::message::{Held, read};
use crate::error::Result;
use crate::ingest::bytes::source::{Hints, Source};
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::nesting::may_enter;
use crate::ingest::press::parts::seem;
use crate::rejection::Reason;

/// Letters.
pub(in crate::ingest::formats) struct Mail;

impl Format for Mail {
    fn about(&self) -> &'static About {
        &About {
            name: "mail",
            version: 2,
            noun: "a letter",
            extensions: &["eml", "mbox", "mht", "mhtml"],
            shared: &[],
            help: "each letter, and what is sent with it; a page saved as MHTML",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || holds_letter(head.start()))
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let mut letters = Letters::new(source.take_input());
        let mut number = 0;
        let mut found = 0;
        while let Some(letter) = letters.next() {
            out.progress(&source, std::mem::take(&mut letters.bytes));
            found += 1;
            match letter {
                Ok(bytes) => {
                    let is_mailbox = letters.is_mailbox();
                    hand_over(read(&bytes), (&mut number, is_mailbox), &source, out)?;
                }
                Err(reason) => {
                    number += 1;
                    out.record(&source.origin, (Some(number), Err(reason)))?;
                }
            }
        }
        out.progress(&source, letters.bytes);
        if found == 0 { out.rejected(&source.origin, Reason::NoText) } else { Ok(()) }
    }
}

/// Hands over what a letter holds.
fn hand_over(
    held: Held,
    (number, is_mailbox): (&mut u64, bool),
    source: &Source<'_>,
    out: &mut dyn Out,
) -> Result<()> {
    let part = |origin, bytes: Vec<u8>| {
        Source::new(origin, Box::new(Cursor::new(bytes)), Rc::clone(&source.meter))
    };
    if let Some((html, url)) = held.page {
        let page = part(source.origin.clone(), html.into_bytes());
        let charset = Some("utf-8".to_owned());
        let hints = Hints { media_type: Some("text/html"), charset, url, ..Hints::default() };
        out.entry(Source { hints, ..page })?;
    }
    for article in held.articles {
        *number += 1;
        // A letter by itself has none.
        let at = Some(*number).filter(|number| is_mailbox || *number > 1);
        let seem = article.as_ref().map_or(0, |article| seem(&article.body));
        out.record(&source.origin, (at, article))?;
        if seem > 1 {
            out.record(&source.origin, (at, Err(Reason::Several(seem))))?;
        }
    }
    let may_open = held.files.is_empty() || may_enter(&source.origin, out)?;
    for (name, bytes) in held.files.into_iter().filter(|_| may_open) {
        out.entry(part(source.origin.entry(&name), bytes))?;
    }
    Ok(())
}

/// Tells whether the beginning of a file is that of a letter or of a mailbox.
fn holds_letter(head: &[u8]) -> bool {
    const NAMES: [&[u8]; 4] = [b"\nmessage-id:", b"\nmime-version:", b"\nreceived:", b"\nsubject:"];
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_field = || {
        let name = first.split(|byte| *byte == b':').next().unwrap_or_default();
        name.len() < first.len()
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    };
    if !is_start(first) && !is_field() {
        return false;
    }
    let lower = [b"\n", head].concat().to_ascii_lowercase();
    let end =
        memchr::memmem::find(&lower, b"\n\n").or_else(|| memchr::memmem::find(&lower, b"\r\n\r\n"));
    let fields = &lower[..end.unwrap_or(lower.len())];
    NAMES.iter().filter(|name| memchr::memmem::find(fields, name).is_some()).count() > 1
}
