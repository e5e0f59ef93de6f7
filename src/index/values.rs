//! A field of each article of a commit that is one exact value, such as the file it came from.
//!
//! It reads columns and knows nothing of what the values mean.

use std::io;
use std::sync::Arc;

use tantivy::DocAddress;
use tantivy::columnar::StrColumn;
use tantivy::schema::Field;

use super::reader::IndexReader;
use crate::error::Result;

/// The values of a field: a column of each segment.
pub(super) struct Values {
    columns: Vec<Option<StrColumn>>,
    /// The value asked for last: equal ones mostly stand together.
    last: (u32, u64, Arc<str>),
}

impl Values {
    /// Opens the values of a field.
    pub(super) fn open(reader: &IndexReader, field: Field) -> Result<Self> {
        let name = reader.searcher().schema().get_field_name(field);
        let segments = reader.searcher().segment_readers().iter();
        let columns = segments.map(|segment| segment.fast_fields().str(name));
        let columns = columns.collect::<tantivy::Result<_>>();
        let columns = columns.map_err(|error| reader.damaged(error))?;
        Ok(Self { columns, last: (0, u64::MAX, "".into()) })
    }

    /// Returns the value of an article, empty for one without.
    pub(super) fn of(&mut self, address: DocAddress) -> io::Result<Arc<str>> {
        let segment = address.segment_ord;
        let Some(column) = &self.columns[segment as usize] else { return Ok("".into()) };
        let Some(ordinal) = column.term_ords(address.doc_id).next() else { return Ok("".into()) };
        if (self.last.0, self.last.1) != (segment, ordinal) {
            let mut value = String::new();
            column.ord_to_str(ordinal, &mut value)?;
            self.last = (segment, ordinal, value.into());
        }
        Ok(Arc::clone(&self.last.2))
    }
}
