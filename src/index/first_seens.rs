//! When the articles of a commit were first there: two columns of each segment.
//!
//! It reads no article; an index of an older format has no such columns.

use tantivy::DocAddress;
use tantivy::columnar::Column;

use super::first_seen::FirstSeen;
use super::reader::IndexReader;
use crate::error::Result;

/// When articles were first there: two columns of each segment.
pub(super) struct FirstSeens(Vec<[Option<Column>; 2]>);

impl FirstSeens {
    /// Opens those of an index.
    ///
    /// # Errors
    /// `IndexDamaged` when they cannot be read.
    pub(super) fn open(reader: &IndexReader) -> Result<Self> {
        let fields = reader.fields();
        let segments = reader.searcher().segment_readers().iter();
        let columns =
            segments.map(|segment| Ok([fields.added(segment)?, fields.first_commits(segment)?]));
        let columns = columns.collect::<tantivy::Result<_>>();
        Ok(Self(columns.map_err(|error| reader.damaged(error))?))
    }

    /// Returns when an article was.
    pub(super) fn of(&self, address: DocAddress) -> FirstSeen {
        let [added, commit] = &self.0[address.segment_ord as usize];
        let value = |column: &Option<Column>| column.as_ref()?.first(address.doc_id);
        FirstSeen { added: value(added), commit: value(commit).unwrap_or(0) }
    }
}
