//! A part of a letter as text: what its bytes show comes before what the letter declares, as in
//! every file.
//!
//! It parses no letter: where parts begin and end was found before.

use std::borrow::Cow;

use encoding_rs::Encoding;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::parsers::MessageStream;
use mail_parser::{
    Encoding as Transfer, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use super::encoded_word;
use crate::ingest::bytes::encoding;

/// Labels that say of bytes beyond ASCII no more than that they are not what they should be.
const NO_LABELS: [&str; 4] = ["us-ascii", "ascii", "utf-8", "utf8"];

/// Reads the fields above the parts of a letter again that have bytes of another encoding.
pub(super) fn mend_fields(message: &mut Message<'_>) {
    for part in &mut message.parts {
        let (start, end) = (part.offset_header as usize, part.offset_body as usize);
        let Some(raw) = message.raw_message.get(start..end) else { continue };
        let text = encoding::decode(raw, None);
        let mended = encoded_word::mended(&text);
        if let (Cow::Borrowed(_), Cow::Borrowed(_)) = (&text, &mended) {
            continue;
        }
        let again = MessageParser::default().parse_headers(mended.as_bytes());
        let Some(again) = again.and_then(|it| it.into_owned().parts.into_iter().next()) else {
            continue;
        };
        // Where each stands stays as it was.
        if again.headers.len() == part.headers.len() {
            for (old, new) in part.headers.iter_mut().zip(again.headers) {
                old.value = new.value;
            }
        }
    }
}

/// Returns a field of a letter as it is written.
pub(super) fn field(message: &Message<'_>, name: &'static str) -> Option<String> {
    let header = message.headers().iter().find(|it| it.name.as_str().eq_ignore_ascii_case(name))?;
    let range = header.offset_start as usize..header.offset_end as usize;
    let text = encoding::decode(message.raw_message.get(range)?, None);
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns the text of a part, which was read as `found`.
pub(super) fn text<'p>(
    message: &Message<'_>,
    part: &MessagePart<'_>,
    found: &'p str,
) -> Cow<'p, str> {
    if found.bytes().all(|byte| byte.is_ascii() && byte != 0) {
        return Cow::Borrowed(found);
    }
    let Some(bytes) = bytes(message, part) else { return Cow::Borrowed(found) };
    let label = label(part);
    let is_of_letters = label.is_some_and(|label| Encoding::for_label(label.as_bytes()).is_none());
    if is_of_letters && std::str::from_utf8(&bytes).is_err() {
        return Cow::Borrowed(found);
    }
    Cow::Owned(encoding::decode(&bytes, label).into_owned())
}

/// Returns what a file that was sent with a letter holds: as it is, unless the letter says in
/// which encoding.
pub(super) fn content<'p>(message: &'p Message<'_>, part: &'p MessagePart<'_>) -> Cow<'p, [u8]> {
    match &part.body {
        PartType::Text(found) | PartType::Html(found) if label(part).is_some() => {
            match text(message, part, found) {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            }
        }
        PartType::Text(_) | PartType::Html(_) => {
            bytes(message, part).unwrap_or_else(|| Cow::Borrowed(part.contents()))
        }
        _ => Cow::Borrowed(part.contents()),
    }
}

/// Returns the encoding that a letter says a part has, where that says anything.
fn label<'p>(part: &'p MessagePart<'_>) -> Option<&'p str> {
    let label = part.content_type()?.attribute("charset")?;
    let is_none = NO_LABELS.iter().any(|none| label.trim().eq_ignore_ascii_case(none));
    let is_known = Encoding::for_label(label.as_bytes()).is_some()
        || charset_decoder(label.as_bytes()).is_some();
    Some(label).filter(|_| is_known && !is_none)
}

/// Returns the bytes of a part as they were before they were sent.
fn bytes<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Option<Cow<'m, [u8]>> {
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    Some(match part.encoding {
        Transfer::None => Cow::Borrowed(raw),
        Transfer::QuotedPrintable => MessageStream::new(raw).decode_quoted_printable_mime(b"").1,
        Transfer::Base64 => MessageStream::new(raw).decode_base64_mime(b"").1,
    })
}
