//! Exceptions: words whose stem a user set, against the stemmer.
//!
//! Format: `word<TAB>stem` a line, or `word` alone for a word that is inflected in no
//! way; empty lines and lines that start with `#` are skipped. They are read when an
//! index is opened: a change is in force at once.

use std::collections::BTreeMap;
use std::path::Path;

use crate::analysis::words;
use crate::error::{Error, Result};

/// Words with a stem of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// The stem of each word, as it was given.
    stems: BTreeMap<String, String>,
}

/// What a word with an exception belongs to in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Only to words set to the same.
    Own(String),
    /// To the family of a word.
    Form(String),
    /// To the words of a stem.
    Stem(String),
}

impl Exceptions {
    /// Reads a file of exceptions; `path` is its place in messages.
    ///
    /// # Errors
    /// `BadLine` for a line that is not one word, or one word and its stem, and for
    /// a word that stands twice.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let mut stems = BTreeMap::new();
        let text = text.trim_start_matches('\u{FEFF}');
        let lines = text.lines().map(|line| line.trim_matches(' ')).enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = |reason| Error::BadLine { path: path.to_owned(), line: index + 1, reason };
            let (word, stem) = line.split_once('\t').unwrap_or((line, line));
            let (word, stem) = Self::terms(word, stem).map_err(wrong)?;
            if stems.insert(word, stem).is_some() {
                return Err(wrong("this word already has an exception above"));
            }
        }
        Ok(Self { stems })
    }

    /// Returns the terms of a word and of its stem, as the tokenizer gives them.
    ///
    /// # Errors
    /// What is wrong when either is not one word.
    pub fn terms(word: &str, stem: &str) -> Result<(String, String), &'static str> {
        let word = only_term(word).ok_or("an exception is one word, or word, tab, stem")?;
        let stem = only_term(stem).ok_or("a stem is one word: write word, tab, stem")?;
        Ok((word, stem))
    }

    /// Returns the number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    /// Tells whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    /// Returns every word with its stem, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.stems.iter().map(|(word, stem)| (word.as_str(), stem.as_str()))
    }

    /// Returns the stem set for a word.
    #[must_use]
    pub fn stem(&self, word: &str) -> Option<&str> {
        self.stems.get(word).map(String::as_str)
    }
}

impl FromIterator<(String, String)> for Exceptions {
    /// Returns the exceptions of these words, each with its stem as [`Exceptions::terms`]
    /// gives them; of a word that comes twice the last stem counts.
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self { stems: pairs.into_iter().collect() }
    }
}

/// Returns the term of a text of one word.
fn only_term(text: &str) -> Option<String> {
    let (mut term, mut second) = (String::new(), String::new());
    let mut words = words(text);
    let one = words.next_into(&mut term).is_some() && words.next_into(&mut second).is_none();
    one.then_some(term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_the_tokenizer_gives_them() {
        let text =
            "\u{FEFF} # noms\r\nCollectivités\tcollectivité\r\n\r\nNice\n  \nS.N.C.F.\tsncf\n";
        let exceptions = Exceptions::parse(text, Path::new("")).expect("good");
        let found: Vec<_> = exceptions.iter().collect();
        assert_eq!(found, [("collectivités", "collectivité"), ("nice", "nice"), ("sncf", "sncf")]);
        assert_eq!((exceptions.stem("nice"), exceptions.stem("grève")), (Some("nice"), None));
    }

    #[test]
    fn a_bad_line_is_named() {
        for (text, message) in [
            ("nice\nchemin de fer", "x:2: an exception is one word, or word, tab, stem"),
            ("…\tgrev", "x:1: an exception is one word, or word, tab, stem"),
            ("grève\t", "x:1: a stem is one word: write word, tab, stem"),
            ("grève\tla grève", "x:1: a stem is one word: write word, tab, stem"),
            ("nice\nNICE\tnic", "x:2: this word already has an exception above"),
        ] {
            let error = Exceptions::parse(text, Path::new("x")).expect_err("a bad file");
            assert_eq!(error.to_string(), message);
        }
    }
}
