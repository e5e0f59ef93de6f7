//! The ids of a segment's articles, read off their column.
//!
//! Looking one up unpacks half a block of the column's dictionary. Who asks for many, by and by,
//! pays that at most about as often as unpacking all of them once would cost, which is done then.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::DocId;
use tantivy::columnar::StrColumn;

/// How many ids can be unpacked one after the other while one is looked up.
const LOOKED_UP: usize = 256;

/// The ids of a segment.
pub(super) struct IdColumn {
    column: StrColumn,
    looked_up: AtomicUsize,
    /// Once so many were asked for.
    unpacked: OnceLock<Unpacked>,
}

/// The values of a dictionary, one after the other.
struct Unpacked {
    values: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl IdColumn {
    pub(super) fn new(column: StrColumn) -> Self {
        Self { column, looked_up: AtomicUsize::new(0), unpacked: OnceLock::new() }
    }

    /// Returns the id of an article, empty for none.
    pub(super) fn of(&self, doc: DocId) -> tantivy::Result<String> {
        let mut id = String::new();
        let Some(ordinal) = self.column.term_ords(doc).next() else { return Ok(id) };
        if let Some(unpacked) = self.unpacked.get() {
            return Ok(unpacked.value(ordinal as usize).to_owned());
        }
        let looked_up = self.looked_up.fetch_add(1, Ordering::Relaxed);
        if looked_up * LOOKED_UP >= self.column.num_terms() {
            let unpacked = Unpacked::of(&self.column)?;
            return Ok(self.unpacked.get_or_init(|| unpacked).value(ordinal as usize).to_owned());
        }
        self.column.ord_to_str(ordinal, &mut id)?;
        Ok(id)
    }
}

impl Unpacked {
    fn of(column: &StrColumn) -> tantivy::Result<Self> {
        let mut unpacked =
            Self { values: String::new(), ends: Vec::with_capacity(column.num_terms()) };
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            unpacked.values.push_str(std::str::from_utf8(values.key()).unwrap_or_default());
            unpacked.ends.push(unpacked.values.len());
        }
        Ok(unpacked)
    }

    fn value(&self, ordinal: usize) -> &str {
        let from =
            ordinal.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(ordinal).map_or("", |&to| &self.values[from..to])
    }
}

#[cfg(test)]
mod tests {
    use tantivy::DocAddress;

    use crate::index::IndexReader;
    use crate::index::test_index::of_format_4;

    #[test]
    fn an_id_is_the_same_looked_up_alone_and_unpacked_with_all() {
        let dir = of_format_4();
        let index = IndexReader::open(dir.path()).expect("an index");
        for (ordinal, segment) in (0..).zip(index.searcher().segment_readers()) {
            for doc in segment.doc_ids_alive() {
                let address = DocAddress::new(ordinal, doc);
                let id = index.article(address).expect("an article").to_article().id;
                assert_eq!(index.id(address).expect("an id"), id, "{address:?}");
            }
        }
        assert!(index.len() > 2, "the first is looked up, others are unpacked");
    }
}
