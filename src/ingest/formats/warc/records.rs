//! The records of a web archive, one at a time, and what each of them holds.
//!
//! What is damaged is said once with its place, and reading goes on at the next record.

use std::io::{self, BufRead, ErrorKind, Read};
use std::rc::Rc;

use super::http::{Headers, starts_with_markup};
use crate::ingest::bytes::meter::{MAX_RECORD_BYTES, Meter};
use crate::ingest::bytes::source::Hints;
use crate::read_fault::ReadFault;
use crate::rejection::Reason;
use crate::unread_kind::UnreadKind;

/// Bytes looked at together in search of the next record.
const MAX_LINE_BYTES: u64 = 64 << 10;

/// What to call a response that says nothing known of what it holds.
const UNKNOWN: &str = "a response of unknown type";

/// What a record holds.
#[derive(Debug)]
pub(super) enum Capture {
    Page(Vec<u8>, Hints),
    /// A page or a part of the file that cannot be read.
    Rejected(Reason),
    /// A response that is no page.
    Skipped(UnreadKind),
    Nothing,
}

/// The records of a file.
pub(super) struct Records<'s> {
    pub(super) input: Box<dyn BufRead + 's>,
    pub(super) meter: Rc<Meter>,
    /// How many records there were so far.
    pub(super) number: u64,
    /// Bytes not yet reported.
    pub(super) bytes: u64,
    pub(super) state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A record should start.
    Start,
    /// The next record is somewhere; that was said.
    Lost,
    Over,
}

impl Records<'_> {
    /// Returns what the next record holds, `None` at the end.
    pub(super) fn next(&mut self) -> Option<Capture> {
        loop {
            if self.state == State::Over {
                return None;
            }
            let was_lost = self.state == State::Lost;
            self.number += 1;
            match self.record() {
                Ok(found) => return found,
                Err(error) => {
                    let goes_on = error.kind() == ErrorKind::InvalidData;
                    self.state = if goes_on { State::Lost } else { State::Over };
                    if !was_lost {
                        return Some(Capture::Rejected(Reason::Unreadable(ReadFault::of(&error))));
                    }
                }
            }
        }
    }

    /// Reads the next record.
    fn record(&mut self) -> io::Result<Option<Capture>> {
        let Some(start) = self.start()? else {
            self.state = State::Over;
            return Ok(None);
        };
        if !start.starts_with(b"WARC/") {
            return Ok(Some(self.lost(ReadFault::NoRecord)));
        }
        self.state = State::Start;
        let Some(headers) = Headers::read_fields(&start, &mut self.input)? else {
            return Ok(Some(self.lost(ReadFault::RecordCutShort)));
        };
        let Ok(length) = headers.get("content-length").parse() else {
            return Ok(Some(self.lost(ReadFault::RecordWithoutLength)));
        };
        let mut block = (&mut self.input).take(length);
        let found = read_block(&headers, &mut block, &self.meter)?;
        io::copy(&mut block, &mut io::sink())?;
        let missing = block.limit();
        self.bytes += length - missing;
        if missing > 0 {
            return Ok(Some(self.lost(ReadFault::RecordCutShort)));
        }
        Ok(Some(found))
    }

    /// Returns the first line that is not blank; of those behind damage, the first
    /// that starts a record.
    fn start(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            line.clear();
            (&mut self.input).take(MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                return Ok(None);
            }
            let found = match self.state {
                State::Lost => line.starts_with(b"WARC/"),
                _ => !line.trim_ascii().is_empty(),
            };
            if found {
                return Ok(Some(line));
            }
        }
    }

    fn lost(&mut self, fault: ReadFault) -> Capture {
        self.state = State::Lost;
        Capture::Rejected(Reason::Unreadable(fault))
    }
}

/// Reads the block of a record, not always to its end.
fn read_block(
    headers: &Headers,
    block: &mut io::Take<&mut Box<dyn BufRead + '_>>,
    meter: &Rc<Meter>,
) -> io::Result<Capture> {
    let media_type = headers.media_type();
    let is_response = match headers.get("warc-type") {
        // The others are answers of name servers and the like.
        "response" => matches!(media_type.as_str(), "" | "application/http"),
        "resource" if is_html(&media_type) => false,
        "conversion" => {
            return Ok(Capture::Skipped("text taken from pages (WET) in a web archive".into()));
        }
        "continuation" => return Ok(Capture::Skipped("the rest of a page in pieces".into())),
        _ => return Ok(Capture::Nothing),
    };
    let response = if is_response { Headers::read(block)? } else { None };
    let http = match &response {
        None if is_response => {
            return Ok(Capture::Skipped("a response without HTTP headers".into()));
        }
        None => headers,
        Some(http) => match kind_of_other(http) {
            None => http,
            Some(kind) => return Ok(Capture::Skipped(kind)),
        },
    };
    if block.limit() > MAX_RECORD_BYTES {
        return Ok(Capture::Rejected(Reason::TooLarge));
    }
    let mut body = Vec::new();
    block.read_to_end(&mut body)?;
    if block.limit() > 0 {
        return Ok(Capture::Nothing);
    }
    let body = if is_response { http.decoded(body, meter) } else { Ok(body) };
    Ok(match body {
        Err(reason) => Capture::Rejected(reason),
        Ok(body) if http.media_type().is_empty() && !starts_with_markup(&body) => {
            Capture::Skipped(UNKNOWN.into())
        }
        Ok(body) => {
            // Some crawlers write the URL between < and >.
            let url = headers.get("warc-target-uri").trim_matches(['<', '>']);
            let url = (!url.is_empty()).then(|| url.to_owned());
            Capture::Page(
                body,
                Hints {
                    media_type: Some("text/html"),
                    charset: http.charset(),
                    url,
                    ..Hints::default()
                },
            )
        }
    })
}

/// Returns the kind of a response that is no page; one without type may be one.
fn kind_of_other(http: &Headers) -> Option<UnreadKind> {
    match http.status() {
        None => return Some("a response without HTTP status".into()),
        Some(200) => {}
        Some(status) => {
            return Some(format!("a response with HTTP status {}xx", status / 100).into());
        }
    }
    let media_type = http.media_type();
    if media_type.is_empty() || is_html(&media_type) {
        return None;
    }
    let family = media_type.split('/').next().unwrap_or_default();
    Some(match family {
        "text" => "text that is no page".into(),
        "image" | "audio" | "video" | "font" | "application" => format!("{family}/*").into(),
        _ => UNKNOWN.into(),
    })
}

fn is_html(media_type: &str) -> bool {
    matches!(media_type, "text/html" | "application/xhtml+xml")
}
