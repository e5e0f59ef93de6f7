//! The postings of a query word in one segment: every form, in every text field.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::weight::{Frequency, RankedForm, TextNorms};
use crate::article::TextField;
use crate::index::Fields;

/// Where the postings of a form are, for each segment and field that has any.
pub(super) type FormPostings = Vec<(SegmentId, TextField, TermInfo)>;

/// The postings of one form in one field.
pub(super) struct Cursor<'a> {
    pub(super) field: TextField,
    pub(super) form: RankedForm,
    postings: SegmentPostings,
    lengths: FieldNormReader,
    norms: &'a [f32; 256],
}

impl Cursor<'_> {
    /// Returns what an occurrence in the present article counts by the field's length.
    pub(super) fn norm(&self) -> f32 {
        self.norms[usize::from(self.lengths.fieldnorm_id(self.postings.doc()))]
    }

    /// Adds the occurrences in the present article to its frequency.
    pub(super) fn add_to(&self, frequency: &mut Frequency) {
        frequency.add(self.form, self.postings.term_freq() as f32 * self.norm());
    }

    /// Writes where the form occurs in the present article, in order.
    pub(super) fn positions(&mut self, positions: &mut Vec<u32>) {
        self.postings.positions(positions);
    }
}

/// The postings of a query word in one segment.
pub(super) struct WordCursor<'a> {
    cursors: Vec<Cursor<'a>>,
}

impl<'a> WordCursor<'a> {
    /// Opens the postings of every form of a word that the segment has.
    pub(super) fn open(
        segment: &SegmentReader,
        fields: Fields,
        forms: (&[RankedForm], &[FormPostings]),
        norms: &'a TextNorms,
        detail: IndexRecordOption,
    ) -> tantivy::Result<Self> {
        let mut cursors = Vec::new();
        let segment_id = segment.segment_id();
        for field in TextField::ALL {
            let index = segment.inverted_index(fields.text(field))?;
            let lengths = segment.get_fieldnorms_reader(fields.text(field))?;
            for (form, postings) in forms.0.iter().zip(forms.1) {
                let here = |at: &&(SegmentId, _, _)| at.0 == segment_id && at.1 == field;
                let Some((.., info)) = postings.iter().find(here) else { continue };
                cursors.push(Cursor {
                    field,
                    form: *form,
                    postings: index.read_postings_from_terminfo(info, detail)?,
                    lengths: lengths.clone(),
                    norms: norms.of(field),
                });
            }
        }
        Ok(Self { cursors })
    }

    /// Returns how many postings there are.
    pub(super) fn cost(&self) -> u64 {
        self.cursors.iter().map(|cursor| u64::from(cursor.postings.doc_freq())).sum()
    }

    /// Calls `each` with every article, once for each form and field that it has.
    pub(super) fn for_each_doc(&mut self, mut each: impl FnMut(DocId)) {
        for cursor in &mut self.cursors {
            let mut doc = cursor.postings.doc();
            while doc != TERMINATED {
                each(doc);
                doc = cursor.postings.advance();
            }
        }
    }

    /// Returns the first article at or after those already passed.
    pub(super) fn doc(&self) -> DocId {
        self.cursors.iter().map(|cursor| cursor.postings.doc()).min().unwrap_or(TERMINATED)
    }

    /// Adds the frequencies of all articles before `end`, from the present one on,
    /// to `window`, whose first article is `start`.
    pub(super) fn fill(&mut self, start: DocId, end: DocId, window: &mut [Frequency]) {
        for cursor in &mut self.cursors {
            let mut doc = cursor.postings.doc();
            while doc < end {
                cursor.add_to(&mut window[(doc - start) as usize]);
                doc = cursor.postings.advance();
            }
        }
    }

    /// Calls `each` for each form and field that occurs in one of `docs`, which are
    /// sorted, with the ordinal of that article among them.
    pub(super) fn look_up(&mut self, docs: &[DocId], mut each: impl FnMut(usize, &mut Cursor<'_>)) {
        for cursor in &mut self.cursors {
            let mut doc = cursor.postings.doc();
            let mut at = 0;
            while let Some(&wanted) = docs.get(at) {
                if doc < wanted {
                    doc = cursor.postings.seek(wanted);
                }
                if doc == wanted {
                    each(at, cursor);
                    at += 1;
                } else if doc == TERMINATED {
                    break;
                } else {
                    at += docs[at..].partition_point(|&wanted| wanted < doc);
                }
            }
        }
    }
}
