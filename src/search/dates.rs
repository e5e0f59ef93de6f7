//! When articles were published, as far as the order of hits needs it.
//!
//! Columns are opened only where a request needs them; an undated article counts as the oldest.

use tantivy::DocId;
use tantivy::columnar::Column;

use crate::engine::{Ages, Order, Request};
use crate::index::IndexReader;

/// What the dates of articles make of their order and their scores.
#[derive(Default)]
pub(super) struct Dates {
    columns: Vec<Column<i64>>,
    order: Order,
    ages: Option<Ages>,
}

impl Dates {
    /// Opens the dates of an index, when a request needs them.
    pub(super) fn open(reader: &IndexReader, request: &Request) -> tantivy::Result<Self> {
        let Request { order, recency, .. } = *request;
        let name = reader.searcher().schema().get_field_name(reader.fields().published);
        let segments = reader.searcher().segment_readers().iter();
        let segments = segments.filter(|_| order != Order::Relevance || recency.is_some());
        let columns = segments.map(|segment| segment.fast_fields().i64(name));
        let columns = columns.collect::<tantivy::Result<Vec<_>>>()?;
        let ages = recency.map(|recency| Ages::new(recency, span(&columns)));
        Ok(Self { columns, order, ages })
    }

    fn published(&self, segment: u32, doc: DocId) -> Option<i64> {
        self.columns[segment as usize].first(doc)
    }

    /// Returns what the age of an article leaves of its score.
    pub(super) fn factor(&self, segment: u32, doc: DocId) -> f32 {
        self.ages.map_or(1.0, |ages| ages.factor(self.published(segment, doc)))
    }

    /// Tells whether hits are in the order of their scores, as these are.
    pub(super) fn leave_scores(&self) -> bool {
        self.order == Order::Relevance && self.ages.is_none()
    }

    /// Tells whether they come before scores in the order of hits.
    pub(super) fn are_order(&self) -> bool {
        self.order != Order::Relevance
    }

    /// Returns what orders an article: greater comes first.
    pub(super) fn key(&self, segment: u32, doc: DocId) -> i64 {
        match self.order {
            Order::Relevance => 0,
            Order::OldestFirst => self.published(segment, doc).map_or(i64::MIN, |at| -at),
            Order::NewestFirst => self.published(segment, doc).unwrap_or(i64::MIN),
        }
    }
}

/// Returns when the first and the last article were published; `None` where none has a date.
fn span(columns: &[Column<i64>]) -> Option<[i64; 2]> {
    let dated = || columns.iter().filter(|column| column.values.num_vals() > 0);
    let first = dated().map(Column::min_value).min()?;
    Some([first, dated().map(Column::max_value).max()?])
}
