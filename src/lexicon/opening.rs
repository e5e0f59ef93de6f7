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
    builder.write(&mut file, [0; 3]).ok()?;
    Some(SegmentLexicon::open(OwnedBytes::new(file))?.without_lengths())
}

#[cfg(test)]
mod tests {
    use super::super::segment::{
        MAGIC, OLDER_STEMS, WITHOUT_ENDS, WITHOUT_LENGTHS, WITHOUT_PLACES,
    };
    use super::*;
    use crate::lexicon::{Counts, Place, Places};

    /// Returns a lexicon as it was written, in which the word has a stem of its own.
    fn written(magic: &[u8]) -> OwnedBytes {
        let mut builder = LexiconBuilder::default();
        builder.push("grèves", Counts { total: 3, ..Counts::default() }, Some("autre"));
        builder.place(&[None, None, Some(Place { articles: 2, bytes: 0..9 })]);
        let mut file = Vec::new();
        builder.write(&mut file, [7; 3]).expect("writing to memory succeeds");
        let without = match magic {
            _ if magic == MAGIC => 0,
            _ if magic == WITHOUT_ENDS => 2 * 4,
            _ if magic == WITHOUT_PLACES => 2 * 4 + 4 + 4,
            _ => 2 * 4 + 24 + 4 + 4,
        };
        let text = file.len() - MAGIC.len() - without;
        OwnedBytes::new([magic, &file[MAGIC.len()..text], magic].concat())
    }

    #[test]
    fn an_older_lexicon_has_the_stems_of_today() {
        let versions = [
            (MAGIC, "autre", Some([7; 3]), true),
            (WITHOUT_ENDS, "autre", Some([7; 3]), true),
            (WITHOUT_PLACES, "autre", Some([7; 3]), false),
            (WITHOUT_LENGTHS, "autre", None, false),
            (OLDER_STEMS, "grev", None, false),
        ];
        for (magic, stem, lengths, has_places) in versions {
            let lexicon = open_segment(written(magic)).expect("a lexicon");
            let words: Vec<_> =
                lexicon.iter().map(|(word, counts, stem)| (word, counts.total, stem)).collect();
            assert_eq!(words, [("grèves", 3, stem)]);
            assert_eq!(lexicon.lengths(), lengths);
            let places = lexicon.places().map(|packed| Places::new(packed).count());
            assert_eq!(places, has_places.then_some(1));
            for (end, expected) in [("eves", vec!["grèves"]), ("evez", vec![])] {
                let found: Vec<_> = lexicon.ending_with(end).map(|(word, _)| word).collect();
                assert_eq!(found, expected, "{end}");
            }
        }
        assert!(open_segment(written(b"LIMLEX0\n")).is_none());
    }
}
