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
    /// The ISO week of publication: `2024-W11`.
    Week,
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
    /// The words that mark the articles against others; an engine tells them by themselves.
    Word,
    /// The text of the body: articles with the same one, or nearly, have one value, which tells
    /// nothing else.
    Text,
}

impl Key {
    /// Every key that people name, those of time first, from the longest.
    pub(crate) const NAMED: [Self; 10] = [
        Self::Year,
        Self::Month,
        Self::Week,
        Self::Day,
        Self::Source,
        Self::Section,
        Self::Author,
        Self::Tag,
        Self::Language,
        Self::Word,
    ];

    /// Returns what it is called: `year`.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Source => "source",
            Self::Section => "section",
            Self::Author => "author",
            Self::Tag => "tag",
            Self::Language => "language",
            Self::Word => "word",
            Self::Text => "text",
        }
    }

    /// Returns what it is called in French, where that is another word: `jour`.
    #[must_use]
    pub(crate) fn french_name(self) -> Option<&'static str> {
        match self {
            Self::Year => Some("année"),
            Self::Month => Some("mois"),
            Self::Week => Some("semaine"),
            Self::Day => Some("jour"),
            Self::Section => Some("rubrique"),
            Self::Author => Some("auteur"),
            Self::Language => Some("langue"),
            Self::Word => Some("mot"),
            Self::Source | Self::Tag | Self::Text => None,
        }
    }

    /// Returns the key that is called so, in any case.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Self> {
        let is_called = |called: &str| called.eq_ignore_ascii_case(name);
        let mut keys = Self::NAMED.into_iter();
        keys.find(|key| is_called(key.name()) || key.french_name().is_some_and(is_called))
    }

    /// Tells whether it is a time of publication.
    #[must_use]
    pub(crate) fn is_time(self) -> bool {
        matches!(self, Self::Year | Self::Month | Self::Week | Self::Day)
    }

    /// Tells whether an article may have several values of it.
    #[must_use]
    pub(crate) fn has_several(self) -> bool {
        matches!(self, Self::Author | Self::Tag | Self::Word)
    }
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
