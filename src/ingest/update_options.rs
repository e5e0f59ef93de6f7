//! How inputs are read into a store, and what of a file is remembered of that.
//!
//! It decides nothing of what changes: a file that was read otherwise is known by what is here.

use std::path::Path;

use super::beside::Beside;
use super::catalog::Catalog;
use super::pre::Preprocessor;
use super::record::field::FieldNames;
use super::stop::Stop;
use crate::index::{Inputs, file_name, options_hash};
use crate::read_as::{Defaults, ReadAs};

/// What is removed of what is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prune {
    /// Nothing.
    No,
    /// What is gone, unless all of a root seems to be.
    Gone,
    /// What is gone, all of a root too.
    All,
}

/// How inputs are read into a store.
#[derive(Clone, Copy)]
pub struct UpdateOptions<'o> {
    /// The formats that there are.
    pub catalog: Catalog,
    /// The names that fields go by.
    pub names: &'o FieldNames,
    /// Those of these names that were given: `body=texte`. Files that were read with others are
    /// read again; when none is given, files keep theirs.
    pub fields: &'o [String],
    /// What is given for what articles lack; files that were read with others are read again.
    /// When none is given, files keep theirs.
    pub defaults: &'o Defaults,
    /// What makes text of files before they are read; files that were read with another one are
    /// read again. When none is for a file that one was for, its articles stay.
    pub pre: Option<&'o Preprocessor>,
    /// Threads that read documents.
    pub jobs: usize,
    /// Files that have not changed are read again.
    pub force: bool,
    /// Whether the articles of files below the roots that are gone are removed, and those that
    /// left a feed.
    pub prune: Prune,
    /// A record that is no article is an error.
    pub strict: bool,
    /// When it is asked, reading stops after the article in hand.
    pub stop: &'o Stop,
}

impl<'o> UpdateOptions<'o> {
    /// Returns the names of fields that are given for a file, or that it was read with.
    pub(super) fn fields<'f>(self, then: Option<&'f ReadAs>) -> &'f [String]
    where
        'o: 'f,
    {
        then.filter(|_| self.fields.is_empty()).map_or(self.fields, |then| &then.fields)
    }

    /// Returns all names that fields go by in a file, where they are others than those given.
    pub(super) fn own_names(self, then: Option<&ReadAs>) -> Option<FieldNames> {
        let fields = self.fields(then);
        if fields == self.fields {
            return None;
        }
        let pairs = fields.iter().filter_map(|field| field.split_once('='));
        // Another version may know other fields.
        let known = pairs.filter(|pair| FieldNames::from_pairs([*pair]).is_ok());
        FieldNames::from_pairs(known).ok()
    }

    /// Returns a number that stands for how a file is read that was read so before, and with what
    /// is known of it from beside.
    pub(super) fn reading(
        self,
        then: Option<&ReadAs>,
        path: &Path,
        beside: &mut Beside,
        inputs: &Inputs,
    ) -> u64 {
        let lines = self.fields(then).iter().map(|field| format!("{field}\n"));
        let reading = options_hash(&lines.collect::<String>());
        let own_names = |describing: &Path| {
            let name = file_name(describing);
            self.own_names(name.and_then(|name| inputs.read_as(&name)))
        };
        let known = beside.of(path, self.names, own_names).fingerprint();
        known.map_or(reading, |known| options_hash(&format!("{reading} {known}")))
    }

    /// Returns what is remembered of the program that makes text of a file.
    pub(super) fn pre_of(self, path: &Path) -> Option<String> {
        self.pre.filter(|pre| pre.takes(path)).map(Preprocessor::label)
    }

    /// Tells whether a file stays as a program once made text of it, since none is given now.
    pub(super) fn is_left(self, path: &Path, then: &ReadAs) -> bool {
        then.pre.is_some() && self.pre_of(path).is_none() && !self.force
    }
}
