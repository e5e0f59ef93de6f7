//! Files whose articles leave an index, or are read again: what a file had is there again where it
//! cannot be read to its end.
//!
//! Which files these are is decided elsewhere.

use std::sync::Arc;

use tantivy::{DocAddress, Term};

use super::IndexWriter;
use crate::error::Result;
use crate::index::committed::Committed;
use crate::index::holders::Holders as _;

impl IndexWriter {
    /// Deletes the articles of a file, and returns how many the last commit has.
    pub(crate) fn delete_file(&mut self, file: &str) -> Result<u64> {
        let term = Term::from_field_text(self.fields.file, file);
        let articles = match &self.committed {
            Some(committed) => committed.reader.articles_of(file)?.len(),
            None => 0,
        };
        self.doom(term, |document| *document.file == *file)?;
        self.ids.leave(file, self.committed.as_ref())?;
        Ok(articles as u64)
    }

    /// Deletes the articles of a file that is read again, until [`Self::end_file`] tells how that
    /// ended.
    pub(in crate::index) fn reread_file(&mut self, file: &Arc<str>) -> Result<()> {
        self.reread.insert(Arc::clone(file), self.commits);
        self.delete_file(file).map(drop)
    }

    /// Notes that a file was read again to its end, or not; returns how many articles that it had
    /// have not come again. They are added as they were if it was not, also where it was thought
    /// to be before.
    pub(in crate::index) fn end_file(&mut self, file: &str, is_whole: bool) -> Result<u64> {
        let Some((file, commits)) = self.reread.get_key_value(file) else { return Ok(0) };
        let (file, commits) = (Arc::clone(file), *commits);
        let left = self.left_of(&file, commits)?;
        if !is_whole {
            for address in &left {
                // A commit in between keeps them.
                let Some(before) = self.before.as_ref().or(self.committed.as_ref()) else { break };
                let (article, first) = (before.original(address)?, before.first_seen(address)?);
                self.add_first_seen(article, &file, first)?;
            }
        }
        if !is_whole || left.is_empty() {
            self.reread.remove(&file);
            if self.reread.is_empty() {
                self.before = None;
            }
        }
        Ok(left.len() as u64)
    }

    /// Returns the articles of a file that were deleted after so many commits and have not come
    /// since, by where they were before.
    fn left_of(&self, file: &str, commits: u64) -> Result<Vec<DocAddress>> {
        let Some(before) = self.before.as_ref().or(self.committed.as_ref()) else {
            return Ok(Vec::new());
        };
        let mut left = Vec::new();
        for address in before.reader.articles_of(file)? {
            let id = before.reader.id(address)?;
            let has_id = |it: &Committed| it.with_id(&id).map(|found| found.is_some());
            let is_back = self.ids.is_added(&id)
                || self.commits > commits && self.committed.as_ref().map_or(Ok(false), has_id)?;
            if !is_back {
                left.push(address);
            }
        }
        Ok(left)
    }

    /// Notes that a file is read again and that its articles stay.
    pub(in crate::index) fn keep_file(&mut self, file: &Arc<str>) {
        self.ids.stay(file);
    }
}
