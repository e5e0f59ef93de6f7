//! The lexicon of a segment, while it is being built.
//!
//! It takes the words in order, each once. It never decides which words belong
//! together: that is asked of the finished lexicon.

use std::borrow::Cow;
use std::io::{self, Write};

use super::lemmas::family_stem;
use super::segment::MAGIC;
use super::table::{Groups, Strings, to_u32, write_u32};
use super::tally::Counts;
use crate::analysis::fold;

/// A growing lexicon.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    words: Vec<(Box<str>, Counts)>,
    /// Keys with the ordinal of one of their words, in the order of the words.
    stems: Vec<(Box<str>, u32)>,
    folds: Vec<(Box<str>, u32)>,
}

impl LexiconBuilder {
    /// Adds a word; words come sorted by bytes, each once.
    ///
    /// `known_stem` is its stem when another lexicon has it already: stemming is
    /// what takes time here.
    pub(crate) fn push(&mut self, word: &str, counts: Counts, known_stem: Option<&str>) {
        debug_assert!(self.words.last().is_none_or(|(last, _)| **last < *word));
        // Beyond 4 billion distinct words `write` fails before this could matter.
        let ordinal = self.words.len() as u32;
        let stem = known_stem.map_or_else(|| family_stem(word).into(), Box::from);
        self.stems.push((stem, ordinal));
        if let Cow::Owned(folded) = fold(word)
            && folded != word
        {
            self.folds.push((folded.into(), ordinal));
        }
        self.words.push((word.into(), counts));
    }

    /// Writes the lexicon in the format that [`SegmentLexicon`] reads.
    ///
    /// [`SegmentLexicon`]: super::SegmentLexicon
    pub(crate) fn write(mut self, out: &mut impl Write) -> io::Result<()> {
        self.stems.sort_unstable();
        self.folds.sort_unstable();
        let mut stem_of = vec![0; self.words.len()];
        for (stem, words) in self.stems.chunk_by(same_key).enumerate() {
            for (_, word) in words {
                stem_of[*word as usize] = to_u32(stem)?;
            }
        }
        out.write_all(MAGIC)?;
        Strings::write(out, self.words.iter().map(|(word, _)| &**word))?;
        for ((_, counts), stem) in self.words.iter().zip(stem_of) {
            for number in [counts.total, counts.capitalised, counts.capitals, stem] {
                write_u32(out, number)?;
            }
        }
        for keys in [&self.stems, &self.folds] {
            Strings::write(out, keys.chunk_by(same_key).map(|group| &*group[0].0))?;
            let members = |group: &[(Box<str>, u32)]| group.len();
            Groups::write(out, keys.chunk_by(same_key).map(members), keys.iter().map(|key| key.1))?;
        }
        out.write_all(MAGIC)
    }
}

fn same_key(one: &(Box<str>, u32), other: &(Box<str>, u32)) -> bool {
    one.0 == other.0
}
