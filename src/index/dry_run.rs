//! The store that keeps nothing, and tells what an index would do.
//!
//! It takes no lock and writes no byte.

use std::path::Path;
use std::sync::Arc;

use super::committed::Committed;
use super::decisions::Decisions;
use super::deleted::Deleted;
use super::deletion::Deleting;
use super::first_seen::FirstSeen;
use super::ids::Ids;
use super::inputs::Inputs;
use super::manifest::IndexingRun;
use super::manifest::Manifest;
use super::reader::IndexReader;
use super::store::{Added, CopiesOfDeleted, Store};
use crate::analysis::Signature;
use crate::article::Article;
use crate::error::{Error, Result};
use crate::lexicon::Exceptions;

/// An index on disk that is not written to, if there is one, and what it would hold.
pub(crate) struct DryRun {
    committed: Option<Committed>,
    inputs: Inputs,
    ids: Ids,
    deleted: Deleted,
}

impl DryRun {
    /// Opens the index in `dir`, if there is one.
    ///
    /// # Errors
    /// Those of [`IndexReader::open`], but for `IndexMissing`, of [`Inputs::read`], and of
    /// [`Decisions::read`].
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let committed = match IndexReader::open(dir) {
            Err(Error::IndexMissing(_)) => None,
            opened => Some(Committed::open(opened?)?),
        };
        let inputs = match Manifest::read(dir) {
            Err(Error::IndexMissing(_)) => Inputs::default(),
            manifest => Inputs::read(dir, &manifest?)?,
        };
        let deleted = Deleted::by(Decisions::read(dir)?.deletions());
        Ok(Self { committed, inputs, ids: Ids::default(), deleted })
    }
}

impl Store for DryRun {
    fn inputs(&mut self) -> &mut Inputs {
        &mut self.inputs
    }

    fn add(&mut self, mut article: Article, file: &Arc<str>) -> Result<Added> {
        // The title tells articles apart.
        article.derive_title();
        if !self.deleted.is_empty()
            && self.deleted.has(&article, file, Signature::of(&article.body).exact)
        {
            return Ok(Added::LeftOut);
        }
        let first = FirstSeen::default();
        let taken = self.ids.take(&mut article, file, first, self.committed.as_mut())?;
        Ok(taken.0)
    }

    fn delete(&mut self, _: &str) -> Result<()> {
        Ok(())
    }

    fn delete_for_good(&mut self, _: &[String], _: Deleting<'_>) -> Result<CopiesOfDeleted> {
        Ok(CopiesOfDeleted::default())
    }

    fn delete_file(&mut self, file: &str) -> Result<u64> {
        self.ids.leave(file, self.committed.as_ref())?;
        let Some(Committed { reader, .. }) = &self.committed else { return Ok(0) };
        Ok(reader.articles_of(file)?.len() as u64)
    }

    fn keep_file(&mut self, file: &Arc<str>) {
        self.ids.stay(file);
    }

    fn prune(&mut self, gone: &[Arc<str>]) -> Result<u64> {
        let Some(Committed { reader, .. }) = &self.committed else { return Ok(0) };
        let mut count = 0;
        for file in gone {
            for address in reader.articles_of(file)? {
                count += u64::from(!self.ids.is_added(&reader.id(address)?));
            }
        }
        Ok(count)
    }

    fn decide(&mut self, _: &Decisions) -> Result<()> {
        Ok(())
    }

    fn set_exceptions(&mut self, _: &Exceptions, _: &str) -> Result<()> {
        Ok(())
    }

    fn shared_ids(&self) -> u64 {
        self.ids.shared()
    }

    fn commit(&mut self) -> Result<()> {
        Ok(())
    }

    fn finish(self: Box<Self>, _: Option<IndexingRun>) -> Result<()> {
        Ok(())
    }
}
