//! JSON Lines: an article a line. A broken line costs that line.

use std::io::{self, BufRead, Read};

use super::article::{Feed, read_article};
use super::repair::repaired;
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::ingest::bytes::source::Source;
use crate::ingest::intake::Intake;
use crate::rejection::Reason;

/// Bytes between two reports of progress.
const PROGRESS_BYTES: u64 = 1 << 20;

/// Reads one article a line; blank lines do not count as records.
pub(in crate::ingest) fn read_lines(
    source: &mut Source<'_>,
    intake: &mut Intake<'_>,
) -> Result<()> {
    let mut buffer = Vec::new();
    let mut line = 0;
    let mut bytes = 0;
    loop {
        line += 1;
        buffer.clear();
        let mut limited = (&mut source.input).take(MAX_RECORD_BYTES);
        let read = match limited.read_until(b'\n', &mut buffer) {
            Ok(read) => read as u64,
            Err(error) => {
                let reason = Reason::Unreadable(error.to_string());
                intake.record(&source.origin, (Some(line), Err(reason)))?;
                break;
            }
        };
        if read == 0 {
            break;
        }
        bytes += read;
        if read == MAX_RECORD_BYTES && buffer.last() != Some(&b'\n') {
            intake.record(&source.origin, (Some(line), Err(Reason::TooLarge)))?;
            match skip_line(&mut source.input) {
                Ok(rest) => bytes += rest,
                Err(error) => {
                    let reason = Reason::Unreadable(error.to_string());
                    intake.record(&source.origin, (Some(line), Err(reason)))?;
                    break;
                }
            }
        } else {
            let record = encoding::decode(&buffer, Some("windows-1252"));
            let record = record.trim();
            if !record.is_empty() {
                let mut parsed = read_article(record, "", intake.names, &Feed::default());
                if let Err(Reason::BrokenJson(_)) = parsed {
                    parsed = read_article(&repaired(record), "", intake.names, &Feed::default());
                }
                intake.record_from(&source.origin, line, record.as_bytes(), parsed)?;
            }
        }
        if bytes >= PROGRESS_BYTES {
            intake.progress(source, bytes);
            bytes = 0;
        }
    }
    intake.progress(source, bytes);
    Ok(())
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
