//! Where words with a capital stand in an article, read from its stored text: the index
//! has words in lower case.
//!
//! It knows no query, and never tells which word has the capital.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use foldhash::fast::FixedState;
use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader, TantivyError};

use super::places::place;
use crate::analysis::words;
use crate::article::TextField;
use crate::index::{ArticleStore, Fields, IndexReader, StoredArticle};

/// The texts of a segment, each read once.
pub(super) struct Capitals<'r> {
    segment: SegmentId,
    /// `None` for a segment that is none of the index.
    store: Option<&'r ArticleStore>,
    fields: Fields,
    read: HashMap<DocId, Box<[u32]>, FixedState>,
}

impl<'r> Capitals<'r> {
    /// Opens the texts of a segment of an index.
    pub(super) fn open(reader: &'r IndexReader, segment: &SegmentReader) -> Self {
        let segment = segment.segment_id();
        let store = reader.stores().iter().find(|store| store.segment() == segment);
        Self { segment, store, fields: reader.fields(), read: HashMap::default() }
    }

    /// Tells whether they are those of `segment`.
    pub(super) fn is_of(&self, segment: &SegmentReader) -> bool {
        self.segment == segment.segment_id()
    }

    /// Returns where words with a capital stand in an article, in order.
    pub(super) fn of(&mut self, doc: DocId) -> tantivy::Result<&[u32]> {
        let Self { store, fields, read, .. } = self;
        Ok(match read.entry(doc) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let other = || TantivyError::InternalError("a segment of another index".to_owned());
                let document = store.ok_or_else(other)?.get(doc)?;
                let article = StoredArticle::new(document, *fields);
                let mut places = Vec::new();
                for field in TextField::ALL {
                    add_places(article.text(field), field, &mut places);
                }
                new.insert(places.into_boxed_slice())
            }
        })
    }
}

/// Adds where words with a capital stand in the text of a field.
pub(crate) fn add_places(text: &str, field: TextField, places: &mut Vec<u32>) {
    let mut buffer = String::new();
    let mut words = words(text);
    let may_be_meant = |first: u8, _| !first.is_ascii_lowercase();
    while let Some((word, _)) = words.next_like(may_be_meant, &mut buffer) {
        if text[word.from..].starts_with(char::is_uppercase) {
            places.push(place(field, word.position));
        }
    }
}
