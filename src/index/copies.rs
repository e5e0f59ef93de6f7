//! Copies in a collection: how many articles repeat the text of another, or nearly.
//!
//! It counts from signatures and reads no text.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use tantivy::DocAddress;
use tantivy::columnar::Column;
use tantivy::schema::Term;

use super::reader::IndexReader;
use crate::analysis::{BINS, Signature};
use crate::error::Result;

/// The signatures of all articles of an index: two columns of each segment.
pub(crate) struct Signatures(Vec<(Column<u64>, Column<u64>)>);

impl Signatures {
    /// Opens the signatures of an index.
    ///
    /// # Errors
    /// `IndexDamaged` when they cannot be read.
    pub(crate) fn open(reader: &IndexReader) -> Result<Self> {
        let schema = reader.searcher().schema();
        let [text_hash, sketch] = [reader.fields().text_hash, reader.fields().sketch]
            .map(|field| schema.get_field_name(field));
        let segments = reader.searcher().segment_readers().iter();
        let columns = segments.map(|segment| {
            let columns = segment.fast_fields();
            Ok((columns.u64(text_hash)?, columns.u64(sketch)?))
        });
        let columns = columns.collect::<tantivy::Result<_>>();
        Ok(Self(columns.map_err(|error| reader.damaged(error))?))
    }

    /// Returns the signature of an article.
    #[must_use]
    pub(crate) fn of(&self, address: DocAddress) -> Signature {
        let (text_hash, sketch) = &self.0[address.segment_ord as usize];
        let mut parts = sketch.values_for_doc(address.doc_id);
        Signature {
            exact: text_hash.first(address.doc_id).unwrap_or(0),
            sketch: std::array::from_fn(|_| parts.next().unwrap_or(0)),
        }
    }
}

/// How much of a collection is copies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CopyCounts {
    /// Articles with the text of an article before them.
    pub same: u64,
    /// Texts that several articles have.
    pub same_groups: u64,
    /// Articles with nearly the text of one before them, those with the same left out.
    pub near: u64,
    /// Groups of texts that are nearly the same.
    pub near_groups: u64,
}

impl CopyCounts {
    /// Counts the copies among articles; those without a text are nobody's copy.
    pub(crate) fn of(articles: impl Iterator<Item = Signature>) -> Self {
        let mut texts: Vec<Signature> = Vec::new();
        let mut by_text: HashMap<u64, u64, FixedState> = HashMap::default();
        for signature in articles.filter(|signature| signature.exact != 0) {
            let articles = by_text.entry(signature.exact).or_default();
            *articles += 1;
            if *articles == 1 {
                texts.push(signature);
            }
        }
        let mut groups: HashMap<usize, u64, FixedState> = HashMap::default();
        for first in first_near(&texts) {
            *groups.entry(first).or_default() += 1;
        }
        let groups: Vec<u64> = groups.into_values().filter(|texts| *texts > 1).collect();
        Self {
            same: by_text.values().map(|articles| articles - 1).sum(),
            same_groups: by_text.values().filter(|articles| **articles > 1).count() as u64,
            near: groups.iter().map(|texts| texts - 1).sum(),
            near_groups: groups.len() as u64,
        }
    }
}

/// The bins of a sketch that must agree for two texts to be compared, counted from each of its
/// [bins](BINS) on, round about: of texts just near enough one in a hundred is missed. No two of
/// these choices have more than a bin in common, since no two of the places are as far from each
/// other as two others (a Golomb ruler, five times as long).
const BAND: [usize; 5] = [0, 5, 20, 45, 55];

/// Texts with the same band that a text is compared with, the last of them.
const NEIGHBOURS: usize = 50;

impl IndexReader {
    /// Returns where the other articles with the text of one are; none for a text too short
    /// to tell.
    pub(crate) fn same_text_as(
        &self,
        article: DocAddress,
        signatures: &Signatures,
    ) -> Result<Vec<DocAddress>> {
        let Signature { exact, .. } = signatures.of(article);
        if exact == 0 {
            return Ok(Vec::new());
        }
        let mut same = self.articles_with(&Term::from_field_u64(self.fields().text_hash, exact))?;
        same.retain(|address| *address != article);
        Ok(same)
    }

    /// Returns where the articles are that are too short for near ones to be known, or have no body.
    pub(super) fn without_sketch(&self, signatures: &Signatures) -> Vec<DocAddress> {
        self.all().filter(|address| !signatures.of(*address).has_sketch()).collect()
    }

    /// Returns where all articles with nearly one of these texts or the same are. Where these are
    /// many, near texts may be missed as by [`Self::copies`].
    pub(super) fn near(&self, texts: &[Signature], signatures: &Signatures) -> Vec<DocAddress> {
        if texts.iter().all(|text| text.exact == 0) {
            return Vec::new();
        }
        let banded = (texts.len() > FEW).then(|| Banded::of(texts));
        let is_near = |address: &DocAddress| {
            let text = signatures.of(*address);
            match &banded {
                Some(banded) => banded.has_near(&text),
                None => texts.iter().any(|other| other.is_near(&text)),
            }
        };
        self.all().filter(is_near).collect()
    }

    /// Counts the copies in the collection. Near texts may be missed: those of which no band
    /// of the sketch agrees are not compared.
    pub(crate) fn copies(&self) -> Result<CopyCounts> {
        let signatures = Signatures::open(self)?;
        Ok(CopyCounts::of(self.all().map(|address| signatures.of(address))))
    }

