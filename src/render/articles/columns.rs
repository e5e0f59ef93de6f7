//! The columns of a table of articles, by the names that their fields have in JSON.
//!
//! They are read back under the same names; nothing of a value is cut.

use std::borrow::Cow;

use crate::article::{Article, Date};

/// A column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its name.
    pub name: &'static str,
    value: fn(&Article) -> Cow<'_, str>,
}

/// What stands between several authors, and between several tags.
pub(super) const BETWEEN: &str = "; ";

impl Column {
    /// Every column, in the order of a table.
    pub(crate) const ALL: [Self; 12] = [
        Self { name: "id", value: |article| article.id.as_str().into() },
        Self { name: "published", value: |article| iso(article.published.as_ref()) },
        Self { name: "source", value: |article| article.source.as_str().into() },
        Self { name: "section", value: |article| article.section.as_str().into() },
        Self { name: "authors", value: |article| article.authors.join(BETWEEN).into() },
        Self { name: "title", value: |article| article.title.as_str().into() },
        Self { name: "description", value: |article| article.description.as_str().into() },
        Self { name: "body", value: |article| article.body.as_str().into() },
        Self { name: "url", value: |article| article.url.as_str().into() },
        Self { name: "tags", value: |article| article.tags.join(BETWEEN).into() },
        Self { name: "language", value: |article| article.language.as_str().into() },
        Self { name: "modified", value: |article| iso(article.modified.as_ref()) },
    ];

    /// Returns its value of an article, empty where it has none.
    pub(super) fn of(self, article: &Article) -> Cow<'_, str> {
        (self.value)(article)
    }
}

fn iso(date: Option<&Date>) -> Cow<'_, str> {
    date.map_or("", |date| date.iso.as_str()).into()
}
