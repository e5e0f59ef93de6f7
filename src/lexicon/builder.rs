//! The lexicon of a segment, while it is being built.
//!
//! It takes the words in order, each once. It never decides which words belong
//! together: that is asked of the finished lexicon.

use std::borrow::Cow;
use std::io::{self, Write};

use super::lemmas::family_stem;
use super::places::{InFields, PlacesBuilder};
use super::segment::MAGIC;
use super::table::{ByEnd, Groups, Strings, to_u32, write_u32};
use super::tally::Counts;
use super::texts::Texts;
use crate::analysis::fold;

/// A growing lexicon.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    words: Texts,
    counts: Vec<Counts>,
    /// That of each word.
    stems: Texts,
    /// Of the words that have another one, with their ordinals.
    folds: Texts,
    folded: Vec<u32>,
    places: PlacesBuilder,
}

impl LexiconBuilder {
    /// Adds a word; words come sorted by bytes, each once.
    ///
    /// `known_stem` is its stem when another lexicon has it already: stemming is
    /// what takes time here.
    pub(crate) fn push(&mut self, word: &str, counts: Counts, known_stem: Option<&str>) {
        let last = self.words.len().checked_sub(1);
        debug_assert!(last.is_none_or(|last| self.words.get(last) < word));
        match known_stem {
            Some(stem) => self.stems.push(stem),
            None => self.stems.push(&family_stem(word)),
        }
        if let Cow::Owned(folded) = fold(word)
            && folded != word
        {
            self.folds.push(&folded);
            // Beyond 4 billion distinct words `write` fails before this could matter.
            self.folded.push(self.words.len() as u32);
        }
        self.words.push(word);
        self.counts.push(counts);
    }

    /// Says where the postings of the word are that came last: of every word, or of none.
    pub(crate) fn place(&mut self, places: &InFields) {
        self.places.push(places);
    }

    /// Writes the lexicon in the format that [`SegmentLexicon`] reads, with how many words the
    /// text fields have in all articles.
    ///
    /// [`SegmentLexicon`]: super::SegmentLexicon
    pub(crate) fn write(self, out: &mut impl Write, lengths: [u64; 3]) -> io::Result<()> {
        let (by_stem, by_fold) = (self.stems.sorted(), self.folds.sorted());
        let mut stem_of = vec![0; self.words.len()];
        for (stem, words) in groups(&self.stems, &by_stem).enumerate() {
            for word in words {
                stem_of[*word as usize] = to_u32(stem)?;
            }
        }
        out.write_all(MAGIC)?;
        Strings::write(out, self.words.iter())?;
        for (counts, stem) in self.counts.iter().zip(stem_of) {
            for number in [counts.total, counts.capitalised, counts.capitals, stem] {
                write_u32(out, number)?;
            }
        }
        let of_fold = by_fold.iter().map(|fold| self.folded[*fold as usize]);
        write_keys(out, &self.stems, &by_stem, by_stem.iter().copied())?;
        let folds = write_keys(out, &self.folds, &by_fold, of_fold)?;
        for length in lengths {
            out.write_all(&length.to_le_bytes())?;
        }
        let places = self.places.finish();
        write_u32(out, to_u32(places.len())?)?;
        out.write_all(&places)?;
        ByEnd::write(out, self.words.len(), |word| self.words.get(word))?;
        ByEnd::write(out, folds.len(), |at| self.folds.get(folds[at] as usize))?;
        out.write_all(MAGIC)
    }
}

/// Writes keys, each once, and the ordinals of the words of each; returns the number of one of
/// each.
fn write_keys(
    out: &mut impl Write,
    keys: &Texts,
    sorted: &[u32],
    words: impl Iterator<Item = u32> + Clone,
) -> io::Result<Vec<u32>> {
    let distinct: Vec<u32> = groups(keys, sorted).map(|group| group[0]).collect();
    Strings::write(out, distinct.iter().map(|key| keys.get(*key as usize)))?;
    Groups::write(out, groups(keys, sorted).map(<[u32]>::len), words)?;
    Ok(distinct)
}

/// Returns the numbers of keys, sorted by them, those of each key together.
fn groups<'k>(keys: &'k Texts, sorted: &'k [u32]) -> impl Iterator<Item = &'k [u32]> + Clone {
    sorted.chunk_by(|one, other| keys.get(*one as usize) == keys.get(*other as usize))
}
