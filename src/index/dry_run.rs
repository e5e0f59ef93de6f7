//! The store that keeps nothing, and tells what an index would do.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::decisions::Decisions;
use super::inputs::Inputs;
use super::manifest::IndexingRun;
use super::reader::IndexReader;
use super::store::{Added, Store};
use crate::article::Article;
use crate::error::{Error, Result};

/// An index on disk that is not written to, if there is one, and what it would hold.
pub(crate) struct DryRun {
    reader: Option<IndexReader>,
    inputs: Inputs,
    /// Ids added so far.
    seen: HashSet<String>,
}

impl DryRun {
    /// Opens the index in `dir`, if there is one.
    ///
    /// # Errors
    /// Those of [`IndexReader::open`], but for `IndexMissing`, and of [`Inputs::read`].
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let reader = match IndexReader::open(dir) {
            Err(Error::IndexMissing(_)) => None,
            opened => Some(opened?),
        };
        Ok(Self { reader, inputs: Inputs::read(dir)?, seen: HashSet::new() })
    }
}

impl Store for DryRun {
    fn inputs(&mut self) -> &mut Inputs {
        &mut self.inputs
    }

    fn add(&mut self, article: Article, _: &Arc<str>) -> Result<Added> {
        let is_there = self.reader.as_ref().map_or(Ok(false), |reader| reader.has(&article.id))?;
        let is_new = self.seen.insert(article.id);
        Ok(if is_new && !is_there { Added::New } else { Added::Replaced("".into()) })
    }

    fn delete(&mut self, _: &str) -> Result<()> {
        Ok(())
    }

    fn delete_file(&mut self, file: &str) -> Result<u64> {
        let Some(reader) = &self.reader else { return Ok(0) };
        Ok(reader.articles_of(file)?.len() as u64)
    }

    fn prune(&mut self, gone: &[Arc<str>]) -> Result<u64> {
        let Some(reader) = &self.reader else { return Ok(0) };
        let mut count = 0;
        for file in gone {
            for address in reader.articles_of(file)? {
                count += u64::from(!self.seen.contains(&reader.id(address)?));
            }
        }
        Ok(count)
    }

    fn decide(&mut self, _: &Decisions) -> Result<()> {
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        Ok(())
    }

    fn finish(self: Box<Self>, _: Option<IndexingRun>) -> Result<()> {
        Ok(())
    }
}
