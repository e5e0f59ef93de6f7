//! The matches of a request counted by what they have in common.
//!
//! Counts are of the exact set, never estimates, and the order of the groups is settled here.

/// What articles are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// The year of publication: `2024`.
    Year,
    /// The month of publication: `2024-03`.
    Month,
    /// The day of publication: `2024-03-12`.
    Day,
    /// Newspaper, agency or site.
    Source,
    /// Part of the paper.
    Section,
    /// Who wrote it, each author by himself.
    Author,
    /// Key words given by editors, each by itself.
    Tag,
    /// ISO 639-1 code.
    Language,
}

/// How many articles match, all together and by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The articles that match; each counts once here.
    pub total: u64,
    /// The groups, most articles first, those of one size by their values. An article
    /// with several authors or tags is in the group of each.
    pub rows: Vec<Row>,
}

/// A group of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What they have in common, a value for each key; `None` for articles without one.
    pub values: Vec<Option<String>>,
    /// How many they are.
    pub count: u64,
}

impl Table {
    /// Returns the table of these groups, in its order.
    #[must_use]
    pub(crate) fn new(total: u64, mut rows: Vec<Row>) -> Self {
        rows.sort_by(|one, other| {
            other.count.cmp(&one.count).then_with(|| one.values.cmp(&other.values))
        });
        Self { total, rows }
    }
}
