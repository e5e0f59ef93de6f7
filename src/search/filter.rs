//! Which articles may be hits at all, whatever their words.

use tantivy::columnar::StrColumn;
use tantivy::schema::Term;
use tantivy::{DocId, SegmentReader};

use crate::index::IndexReader;

/// A condition on articles; without one every article passes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Filter<'q> {
    /// ISO 639-1 code of the language they are in.
    pub(super) language: Option<&'q str>,
}

impl Filter<'_> {
    /// Returns about how many articles pass: those replaced since may be counted.
    pub(super) fn articles(&self, reader: &IndexReader) -> tantivy::Result<u64> {
        match self.language {
            None => Ok(reader.len()),
            Some(language) => {
                let term = Term::from_field_text(reader.fields().language, language);
                reader.searcher().doc_freq(&term)
            }
        }
    }

    /// Returns the condition for the articles of one segment.
    pub(super) fn on(
        &self,
        reader: &IndexReader,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentFilter> {
        let Some(language) = self.language else { return Ok(SegmentFilter::Every) };
        let name = reader.searcher().schema().get_field_name(reader.fields().language);
        let Some(column) = segment.fast_fields().str(name)? else { return Ok(SegmentFilter::None) };
        Ok(match column.dictionary().term_ord(language)? {
            Some(ordinal) => SegmentFilter::Language { column, ordinal },
            None => SegmentFilter::None,
        })
    }
}

/// A condition on the articles of one segment.
pub(super) enum SegmentFilter {
    Every,
    None,
    Language { column: StrColumn, ordinal: u64 },
}

impl SegmentFilter {
    /// Tells whether an article passes.
    pub(super) fn passes(&self, doc: DocId) -> bool {
        match self {
            Self::Every => true,
            Self::None => false,
            Self::Language { column, ordinal } => column.ords().first(doc) == Some(*ordinal),
        }
    }
}
