//! What an object says of the articles that it holds, such as an issue of its day and paper.
//!
//! It counts for an article that does not say so itself.

use serde::Deserialize;

use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;

/// What an issue says of all its articles.
const FIELDS: [Field; 4] = [Field::Published, Field::Source, Field::Section, Field::Language];

/// Names of days on which programs have made what holds the articles.
const DAYS_OF_EXPORT: [&str; 4] = ["created_at", "created", "first_created", "version_created"];

/// What an object says of its articles.
pub(super) struct Around(Vec<(Field, String)>);

impl Around {
    /// Returns what an object says, from its JSON and the record that it would be.
    pub(super) fn new(json: &str, record: &NamedFields, names: &FieldNames) -> Self {
        let is_of_export = record.is_named(Field::Published, &DAYS_OF_EXPORT, names);
        let fields = FIELDS.into_iter().filter(|it| *it != Field::Published || !is_of_export);
        let text = |field: Field| Some((field, record.text(field)?.to_owned()));
        let mut said: Vec<(Field, String)> = fields.filter_map(text).collect();
        said.push((Field::Source, Feed::title(json)));
        Self(said)
    }

    /// Returns what is said of one article elsewhere.
    pub(super) fn of(said: Vec<(Field, String)>) -> Self {
        Self(said)
    }

    /// Gives a record what it does not say itself.
    pub(super) fn fill(&self, record: &mut NamedFields) {
        for (field, text) in &self.0 {
            let is_dated = || record.text(Field::Year).is_some();
            if *field != Field::Published || !is_dated() {
                record.set_default(*field, text);
            }
        }
    }
}

/// A JSON Feed, whose title is the name of a paper.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Feed {
    version: String,
    title: String,
}

impl Feed {
    /// Returns the title of a document that is one, else nothing.
    fn title(json: &str) -> String {
        let feed: Self = serde_json::from_str(json).unwrap_or_default();
        let is_one = feed.version.contains("://jsonfeed.org/version/");
        if is_one { feed.title } else { String::new() }
    }
}
