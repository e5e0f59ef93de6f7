//! JSON in its three shapes: lines, arrays, and an object that holds an array.
//!
//! Records are read one at a time. A broken line costs that line; broken JSON in
//! the middle of an array costs what follows it in that file, and is said.

mod repair;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::field::{Field, FieldNames};
use super::intake::Intake;
use super::record::Record;
use super::source::Source;
use super::{MAX_RECORD_BYTES, Reason, encoding};
use crate::article::Article;
use crate::error::{Error, Result};
use repair::{Repaired, repaired};

/// Bytes between two reports of progress.
const PROGRESS_BYTES: u64 = 1 << 20;

/// Most levels of objects around an array of articles.
const MAX_ENVELOPES: usize = 4;

/// Reads one article a line; blank lines do not count as records.
pub(super) fn read_lines(source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<()> {
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
                let mut parsed = read_record(record, "", intake.names, &Feed::default());
                if let Err(Reason::BrokenJson(_)) = parsed {
                    parsed = read_record(&repaired(record), "", intake.names, &Feed::default());
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

/// Reads what may be an article from its JSON, with its key and with what its feed says of
/// all.
fn read_record(json: &str, key: &str, names: &FieldNames, feed: &Feed) -> Result<Article, Reason> {
    let mut record = record(json, names, MAX_ENVELOPES)?;
    if key.contains("://") {
        record.set_default(Field::Url, key);
    }
    record.set_default(Field::Source, &feed.title);
    record.set_default(Field::Language, &feed.language);
    record.into_article()
}

/// Reads a record. One without text of its own may hold the article in an object, as
/// databases export it: `{"_id": "1", "_source": {"title": "Crue"}}`.
fn record(json: &str, names: &FieldNames, depth: usize) -> Result<Record, Reason> {
    let outer = Record::parse(json, names)?;
    if depth == 0 || outer.has_text() {
        return Ok(outer);
    }
    let mut inner = members(json).into_values().filter_map(|member| {
        let is_object = member.get().starts_with('{');
        let record = is_object.then(|| record(member.get(), names, depth - 1).ok()).flatten();
        record.filter(Record::has_text)
    });
    match (inner.next(), inner.next()) {
        (Some(mut inner), None) => {
            inner.set_defaults(outer);
            Ok(inner)
        }
        _ => Ok(outer),
    }
}

/// Returns the members of an object, by name.
fn members(json: &str) -> BTreeMap<Cow<'_, str>, &RawValue> {
    serde_json::from_str(json).unwrap_or_default()
}

/// What a JSON Feed says of all its articles.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Feed {
    version: String,
    title: String,
    language: String,
}

impl Feed {
    /// Reads it from a document; other documents say nothing of their articles.
    fn new(json: &str) -> Self {
        let feed: Self = serde_json::from_str(json).unwrap_or_default();
        if feed.version.contains("://jsonfeed.org/version/") { feed } else { Self::default() }
    }
}

/// Reads one JSON document or several in a row: arrays of articles, articles,
/// objects around an array of articles.
pub(super) fn read_documents(source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<()> {
    let position = Rc::new(Position::default());
    // The parser needs the input for itself while `source` is told of records.
    let input = std::mem::replace(&mut source.input, Box::new(io::empty()));
    let input = Repaired::new(input);
    let mut input = Tracked { input, position: Rc::clone(&position) };
    let mut records =
        Records { source, position: &position, intake, found: 0, over: false, stopped: None };
    let outcome = loop {
        match input.peek() {
            Ok(None) => break Ok(()),
            Ok(Some(first)) => {
                position.in_record.set(0);
                let mut parser = serde_json::Deserializer::from_reader(&mut input);
                let document = if first == b'[' {
                    parser.deserialize_seq(&mut records)
                } else {
                    records.document(&mut parser)
                };
                if let Err(error) = document {
                    break Err(error);
                }
                if records.over {
                    break Ok(());
                }
            }
            Err(error) => break Err(serde_json::Error::io(error)),
        }
    };
    let Records { found, stopped, .. } = records;
    if let Some(error) = stopped {
        return Err(error);
    }
    intake.progress(source, position.unreported.take());
    let line = Some(position.line.get() + 1);
    let (line, reason) = match outcome {
        Ok(()) if found == 0 => (None, Reason::NoText),
        Ok(()) => return Ok(()),
        Err(error) => {
            let is_last = found == 0 || error.is_eof();
            let reason = match error {
                _ if position.in_record.get() <= MAX_RECORD_BYTES => unread(&error),
                _ if found == 0 => Reason::DocumentTooLarge,
                _ => Reason::TooLarge,
            };
            (line, if is_last { reason } else { Reason::RestOfJson(reason.into()) })
        }
    };
    intake.record(&source.origin, (line, Err(reason)))
}

/// Returns the reason for a document that cannot be read.
fn unread(error: &serde_json::Error) -> Reason {
    if error.is_io() { Reason::Unreadable(error.to_string()) } else { broken(error) }
}

/// Returns the reason for JSON that cannot be read.
pub(super) fn broken(error: &serde_json::Error) -> Reason {
    let text = error.to_string();
    // serde_json counts lines within what it was given; the place is said apart.
    let text = text.split(" at line ").next().unwrap_or(&text);
    Reason::BrokenJson(text.to_owned())
}

/// How far a document has been read.
#[derive(Default)]
struct Position {
    /// Line ends passed.
    line: Cell<u64>,
    /// Bytes since the current record started.
    in_record: Cell<u64>,
    /// Bytes not yet reported as progress.
    unreported: Cell<u64>,
}

/// Input that knows its line and refuses records that are too large.
struct Tracked<'s> {
    input: Repaired<'s>,
    position: Rc<Position>,
}

impl Tracked<'_> {
    /// Skips blanks and returns the next byte without taking it.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.input.fill_buf()?;
            let Some(&byte) = buffer.first() else { return Ok(None) };
            if !byte.is_ascii_whitespace() && !b"\xEF\xBB\xBF".contains(&byte) {
                return Ok(Some(byte));
            }
            self.input.consume(1);
            self.position.pass(byte);
        }
    }
}

