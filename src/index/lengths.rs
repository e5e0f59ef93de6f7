//! How long articles are, all together.
//!
//! Lengths are taken as tantivy keeps them, in a byte each, and of articles that are there:
//! what was deleted or merged before makes no difference. Those of all articles of a segment
//! are written with its lexicon: no query counts a million bytes.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, SegmentReader};

use super::reader::IndexReader;
use super::schema::Fields;
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

/// Returns how many words each text field has in the articles of a segment.
pub(super) fn lengths_in(segment: &SegmentReader, fields: Fields) -> tantivy::Result<[u64; 3]> {
    match segment.alive_bitset() {
        Some(alive) => sums(segment, fields, |_| alive.iter_alive()),
        None => sums(segment, fields, |all| 0..all),
    }
}

/// Returns the same, where it is known for all articles: those that were deleted are taken off.
fn whole_without_deleted(
    segment: &SegmentReader,
    fields: Fields,
    whole: [u64; 3],
) -> tantivy::Result<[u64; 3]> {
    let Some(alive) = segment.alive_bitset() else { return Ok(whole) };
    let deleted = |all| (0..all).filter(|&doc| alive.is_deleted(doc));
    let deleted = sums(segment, fields, deleted)?;
    Ok(std::array::from_fn(|at| whole[at].saturating_sub(deleted[at])))
}

/// Returns how many words each text field has in some articles of a segment.
fn sums<D: Iterator<Item = DocId>>(
    segment: &SegmentReader,
    fields: Fields,
    articles: impl Fn(u32) -> D,
) -> tantivy::Result<[u64; 3]> {
    let mut sums = [0; 3];
    for (sum, field) in sums.iter_mut().zip(TextField::ALL) {
        let norms = segment.get_fieldnorms_reader(fields.text(field))?;
        // Articles are counted by their byte first: to look up what each stands for would take
        // most of the time.
        let mut counts = [0_u32; 256];
        // One that is being written does not know yet how many it has.
        articles(norms.num_docs())
            .for_each(|doc| counts[usize::from(norms.fieldnorm_id(doc))] += 1);
        let lengths = (0..=255).map(|id| u64::from(FieldNormReader::id_to_fieldnorm(id)));
        *sum = lengths.zip(counts).map(|(length, articles)| length * u64::from(articles)).sum();
    }
    Ok(sums)
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