    fn all(&self) -> impl Iterator<Item = DocAddress> {
        (0..).zip(self.searcher().segment_readers()).flat_map(|(ordinal, segment)| {
            segment.doc_ids_alive().map(move |doc| DocAddress::new(ordinal, doc))
        })
    }
}

/// Texts that are few enough to be compared with every other.
const FEW: usize = 64;

/// Texts by the bands of their sketches, to find near ones among many.
struct Banded<'t> {
    texts: &'t [Signature],
    exact: HashSet<u64, FixedState>,
    by_band: HashMap<(usize, u32), Vec<u32>, FixedState>,
}

impl<'t> Banded<'t> {
    fn of(texts: &'t [Signature]) -> Self {
        let mut by_band: HashMap<_, Vec<u32>, _> = HashMap::default();
        for (at, text) in (0..).zip(texts).filter(|(_, text)| text.has_sketch()) {
            for start in 0..BINS {
                let same = by_band.entry((start, band(text, start))).or_default();
                if same.len() < NEIGHBOURS {
                    same.push(at);
                }
            }
        }
        let exact = texts.iter().map(|text| text.exact).filter(|exact| *exact != 0).collect();
        Self { texts, exact, by_band }
    }

    /// Tells whether one of the texts is nearly this one.
    fn has_near(&self, text: &Signature) -> bool {
        let is_near = |at: &u32| self.texts[*at as usize].is_near(text);
        let same = |start| self.by_band.get(&(start, band(text, start)));
        self.exact.contains(&text.exact)
            || text.has_sketch() && (0..BINS).filter_map(same).any(|same| same.iter().any(is_near))
    }
}

/// Returns of each text which is the first of those that are nearly the same, by its place among
/// them: its own where it is like none before.
///
/// Near texts may be missed: those of which no band of the sketch agrees are not compared.
pub(crate) fn first_near(texts: &[Signature]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..texts.len()).collect();
    let find = |first: &mut Vec<usize>, mut text: usize| {
        while first[text] != text {
            first[text] = first[first[text]];
            text = first[text];
        }
        text
    };
    let mut bands: Vec<(u32, u32)> = Vec::with_capacity(texts.len());
    for start in 0..BINS {
        bands.clear();
        let known = (0..).zip(texts).filter(|(_, text)| text.has_sketch());
        bands.extend(known.map(|(at, text)| (band(text, start), at)));
        bands.sort_unstable();
        for same in bands.chunk_by(|(one, _), (other, _)| one == other) {
            for (number, (_, text)) in same.iter().enumerate() {
                let text = *text as usize;
                for (_, other) in &same[number.saturating_sub(NEIGHBOURS)..number] {
                    let other = *other as usize;
                    if texts[other].is_near(&texts[text]) {
                        let (one, other) = (find(&mut first, text), find(&mut first, other));
                        first[one.max(other)] = one.min(other);
                    }
                }
            }
        }
    }
    (0..texts.len()).map(|text| find(&mut first, text)).collect()
}

/// Returns the bins of a sketch that must agree, counted from one of them on.
fn band(text: &Signature, start: usize) -> u32 {
    BAND.iter().fold(0, |band, place| band << 4 | text.bin((start + place) % BINS))
}

#[cfg(test)]
mod tests {
    use xxhash_rust::xxh3::xxh3_64;

    use super::*;

    /// Returns sketches of which so many bins are the same, anywhere.
    fn pair(equal: usize, random: &mut impl FnMut() -> u64) -> [Signature; 2] {
        let one: [u64; BINS / 16] = std::array::from_fn(|_| random());
        let mut other = one;
        let mut differ: Vec<usize> = (0..BINS).collect();
        for taken in 0..equal {
            differ.swap_remove(random() as usize % (BINS - taken));
        }
        for bin in differ {
            other[bin / 16] ^= (1 + random() % 15) << (bin % 16 * 4);
        }
        [one, other].map(|sketch| Signature { exact: random() | 1, sketch })
    }

    #[test]
    fn of_texts_just_near_enough_hardly_any_is_missed_among_many() {
        let mut number = 0_u64;
        let mut random = || {
            number += 1;
            xxh3_64(&number.to_le_bytes())
        };
        let pairs: Vec<[Signature; 2]> = (0..4_000).map(|_| pair(37, &mut random)).collect();
        assert!(pairs.iter().all(|[one, other]| one.is_near(other)), "37 of 64 are enough");
        let texts: Vec<Signature> =
            [0, 1].into_iter().flat_map(|at| pairs.iter().map(move |pair| pair[at])).collect();
        let first = first_near(&texts);
        assert!((0..4_000).all(|at| first[at] == at), "those of no pair are not near");
        let missed = (0..4_000).filter(|at| first[4_000 + at] != *at).count();
        assert!(missed < 80, "{missed} of 4000");
        // So they are found among others that they are compared with.
        let [ones, others] = [0, 1].map(|at| pairs.iter().map(|pair| pair[at]).collect::<Vec<_>>());
        let banded = Banded::of(&ones);
        let missed = others.iter().filter(|other| !banded.has_near(other)).count();
        assert!(missed < 80, "{missed} of 4000");
        let less: Vec<Signature> = (0..500).flat_map(|_| pair(36, &mut random)).collect();
        let first = first_near(&less);
        assert!((0..1_000).all(|at| first[at] == at), "36 are too few");
    }
}
