//! The store that keeps nothing, and tells what an index would do, in a folder or wherever else its
//! articles are.
//!
//! It takes no lock and writes no byte.

use std::path::Path;
use std::sync::Arc;

use super::committed::Committed;
use super::decisions::Decisions;
use super::deleted::Deleted;
use super::deletion::Deleting;
use super::first_seen::FirstSeen;
use super::holders::Holders;
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

/// Articles that are not written to, if there are any, and what would be there.
pub(crate) struct DryRun<H> {
    held: Option<H>,
    inputs: Inputs,
    ids: Ids,
    deleted: Deleted,
}

/// Opens the index in `dir`, if there is one.
///
/// # Errors
/// Those of [`IndexReader::open`], but for `IndexMissing`, of [`Inputs::read`], and of
/// [`Decisions::read`].
pub(crate) fn dry_run(dir: &Path) -> Result<Box<dyn Store>> {
    let committed = match IndexReader::open(dir) {
        Err(Error::IndexMissing(_)) => None,
        opened => Some(Committed::open(opened?)?),
    };
    let inputs = match Manifest::read(dir) {
        Err(Error::IndexMissing(_)) => Inputs::default(),
        manifest => Inputs::read(dir, &manifest?)?,
    };
    Ok(Box::new(DryRun::of(committed, inputs, &Decisions::read(dir)?)))
}

impl<H: Holders> DryRun<H> {
    /// Returns what tells what would become of articles, read from these inputs.
    pub(crate) fn of(held: Option<H>, inputs: Inputs, decisions: &Decisions) -> Self {
        let deleted = Deleted::by(decisions.deletions());
        Self { held, inputs, ids: Ids::default(), deleted }
    }
}

impl<H: Holders> Store for DryRun<H> {
    fn inputs(&mut self) -> &mut Inputs {
        &mut self.inputs
    }

    fn add(&mut self, mut article: Article, file: &Arc<str>) -> Result<Added> {
        // The title tells articles apart.
        article.derive_title();
        let body = || Signature::of(&article.body).exact;
        if !self.deleted.is_empty() && self.deleted.has(&article, file, body()) {
            return Ok(Added::LeftOut);
        }
        let first = FirstSeen::default();
        let taken = self.ids.take(&mut article, file, first, self.held.as_mut())?;
        Ok(taken.0)
    }

    fn delete(&mut self, _: &str) -> Result<()> {
        Ok(())
    }

    fn delete_for_good(&mut self, _: &[String], _: Deleting<'_>) -> Result<CopiesOfDeleted> {
        Ok(CopiesOfDeleted::default())
    }

    fn delete_file(&mut self, file: &str) -> Result<u64> {
        self.ids.leave(file, self.held.as_ref())?;
        let Some(held) = &self.held else { return Ok(0) };
        Ok(held.ids_of(file)?.len() as u64)
    }

    fn reread_file(&mut self, file: &Arc<str>) -> Result<()> {
        self.delete_file(file).map(drop)
    }

    fn end_file(&mut self, file: &str, _: bool) -> Result<u64> {
        let Some(held) = &self.held else { return Ok(0) };
        let ids = held.ids_of(file)?.into_iter();
        Ok(ids.filter(|id| !self.ids.is_added(id)).count() as u64)
    }

    fn keep_file(&mut self, file: &Arc<str>) {
        self.ids.stay(file);
    }

    fn prune(&mut self, gone: &[Arc<str>]) -> Result<u64> {
        let Some(held) = &self.held else { return Ok(0) };
        let mut count = 0;
        for file in gone {
            for id in held.ids_of(file)? {
                count += u64::from(!self.ids.is_added(&id));
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
