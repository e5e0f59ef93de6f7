//! What there is to say of articles that are taken along: what was asked, how it was read, when,
//! and of which state of the collection.
//!
//! Every form has a place of its own for it; what is said is the same in all.

use serde_json::{Value, json};

use crate::render::counted::counted;

/// What there is to say of articles together.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    /// What was asked; empty where all articles are wanted.
    pub query: String,
    /// How it was read, a line each.
    pub read_as: Vec<String>,
    /// How many articles are written.
    pub articles: u64,
    /// When, ISO 8601 in UTC.
    pub exported: String,
    /// What the collection is called.
    pub index: String,
    /// How many articles it has.
    pub of: u64,
    /// When it last changed, ISO 8601 in UTC.
    pub changed: String,
    /// What tells it from every other.
    pub id: String,
}

/// The version that writes.
const LIMIER: &str = env!("CARGO_PKG_VERSION");

impl About {
    /// Returns what is said, each with its name.
    pub(super) fn lines(&self) -> [(&'static str, String); 5] {
        let query = if self.query.is_empty() { "all articles" } else { &self.query };
        let Self { index, of, changed, id, .. } = self;
        let of = counted(*of, "article", "articles");
        [
            ("query", query.to_owned()),
            ("read as", self.read_as.join(" | ")),
            ("articles", self.articles.to_string()),
            ("exported", format!("{} by limier {LIMIER}", self.exported)),
            ("index", format!("{index}: {of}, as of {changed} ({id})")),
        ]
    }

    /// Returns the same in one line.
    pub(super) fn line(&self) -> String {
        let lines = self.lines().map(|(name, value)| format!("{name}: {value}"));
        lines.join("; ")
    }

    /// Returns it as an object.
    pub(crate) fn json(&self) -> Value {
        let Self { query, read_as, articles, exported, index, of, changed, id } = self;
        json!({
            "query": query,
            "read_as": read_as,
            "articles": articles,
            "exported": exported,
            "limier": LIMIER,
            "index": {"name": index, "articles": of, "changed": changed, "id": id},
        })
    }
}
