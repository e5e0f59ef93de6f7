//! Where words with a capital stand in an article, read from its stored text: the index
//! has words in lower case.
//!
//! It knows no query, and never tells which word has the capital.

use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyDocument};

use super::places::place;
use crate::analysis::words;
use crate::article::TextField;
use crate::index::{Fields, StoredArticle};

/// The texts of a segment.
pub(super) struct Capitals {
    store: StoreReader,
    fields: Fields,
}

impl Capitals {
    /// Opens the texts of a segment.
    pub(super) fn open(segment: &SegmentReader, fields: Fields) -> tantivy::Result<Self> {
        Ok(Self { store: segment.get_store_reader(1)?, fields })
    }

    /// Writes where words with a capital stand in an article, in order.
    pub(super) fn read(&self, doc: DocId, places: &mut Vec<u32>) -> tantivy::Result<()> {
        let document: TantivyDocument = self.store.get(doc)?;
        let article = StoredArticle::new(document, self.fields);
        places.clear();
        for field in TextField::ALL {
            add_places(article.text(field), field, places);
        }
        Ok(())
    }
}

/// Adds where words with a capital stand in the text of a field.
pub(super) fn add_places(text: &str, field: TextField, places: &mut Vec<u32>) {
    let mut term = String::new();
    let mut words = words(text);
    while let Some(word) = words.next_into(&mut term) {
        if text[word.from..].starts_with(char::is_uppercase) {
            places.push(place(field, word.position));
        }
    }
}
