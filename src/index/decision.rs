//! A decision that a person made, as a line of JSON: read, told from others, and written as it
//! stands but for what changed.
//!
//! It knows no file and no other decision.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::deletion::Deletion;
use crate::lexicon::Exceptions;

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    Exception(Exception),
    Same(Same),
    Deleted(Deletion),
    /// One of another kind, as its line stands.
    Unknown(String),
}

/// The stem of a word, against the stemmer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Exception {
    kind: ExceptionKind,
    pub(super) word: String,
    pub(super) stem: String,
    /// When it was decided, ISO 8601; empty when nobody knows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    at: String,
    /// What a newer limier says of it.
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// How the kind of an exception is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum ExceptionKind {
    #[serde(rename = "exception")]
    Exception,
}

/// Words and phrases that are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Same {
    kind: SameKind,
    pub(super) words: Vec<String>,
    /// When it was decided, ISO 8601; empty when nobody knows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    at: String,
    /// What a newer limier says of it.
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// How the kind of what is the same is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum SameKind {
    #[serde(rename = "same")]
    Same,
}

/// The kind of a decision.
#[derive(Deserialize)]
struct DecisionKind {
    kind: String,
}

impl Decision {
    /// Returns the decision that a word has this stem, made at this moment.
    pub(super) fn exception(word: &str, stem: &str, at: &str) -> Self {
        let [word, stem, at] = [word, stem, at].map(str::to_owned);
        let kind = ExceptionKind::Exception;
        Self::Exception(Exception { kind, word, stem, at, others: Map::new() })
    }

    /// Returns the decision that words are one, made at this moment.
    pub(super) fn same(words: &[String], at: &str) -> Self {
        let (words, at) = (words.to_vec(), at.to_owned());
        Self::Same(Same { kind: SameKind::Same, words, at, others: Map::new() })
    }

    /// Reads a line; `None` when it is no decision.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let DecisionKind { kind } = serde_json::from_str(line).ok()?;
        match kind.as_str() {
            "exception" => {
                let exception: Exception = serde_json::from_str(line).ok()?;
                let (word, stem) = Exceptions::terms(&exception.word, &exception.stem).ok()?;
                Some(Self::Exception(Exception { word, stem, ..exception }))
            }
            "same" => {
                let same: Same = serde_json::from_str(line).ok()?;
                let words = Exceptions::same(same.words.iter().map(String::as_str)).ok()?;
                Some(Self::Same(Same { words, ..same }))
            }
            "deleted" => {
                let deletion: Deletion = serde_json::from_str(line).ok()?;
                deletion.is_valid().then_some(Self::Deleted(deletion))
            }
            _ => Some(Self::Unknown(line.to_owned())),
        }
    }

    /// Returns when it was made, in ISO 8601; empty when nobody knows.
    pub(super) fn at(&self) -> &str {
        match self {
            Self::Exception(Exception { at, .. })
            | Self::Same(Same { at, .. })
            | Self::Deleted(Deletion { at, .. }) => at,
            Self::Unknown(_) => "",
        }
    }

    /// Tells whether only one of both can be in force.
    pub(super) fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exception(one), Self::Exception(other)) => one.word == other.word,
            (Self::Same(one), Self::Same(other)) => {
                one.words.iter().any(|word| other.words.contains(word))
            }
            (Self::Deleted(one), Self::Deleted(other)) => one.is_about_the_same(other),
            (Self::Unknown(one), Self::Unknown(other)) => one == other,
            _ => false,
        }
    }

    /// Returns its line.
    pub(super) fn line(&self) -> String {
        match self {
            // An object of texts can always be written.
            Self::Exception(exception) => serde_json::to_string(exception).unwrap_or_default(),
            Self::Same(same) => serde_json::to_string(same).unwrap_or_default(),
            Self::Deleted(deletion) => serde_json::to_string(deletion).unwrap_or_default(),
            Self::Unknown(line) => line.clone(),
        }
    }
}
