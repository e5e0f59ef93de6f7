//! The lexicon as a component of each segment.
//!
//! tantivy writes it with the segment, merges it with its segments, and makes it
//! visible and removes it with them: a lexicon is never without its articles. The
//! words and how often they occur are read off the term dictionaries, so both
//! always agree.

use std::any::Any;
use std::io::Write;
use std::path::PathBuf;

use tantivy::directory::TerminatingWrite;
use tantivy::error::DataCorruption;
use tantivy::index::{Segment, SegmentComponent};
use tantivy::indexer::doc_id_mapping::DocIdMapping;
use tantivy::plugin::{PluginMergeContext, PluginWriter, PluginWriterContext, SegmentPlugin};
use tantivy::schema::IndexRecordOption;
use tantivy::{SegmentReader, TantivyError};

use super::field_words::{FieldWords, word_indexes};
use super::schema::Fields;
use super::segment_lengths::lengths_in;
use super::session::Session;
use super::tokenizer::take_segment_tally;
use crate::error::Cause;
use crate::lexicon::{Counts, InFields, LexiconBuilder, SegmentLexicon, open_segment};

/// Extension of the lexicon's file.
const EXTENSION: &str = "lexicon";

/// Extensions of the files that every segment has.
pub(super) const EXTENSIONS: [&str; 7] =
    ["idx", "pos", "term", "store", "fast", "fieldnorm", EXTENSION];

/// Writes and merges the lexicons of segments.
pub(super) struct LexiconComponent {
    pub(super) fields: Fields,
    /// Where damage is noted that a merge meets; `None` for readers.
    pub(super) session: Option<Session>,
}

/// Opens the lexicon of a segment.
///
/// # Errors
/// `DataCorruption` when it is cut short, and those of its file.
pub(super) fn open_lexicon(segment: &SegmentReader) -> tantivy::Result<SegmentLexicon> {
    let file = segment.open_read(component())?;
    let lexicon = open_segment(file.read_bytes()?);
    let cut = || DataCorruption::comment_only("the lexicon of a segment is cut short");
    lexicon.ok_or_else(|| TantivyError::DataCorruption(cut()))
}

fn component() -> SegmentComponent {
    SegmentComponent::Custom(EXTENSION.to_owned())
}

impl SegmentPlugin for LexiconComponent {
    fn extensions(&self) -> &[&str] {
        &[EXTENSION]
    }

    fn create_writer(&self, _: &PluginWriterContext<'_>) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(LexiconWriter { fields: self.fields }))
    }

    fn merge(&self, context: PluginMergeContext<'_>) -> tantivy::Result<()> {
        // The last part of a merge: an error here, and nothing of it counts.
        for reader in context.readers {
            self.verify(reader)?;
        }
        let merged: Vec<SegmentLexicon> =
            context.readers.iter().map(open_lexicon).collect::<tantivy::Result<_>>()?;
        let mut words: Vec<_> = merged.iter().map(|lexicon| lexicon.iter().peekable()).collect();
        let segment = SegmentReader::open(context.target_segment)?;
        let mut builder = LexiconBuilder::default();
        for_each_word(&segment, self.fields, |word, total, places| {
            let mut counts = Counts::default();
            let mut stem = None;
            for words in &mut words {
                while let Some((known, of_known, of_stem)) = words.next_if(|next| next.0 <= word) {
                    if known == word {
                        counts.add(of_known);
                        stem = Some(of_stem);
                    }
                }
            }
            builder.push(word, scaled(counts, total), stem);
            builder.place(places);
        })?;
        write(builder, context.target_segment, lengths_in(&segment, self.fields)?)
    }
}

impl LexiconComponent {
    /// Checks that the files of a segment are as they were written: what is damaged must not
    /// be merged into what looks whole.
    fn verify(&self, segment: &SegmentReader) -> tantivy::Result<()> {
        let directory = segment.index().directory();
        let id = segment.segment_id().uuid_string();
        for extension in EXTENSIONS {
            let file = PathBuf::from(format!("{id}.{extension}"));
            let cause = match directory.validate_checksum(&file) {
                Ok(true) => continue,
                Ok(false) => Cause::Checksum(file),
                Err(error) => Cause::from(TantivyError::from(error)),
            };
            if let Some(session) = &self.session {
                session.note(cause);
            }
            return Err(TantivyError::InternalError("a segment is damaged".to_owned()));
        }
        Ok(())
    }
}

/// Returns `counts` for `total` occurrences: articles that were deleted take
/// their share of the capitals with them.
fn scaled(counts: Counts, total: u32) -> Counts {
    let share = |part: u32| match counts.total {
        0 => 0,
        all => (u64::from(part) * u64::from(total) / u64::from(all)) as u32,
    };
    Counts { total, capitalised: share(counts.capitalised), capitals: share(counts.capitals) }
}

/// The lexicon of a segment that is being written.
struct LexiconWriter {
    fields: Fields,
}

impl PluginWriter for LexiconWriter {
    fn serialize(
        self: Box<Self>,
        segment: &Segment,
        _: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        let capitals = take_segment_tally();
        let mut builder = LexiconBuilder::default();
        let reader = SegmentReader::open(segment)?;
        for_each_word(&reader, self.fields, |word, total, places| {
            builder.push(word, capitals.counts(word, total), None);
            builder.place(places);
        })?;
        write(builder, segment, lengths_in(&reader, self.fields)?)
    }

    fn mem_usage(&self) -> usize {
        0
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

fn write(builder: LexiconBuilder, segment: &Segment, lengths: [u64; 3]) -> tantivy::Result<()> {
    // The segment is the writer's own until it is added to the index.
    let mut file = segment.clone().open_write(component())?;
    builder.write(&mut file, lengths)?;
    file.flush()?;
    Ok(file.terminate()?)
}

/// Calls `each` with every word of the text fields, sorted, how often it occurs, and where its
/// postings are.
fn for_each_word(
    segment: &SegmentReader,
    fields: Fields,
    mut each: impl FnMut(&str, u32, &InFields),
) -> tantivy::Result<()> {
    let indexes = word_indexes(segment, fields)?;
    let mut words = FieldWords::of(&indexes)?;
    while let Some((word, places)) = words.next() {
        let mut total = 0_u32;
        for (index, place) in indexes.iter().zip(&places) {
            let Some(place) = place else { continue };
            let freqs = IndexRecordOption::WithFreqs;
            let mut postings =
                index.read_block_postings_from_terminfo(&place.term_info(), freqs)?;
            while !postings.docs().is_empty() {
                total = postings.freqs().iter().fold(total, |sum, &freq| sum.saturating_add(freq));
                postings.advance();
            }
        }
        if let Ok(word) = std::str::from_utf8(word) {
            each(word, total, &places);
        }
    }
    Ok(())
}