impl Position {
    fn pass(&self, byte: u8) {
        self.line.set(self.line.get() + u64::from(byte == b'\n'));
        self.in_record.set(self.in_record.get() + 1);
        self.unreported.set(self.unreported.get() + 1);
    }
}

impl Read for Tracked<'_> {
    /// Gives one byte at a time, as `serde_json` asks: the line is then exact.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position.in_record.get() > MAX_RECORD_BYTES {
            return Err(io::Error::other("record too large"));
        }
        let Some(first) = buffer.first_mut() else { return Ok(0) };
        let Some(&byte) = self.input.fill_buf()?.first() else { return Ok(0) };
        *first = byte;
        self.input.consume(1);
        self.position.pass(byte);
        Ok(1)
    }
}

/// The records of a file's documents, on their way to the intake.
struct Records<'a, 's, 'i> {
    source: &'a Source<'s>,
    position: &'a Position,
    intake: &'a mut Intake<'i>,
    found: u64,
    /// What follows in the file cannot be read.
    over: bool,
    /// Why the sink wants no more; the parser is then stopped by an error of its
    /// own kind.
    stopped: Option<Error>,
}

impl Records<'_, '_, '_> {
    /// Hands a record over.
    fn record<E: serde::de::Error>(
        &mut self,
        (key, json): (&str, &str),
        line: u64,
        feed: &Feed,
    ) -> Result<(), E> {
        self.found += 1;
        self.intake.progress(self.source, self.position.unreported.take());
        let (raw, origin) = (json.as_bytes(), &self.source.origin);
        let record = read_record(json, key, self.intake.names, feed);
        self.intake.record_from(origin, line, raw, record).map_err(|error| {
            self.stopped = Some(error);
            E::custom("stopped")
        })
    }

    /// Reads a document that is no array: an article, or an object around one
    /// array of articles.
    fn document<'de, D: Deserializer<'de>>(&mut self, parser: D) -> Result<(), D::Error> {
        let first_line = self.position.line.get() + 1;
        let raw = Box::<RawValue>::deserialize(parser)?;
        let json = raw.get();
        let Some(articles) = envelope(json, self.intake.names, MAX_ENVELOPES) else {
            self.record(("", json), first_line, &Feed::default())?;
            // The parser has looked at the sign after a number: nothing follows safely.
            self.over = !json.starts_with('{');
            return Ok(());
        };
        let feed = Feed::new(json);
        let mut line = first_line;
        let mut counted = 0;
        for (key, article) in articles {
            let article = article.get();
            let at = article.as_ptr() as usize - json.as_ptr() as usize;
            line += memchr::memchr_iter(b'\n', &json.as_bytes()[counted..at]).count() as u64;
            counted = at;
            self.record((&key, article), line, &feed)?;
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for &mut Records<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some((json, line)) = elements.next_element_seed(Element(self.position))? {
            self.record(("", json.get()), line, &Feed::default())?;
        }
        Ok(())
    }
}

/// An element of an array, with the line on which it starts.
struct Element<'a>(&'a Position);

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = (Box<RawValue>, u64);

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Self::Value, D::Error> {
        let line = self.0.line.get() + 1;
        self.0.in_record.set(0);
        Ok((Box::<RawValue>::deserialize(parser)?, line))
    }
}

/// Articles of a document in its order, with their keys where they have some.
type Articles<'j> = Vec<(Cow<'j, str>, &'j RawValue)>;

/// Returns the articles that an object holds in one array (`{"articles": […]}`,
/// also some objects deeper) or under keys of their own, or `None` when the object is
/// itself an article.
///
/// An object with a body is an article whatever else it holds (related links,
/// authors); among several arrays the one with most articles counts.
fn envelope<'j>(json: &'j str, names: &FieldNames, depth: usize) -> Option<Articles<'j>> {
    if depth == 0 || !json.starts_with('{') || Record::parse(json, names).ok()?.has_body() {
        return None;
    }
    let has_text = |element: &RawValue| {
        record(element.get(), names, MAX_ENVELOPES).is_ok_and(|record| record.has_text())
    };
    let members = members(json);
    let arrays = members.values().filter_map(|value| {
        let value = value.get();
        if value.starts_with('{') {
            return envelope(value, names, depth - 1);
        }
        let elements: Vec<&RawValue> =
            if value.starts_with('[') { serde_json::from_str(value).ok()? } else { return None };
        let has_articles = elements.iter().any(|element| has_text(element));
        has_articles
            .then(|| elements.into_iter().map(|element| (Cow::default(), element)).collect())
    });
    arrays.max_by_key(Vec::len).or_else(|| {
        let is_body = |element: &RawValue| {
            element.get().starts_with('{')
                && Record::parse(element.get(), names).is_ok_and(|record| record.has_body())
        };
        let mut keyed: Articles<'j> =
            members.into_iter().filter(|(_, element)| is_body(element)).collect();
        keyed.sort_by_key(|(_, element)| element.get().as_ptr());
        (keyed.len() > 1).then_some(keyed)
    })
}

#[cfg(test)]
mod tests;
