//! The lexicon of one segment of the index, read in place.
//!
//! Opening reads a few dozen bytes, and a file that is cut short is known by its end.

use std::ops::Range;

use levenshtein_automata::DFA;
use tantivy::directory::OwnedBytes;

use super::table::{ByEnd, Groups, Strings, read_u32, read_u64};
use super::tally::Counts;
use crate::analysis::fold;

/// First and last bytes of a lexicon; the digit is the format's version.
pub(super) const MAGIC: &[u8; 8] = b"LIMLEX5\n";

/// Those of a lexicon without the order of words by their ends.
pub(super) const WITHOUT_ENDS: &[u8; 8] = b"LIMLEX4\n";

/// Those of a lexicon without [places](SegmentLexicon::places), too.
pub(super) const WITHOUT_PLACES: &[u8; 8] = b"LIMLEX3\n";

/// Those of a lexicon without [lengths](SegmentLexicon::lengths), too.
pub(super) const WITHOUT_LENGTHS: &[u8; 8] = b"LIMLEX2\n";

/// Those of a lexicon with the stems of analyzer 1, also without lengths.
pub(super) const OLDER_STEMS: &[u8; 8] = b"LIMLEX1\n";

/// Bytes of what is kept of each word besides its letters.
const WORD_BYTES: usize = 16;

/// The words of a segment.
///
/// Its file has [`MAGIC`]; the words (sorted strings); for each word four `u32`, its total,
/// capitalised and all-capitals counts and the ordinal of its stem; the stems (sorted strings,
/// then the groups of ordinals of their words); the folded forms of accented words, in the same
/// way; the lengths of the text fields, three `u64`; how many bytes the places of the postings
/// take, a `u32`, and these [places](super::places); the orders of the words and of the folded forms
/// by their ends; [`MAGIC`] again. Tables are laid out as in [`table`](super::table).
#[derive(Clone)]
pub(crate) struct SegmentLexicon {
    file: OwnedBytes,
    words: Strings,
    /// Offset of the counts.
    counts: usize,
    stems: (Strings, Groups),
    folds: (Strings, Groups),
    lengths: Option<[u64; 3]>,
    /// The bytes of the places; none in a lexicon of an older version.
    places: Range<usize>,
    /// The orders of the words and of the folded forms; none in a lexicon of an older version.
    by_end: Option<[ByEnd; 2]>,
}

impl SegmentLexicon {
    /// Reads a lexicon with the stems of today, or returns `None` when `file` is not a whole one.
    pub(super) fn open(file: OwnedBytes) -> Option<Self> {
        let mut versions = [MAGIC, WITHOUT_ENDS, WITHOUT_PLACES, WITHOUT_LENGTHS].into_iter();
        let magic = versions.find(|magic| file.starts_with(*magic))?;
        Self::with_magic(file, magic)
    }

    /// Reads a lexicon whose words have other stems than those of today.
    pub(super) fn open_older(file: OwnedBytes) -> Option<Self> {
        Self::with_magic(file, OLDER_STEMS)
    }

    fn with_magic(file: OwnedBytes, magic: &[u8]) -> Option<Self> {
        if !file.starts_with(magic) {
            return None;
        }
        let (words, counts) = Strings::open(&file, MAGIC.len());
        let (stems, at) = open_groups(&file, counts + WORD_BYTES * words.len());
        let (folds, mut at) = open_groups(&file, at);
        let mut lengths = None;
        let has_places = magic == MAGIC || magic == WITHOUT_ENDS;
        if has_places || magic == WITHOUT_PLACES {
            lengths =
                Some([read_u64(&file, at), read_u64(&file, at + 8), read_u64(&file, at + 16)]);
            at += 24;
        }
        let mut places = at..at;
        if has_places {
            places = at + 4..at + 4 + read_u32(&file, at) as usize;
            at = places.end;
        }
        let mut by_end = None;
        if magic == MAGIC {
            let (of_words, end) = ByEnd::open(at, words.len());
            let (of_folds, end) = ByEnd::open(end, folds.0.len());
            by_end = Some([of_words, of_folds]);
            at = end;
        }
        let whole = file.len() == at + magic.len() && file.ends_with(magic);
        whole.then_some(Self { file, words, counts, stems, folds, lengths, places, by_end })
    }

