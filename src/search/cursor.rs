//! The postings of a query word in one segment: every form, in every text field.
//!
//! It makes no score: it tells which form stands where, and what an occurrence counts by the
//! length of its field.

use std::io;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

use super::accumulators::Accumulators;
use super::blocks::Stretch;
use super::listed::{Beside, ListedPostings};
use super::weight::{RankedForm, TextNorms};
use crate::article::TextField;
use crate::index::{Fields, KeptPostings, Place, PostingList, Room, TermPostings, before};

/// Where the postings of a form are.
pub(super) enum FormPostings {
    /// Those of a term.
    Term(Places<TermPostings>),
    /// Those of several words side by side.
    Phrase(Places<Arc<PostingList>>),
    /// Those of what is beside the text of an article, for each segment.
    Listed(Vec<(SegmentId, Arc<[DocId]>, Beside)>),
}

/// Where postings are, of which some fields count.
pub(super) struct Places<P> {
    pub(super) places: Arc<[Place<P>]>,
    pub(super) fields: &'static [TextField],
}

impl<P: Room> Places<P> {
    /// Returns how many there are in the field that has most, all segments together.
    pub(super) fn most(&self) -> u64 {
        let of_field = |field: &TextField| {
            let here = self.places.iter().filter(|place| place.field == *field);
            here.map(|place| place.postings.articles()).sum()
        };
        self.fields.iter().map(of_field).max().unwrap_or(0)
    }

    /// Returns those of a segment, with their fields.
    fn here(&self, segment: SegmentId) -> impl Iterator<Item = (TextField, &P)> {
        let here = self.places.iter().filter(move |place| place.segment == segment);
        let here = here.filter(|place| self.fields.contains(&place.field));
        here.map(|place| (place.field, &place.postings))
    }

    fn of(&self, segment: SegmentId, field: TextField) -> Option<&P> {
        self.here(segment).find(|(of, _)| *of == field).map(|(_, postings)| postings)
    }

    fn cost(&self, segment: SegmentId) -> u64 {
        self.here(segment).map(|(_, postings)| postings.articles()).sum()
    }
}

impl FormPostings {
    /// Returns those of a field in a segment; what is beside a text counts as in its body.
    fn of(&self, segment: SegmentId, field: TextField) -> Option<Stored<'_>> {
        match self {
            Self::Term(places) => places.of(segment, field).map(Stored::Term),
            Self::Phrase(places) => places.of(segment, field).map(Stored::Phrase),
            Self::Listed(lists) => {
                let mut lists = lists.iter().filter(|_| field == TextField::Body);
                let list = lists.find(|(of, ..)| *of == segment);
                list.map(|(_, articles, beside)| Stored::Listed(articles, *beside))
            }
        }
    }

    /// Returns how many there are in a segment.
    fn cost(&self, segment: SegmentId) -> u64 {
        match self {
            Self::Term(places) => places.cost(segment),
            Self::Phrase(places) => places.cost(segment),
            Self::Listed(lists) => {
                let here = lists.iter().filter(|(of, ..)| *of == segment);
                here.map(|(_, articles, _)| articles.len() as u64).sum()
            }
        }
    }
}

/// Norms that leave an occurrence as it is, whatever the length of the article.
static UNNORMED: [f32; 256] = [1.0; 256];

/// The postings of a form in a field of a segment.
enum Stored<'a> {
    /// Those of a term.
    Term(&'a TermPostings),
    /// Those of several words side by side, in memory.
    Phrase(&'a Arc<PostingList>),
    /// The articles that have it beside their text, in memory.
    Listed(&'a Arc<[DocId]>, Beside),
}

/// Returns how many postings the forms of a word have in a segment.
pub(super) fn cost(segment: SegmentId, forms: &[FormPostings]) -> u64 {
    forms.iter().map(|form| form.cost(segment)).sum()
}

/// Articles of a window that are so few that they are looked up.
#[derive(Clone, Copy)]
pub(super) struct Few<'a> {
    /// The articles, in order.
    pub(super) docs: &'a [DocId],
    /// How many postings a form has at least for that to be faster than to read them.
    pub(super) from: u32,
}

/// The postings of one form in one field.
pub(super) struct Cursor<'a, P> {
    pub(super) field: TextField,
    pub(super) form: RankedForm,
    postings: P,
    lengths: FieldNormReader,
    norms: &'a [f32; 256],
}

/// An article that has a form in a field.
pub(super) trait FormFound {
    /// Returns the form and the field.
    fn form(&self) -> (RankedForm, TextField);

