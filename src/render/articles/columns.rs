//! The columns of a table of articles, by the names that their fields have in JSON.
//!
//! They are read back under the same names; nothing of a value is cut.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use crate::article::{ADDED, Article, Date};
use crate::render::details::day;

/// A column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its name.
    pub name: &'static str,
    /// How wide it is in a spreadsheet, in characters.
    pub(super) width: u32,
    value: fn(&Article) -> Cow<'_, str>,
    /// Copies its field into another article.
    copy: fn(&Article, &mut Article),
}

/// What stands between several authors, and between several tags.
pub(super) const BETWEEN: &str = "; ";

macro_rules! column {
    ($name:expr, $width:literal, $field:ident, $value:expr) => {
        Column {
            name: $name,
            width: $width,
            value: $value,
            copy: |from, to| to.$field.clone_from(&from.$field),
        }
    };
}

impl Column {
    /// Every column, in the order of a table. The last, a day as that of [`Self::day`], is no field of
    /// its own.
    pub(crate) const ALL: [Self; 14] = [
        column!("id", 16, id, |article| article.id.as_str().into()),
        column!("published", 26, published, |article| iso(article.published.as_ref())),
        column!("source", 20, source, |article| article.source.as_str().into()),
        column!("section", 16, section, |article| article.section.as_str().into()),
        column!("authors", 20, authors, |article| article.authors.join(BETWEEN).into()),
        column!("title", 60, title, |article| article.title.as_str().into()),
        column!("description", 40, description, |article| article.description.as_str().into()),
        column!("body", 60, body, |article| article.body.as_str().into()),
        column!("url", 40, url, |article| article.url.as_str().into()),
        column!("tags", 24, tags, |article| article.tags.join(BETWEEN).into()),
        column!("language", 9, language, |article| article.language.as_str().into()),
        column!("modified", 26, modified, |article| iso(article.modified.as_ref())),
        column!(ADDED, 26, first_indexed, |article| {
            let added = article.first_indexed.moment();
            added.map_or("".into(), |added| added.to_string().into())
        }),
        column!(DAY, 12, published, |article| iso(article.published.as_ref())),
    ];

    /// Returns the columns of a table where none are named: the fields of an article.
    pub(super) fn usual() -> &'static [Self] {
        &Self::ALL[..Self::ALL.len() - 1]
    }

    /// Returns those of a spreadsheet where none are named: with the day, which it can reckon with.
    pub(super) fn of_sheet() -> &'static [Self] {
        &Self::ALL
    }

    /// Returns its value of an article, empty where it has none.
    pub(super) fn of<'a>(self, article: &'a Article, zone: &TimeZone) -> Cow<'a, str> {
        match self.day(article, zone) {
            Some(day) => day.into(),
            None if self.name == DAY => "".into(),
            None => (self.value)(article),
        }
    }

    /// Returns the day of publication in a time zone, where it is the column of that and the day
    /// is known.
    pub(super) fn day(self, article: &Article, zone: &TimeZone) -> Option<String> {
        let published = article.published.as_ref().filter(|_| self.name == DAY)?;
        Some(day(published, Some(zone))).filter(|day| day.len() == "2024-03-12".len())
    }

    /// Returns an article that has these fields only.
    pub(crate) fn only(columns: &[Self], article: &Article) -> Article {
        let mut only = Article::default();
        for column in columns {
            (column.copy)(article, &mut only);
        }
        only.title_derived = article.title_derived && !only.title.is_empty();
        only.language_unsure = article.language_unsure && !only.language.is_empty();
        only
    }
}

/// The column of days.
const DAY: &str = "day";

fn iso(date: Option<&Date>) -> Cow<'_, str> {
    date.map_or("", |date| date.iso.as_str()).into()
}
