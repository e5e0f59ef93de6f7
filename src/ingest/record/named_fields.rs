//! A record with named fields: which names mean what, and what a value may be.
//!
//! Names are those found in exports of news; the first that is not empty wins, in
//! the order of the table, whatever their order in the record.

use super::field::{FIELD_COUNT, Field, FieldNames, RankedField};
use super::tidy::{host, person};
use super::value::Value;
use crate::article::{Article, FirstIndexed};
use crate::ingest::date::{date_in_columns, parse_given};
use crate::ingest::press::language;
use crate::rejection::{JsonKind, Reason};

/// What a record says of one field, from its best name so far.
#[derive(Debug, Default)]
struct Slot {
    rank: usize,
    value: Value,
}

/// A record, read but not yet judged.
#[derive(Debug, Default)]
pub(in crate::ingest) struct NamedFields {
    slots: [Slot; FIELD_COUNT],
    /// The first text field with a value that is no text.
    wrong: Option<(String, JsonKind)>,
    /// It was exported by limier: what it says is taken as it stands, so that it becomes the
    /// same article again.
    pub(super) is_export: bool,
    /// When an export says that it was first indexed.
    pub(super) added: Option<String>,
    /// The address that stands for the source, and whether the name of its host is given too:
    /// it is then that of the article.
    source_url: (Option<String>, bool),
}

/// What programs write in cells where there is nothing: in place of an id it would be one.
const NOTHING: [&str; 6] = ["null", "NULL", "None", "nan", "NaN", "\\N"];

/// What is added to the rank of a source that is an address: any name says more.
const ADDRESS: usize = 10_000;

impl NamedFields {
    /// Takes the value of a name, unless a better name has given one.
    pub(super) fn set(&mut self, (field, mut rank): RankedField, name: &str, value: Value) {
        if field == Field::Source {
            self.source_url.1 |= name.ends_with("hostname");
            if let Some(url) = value.as_url() {
                self.source_url.0 = Some(url.to_owned());
                rank += ADDRESS;
            }
        }
        match value {
            Value::Number(_) if field.is_text() => {
                self.wrong.get_or_insert((name.to_owned(), JsonKind::Number));
            }
            Value::Other(found) if field.is_text() => {
                self.wrong.get_or_insert((name.to_owned(), found));
            }
            Value::Missing | Value::Other(_) => {}
            value => {
                let slot = &mut self.slots[field as usize];
                if slot.value == Value::Missing || rank < slot.rank {
                    let says_so = name.to_ascii_lowercase().ends_with("html");
                    let is_markup = field.is_text() && (says_so || value.has_markup());
                    let is_markup = is_markup && !self.is_export;
                    let value = if is_markup { value.without_markup() } else { value };
                    *slot = Slot { rank, value };
                }
            }
        }
    }

