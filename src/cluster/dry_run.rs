//! The store that writes nothing to a cluster, and tells what a run would do.
//!
//! It takes no number of a run, so that nobody waits for it.

use std::sync::Arc;

use super::address::Address;
use super::client::Client;
use super::notes;
use super::state;
use super::table::Table;
use crate::analysis::Signature;
use crate::article::Article;
use crate::error::{Error, Result};
use crate::index::{
    Added, CopiesOfDeleted, Decisions, Deleted, Deleting, FirstSeen, Holders, Ids, IndexingRun,
    Inputs, Store,
};
use crate::lexicon::Exceptions;

/// A collection that is not written to, if there is one, and what it would hold.
pub(super) struct DryRun {
    table: Option<Table>,
    inputs: Inputs,
    ids: Ids,
    deleted: Deleted,
}

impl DryRun {
    /// Opens a collection, if there is one.
    ///
    /// # Errors
    /// `Cluster`, and those of reading its state but for `IndexMissing`.
    pub(super) fn open(client: Client, address: &Address) -> Result<Self> {
        let Address { name, place, .. } = address;
        let client = Arc::new(client);
        let (mut inputs, mut decisions) = (Inputs::default(), Decisions::default());
        let table = match state::read(&client, name, place) {
            Err(Error::IndexMissing(_)) => None,
            held => {
                held?;
                inputs = notes::inputs(&client, name)?;
                decisions = notes::decisions(&client, name, place)?;
                Some(Table::read(&client, name)?)
            }
        };
        let deleted = Deleted::by(decisions.deletions());
        Ok(Self { table, inputs, ids: Ids::default(), deleted })
    }
}

impl Store for DryRun {
    fn inputs(&mut self) -> &mut Inputs {
        &mut self.inputs
    }

    fn add(&mut self, mut article: Article, file: &Arc<str>) -> Result<Added> {
        // The title tells articles apart.
        article.derive_title();
        let text = Signature::of(&article.body).exact;
        if !self.deleted.is_empty() && self.deleted.has(&article, file, text) {
            return Ok(Added::LeftOut);
        }
        let table = self.table.as_mut().filter(|table| !table.is_empty());
        let (added, _) = self.ids.take(&mut article, file, FirstSeen::default(), table)?;
        Ok(added)
    }

    fn delete(&mut self, _: &str) -> Result<()> {
        Ok(())
    }

    fn delete_for_good(&mut self, _: &[String], _: Deleting<'_>) -> Result<CopiesOfDeleted> {
        Ok(CopiesOfDeleted::default())
    }

    fn delete_file(&mut self, file: &str) -> Result<u64> {
        self.ids.leave(file, self.table.as_ref())?;
        Ok(self.table.as_ref().map_or(0, |table| table.count_of(file)))
    }

    fn keep_file(&mut self, file: &Arc<str>) {
        self.ids.stay(file);
    }

    fn prune(&mut self, gone: &[Arc<str>]) -> Result<u64> {
        let Some(table) = &self.table else { return Ok(0) };
        let mut count = 0;
        for file in gone {
            for id in table.ids_of(file)? {
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
