//! Whole articles of an index, with what the store does not keep: whether their language
//! is a guess.

use std::cell::OnceCell;

use tantivy::DocAddress;
use tantivy::columnar::Column;

use super::reader::IndexReader;
use crate::article::Article;
use crate::error::Result;

/// Which languages of an index are guesses: a column of each segment, opened when an
/// article is first asked for.
pub(crate) struct Guesses<'r> {
    reader: &'r IndexReader,
    columns: OnceCell<Vec<Column<bool>>>,
}

impl<'r> Guesses<'r> {
    /// Returns those of an index.
    #[must_use]
    pub(crate) fn new(reader: &'r IndexReader) -> Self {
        Self { reader, columns: OnceCell::new() }
    }

    /// Returns the article at an address.
    ///
    /// # Errors
    /// `IndexDamaged` when it cannot be read.
    pub(crate) fn article(&self, address: DocAddress) -> Result<Article> {
        let columns = if let Some(columns) = self.columns.get() {
            columns
        } else {
            let columns = self.open().map_err(|error| self.reader.damaged(error))?;
            self.columns.get_or_init(|| columns)
        };
        let guess = columns[address.segment_ord as usize].first(address.doc_id);
        let article = self.reader.article(address)?.to_article();
        Ok(Article { language_unsure: guess.is_some(), ..article })
    }

    fn open(&self) -> tantivy::Result<Vec<Column<bool>>> {
        let searcher = self.reader.searcher();
        let name = searcher.schema().get_field_name(self.reader.fields().language_unsure);
        let segments = searcher.segment_readers().iter();
        segments.map(|segment| segment.fast_fields().bool(name)).collect()
    }
}
