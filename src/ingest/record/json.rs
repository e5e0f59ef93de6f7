//! Named fields from an object of JSON.
//!
//! Half of a character in it is no reason to refuse a record, and no long number loses figures.

use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::field::{Field, FieldNames};
use super::name::Name;
use super::named_fields::NamedFields;
use super::path::walk;
use super::surrogate;
use super::value::{Value, value_of};
use crate::article::{ADDED, EXPORT};
use crate::rejection::{JsonKind, Reason};

impl NamedFields {
    /// Reads a record from JSON; half of a character in it is no reason to refuse it.
    pub(in crate::ingest) fn parse(json: &str, names: &FieldNames) -> Result<Self, Reason> {
        match Self::read(json, names) {
            Err(reason @ Reason::BrokenJson(_)) => match surrogate::mended(json) {
                Some(json) => Self::read(&json, names),
                None => Err(reason),
            },
            read => read,
        }
    }

    fn read(json: &str, names: &FieldNames) -> Result<Self, Reason> {
        let mut parser = serde_json::Deserializer::from_str(json);
        let record = parser.deserialize_any(RecordVisitor(names));
        let outcome = record.and_then(|record| parser.end().map(|()| record));
        match outcome {
            Ok(Ok(record)) => Ok(record),
            Ok(Err(found)) => Err(Reason::NotAnObject(found)),
            Err(error) => Err(broken(&error)),
        }
    }
}

/// Returns the reason for JSON that cannot be read.
pub(in crate::ingest) fn broken(error: &serde_json::Error) -> Reason {
    let text = error.to_string();
    // serde_json counts lines within what it was given; the place is said apart.
    let text = text.split(" at line ").next().unwrap_or(&text);
    Reason::BrokenJson(text.to_owned())
}

/// Returns an id. One in figures is taken as it is written, however long: as a number it would
/// lose the figures at its end.
fn id(json: &RawValue) -> Value {
    let json = json.get();
    if json.bytes().all(|byte| byte.is_ascii_digit()) {
        return Value::Number(json.to_owned());
    }
    // It has just been read as JSON.
    serde_json::from_str(json).unwrap_or_default()
}

/// Reads a record; the inner error is what stood in place of an object.
struct RecordVisitor<'a>(&'a FieldNames);

impl<'de> Visitor<'de> for RecordVisitor<'_> {
    type Value = Result<NamedFields, JsonKind>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut record = NamedFields::default();
        while let Some(Name(name)) = map.next_key()? {
            if name == EXPORT.0 {
                let by: Value = map.next_value()?;
                record.is_export = by.into_text().as_deref() == Some(EXPORT.1);
                continue;
            }
            let target = self.0.find(&name);
            let mut paths = self.0.paths.behind(&name).peekable();
            if paths.peek().is_some() {
                let json: serde_json::Value = map.next_value()?;
                for (path, field) in paths {
                    if let Some(value) = walk(&json, path) {
                        record.set((*field, 0), &name, value_of(&value));
                    }
                }
                if let Some(target) = target {
                    record.set(target, &name, value_of(&json));
                }
            } else if let Some(target @ (Field::Id, _)) = target {
                record.set(target, &name, id(map.next_value()?));
            } else if let Some(target) = target {
                record.set(target, &name, map.next_value()?);
            } else if name == ADDED {
                record.added = map.next_value::<Value>()?.into_text();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Ok(record))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Err(JsonKind::Array))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Err(JsonKind::String))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Err(JsonKind::Bool))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Err(JsonKind::Number))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Err(JsonKind::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Err(JsonKind::Number))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Err(JsonKind::Null))
    }
}