    /// Takes a text under a name that was found to fill a field; a second one under the
    /// same name continues the first.
    pub(in crate::ingest) fn add(&mut self, (field, rank): RankedField, text: &str) {
        if !field.is_text() && NOTHING.contains(&text.trim()) {
            return;
        }
        let slot = &mut self.slots[field as usize];
        let goes_on = rank == slot.rank && !field.is_single();
        let mut value = Value::text(text);
        if field.is_text() && value.has_markup() {
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
    pub(in crate::ingest) fn set_default(&mut self, field: Field, text: &str) {
        let slot = &mut self.slots[field as usize];
        if slot.value == Value::Missing {
            slot.value = Value::text(text);
        }
    }

    /// Takes from a record around this one what it does not say itself.
    pub(in crate::ingest) fn set_defaults(&mut self, outer: Self) {
        for (slot, outer) in self.slots.iter_mut().zip(outer.slots) {
            if slot.value == Value::Missing {
                *slot = outer;
            }
        }
    }

    /// Returns the text of a field, where there is one.
    pub(in crate::ingest) fn text(&self, field: Field) -> Option<&str> {
        match &self.slots[field as usize].value {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::List(list) => list.first().map(String::as_str),
            Value::Missing | Value::Other(_) => None,
        }
    }

    /// Tells whether a field goes by one of these names here.
    pub(in crate::ingest) fn is_named(
        &self,
        field: Field,
        known: &[&str],
        names: &FieldNames,
    ) -> bool {
        let rank = self.slots[field as usize].rank;
        known.iter().any(|name| names.find(name) == Some((field, rank)))
    }

    /// Tells whether there is a title.
    pub(in crate::ingest) fn has_title(&self) -> bool {
        !matches!(self.slots[Field::Title as usize].value, Value::Missing)
    }

    /// Tells whether there is a body.
    pub(in crate::ingest) fn has_body(&self) -> bool {
        !matches!(self.slots[Field::Body as usize].value, Value::Missing)
    }

    /// Tells whether there is anything to search.
    pub(in crate::ingest) fn has_text(&self) -> bool {
        [Field::Title, Field::Description, Field::Body]
            .iter()
            .any(|&field| !matches!(self.slots[field as usize].value, Value::Missing))
    }

    /// Returns the article, its id empty when the record has none.
    pub(in crate::ingest) fn into_article(mut self) -> Result<Article, Reason> {
        if let Some((name, found)) = self.wrong {
            return Err(Reason::WrongType { name, found });
        }
        if !self.has_text() {
            return Err(Reason::NoText);
        }
        if self.is_export {
            return Ok(self.into_exported());
        }
        let mut take = |field: Field| std::mem::take(&mut self.slots[field as usize].value);
        let mut published = take(Field::Published).into_text().unwrap_or_default();
        if published.is_empty() {
            let [year, month, day] = [Field::Year, Field::Month, Field::Day]
                .map(|field| take(field).into_text().unwrap_or_default());
            published = date_in_columns(&year, &month, &day);
        }
        let mut article = Article {
            id: take(Field::Id).into_text().unwrap_or_default(),
            url: take(Field::Url).into_text().unwrap_or_default(),
            title: one_line(take(Field::Title)),
            title_derived: false,
            description: take(Field::Description).into_text().unwrap_or_default(),
            body: take(Field::Body).into_text().unwrap_or_default(),
            published: None,
            unread_date: None,
            modified: take(Field::Modified).into_text().and_then(|text| parse_given(&text)),
            source: one_line(take(Field::Source)),
            source_derived: false,
            section: first(take(Field::Section)),
            authors: names(take(Field::Authors)),
            tags: key_words(take(Field::Tags)),
            language: language::code(&take(Field::Language).into_text().unwrap_or_default()),
            language_unsure: false,
            first_indexed: FirstIndexed::Now,
        };
        article.set_published(published);
        if let (Some(url), true) = self.source_url
            && article.url.is_empty()
        {
            article.url = url;
        }
        if article.source.is_empty() {
            host(&article.url).unwrap_or_default().clone_into(&mut article.source);
            article.source_derived = !article.source.is_empty();
        } else if let Some(host) = host(&article.source) {
            article.source = host.to_owned();
        }
        Ok(article)
    }

    /// Returns the article of a record that limier exported: its values are as they are to be.
    fn into_exported(mut self) -> Article {
        let added = self.added.take().and_then(|added| added.parse().ok());
        let mut take = |field: Field| std::mem::take(&mut self.slots[field as usize].value);
        let mut text = |field| take(field).into_text().unwrap_or_default();
        let mut article = Article {
            id: text(Field::Id),
            url: text(Field::Url),
            title: text(Field::Title),
            description: text(Field::Description),
            body: text(Field::Body),
            modified: parse_given(&text(Field::Modified)),
            source: text(Field::Source),
            section: text(Field::Section),
            language: text(Field::Language),
            first_indexed: added.map_or(FirstIndexed::Unknown, FirstIndexed::At),
            ..Article::default()
        };
        article.set_published(text(Field::Published));
        article.authors = take(Field::Authors).into_list();
        article.tags = take(Field::Tags).into_list();
        article
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

/// Returns the first of several sections; a number stands for one that is named elsewhere.
fn first(value: Value) -> String {
    match value {
        Value::List(list) => one_line(list.into_iter().next().map_or(Value::Missing, Value::Text)),
        Value::Number(_) => String::new(),
        value => one_line(value),
    }
}

/// Returns the key words of a list, or of a text such as `ponts; fleuves`.
fn key_words(value: Value) -> Vec<String> {
    let Value::Text(text) = &value else { return named(value) };
    if let Some(list) = quoted(text) {
        return list;
    }
    let sign = [";", "|", ","].into_iter().find(|sign| text.contains(sign));
    sign.map_or_else(|| vec![text.clone()], |sign| parts(text, sign))
}

/// Returns the names of authors, without `Par` before them.
fn names(value: Value) -> Vec<String> {
    let names = people(value).into_iter().map(|name| person(&name));
    names.filter(|name| !name.is_empty()).collect()
}

/// Returns the authors of a list, or of a text such as `Anne Morel et Jean Petit`. A comma
/// may stand between a name and what its bearer is.
fn people(value: Value) -> Vec<String> {
    let Value::Text(text) = &value else { return named(value) };
    if let Some(list) = quoted(text) {
        return list;
    }
    if let Some(sign) = [";", "|"].into_iter().find(|sign| text.contains(sign)) {
        return parts(text, sign);
    }
    let both = parts(text, " et ");
    // `Culture et Médias` is no couple.
    let are_full = both.iter().all(|name| name.contains(' '));
    if are_full { both } else { value.into_list() }
}

/// Returns the names of a list. A number stands for what is named elsewhere.
fn named(value: Value) -> Vec<String> {
    if matches!(value, Value::Number(_)) { Vec::new() } else { value.into_list() }
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
