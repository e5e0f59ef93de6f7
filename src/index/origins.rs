//! Which file each article of a commit came from.
//!
//! It reads one column and knows nothing of what has become of the files.

use std::sync::Arc;

use tantivy::DocAddress;
use tantivy::columnar::StrColumn;

use super::reader::IndexReader;
use crate::error::Result;

/// The files that articles came from: a column of each segment.
pub(super) struct Origins {
    columns: Vec<Option<StrColumn>>,
    /// The file asked for last: articles of one file mostly stand together.
    last: (u32, u64, Arc<str>),
}

impl Origins {
    /// Opens the files of an index.
    pub(super) fn open(reader: &IndexReader) -> Result<Self> {
        let name = reader.searcher().schema().get_field_name(reader.fields().file);
        let segments = reader.searcher().segment_readers().iter();
        let columns = segments.map(|segment| segment.fast_fields().str(name));
        let columns = columns.collect::<tantivy::Result<_>>();
        let columns = columns.map_err(|error| reader.damaged(error))?;
        Ok(Self { columns, last: (0, u64::MAX, "".into()) })
    }

    /// Returns the file of an article, empty for one from a stream.
    pub(super) fn of(&mut self, address: DocAddress) -> std::io::Result<Arc<str>> {
        let segment = address.segment_ord;
        let Some(column) = &self.columns[segment as usize] else { return Ok("".into()) };
        let Some(ordinal) = column.term_ords(address.doc_id).next() else { return Ok("".into()) };
        if (self.last.0, self.last.1) != (segment, ordinal) {
            let mut file = String::new();
            column.ord_to_str(ordinal, &mut file)?;
            self.last = (segment, ordinal, file.into());
        }
        Ok(Arc::clone(&self.last.2))
    }
}