    /// Returns how many words each text field has in the articles of the segment, deleted ones
    /// among them, as far as tantivy's lengths of a byte tell; `None` for a lexicon of an older
    /// version, which does not keep it.
    #[must_use]
    pub(crate) fn lengths(&self) -> Option<[u64; 3]> {
        self.lengths
    }

    /// Returns where the postings of the words are, [packed](super::Places); `None` for a lexicon
    /// that does not keep it.
    #[must_use]
    pub(crate) fn places(&self) -> Option<&[u8]> {
        self.file.get(self.places.clone()).filter(|places| !places.is_empty() || self.len() == 0)
    }

    /// Returns it as one that does not keep lengths.
    pub(super) fn without_lengths(self) -> Self {
        Self { lengths: None, ..self }
    }

    /// Number of distinct words.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns every word, sorted by bytes, with its counts and its stem.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Counts, &str)> {
        (0..self.len()).map(|word| {
            let stem = read_u32(&self.file, self.counts + WORD_BYTES * word + 12) as usize;
            (self.letters(word), self.counts_of(word), self.stems.0.get(&self.file, stem))
        })
    }

    /// Returns the number of the first word that is `term` or comes behind it.
    #[must_use]
    pub(crate) fn first_from(&self, term: &str) -> usize {
        self.words.first_from(&self.file, term)
    }

    /// Returns the place of `term` among the words, which are sorted by bytes.
    #[cfg(feature = "cluster")]
    #[must_use]
    pub(crate) fn place(&self, term: &str) -> Option<usize> {
        self.words.find(&self.file, term)
    }

    /// Returns how often `term` occurs, as the tokenizer gives it.
    #[must_use]
    pub(crate) fn counts(&self, term: &str) -> Option<Counts> {
        self.words.find(&self.file, term).map(|ordinal| self.counts_of(ordinal))
    }

    /// Returns the words whose stem is `stem`.
    pub(super) fn with_stem(&self, stem: &str) -> impl Iterator<Item = (&str, Counts)> {
        self.group(&self.stems, stem)
    }

    /// Returns the accented words whose folded form is `folded`.
    pub(super) fn with_fold(&self, folded: &str) -> impl Iterator<Item = (&str, Counts)> {
        self.group(&self.folds, folded)
    }

    /// Returns the words made of a beginning and one of some sorted endings.
    pub(super) fn with_endings(
        &self,
        beginning: &str,
        endings: &'static [&'static str],
    ) -> impl Iterator<Item = (&str, Counts)> {
        let words = self.words.with_endings(&self.file, beginning, endings);
        words.into_iter().map(|word| (self.letters(word), self.counts_of(word)))
    }

    /// Returns the words that start with `start` without their accents.
    pub(super) fn starting_with(&self, start: &str) -> impl Iterator<Item = (&str, Counts)> {
        let (keys, groups) = &self.folds;
        let keys = keys.starting_with(&self.file, start);
        let accented = keys.flat_map(|key| groups.get(&self.file, key));
        let bare = self.words.starting_with(&self.file, start).filter(|word| self.is_bare(*word));
        bare.chain(accented).map(|word| (self.letters(word), self.counts_of(word)))
    }

    /// Returns the words that end with `end` without their accents.
    pub(super) fn ending_with(&self, end: &str) -> impl Iterator<Item = (&str, Counts)> {
        let (keys, groups) = &self.folds;
        let [of_words, of_folds] = [0, 1].map(|at| self.by_end.as_ref().map(|both| &both[at]));
        let ending = |strings: &Strings, by_end: Option<&ByEnd>| -> Vec<usize> {
            match by_end {
                Some(by_end) => by_end.ending_with(&self.file, strings, end).collect(),
                None => strings.ending_with(&self.file, end),
            }
        };
        let keys = ending(keys, of_folds).into_iter();
        let accented = keys.flat_map(|key| groups.get(&self.file, key));
        let bare = ending(&self.words, of_words).into_iter();
        let bare = bare.filter(|word| self.is_bare(*word));
        bare.chain(accented).map(|word| (self.letters(word), self.counts_of(word)))
    }

    /// Tells whether a word has no accents; those with some have a folded form.
    fn is_bare(&self, word: usize) -> bool {
        let letters = self.letters(word);
        fold(letters) == letters
    }

    /// Returns the words that an automaton accepts without their accents, with their distance.
    pub(super) fn near(&self, spellings: &DFA) -> impl Iterator<Item = (&str, Counts, u8)> {
        let bare = self.words.near(&self.file, spellings).into_iter();
        let bare = bare.filter(|(word, _)| self.is_bare(*word));
        let (keys, groups) = &self.folds;
        let folded = keys.near(&self.file, spellings).into_iter();
        let accented = folded.flat_map(|(key, distance)| {
            groups.get(&self.file, key).map(move |word| (word, distance))
        });
        let words = bare.chain(accented);
        words.map(|(word, distance)| (self.letters(word), self.counts_of(word), distance))
    }

    fn group(
        &self,
        (keys, groups): &(Strings, Groups),
        key: &str,
    ) -> impl Iterator<Item = (&str, Counts)> {
        keys.find(&self.file, key)
            .into_iter()
            .flat_map(|ordinal| groups.get(&self.file, ordinal))
            .map(|word| (self.letters(word), self.counts_of(word)))
    }

    /// Returns a word as this segment holds it.
    pub(super) fn word(&self, term: &str) -> Option<(&str, Counts)> {
        let ordinal = self.words.find(&self.file, term)?;
        Some((self.letters(ordinal), self.counts_of(ordinal)))
    }

    /// Returns the word with this number; empty behind the last.
    #[must_use]
    pub(crate) fn letters(&self, ordinal: usize) -> &str {
        self.words.get(&self.file, ordinal)
    }

    /// Returns the bytes of the word with this number, without a look at whether they are letters.
    #[must_use]
    pub(crate) fn bytes(&self, ordinal: usize) -> &[u8] {
        self.words.bytes(&self.file, ordinal)
    }

    fn counts_of(&self, ordinal: usize) -> Counts {
        let at = self.counts + WORD_BYTES * ordinal;
        Counts {
            total: read_u32(&self.file, at),
            capitalised: read_u32(&self.file, at + 4),
            capitals: read_u32(&self.file, at + 8),
        }
    }
}

