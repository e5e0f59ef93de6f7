//! Exceptions: words whose stem a person set, and words and phrases declared to be one.
//!
//! Format: `word<TAB>stem` a line, or `word` alone for a word that is inflected in no
//! way, or `word = word = "some words"`; empty lines and lines that start with `#` are
//! skipped. They are read when an index is opened: a change is in force at once.

use std::collections::BTreeMap;
use std::path::Path;

use crate::analysis::words;
use crate::error::{Error, Result};
use crate::line_fault::LineFault;

/// Words with a stem of their own, and what was declared to be the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Exceptions {
    /// The stem of each word, as it was given.
    stems: BTreeMap<String, String>,
    /// Words and phrases that are one, by their terms with a blank between two.
    declared: Vec<Vec<String>>,
}

/// What words with an exception belong to in a collection.
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
    /// Returns exceptions of these words, each with its stem as [`Exceptions::terms`] gives
    /// them, and of what was declared the same; of a word that comes twice the last stem
    /// counts.
    pub(crate) fn new(
        stems: impl IntoIterator<Item = (String, String)>,
        declared: Vec<Vec<String>>,
    ) -> Self {
        Self { stems: stems.into_iter().collect(), declared }
    }

    /// Reads a file of exceptions; `path` is its place in messages.
    ///
    /// # Errors
    /// `BadLine` for a line that is not one word, or one word and its stem, or words with
    /// `=` between them, and for a word that stands twice.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self> {
        let mut exceptions = Self::default();
        let text = text.trim_start_matches('\u{FEFF}');
        let lines = text.lines().map(|line| line.trim_matches(' ')).enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let added = if line.contains('=') && !line.contains('\t') {
                exceptions.declare(line)
            } else {
                exceptions.set(line)
            };
            added.map_err(|reason| Error::BadLine {
                path: path.to_owned(),
                line: index + 1,
                reason,
            })?;
        }
        Ok(exceptions)
    }

    /// Adds a line of a word, or a word and its stem.
    fn set(&mut self, line: &str) -> Result<(), LineFault> {
        let (word, stem) = line.split_once('\t').unwrap_or((line, line));
        let (word, stem) = Self::terms(word, stem)?;
        match self.stems.insert(word, stem) {
            None => Ok(()),
            Some(_) => Err(LineFault::ExceptionTwice),
        }
    }

    /// Adds a line of words and phrases that are one.
    fn declare(&mut self, line: &str) -> Result<(), LineFault> {
        let group = Self::same(line.split('='))?;
        if group.iter().any(|same| self.declared.iter().flatten().any(|known| known == same)) {
            return Err(LineFault::DeclaredTwice);
        }
        self.declared.push(group);
        Ok(())
    }

    /// Returns the terms of words and phrases that are one, as the tokenizer gives them, each
    /// once.
    ///
    /// # Errors
    /// What is wrong when one of them has no word, or they are not two at least.
    pub(crate) fn same<'s>(sides: impl Iterator<Item = &'s str>) -> Result<Vec<String>, LineFault> {
        let mut group = Vec::new();
        for side in sides {
            let terms = terms_of(side);
            if terms.is_empty() {
                return Err(LineFault::NothingIsSame);
            }
            if !group.contains(&terms) {
                group.push(terms);
            }
        }
        if group.len() < 2 {
            return Err(LineFault::SameIsSame);
        }
        Ok(group)
    }

    /// Returns the terms of a word and of its stem, as the tokenizer gives them.
    ///
    /// # Errors
    /// What is wrong when either is not one word.
    pub(crate) fn terms(word: &str, stem: &str) -> Result<(String, String), LineFault> {
        let word = only_term(word).ok_or(LineFault::ExceptionIsNoWord)?;
        let stem = only_term(stem).ok_or(LineFault::StemIsNoWord)?;
        Ok((word, stem))
    }

    /// Returns what was declared the same: words, and phrases as their terms with a blank
    /// between two.
    #[must_use]
    pub(crate) fn declared(&self) -> &[Vec<String>] {
        &self.declared
    }

    /// Returns the number of words whose stem was set.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.stems.len()
    }

    /// Returns every word with its stem, sorted.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.stems.iter().map(|(word, stem)| (word.as_str(), stem.as_str()))
    }

    /// Returns the stem set for a word.
    #[must_use]
    pub(crate) fn stem(&self, word: &str) -> Option<&str> {
        self.stems.get(word).map(String::as_str)
    }
}

/// Returns the terms of a text, with a blank between two.
fn terms_of(text: &str) -> String {
    let (mut terms, mut term) = (String::new(), String::new());
    let mut words = words(text);
    while words.next_into(&mut term).is_some() {
        if !terms.is_empty() {
            terms.push(' ');
        }
        terms.push_str(&term);
    }
    terms
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
    use crate::render::sentence;

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
    fn what_is_declared_the_same_is_read_with_its_phrases() {
        let text =
            "Daesh = daech = \"l’État islamique\"\nNice\nOMS=Organisation mondiale de la santé\n";
        let exceptions = Exceptions::parse(text, Path::new("")).expect("good");
        assert_eq!(exceptions.declared()[0], ["daesh", "daech", "état islamique"]);
        assert_eq!(exceptions.declared()[1], ["oms", "organisation mondiale de la santé"]);
        assert_eq!(exceptions.len(), 1);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (text, message) in [
            ("nice\nchemin de fer", "x:2: an exception is one word, or word, tab, stem"),
            ("…\tgrev", "x:1: an exception is one word, or word, tab, stem"),
            ("grève\t", "x:1: a stem is one word: write word, tab, stem"),
            ("grève\tla grève", "x:1: a stem is one word: write word, tab, stem"),
            ("nice\nNICE\tnic", "x:2: this word already has an exception above"),
            (
                "daesh =",
                "x:1: nothing on a side of `=`; write word = word, or word = \"some words\"",
            ),
            ("daesh = Daesh", "x:1: the same on both sides of `=`"),
            (
                "daesh = daech\nei = daech",
                "x:2: one of these is already declared above; write all on one line",
            ),
        ] {
            let error = Exceptions::parse(text, Path::new("x")).expect_err("a bad file");
            assert_eq!(sentence(&error), message);
        }
    }
}
