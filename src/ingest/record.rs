//! A record with named fields: which names mean what, and what a value may be.
//!
//! Names are those found in exports of news; the first that is not empty wins, in
//! the order of the table, whatever their order in the record.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::Reason;
use super::date::parse_date;
use super::field::{FIELD_COUNT, Field, FieldNames, Target};
use super::markup::prose;
use super::path::walk;
use crate::article::Article;

/// What a record says of one field, from its best name so far.
#[derive(Debug, Default)]
struct Slot {
    rank: usize,
    value: Value,
}

/// A value of a record, as far as articles need it.
#[derive(Debug, Default, Clone, PartialEq)]
enum Value {
    #[default]
    Missing,
    Text(String),
    Number(String),
    List(Vec<String>),
    /// A value that no field takes; what it was.
    Other(&'static str),
}

/// A record, read but not yet judged.
#[derive(Debug, Default)]
pub(super) struct Record {
    slots: [Slot; FIELD_COUNT],
    /// The first text field with a value that is no text.
    wrong: Option<(String, &'static str)>,
}

impl Record {
    /// Reads a record from JSON.
    pub(super) fn parse(json: &str, names: &FieldNames) -> Result<Self, Reason> {
        let mut parser = serde_json::Deserializer::from_str(json);
        let record = parser.deserialize_any(RecordVisitor(names));
        let outcome = record.and_then(|record| parser.end().map(|()| record));
        match outcome {
            Ok(Ok(record)) => Ok(record),
            Ok(Err(found)) => Err(Reason::NotAnObject(found)),
            Err(error) => Err(super::json::broken(&error)),
        }
    }

    /// Takes the value of a name, unless a better name has given one.
    fn set(&mut self, (field, rank): Target, name: &str, value: Value) {
        match value {
            Value::Number(_) if field.is_text() => {
                self.wrong.get_or_insert((name.to_owned(), "a number"));
            }
            Value::Other(found) if field.is_text() => {
                self.wrong.get_or_insert((name.to_owned(), found));
            }
            Value::Missing | Value::Other(_) => {}
            value => {
                let slot = &mut self.slots[field as usize];
                if slot.value == Value::Missing || rank < slot.rank {
                    let is_markup = field == Field::Body && name == "content_html";
                    let is_markup = is_markup || field.is_text() && value.has_paragraphs();
                    let value = if is_markup { value.without_markup() } else { value };
                    *slot = Slot { rank, value };
                }
            }
        }
    }

    /// Takes a text under a name that was found to fill a field; a second one under the
    /// same name continues the first.
    pub(super) fn add(&mut self, (field, rank): Target, text: &str) {
        let slot = &mut self.slots[field as usize];
        let goes_on = rank == slot.rank && !field.is_single();
        let mut value = Value::text(text);
        if field.is_text() && value.has_paragraphs() {
            value = value.without_markup();
        }
        match (value, std::mem::take(&mut slot.value)) {
            (Value::Missing, old) => slot.value = old,
            (new, Value::Missing) => *slot = Slot { rank, value: new },
            (new, old) if goes_on => {
                let mut list = old.into_list();
                list.extend(new.into_list());
                slot.value = Value::List(list);
            }
            (new, _) if rank < slot.rank => *slot = Slot { rank, value: new },
            (_, old) => slot.value = old,
        }
    }

    /// Takes a text for a field that the record itself says nothing of.
    pub(super) fn set_default(&mut self, field: Field, text: &str) {
        let slot = &mut self.slots[field as usize];
        if slot.value == Value::Missing {
            slot.value = Value::text(text);
        }
    }

    /// Tells whether there is a body.
    pub(super) fn has_body(&self) -> bool {
        !matches!(self.slots[Field::Body as usize].value, Value::Missing)
    }

    /// Tells whether there is anything to search.
    pub(super) fn has_text(&self) -> bool {
        [Field::Title, Field::Description, Field::Body]
            .iter()
            .any(|&field| !matches!(self.slots[field as usize].value, Value::Missing))
    }