fn open_groups(file: &[u8], at: usize) -> ((Strings, Groups), usize) {
    let (keys, at) = Strings::open(file, at);
    let (groups, at) = Groups::open(file, at, keys.len());
    ((keys, groups), at)
}

#[cfg(test)]
mod tests {
    use super::super::LexiconBuilder;
    use super::*;

    fn written() -> Vec<u8> {
        let mut builder = LexiconBuilder::default();
        builder.push("grève", Counts { total: 3, capitalised: 1, capitals: 0 }, None);
        builder.push("grèves", Counts { total: 2, ..Counts::default() }, None);
        builder.push("sncf", Counts { total: 5, capitalised: 0, capitals: 5 }, Some("known"));
        let mut file = Vec::new();
        builder.write(&mut file, [1, 2, 1 << 40]).expect("writing to memory succeeds");
        file
    }

    #[test]
    fn what_is_written_is_read() {
        let lexicon = SegmentLexicon::open(OwnedBytes::new(written())).expect("a lexicon");
        let words: Vec<_> =
            lexicon.iter().map(|(word, counts, stem)| (word, counts.total, stem)).collect();
        assert_eq!(words, [("grève", 3, "grev"), ("grèves", 2, "grev"), ("sncf", 5, "known")]);
        assert_eq!(lexicon.counts("sncf").map(|counts| counts.capitals), Some(5));
        assert_eq!(lexicon.counts("zzz"), None);
        let with_fold: Vec<_> = lexicon.with_fold("greve").map(|(word, _)| word).collect();
        assert_eq!(with_fold, ["grève"]);
        let with_stem: Vec<_> = lexicon.with_stem("grev").map(|(word, _)| word).collect();
        assert_eq!(with_stem, ["grève", "grèves"]);
        assert_eq!(lexicon.lengths(), Some([1, 2, 1 << 40]));
    }

    #[test]
    fn a_file_cut_short_or_foreign_is_refused() {
        let file = written();
        for len in 0..file.len() {
            let cut = OwnedBytes::new(file[..len].to_vec());
            assert!(SegmentLexicon::open(cut).is_none(), "{len} bytes");
        }
        assert!(SegmentLexicon::open(OwnedBytes::new(b"something else".to_vec())).is_none());
    }

    #[test]
    fn damaged_bytes_do_not_panic() {
        let file = written();
        for at in 8..file.len() - 8 {
            let mut damaged = file.clone();
            damaged[at] ^= 0xFF;
            if let Some(lexicon) = SegmentLexicon::open(OwnedBytes::new(damaged)) {
                let _ = (lexicon.counts("grève"), lexicon.with_stem("grev").count());
            }
        }
    }
}
