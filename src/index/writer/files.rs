//! Files whose articles leave an index, or are read again: what a file had is there again where it
//! cannot be read to its end.
//!
//! Which files these are is decided elsewhere.

use std::sync::Arc;

use tantivy::Term;

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
    /// ended; returns how many the last commit has.
    pub(in crate::index) fn reread_file(&mut self, file: &Arc<str>) -> Result<u64> {
        self.reread.insert(Arc::clone(file), self.commits);
        self.delete_file(file)
    }

    /// Notes that a file was read again to its end. If not, what it had before and did not have
    /// again is added as it was; returns how many articles these are.
    pub(in crate::index) fn end_file(&mut self, file: &str, is_whole: bool) -> Result<u64> {
        let restored = match self.reread.get_key_value(file).filter(|_| !is_whole) {
            Some((file, commits)) => self.restore(&Arc::clone(file), *commits)?,
            None => 0,
        };
        self.reread.remove(file);
        if self.reread.is_empty() {
            self.before = None;
        }
        Ok(restored)
    }

    /// Adds the articles of a file again that were deleted after so many commits and have not come
    /// since.
    fn restore(&mut self, file: &Arc<str>, commits: u64) -> Result<u64> {
        let left = match self.before.as_ref().or(self.committed.as_ref()) {
            Some(before) => before.reader.articles_of(file)?,
            None => Vec::new(),
        };
        let mut restored = 0;
        for address in left {
            // A commit in between keeps them.
            let Some(before) = self.before.as_ref().or(self.committed.as_ref()) else { break };
            let id = before.reader.id(address)?;
            let has_id = |it: &Committed| it.with_id(&id).map(|found| found.is_some());
            let is_back = self.ids.is_added(&id)
                || self.commits > commits && self.committed.as_ref().map_or(Ok(false), has_id)?;
            if !is_back {
                let (article, first) = (before.original(&address)?, before.first_seen(&address)?);
                self.add_first_seen(article, file, first)?;
                restored += 1;
            }
        }
        Ok(restored)
    }

    /// Notes that a file is read again and that its articles stay.
    pub(in crate::index) fn keep_file(&mut self, file: &Arc<str>) {
        self.ids.stay(file);
    }
}
