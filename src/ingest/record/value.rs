//! The value of a name in a record, as far as articles need it: texts, numbers, lists.
//!
//! Programs put a value into an object to say more of it; the object then stands for
//! what it is about. It knows no field.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::name::Name;
use crate::calendar::folded;
use crate::ingest::markup::prose;
use crate::rejection::JsonKind;

/// The names of what an object is about, best first: `{"@type": "Person", "name": "A. Morel"}`,
/// `{"rendered": "<p>Il rouvre.</p>"}`, `{"$date": "2020-06-15"}`.
const NAMES: [&str; 22] = [
    "name",
    "literal",
    "rendered",
    "processed",
    "value",
    "@value",
    "#text",
    "content",
    "text",
    "$date",
    "$oid",
    "$numberLong",
    "date",
    "title",
    "label",
    "main",
    "original",
    "texte",
    "contenu",
    "blocks",
    "data",
    "raw",
];

/// How many of them are names of somebody, which say more than the parts of one.
const WHOLE_NAMES: usize = 2;

/// The names of the parts of a person's name as one word, the first name and the family's.
const PARTS: [&[&str]; 2] = [
    &["given", "givenname", "firstname", "forename", "prenom"],
    &["family", "familyname", "lastname", "surname", "nom", "nomdefamille"],
];

/// Returns which part of a person's name goes by a name.
fn part_of_name(name: &str) -> Option<usize> {
    const MOST: usize = 16;
    if name.len() > MOST {
        return None;
    }
    let name: String = folded(name).chars().filter(|char| char.is_alphanumeric()).collect();
    PARTS.iter().position(|names| names.contains(&name.as_str()))
}

/// The names among them that are also those of an article.
const TEXTS: [&str; 4] = ["content", "text", "date", "value"];

/// The names that articles have and values with a text have not.
const TITLES: [&str; 3] = ["title", "headline", "titre"];

/// A value of a record, as far as articles need it.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) enum Value {
    #[default]
    Missing,
    Text(String),
    Number(String),
    List(Vec<String>),
    /// A value that no field takes; what it was.
    Other(JsonKind),
}

impl Value {
    /// Returns text, trimmed; `Missing` for blank text.
    pub(super) fn text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Missing,
            text => Self::Text(text.to_owned()),
        }
    }

    /// Tells whether it has tags of paragraphs or line breaks, or entities.
    pub(super) fn has_markup(&self) -> bool {
        let has = |text: &String| {
            memchr::memchr2_iter(b'<', b'&', text.as_bytes()).any(|at| {
                let rest = &text[at..];
                is_entity(rest)
                    || ["</p>", "<br>", "<br/>", "<br />"].iter().any(|known| {
                        rest.get(..known.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(known))
                    })
            })
        };
        match self {
            Self::Text(text) => has(text),
            Self::List(list) => list.iter().any(has),
            _ => false,
        }
    }

    /// Returns the address that it is.
    pub(super) fn as_url(&self) -> Option<&str> {
        let Self::Text(text) = self else { return None };
        (text.starts_with("http") && text.contains("://")).then_some(text)
    }

    pub(super) fn without_markup(self) -> Self {
        self.into_text().map_or(Self::Missing, |text| Self::text(&prose(&text)))
    }

    pub(super) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            // A list of paragraphs is a text.
            Self::List(list) => Some(list.join("\n")),
            Self::Missing | Self::Other(_) => None,
        }
    }

    pub(super) fn into_list(self) -> Vec<String> {
        match self {
            Self::Text(text) | Self::Number(text) => vec![text],
            Self::List(list) => list,
            Self::Missing | Self::Other(_) => Vec::new(),
        }
    }
}

/// Tells whether a text starts with an entity such as `&eacute;`, `&#8217;`.
fn is_entity(text: &str) -> bool {
    const LONGEST: usize = 12;
    let end = memchr::memchr(b';', &text.as_bytes()[..text.len().min(LONGEST)]);
    end.is_some_and(|end| text.starts_with('&') && htmlize::unescape(&text[..=end]) != text[..=end])
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// Returns what articles need of a JSON value.
pub(super) fn value_of(json: &serde_json::Value) -> Value {
    Value::deserialize(json).unwrap_or_default()
}

/// A date in the parts of a reference: `[["2020", 6, 15]]` is `2020-06-15`.
struct DateParts(String);

impl<'de> Deserialize<'de> for DateParts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parts = serde_json::Value::deserialize(deserializer)?;
        let first = parts.get(0).and_then(serde_json::Value::as_array);
        let text = |part: &serde_json::Value| {
            let text = part.as_str().map_or_else(|| part.to_string(), str::to_owned);
            format!("{text:0>2}")
        };
        let parts: Vec<_> = first.into_iter().flatten().map(text).collect();
        Ok(Self(parts.join("-")))
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::text(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other(JsonKind::Bool))
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

    /// Numbers in a list with texts, or alone in one, are references to something else.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        let mut other = Value::Missing;
        while let Some(value) = seq.next_element()? {
            match value {
                Value::Text(text) => list.push(text),
                Value::List(nested) => list.extend(nested),
                Value::Other(_) => other = Value::Other(JsonKind::ArrayWithoutText),
                Value::Number(_) if other == Value::Missing => other = value,
                Value::Number(_) | Value::Missing => {}
            }
        }
        Ok(if list.is_empty() { other } else { Value::List(list) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut found = (NAMES.len(), Value::Other(JsonKind::Object));
        let mut is_article = false;
        let mut names = [const { None }; 2];
        while let Some(Name(name)) = map.next_key()? {
            is_article |= TITLES.contains(&&*name);
            if name == "date-parts" {
                let DateParts(date) = map.next_value()?;
                found = (0, Value::text(&date));
                continue;
            }
            let Some(rank) = NAMES.iter().position(|known| *known == name) else {
                match part_of_name(&name) {
                    Some(part) => names[part] = map.next_value::<Value>()?.into_text(),
                    None => drop(map.next_value::<IgnoredAny>()?),
                }
                continue;
            };
            let mut value: Value = map.next_value()?;
            if name == "rendered" {
                value = value.without_markup();
            }
            if rank < found.0 && !matches!(value, Value::Missing | Value::Other(_)) {
                found = (rank, value);
            }
        }
        // A person in a list of references, or what has a name and is no article.
        let may_be_named = !is_article || names[0].is_some();
        if names[1].is_some() && may_be_named && found.0 >= WHOLE_NAMES {
            let names: Vec<_> = names.into_iter().flatten().collect();
            return Ok(Value::text(&names.join(" ")));
        }
        // What has a title and a text is no value.
        let is_text = |rank: usize| NAMES.get(rank).is_some_and(|name| TEXTS.contains(name));
        Ok(if is_article && is_text(found.0) { Value::Other(JsonKind::Object) } else { found.1 })
    }
}