    /// Returns what an occurrence counts by the field's length.
    fn norm(&self) -> f32;

    /// Returns how often the form occurs.
    fn times(&self) -> u32;

    /// Writes where the form occurs, in order: nowhere, where its date or a tag has it.
    fn positions(&mut self, positions: &mut Vec<u32>);
}

impl<P: Postings> FormFound for Cursor<'_, P> {
    fn form(&self) -> (RankedForm, TextField) {
        (self.form, self.field)
    }

    fn norm(&self) -> f32 {
        self.norms[usize::from(self.lengths.fieldnorm_id(self.postings.doc()))]
    }

    fn times(&self) -> u32 {
        self.postings.term_freq()
    }

    fn positions(&mut self, positions: &mut Vec<u32>) {
        self.postings.positions(positions);
    }
}

impl<P: Postings> Cursor<'_, P> {
    /// Calls `each` for each of `docs`, which are sorted, that the postings have, with its
    /// ordinal.
    fn look_up(&mut self, docs: &[DocId], each: &mut impl FnMut(usize, &mut dyn FormFound)) {
        let mut doc = self.postings.doc();
        let mut at = 0;
        while let Some(&wanted) = docs.get(at) {
            if doc < wanted {
                doc = self.postings.seek(wanted);
            }
            if doc == wanted {
                each(at, self);
                at += 1;
            } else if doc == TERMINATED {
                break;
            } else {
                at += before(&docs[at..], |wanted| *wanted < doc);
            }
        }
    }
}

impl<P: Stretch> Cursor<'_, P> {
    fn for_each_doc(&mut self, each: &mut impl FnMut(DocId)) {
        self.postings.read_before(TERMINATED, |doc, _| each(doc));
    }

    /// Adds what the articles of a window have, or only some of them where these are few.
    fn read(&mut self, window: &mut Accumulators, only: Option<Few<'_>>) {
        let Self { form, postings, lengths, norms, .. } = self;
        let form = *form;
        if postings.doc() < window.start() {
            postings.seek(window.start());
        }
        let end = window.end();
        let mut add = |doc, times| {
            window.add(doc, form, || times as f32 * norms[usize::from(lengths.fieldnorm_id(doc))]);
        };
        if let Some(few) = only.filter(|few| postings.size_hint() >= few.from) {
            let mut doc = postings.doc();
            for &wanted in few.docs {
                if doc < wanted {
                    doc = postings.seek(wanted);
                }
                if doc == wanted {
                    add(doc, postings.term_freq());
                }
            }
            return;
        }
        postings.read_before(end, add);
    }
}

/// The postings of a term.
pub(super) enum OfTerm<T> {
    /// Those that are stored: they are large, and moved as seldom as can be.
    Stored(Box<T>),
    Kept(KeptPostings),
}

impl<T: Postings> DocSet for OfTerm<T> {
    fn advance(&mut self) -> DocId {
        match self {
            Self::Stored(postings) => postings.advance(),
            Self::Kept(postings) => postings.advance(),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Stored(postings) => postings.seek(target),
            Self::Kept(postings) => postings.seek(target),
        }
    }

    fn doc(&self) -> DocId {
        match self {
            Self::Stored(postings) => postings.doc(),
            Self::Kept(postings) => postings.doc(),
        }
    }

    fn size_hint(&self) -> u32 {
        match self {
            Self::Stored(postings) => postings.size_hint(),
            Self::Kept(postings) => postings.size_hint(),
        }
    }
}

impl<T: Postings> Postings for OfTerm<T> {
    fn term_freq(&self) -> u32 {
        match self {
            Self::Stored(postings) => postings.term_freq(),
            Self::Kept(postings) => postings.term_freq(),
        }
    }

    fn append_positions_with_offset(&mut self, offset: u32, output: &mut Vec<u32>) {
        match self {
            Self::Stored(postings) => postings.append_positions_with_offset(offset, output),
            Self::Kept(postings) => postings.append_positions_with_offset(offset, output),
        }
    }
}

impl<T: Stretch> Stretch for OfTerm<T> {
    fn read_before(&mut self, end: DocId, each: impl FnMut(DocId, u32)) {
        match self {
            Self::Stored(postings) => postings.read_before(end, each),
            Self::Kept(postings) => postings.read_before(end, each),
        }
    }
}

/// The postings of a query word in one segment.
pub(super) struct WordCursor<'a, T = SegmentPostings> {
    terms: Vec<Cursor<'a, OfTerm<T>>>,
    phrases: Vec<Cursor<'a, KeptPostings>>,
    /// One for its time and one for its tags, at most.
    listed: Vec<Cursor<'a, ListedPostings>>,
}

