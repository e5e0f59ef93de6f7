//! Opening the lexicon of a segment, of this version or of the one before, whose words were
//! the same and had other stems.
//!
//! It writes nothing: an older index stays as it is until it is made anew.

use tantivy::directory::OwnedBytes;

use super::builder::LexiconBuilder;
use super::segment::SegmentLexicon;

/// Returns the lexicon in `file`, with the stems of today, or `None` when it is not a whole
/// one. An older one is stemmed anew, in memory.
#[must_use]
pub(crate) fn open_segment(file: OwnedBytes) -> Option<SegmentLexicon> {
    SegmentLexicon::open(file.clone()).or_else(|| stemmed_anew(&SegmentLexicon::open_older(file)?))
}

fn stemmed_anew(older: &SegmentLexicon) -> Option<SegmentLexicon> {
    let mut builder = LexiconBuilder::default();
    for (word, counts, _) in older.iter() {
        builder.push(word, counts, None);
    }
    let mut file = Vec::new();
    builder.write(&mut file).ok()?;
    SegmentLexicon::open(OwnedBytes::new(file))
}
