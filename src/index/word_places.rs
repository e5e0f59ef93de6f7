//! Where the postings of the words of an index are.
//!
//! The lexicons of segments tell it; for those of older formats, which do not, dictionaries are
//! read. It opens no postings.

use std::borrow::Cow;

use tantivy::SegmentReader;

use super::field_words::{FieldWords, word_indexes};
use super::reader::IndexReader;
use super::schema::Fields;
use crate::lexicon::{PlacesBuilder, SegmentLexicon};

/// The words of a segment, with where their postings are, [packed](PlacesBuilder).
pub(crate) type PlacedWords<'a> = (&'a SegmentLexicon, Cow<'a, [u8]>);

impl IndexReader {
    /// Returns the words of each segment, with where their postings are: of an index of an older
    /// format that is read off the dictionaries.
    ///
    /// # Errors
    /// Those of the dictionaries.
    pub(crate) fn words_with_places(&self) -> tantivy::Result<Vec<PlacedWords<'_>>> {
        let segments = self.searcher().segment_readers().iter().zip(self.lexicon().segments());
        let packed = |(segment, lexicon): (&SegmentReader, _)| {
            let places = SegmentLexicon::places(lexicon).map(Cow::Borrowed);
            Ok((lexicon, places.map_or_else(|| packed(segment, self.fields()), Ok)?))
        };
        segments.map(packed).collect()
    }
}

/// Returns where the postings of the words of a segment are, read off its dictionaries.
fn packed(segment: &SegmentReader, fields: Fields) -> tantivy::Result<Cow<'static, [u8]>> {
    let indexes = word_indexes(segment, fields)?;
    let mut words = FieldWords::of(&indexes)?;
    let mut builder = PlacesBuilder::default();
    while let Some((word, places)) = words.next() {
        if std::str::from_utf8(word).is_ok() {
            builder.push(&places);
        }
    }
    Ok(Cow::Owned(builder.finish()))
}

#[cfg(test)]
mod tests {
    use tantivy::schema::Term;

    use super::super::writer::{IndexWriter, WriterOptions};
    use super::*;
    use crate::article::{Article, TextField};
    use crate::lexicon::Places;

    #[test]
    fn what_the_lexicons_tell_is_what_the_dictionaries_have() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let options = WriterOptions { threads: 1, ..WriterOptions::default() };
        let mut writer =
            IndexWriter::open(dir.path(), "2024-01-01T00:00:00Z", options).expect("writable");
        for id in 0..300 {
            let article = Article {
                id: format!("{id}"),
                title: format!("Le pont n° {id} rouvre"),
                description: if id % 3 == 0 {
                    "Une année de travaux".to_owned()
                } else {
                    String::new()
                },
                body: format!("Le pont {} est l’œuvre de {}.", id / 7, "mot ".repeat(id + 1)),
                ..Article::default()
            };
            writer.add(article, &"".into()).expect("an article");
            if id % 100 == 99 {
                writer.commit().expect("a commit");
            }
        }
        writer.delete("17").expect("a deletion");
        writer.commit().expect("a commit");
        drop(writer);
        let index = IndexReader::open(dir.path()).expect("an index");
        let segments = index.searcher().segment_readers();
        assert!(segments.len() > 1);
        let words = index.words_with_places().expect("words");
        for (segment, (lexicon, places)) in segments.iter().zip(words) {
            assert!(matches!(places, Cow::Borrowed(_)) && places.len() > 100);
            assert_eq!(places, packed(segment, index.fields()).expect("dictionaries"));
            assert_eq!(Places::new(&places).count(), lexicon.len());
            for (word, in_fields) in lexicon.iter().map(|(word, ..)| word).zip(Places::new(&places))
            {
                for (field, place) in TextField::ALL.into_iter().zip(in_fields) {
                    let field = index.fields().text(field);
                    let dictionary = segment.inverted_index(field).expect("a field");
                    let term = Term::from_field_text(field, word);
                    let info = dictionary.get_term_info(&term).expect("a dictionary");
                    let known = info.as_ref().map(|info| (info.doc_freq, &info.postings_range));
                    let told = place.as_ref().map(|place| (place.articles, &place.bytes));
                    assert_eq!(told, known, "{word}");
                }
            }
        }
    }
}
