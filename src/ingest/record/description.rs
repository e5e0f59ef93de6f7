//! What a file says of another one: fields and their values, joined with the text of that.
//!
//! It never takes the place of that text, only of what the text does not say.

use super::field::{Field, FieldNames, RankedField};
use super::named_fields::NamedFields;
use crate::article::Article;
use crate::rejection::Reason;

/// What is said of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Description(Vec<(RankedField, String)>);

impl Description {
    /// Takes a value under a name; one that is no field, or is the text itself, says nothing.
    pub(in crate::ingest) fn add(&mut self, name: &str, value: &str, names: &FieldNames) {
        let target = names.find(name).filter(|(field, _)| *field != Field::Body);
        if let Some(target) = target.filter(|_| !value.trim().is_empty()) {
            self.0.push((target, value.to_owned()));
        }
    }

    /// Tells whether it names the title.
    pub(in crate::ingest) fn has_title(&self) -> bool {
        self.0.iter().any(|((field, _), _)| *field == Field::Title)
    }

    /// Returns the article that a text is, with what is said of it.
    pub(in crate::ingest) fn article(&self, text: &Article) -> Result<Article, Reason> {
        let mut record = NamedFields::default();
        for (target, value) in &self.0 {
            record.add(*target, value);
        }
        record.set_default(Field::Title, &text.title);
        record.set_default(Field::Body, &text.body);
        record.into_article()
    }

    /// Returns what is said, as one text that differs when anything else is said.
    pub(in crate::ingest) fn fingerprint(&self) -> String {
        format!("{:?}", self.0)
    }
}
