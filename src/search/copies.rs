//! Copies among hits: the same text, or nearly, under several ids becomes one hit.
//!
//! It compares signatures stored with the articles and reads no text.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use tantivy::DocAddress;
use tantivy::columnar::Column;

use super::Hit;
use crate::analysis::Signature;
use crate::index::IndexReader;

/// An article with the text of a hit that comes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copy {
    /// Where it is in the index.
    pub address: DocAddress,
    /// The text is the same, not nearly so.
    pub is_same: bool,
}

/// Hits whose near copies are looked for: copies have about the same score.
const NEIGHBOURS: usize = 200;

/// The signatures of an index.
pub(super) struct Signatures {
    /// Of each segment: the exact part, then the sketch.
    columns: Vec<[Column<u64>; 5]>,
}

impl Signatures {
    pub(super) fn new(reader: &IndexReader) -> tantivy::Result<Self> {
        let fields = reader.fields();
        let schema = reader.searcher().schema();
        let [a, b, c, d] = fields.sketch.map(|field| schema.get_field_name(field));
        let exact = schema.get_field_name(fields.same_text);
        let columns = reader.searcher().segment_readers().iter().map(|segment| {
            let column = |name| segment.fast_fields().u64(name);
            Ok([column(exact)?, column(a)?, column(b)?, column(c)?, column(d)?])
        });
        Ok(Self { columns: columns.collect::<tantivy::Result<_>>()? })
    }

    fn of(&self, address: DocAddress) -> Signature {
        let columns = &self.columns[address.segment_ord as usize];
        let [exact, a, b, c, d] =
            columns.each_ref().map(|column| column.first(address.doc_id).unwrap_or(0));
        Signature { exact, sketch: [a, b, c, d] }
    }

    /// Makes one hit of those that are copies, in the place of the best, with the others
    /// in their order; ranks count what is left.
    pub(super) fn group(&self, hits: impl IntoIterator<Item = Hit>) -> Vec<(Hit, Vec<Copy>)> {
        let mut groups: Vec<(Hit, Vec<Copy>)> = Vec::new();
        let mut signatures: Vec<Signature> = Vec::new();
        let mut by_text: HashMap<u64, usize, FixedState> = HashMap::default();
        for hit in hits {
            let signature = self.of(hit.address);
            let same = by_text.get(&signature.exact).copied();
            let near = || {
                let first = signatures.len().saturating_sub(NEIGHBOURS);
                let near = signatures[first..].iter().position(|other| other.is_near(&signature));
                near.map(|at| first + at)
            };
            if let Some(at) = same.or_else(near) {
                let is_same = signatures[at].is_same(&signature);
                groups[at].1.push(Copy { address: hit.address, is_same });
                continue;
            }
            if signature.exact != 0 {
                by_text.insert(signature.exact, groups.len());
            }
            groups.push((Hit { rank: groups.len() + 1, ..hit }, Vec::new()));
            signatures.push(signature);
        }
        groups
    }
}
