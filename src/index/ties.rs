//! What settles the order of articles that scores do not tell apart: when they were published,
//! and a number made of their ids.
//!
//! The columns are opened once for all questions.

use tantivy::columnar::Column;

use super::reader::IndexReader;

/// Of a segment, when its articles were published, in seconds since 1970, and the order of those
/// of one moment.
pub(crate) type TieColumns = (Column<i64>, Column<u64>);

impl IndexReader {
    /// Returns what settles ties in each segment.
    pub(crate) fn tie_columns(&self) -> tantivy::Result<&[TieColumns]> {
        if let Some(known) = self.ties.get() {
            return Ok(known);
        }
        let schema = self.searcher().schema();
        let [published, tie] =
            [self.fields().published, self.fields().tie].map(|field| schema.get_field_name(field));
        let columns = self.searcher().segment_readers().iter().map(|segment| {
            let columns = segment.fast_fields();
            Ok((columns.i64(published)?, columns.u64(tie)?))
        });
        let columns = columns.collect::<tantivy::Result<_>>()?;
        Ok(self.ties.get_or_init(|| columns))
    }
}
