//! JSON documents: one object, an array, an object that holds an array, or several of
//! these one after the other.
//!
//! Records are read one at a time. Broken JSON in the middle of an array costs what
//! follows it in that file, and is said.

use std::fmt;
use std::rc::Rc;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::around::Around;
use super::article::{MAX_ENVELOPES, read_article};
use super::columns;
use super::envelope::{envelope, within};
use super::repair::Repaired;
use super::tracked::{Position, Tracked};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::kind;
use crate::ingest::record::json::broken;
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// JSON documents.
pub(in crate::ingest::formats) struct Json;

impl Format for Json {
    fn about(&self) -> &'static About {
        &About {
            name: "json",
            version: 8,
            noun: "JSON",
            extensions: &["json"],
            shared: &[],
            help: "an object, each of an array or in objects; a JSON Feed",
            content: Content::Syntax,
            may_be_empty: true,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || {
            // A document in RTF opens as an object does.
            matches!(head.start().first(), Some(b'{' | b'['))
                && kind::foreign(head.start()).is_none()
        })
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        read_documents(&mut source, out)
    }
}

/// Reads one JSON document or several in a row: arrays of articles, articles,
/// objects around an array of articles.
pub(super) fn read_documents(source: &mut Source<'_>, out: &mut dyn Out) -> Result<()> {
    let position = Rc::new(Position::default());
    // The parser needs the input for itself while `source` is told of records.
    let input = source.take_input();
    let input = Repaired::new(input);
    let mut input = Tracked { input, position: Rc::clone(&position) };
    let mut records =
        Records { source, position: &position, out, found: 0, over: false, stopped: None };
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
    out.progress(source, position.unreported.take());
    let line = Some(position.line.get() + 1);
    let (line, reason) = match outcome {
        Ok(()) if found == 0 => (None, Reason::NoText),
        Ok(()) => return Ok(()),
        Err(error) => {
            let (is_all, is_end) = (found == 0, error.is_eof());
            let reason = match error {
                _ if position.in_record.get() <= MAX_RECORD_BYTES => unread(error),
                _ if found == 0 => Reason::DocumentTooLarge,
                _ => Reason::TooLarge,
            };
            let reason = match (is_all, is_end) {
                (true, _) => reason,
                (_, true) => Reason::EndOfJson(reason.into()),
                _ => Reason::RestOfJson(reason.into()),
            };
            (line, reason)
        }
    };
    out.record(&source.origin, (line, Err(reason)))
}

/// Returns the reason for a document that cannot be read.
fn unread(error: serde_json::Error) -> Reason {
    if error.is_io() { Reason::Unreadable(ReadFault::of(&error.into())) } else { broken(&error) }
}

/// The records of a file's documents, on their way to the out.
struct Records<'a, 's> {
    source: &'a Source<'s>,
    position: &'a Position,
    out: &'a mut dyn Out,
    found: u64,
    /// What follows in the file cannot be read.
    over: bool,
    /// Why the sink wants no more; the parser is then stopped by an error of its
    /// own kind.
    stopped: Option<Error>,
}

impl Records<'_, '_> {
    /// Hands a record over, or those that it holds.
    fn record<E: serde::de::Error>(
        &mut self,
        (key, json): (&str, &str),
        line: u64,
        around: &[Rc<Around>],
    ) -> Result<(), E> {
        self.out.progress(self.source, self.position.unreported.take());
        let names = self.out.names();
        let record = read_article(json, key, around, names);
        let Some(articles) = within(&record, json, names) else {
            return self.hand_over(json, line, record);
        };
        articles.into_iter().try_for_each(|mut one| {
            let json = one.json.get();
            one.around.extend_from_slice(around);
            let record = read_article(json, &one.key, &one.around, self.out.names());
            self.hand_over(json, line, record)
        })
    }

    fn hand_over<E: serde::de::Error>(
        &mut self,
        json: &str,
        line: u64,
        record: Result<Article, Reason>,
    ) -> Result<(), E> {
        self.found += 1;
        let (raw, origin) = (json.as_bytes(), &self.source.origin);
        self.out.record_from(origin, line, raw, record).map_err(|error| {
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
        if let Some(rows) = columns::rows(json, self.out.names()) {
            return rows.iter().try_for_each(|row| self.record(("", row), first_line, &[]));
        }
        let Some(articles) = envelope(json, self.out.names(), MAX_ENVELOPES) else {
            self.record(("", json), first_line, &[])?;
            // The parser has looked at the sign after a number: nothing follows safely.
            self.over = !json.starts_with('{');
            return Ok(());
        };
        let mut line = first_line;
        let mut counted = 0;
        for one in articles {
            let article = one.json.get();
            let at = article.as_ptr() as usize - json.as_ptr() as usize;
            line += memchr::memchr_iter(b'\n', &json.as_bytes()[counted..at]).count() as u64;
            counted = at;
            self.record((&one.key, article), line, &one.around)?;
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for &mut Records<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some((json, line)) = elements.next_element_seed(Element(self.position))? {
            self.record(("", json.get()), line, &[])?;
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
