//! JSON Lines: an article a line.
//!
//! A broken line costs that line, and no more than one is held at a time.

use std::io::{self, BufRead, Read};

use super::article::read_article;
use super::envelope::within;
use super::repair::repaired;
use crate::article::{EXPORTED_ABOUT, EXPORTED_DECISION};
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Bytes between two reports of progress.
const PROGRESS_BYTES: u64 = 1 << 20;

/// JSON Lines.
pub(in crate::ingest::formats) struct JsonLines;

impl Format for JsonLines {
    fn about(&self) -> &'static About {
        &About {
            name: "json-lines",
            version: 7,
            noun: "JSON Lines",
            extensions: &["jsonl", "ndjson"],
            shared: &[],
            help: "each line of JSON Lines",
            content: Content::Syntax,
            may_be_empty: true,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || is_lines(head.start()))
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        read_lines(&mut source, out)
    }
}

/// Tells whether the first line is a whole object, with more behind it.
fn is_lines(head: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', head).filter(|_| head.starts_with(b"{")) else {
        return false;
    };
    serde_json::from_slice::<serde::de::IgnoredAny>(&head[..end]).is_ok()
}

/// Reads one article a line; blank lines do not count as records.
pub(super) fn read_lines(source: &mut Source<'_>, out: &mut dyn Out) -> Result<()> {
    let mut buffer = Vec::new();
    let mut line = 0;
    let mut bytes = 0;
    let mut is_empty = true;
    loop {
        line += 1;
        buffer.clear();
        let mut limited = (&mut source.input).take(MAX_RECORD_BYTES);
        let read = match limited.read_until(b'\n', &mut buffer) {
            Ok(read) => read as u64,
            Err(error) => {
                let reason = Reason::Unreadable(ReadFault::of(&error));
                out.record(&source.origin, (Some(line), Err(reason)))?;
                is_empty = false;
                break;
            }
        };
        if read == 0 {
            break;
        }
        bytes += read;
        is_empty &= buffer.trim_ascii().is_empty();
        if read == MAX_RECORD_BYTES && buffer.last() != Some(&b'\n') {
            is_empty = false;
            out.record(&source.origin, (Some(line), Err(Reason::TooLarge)))?;
            match skip_line(&mut source.input) {
                Ok(rest) => bytes += rest,
                Err(error) => {
                    let reason = Reason::Unreadable(ReadFault::of(&error));
                    out.record(&source.origin, (Some(line), Err(reason)))?;
                    break;
                }
            }
        } else {
            // A line without its end, or with zeros, is not all that was written.
            let is_cut = buffer.last() != Some(&b'\n') || buffer.contains(&0);
            let record = encoding::decode(&buffer, Some("windows-1252"));
            let record = record.trim();
            if let Some(decision) = decision(record) {
                out.decision(&source.origin, line, decision)?;
            } else if !record.is_empty() && !record.starts_with(EXPORTED_ABOUT) {
                read_line(record, (line, is_cut), source, out)?;
            }
        }
        if bytes >= PROGRESS_BYTES {
            out.progress(source, bytes);
            bytes = 0;
        }
    }
    out.progress(source, bytes);
    if is_empty { out.rejected(&source.origin, Reason::NoText) } else { Ok(()) }
}

/// Reads the article of a line, or those that its record holds.
fn read_line(
    json: &str,
    (line, is_cut): (u64, bool),
    source: &Source<'_>,
    out: &mut dyn Out,
) -> Result<()> {
    let mut record = read_article(json, "", &[], out.names());
    if let Err(Reason::BrokenJson(_)) = record {
        record = read_article(&repaired(json), "", &[], out.names());
    }
    if is_cut && matches!(record, Err(Reason::BrokenJson(_))) {
        record = record.map_err(|reason| Reason::EndOfJson(reason.into()));
    }
    let Some(articles) = within(&record, json, out.names()) else {
        return out.record_from(&source.origin, line, json.as_bytes(), record);
    };
    articles.into_iter().try_for_each(|one| {
        let json = one.json.get();
        let record = read_article(json, &one.key, &one.around, out.names());
        out.record_from(&source.origin, line, json.as_bytes(), record)
    })
}

/// Returns the decision that a line holds, as limier exports it.
fn decision(line: &str) -> Option<&str> {
    line.strip_prefix(EXPORTED_DECISION)?.strip_suffix('}')
}

/// Skips to the end of a line, and returns how many bytes that took.
fn skip_line(input: &mut dyn BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let end = memchr::memchr(b'\n', buffer).map(|at| at + 1);
        let used = end.unwrap_or(buffer.len());
        input.consume(used);
        skipped += used as u64;
        if end.is_some() {
            return Ok(skipped);
        }
    }
}
