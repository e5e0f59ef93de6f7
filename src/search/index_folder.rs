//! A collection that is an index in a folder.
//!
//! It opens what the folder holds, and knows none of its files.

use std::path::PathBuf;
use std::time::Duration;

use crate::engine::{Collection, Engine};
use crate::error::Result;
use crate::index::{
    Checkup, Decisions, IndexReader, LocalStore, Manifest, OldVersion, Repair, Store,
    WriterOptions, dry_run, is_index, repair, stamp, tidy_up,
};

/// The folder of an index, which need not be there yet.
pub(crate) struct IndexFolder(pub(crate) PathBuf);

impl Collection for IndexFolder {
    fn engine(&self) -> Result<Box<dyn Engine>> {
        Ok(Box::new(IndexReader::open(&self.0)?))
    }

    fn stamp(&self) -> Result<u64> {
        stamp(&self.0)
    }

    fn store(&self, now: &str, options: WriterOptions) -> Result<Box<dyn Store>> {
        Ok(Box::new(LocalStore::open(&self.0, now, options)?))
    }

    fn dry_run(&self) -> Result<Box<dyn Store>> {
        dry_run(&self.0)
    }

    fn decisions(&self) -> Result<Decisions> {
        Decisions::read(&self.0)
    }

    fn revise(
        &self,
        now: &str,
        wait: Duration,
        change: &mut dyn FnMut(&mut Decisions),
    ) -> Result<()> {
        Decisions::revise(&self.0, now, wait, change)
    }

    fn tidy(&self, now: &str) {
        tidy_up(&self.0, now);
    }

    fn old_version(&self) -> Result<Option<OldVersion>> {
        if !is_index(&self.0) {
            return Ok(None);
        }
        Ok(Manifest::read(&self.0)?.old_version())
    }

    fn check(&self) -> Result<Checkup> {
        Checkup::of(&self.0)
    }

    fn repair(&self, now: &str, wait: Duration) -> Result<Repair> {
        let mut repair = repair(&self.0, now, wait)?;
        if Decisions::read(&self.0)?.undone() > 0 {
            // Who opens it to write carries them out.
            self.store(now, WriterOptions { wait, ..WriterOptions::default() })?.finish(None)?;
            repair.has_deleted = true;
        }
        Ok(repair)
    }
}