impl<'a, T: Postings> WordCursor<'a, T> {
    /// Opens the postings of every form of a word that the segment has; those of terms as
    /// `open_term` does, and those of which it gives none are left out.
    pub(super) fn open(
        segment: &SegmentReader,
        fields: Fields,
        forms: (&[RankedForm], &[FormPostings]),
        norms: &'a TextNorms,
        mut open_term: impl FnMut(&InvertedIndexReader, &TermInfo) -> io::Result<Option<T>>,
    ) -> tantivy::Result<Self> {
        let segment_id = segment.segment_id();
        let mut opened = Self { terms: Vec::new(), phrases: Vec::new(), listed: Vec::new() };
        for field in TextField::ALL {
            let found = forms.0.iter().zip(forms.1);
            let found = found.filter_map(|(&form, of)| Some((form, of.of(segment_id, field)?)));
            let mut found = found.peekable();
            if found.peek().is_none() {
                continue;
            }
            // Both are looked up by the name of the field: once for all forms.
            let of_field = fields.text(field);
            let (lengths, index) =
                (segment.get_fieldnorms_reader(of_field)?, segment.inverted_index(of_field)?);
            for (form, stored) in found {
                let (lengths, norms) = (lengths.clone(), norms.of(field));
                match stored {
                    Stored::Term(TermPostings::Stored(info)) => {
                        let Some(postings) = open_term(&index, info)? else { continue };
                        let postings = OfTerm::Stored(Box::new(postings));
                        opened.terms.push(Cursor { field, form, postings, lengths, norms });
                    }
                    Stored::Term(TermPostings::Kept(list)) => {
                        let postings = OfTerm::Kept(KeptPostings::new(Arc::clone(list)));
                        opened.terms.push(Cursor { field, form, postings, lengths, norms });
                    }
                    Stored::Phrase(list) => {
                        let postings = KeptPostings::new(Arc::clone(list));
                        opened.phrases.push(Cursor { field, form, postings, lengths, norms });
                    }
                    Stored::Listed(articles, beside) => {
                        let postings = ListedPostings::new(Arc::clone(articles), beside);
                        let norms = &UNNORMED;
                        opened.listed.push(Cursor { field, form, postings, lengths, norms });
                    }
                }
            }
        }
        Ok(opened)
    }

    /// Tells whether the segment has no form of it.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.phrases.is_empty() && self.listed.is_empty()
    }

    /// Returns the first article at or after those already passed.
    pub(super) fn doc(&self) -> DocId {
        let terms = self.terms.iter().map(|cursor| cursor.postings.doc());
        let phrases = self.phrases.iter().map(|cursor| cursor.postings.doc());
        let listed = self.listed.iter().map(|cursor| cursor.postings.doc());
        terms.chain(phrases).chain(listed).min().unwrap_or(TERMINATED)
    }

    /// Calls `each` for each form and field that occurs in one of `docs`, which are
    /// sorted, with the ordinal of that article among them.
    pub(super) fn look_up(
        &mut self,
        docs: &[DocId],
        mut each: impl FnMut(usize, &mut dyn FormFound),
    ) {
        self.terms.iter_mut().for_each(|cursor| cursor.look_up(docs, &mut each));
        self.phrases.iter_mut().for_each(|cursor| cursor.look_up(docs, &mut each));
        self.listed.iter_mut().for_each(|cursor| cursor.look_up(docs, &mut each));
    }
}

impl<T: Stretch> WordCursor<'_, T> {
    /// Calls `each` with every article, once for each form and field that it has.
    pub(super) fn for_each_doc(&mut self, mut each: impl FnMut(DocId)) {
        self.terms.iter_mut().for_each(|cursor| cursor.for_each_doc(&mut each));
        self.phrases.iter_mut().for_each(|cursor| cursor.for_each_doc(&mut each));
        self.listed.iter_mut().for_each(|cursor| cursor.for_each_doc(&mut each));
    }

    /// Adds what the articles of a window have, or only some of them, where what is before it was
    /// read or is passed over.
    pub(super) fn read(&mut self, window: &mut Accumulators, only: Option<Few<'_>>) {
        self.terms.iter_mut().for_each(|cursor| cursor.read(window, only));
        self.phrases.iter_mut().for_each(|cursor| cursor.read(window, only));
        self.listed.iter_mut().for_each(|cursor| cursor.read(window, only));
    }
}
