//! How long articles are, all together.
//!
//! Lengths are taken as tantivy keeps them, in a byte each, and of articles that are there:
//! what was deleted or merged before makes no difference. Those of all articles of a segment
//! are written with its lexicon: no query counts a million bytes.

use tantivy::SegmentReader;

use super::reader::IndexReader;
use super::segment_lengths::{lengths_in, whole_without_deleted};
use crate::article::TextField;
use crate::lexicon::SegmentLexicon;

impl IndexReader {
    /// Returns how many words each text field has in all articles, in the order of
    /// [`TextField::ALL`].
    pub(crate) fn total_lengths(&self) -> tantivy::Result<[u64; 3]> {
        let segments = self.lengths_of_segments()?.iter();
        Ok(segments.fold([0; 3], |sum, lengths| std::array::from_fn(|at| sum[at] + lengths[at])))
    }

    /// Tells whether an article of the segment with an ordinal has words in a text field.
    pub(crate) fn has_words(&self, segment: usize, field: TextField) -> tantivy::Result<bool> {
        Ok(self.lengths_of_segments()?[segment][field as usize] > 0)
    }

    /// Returns how many words each text field has in the articles of each segment.
    fn lengths_of_segments(&self) -> tantivy::Result<&[[u64; 3]]> {
        if let Some(lengths) = self.lengths.get() {
            return Ok(lengths);
        }
        let lengths_in = |(segment, whole): (&SegmentReader, Option<[u64; 3]>)| match whole {
            Some(whole) => whole_without_deleted(segment, self.fields(), whole),
            None => lengths_in(segment, self.fields()),
        };
        let whole = self.lexicon().segments().map(SegmentLexicon::lengths);
        let segments = self.searcher().segment_readers().iter().zip(whole).map(lengths_in);
        let lengths = segments.collect::<tantivy::Result<_>>()?;
        Ok(self.lengths.get_or_init(|| lengths))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::index::{IndexWriter, WriterOptions};

    #[test]
    fn lengths_that_are_kept_are_those_that_counting_gives() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let options = WriterOptions { threads: 1, ..WriterOptions::default() };
        let mut writer =
            IndexWriter::open(dir.path(), "2025-07-20T12:00:00Z", options).expect("a new index");
        for id in 0..40 {
            let article = Article {
                id: format!("{id}"),
                title: "Le pont rouvre".to_owned(),
                body: "mot ".repeat(id + 1),
                ..Article::default()
            };
            writer.add(article, &"".into()).expect("an article");
        }
        writer.commit().expect("a commit");
        for id in ["3", "39"] {
            writer.delete(id).expect("a deletion");
        }
        writer.commit().expect("a commit");
        drop(writer);
        let index = IndexReader::open(dir.path()).expect("an index");
        let segments = index.searcher().segment_readers();
        let counted = segments.iter().map(|it| lengths_in(it, index.fields()).expect("lengths"));
        let counted: Vec<_> = counted.collect();
        assert!(segments.iter().any(SegmentReader::has_deletes));
        assert!(index.lexicon().segments().all(|lexicon| lexicon.lengths().is_some()));
        assert_eq!(index.lengths_of_segments().expect("lengths"), counted);
        assert_eq!(index.total_lengths().expect("lengths")[0], 3 * 38);
    }
}