    /// Returns the article, its id empty when the record has none.
    pub(super) fn into_article(mut self) -> Result<Article, Reason> {
        if let Some((name, found)) = self.wrong {
            return Err(Reason::WrongType { name, found });
        }
        if !self.has_text() {
            return Err(Reason::NoText);
        }
        let mut take = |field: Field| std::mem::take(&mut self.slots[field as usize].value);
        let published = take(Field::Published).into_text().unwrap_or_default();
        let mut article = Article {
            id: take(Field::Id).into_text().unwrap_or_default(),
            url: take(Field::Url).into_text().unwrap_or_default(),
            title: one_line(take(Field::Title)),
            title_derived: false,
            description: take(Field::Description).into_text().unwrap_or_default(),
            body: take(Field::Body).into_text().unwrap_or_default(),
            published: None,
            unread_date: None,
            modified: take(Field::Modified).into_text().and_then(|text| parse_date(&text)),
            source: one_line(take(Field::Source)),
            section: one_line(take(Field::Section)),
            authors: people(take(Field::Authors)),
            tags: key_words(take(Field::Tags)),
            language: language_code(&take(Field::Language).into_text().unwrap_or_default()),
        };
        article.set_published(published);
        if article.source.is_empty() {
            host(&article.url).unwrap_or_default().clone_into(&mut article.source);
        } else if let Some(host) = host(&article.source) {
            article.source = host.to_owned();
        }
        Ok(article)
    }
}

/// Returns text as one line: a headline or a name has no line breaks.
fn one_line(value: Value) -> String {
    let text = value.into_text().unwrap_or_default();
    if text.contains(['\n', '\r', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text
    }
}

/// Returns the key words of a list, or of a text such as `ponts; fleuves`.
fn key_words(value: Value) -> Vec<String> {
    let Value::Text(text) = &value else { return value.into_list() };
    if let Some(list) = quoted(text) {
        return list;
    }
    let sign = [";", "|", ","].into_iter().find(|sign| text.contains(sign));
    sign.map_or_else(|| vec![text.clone()], |sign| parts(text, sign))
}

/// Returns the authors of a list, or of a text such as `Anne Morel et Jean Petit`. A comma
/// may stand between a name and what its bearer is.
fn people(value: Value) -> Vec<String> {
    let Value::Text(text) = &value else {
        // Numbers stand for people who are named elsewhere.
        let is_name = |name: &String| !name.bytes().all(|byte| byte.is_ascii_digit());
        return value.into_list().into_iter().filter(is_name).collect();
    };
    if let Some(list) = quoted(text) {
        return list;
    }
    if text.contains(';') {
        return parts(text, ";");
    }
    let both = parts(text, " et ");
    // `Culture et Médias` is no couple.
    let are_full = both.iter().all(|name| name.contains(' '));
    if are_full { both } else { value.into_list() }
}

/// Returns the elements of a list written as programs do: `['Anne Morel', "L'Aube"]`.
fn quoted(text: &str) -> Option<Vec<String>> {
    let mut rest = text.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|sign| matches!(sign, '\'' | '"'))?;
        let (element, after) = rest[1..].split_once(quote)?;
        found.push(element.trim().to_owned());
        let after = after.trim_start();
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    found.retain(|element| !element.is_empty());
    Some(found)
}

/// Returns what stands between the signs of a text, without blanks.
fn parts(text: &str, sign: &str) -> Vec<String> {
    text.split(sign).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Returns the host of a URL without `www.`, the source of an article that names
/// none.
pub(super) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Returns the two-letter code at the head of `fr`, `fr-FR` or `fr_CA`, and
/// nothing for another form: the language is then detected.
pub(super) fn language_code(text: &str) -> String {
    let code = text.split(['-', '_']).next().unwrap_or_default();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        code.to_ascii_lowercase()
    } else {
        String::new()
    }
}

impl Value {
    /// Returns text, trimmed; `Missing` for blank text.
    fn text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Missing,
            text => Self::Text(text.to_owned()),
        }
    }

    /// Tells whether it has tags of paragraphs or line breaks.
    fn has_paragraphs(&self) -> bool {
        let has = |text: &String| {
            memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
                let tag = &text[at..];
                ["</p>", "<br>", "<br/>", "<br />"].iter().any(|known| {
                    tag.get(..known.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(known))
                })
            })
        };
        match self {
            Self::Text(text) => has(text),
            Self::List(list) => list.iter().any(has),
            _ => false,
        }
    }

    fn without_markup(self) -> Self {
        self.into_text().map_or(Self::Missing, |text| Self::text(&prose(&text)))
    }

    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            // A list of paragraphs is a text.
            Self::List(list) => Some(list.join("\n")),
            Self::Missing | Self::Other(_) => None,
        }
    }

    fn into_list(self) -> Vec<String> {
        match self {
            Self::Text(text) | Self::Number(text) => vec![text],
            Self::List(list) => list,
            Self::Missing | Self::Other(_) => Vec::new(),
        }
    }
}

/// Reads a record; the inner error is what stood in place of an object.
struct RecordVisitor<'a>(&'a FieldNames);

impl<'de> Visitor<'de> for RecordVisitor<'_> {
    type Value = Result<Record, &'static str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut record = Record::default();
        while let Some(Name(name)) = map.next_key()? {
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
            } else if let Some(target) = target {
                record.set(target, &name, map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Ok(record))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Err("an array"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Err("a string"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Err("true or false"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Err("a number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Err("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Err("a number"))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Err("null"))
    }
}

/// A name, borrowed from the input where it has no escapes.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// Returns what articles need of a JSON value.
fn value_of(json: &serde_json::Value) -> Value {
    Value::deserialize(json).unwrap_or_default()
}

struct ValueVisitor;

impl<'de> DeserializeSeed<'de> for ValueVisitor {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::text(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other("true or false"))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Missing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        let mut other = None;
        while let Some(value) = seq.next_element()? {
            match value {
                Value::Text(text) | Value::Number(text) => list.push(text),
                Value::List(nested) => list.extend(nested),
                Value::Other(_) => other = Some("a list without text"),
                Value::Missing => {}
            }
        }
        Ok(match other {
            Some(found) if list.is_empty() => Value::Other(found),
            _ if list.is_empty() => Value::Missing,
            _ => Value::List(list),
        })
    }

    /// An object stands for its name: `{"@type": "Person", "name": "A. Dupont"}`, or for
    /// its markup as a page shows it: `{"rendered": "<p>Il rouvre.</p>"}`.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut found = Value::Other("an object");
        while let Some(Name(name)) = map.next_key()? {
            if name == "name" {
                found = map.next_value()?;
            } else if name == "rendered" {
                found = map.next_value::<Value>()?.without_markup();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests;
