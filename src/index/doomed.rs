//! Articles to be deleted, by exact values of their fields: many in one query, which keeps the
//! values and nothing else.
//!
//! tantivy keeps what it is to delete until the end of a run; of its own queries each takes a
//! kilobyte for a value, or ten for a set of them. This one weighs nothing.

use std::sync::Arc;

use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// The articles that have one of some values.
#[derive(Debug, Clone)]
pub(super) struct Doomed(Arc<[u8]>);

/// Bytes in front of a value: its field, and how long it is.
const HEAD: usize = 8;

impl Doomed {
    /// Returns the articles that have one of these values.
    pub(super) fn with(values: impl Iterator<Item = Term>) -> Self {
        let mut bytes = Vec::new();
        for term in values {
            let value = term.serialized_value_bytes();
            bytes.extend(term.field().field_id().to_le_bytes());
            bytes.extend((value.len() as u32).to_le_bytes());
            bytes.extend(value);
        }
        Self(bytes.into())
    }

    /// Returns the values, each with its field.
    fn values(&self) -> impl Iterator<Item = (Field, &[u8])> {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let (field, behind) = rest.split_first_chunk()?;
            let (len, _) = behind.split_first_chunk()?;
            let (value, behind) = rest[HEAD..].split_at(u32::from_le_bytes(*len) as usize);
            rest = behind;
            Some((Field::from_field_id(u32::from_le_bytes(*field)), value))
        })
    }
}

impl Query for Doomed {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Doomed {
    fn scorer(&self, segment: &SegmentReader, score: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut docs: Vec<DocId> = Vec::new();
        for (field, value) in self.values() {
            let index = segment.inverted_index(field)?;
            let Some(info) = index.terms().get(value)? else { continue };
            let mut found = index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            while found.doc() != TERMINATED {
                docs.push(found.doc());
                found.advance();
            }
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(Box::new(ConstScorer::new(Found { docs, at: 0 }, score)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("it is to be deleted", 1.0))
    }
}

/// The articles of a segment, in order.
struct Found {
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for Found {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.docs.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_with_their_fields() {
        let fields = [Field::from_field_id(3), Field::from_field_id(70_000)];
        let values = ["", "un", "deux"];
        let terms = fields
            .iter()
            .flat_map(|field| values.iter().map(|value| Term::from_field_text(*field, value)));
        let doomed = Doomed::with(terms);
        let kept: Vec<(Field, &[u8])> = doomed.values().collect();
        assert_eq!(kept.len(), 6);
        assert_eq!(kept[1], (fields[0], &b"un"[..]));
        assert_eq!(kept[5], (fields[1], &b"deux"[..]));
        assert_eq!(Doomed::with(std::iter::empty()).values().count(), 0);
    }
}
