//! HTTP as crawlers store it: headers, and the payload with its encodings undone.
//!
//! Crawlers are not strict: headers may be any, and some payloads are stored decoded
//! below the headers that say otherwise. It reads what is there and never fails on
//! what it does not know.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::ingest::bytes::meter::{Bounded, MAX_RECORD_BYTES, Meter};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Most bytes of the headers of a message.
const MAX_HEADER_BYTES: u64 = 1 << 20;

/// The first line and the fields of a message, of HTTP or of WARC.
#[derive(Debug)]
pub(super) struct Headers {
    /// The first line.
    start: String,
    fields: Vec<(String, String)>,
}

impl Headers {
    /// Reads headers up to the blank line; `None` when that is missing.
    pub(super) fn read(input: &mut dyn BufRead) -> io::Result<Option<Self>> {
        let mut start = Vec::new();
        (&mut *input).take(MAX_HEADER_BYTES).read_until(b'\n', &mut start)?;
        Self::read_fields(&start, input)
    }

    /// Like [`Self::read`], when the first line has been read already.
    pub(super) fn read_fields(start: &[u8], input: &mut dyn BufRead) -> io::Result<Option<Self>> {
        let start = String::from_utf8_lossy(start.trim_ascii()).into_owned();
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut input = input.take(MAX_HEADER_BYTES);
        let mut line = Vec::new();
        loop {
            line.clear();
            input.read_until(b'\n', &mut line)?;
            if line.last() != Some(&b'\n') {
                return Ok(None);
            }
            let text = String::from_utf8_lossy(line.trim_ascii_end());
            if text.is_empty() {
                return Ok(Some(Self { start, fields }));
            }
            match (fields.last_mut(), text.split_once(':')) {
                (Some((_, value)), _) if text.starts_with([' ', '\t']) => {
                    value.push(' ');
                    value.push_str(text.trim());
                }
                (_, Some((name, value))) => {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                (_, None) => {}
            }
        }
    }

    /// Returns the last value of a field, its name in lower case; empty when there is
    /// none.
    pub(super) fn get(&self, name: &str) -> &str {
        let field = self.fields.iter().rfind(|(known, _)| known == name);
        field.map_or("", |(_, value)| value)
    }

    /// Returns the status of a response.
    pub(super) fn status(&self) -> Option<u16> {
        let mut words = self.start.split_ascii_whitespace();
        words.next().filter(|version| version.starts_with("HTTP/"))?;
        words.next()?.parse().ok()
    }

    /// Returns the media type in lower case, without parameters; the first of several.
    pub(super) fn media_type(&self) -> String {
        let value = self.get("content-type");
        value.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Returns the encoding of the text that `Content-Type` declares.
    pub(super) fn charset(&self) -> Option<String> {
        let parameters = self.get("content-type").split([';', ',']).skip(1);
        let charset = parameters.filter_map(|parameter| parameter.split_once('='));
        let mut charset = charset.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        let value = charset.next()?.1.trim().trim_matches(['"', '\'']);
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Returns the payload of a response, its encodings undone.
    pub(super) fn decoded(&self, mut body: Vec<u8>, meter: &Rc<Meter>) -> Result<Vec<u8>, Reason> {
        if self.get("transfer-encoding").to_ascii_lowercase().contains("chunked") {
            unchunk(&mut body);
        }
        for encoding in self.get("content-encoding").rsplit(',') {
            body = match encoding.trim().to_ascii_lowercase().as_str() {
                "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => {
                    unpack(MultiGzDecoder::new(&body[..]), &body, meter)?
                }
                "zstd" if body.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => {
                    let decoder = zstd::Decoder::with_buffer(&body[..]);
                    unpack(decoder.map_err(|error| damaged(&error))?, &body, meter)?
                }
                // What follows may be zlib or, from servers of old, bare deflate; these
                // and brotli have no sign of their own, but a page has.
                "deflate" if !starts_with_markup(&body) => {
                    match unpack(ZlibDecoder::new(&body[..]), &body, meter) {
                        Err(Reason::Unreadable(_)) => {
                            unpack(DeflateDecoder::new(&body[..]), &body, meter)?
                        }
                        outcome => outcome?,
                    }
                }
                "br" if !starts_with_markup(&body) => {
                    unpack(Decompressor::new(&body[..], 4096), &body, meter)?
                }
                _ => body,
            };
        }
        Ok(body)
    }
}

/// Tells whether the first sign is `<`, as it is of a page and surely not of packed bytes.
pub(super) fn starts_with_markup(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    body.trim_ascii_start().first() == Some(&b'<')
}

fn unpack(decoder: impl Read, packed: &[u8], meter: &Rc<Meter>) -> Result<Vec<u8>, Reason> {
    let packed = Rc::new(Cell::new(packed.len() as u64));
    let mut bytes = Vec::new();
    let bounded = Bounded::new(decoder, packed, meter);
    match bounded.take(MAX_RECORD_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > MAX_RECORD_BYTES => Err(Reason::TooLarge),
        Ok(_) => Ok(bytes),
        // As with chunks cut short: what is there is worth reading.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && !bytes.is_empty() => {
            Ok(bytes)
        }
        Err(error) => Err(damaged(&error)),
    }
}

fn damaged(error: &io::Error) -> Reason {
    Reason::Unreadable(ReadFault::Payload(ReadFault::of(error).into()))
}

/// Puts the chunks of a payload together, in place; what has no chunks stays as it is.
fn unchunk(body: &mut Vec<u8>) {
    let (mut from, mut to) = (0, 0);
    while let Some(length) = memchr::memchr(b'\n', &body[from..]) {
        let line = String::from_utf8_lossy(&body[from..from + length]);
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else { break };
        let start = from + length + 1;
        let end = start.saturating_add(size).min(body.len());
        body.copy_within(start..end, to);
        to += end - start;
        // A line end follows each chunk.
        let rest = &body[end..];
        from = end + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count().min(2);
        if size == 0 {
            break;
        }
    }
    if from > 0 {
        body.truncate(to);
    }
}

#[cfg(test)]
mod tests;
