//! Copies in a collection: how many articles repeat the text of another, or nearly.
//!
//! It counts from signatures and reads no text.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use tantivy::DocAddress;
use tantivy::columnar::Column;
use tantivy::schema::Term;

use super::reader::IndexReader;
use crate::analysis::Signature;
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

/// Bits of a sketch that must agree for two texts to be compared: three bins of it, which
/// may start at each. Of texts just near enough two in a hundred are missed.
const BAND_BITS: u32 = 12;

/// Bits of a bin.
const BIN_BITS: u32 = 4;

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

    /// Returns the ids of all articles with nearly one of these texts or the same, sorted.
    pub(super) fn ids_near(
        &self,
        texts: &[Signature],
        signatures: &Signatures,
    ) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        if !texts.iter().any(Signature::has_sketch) {
            return Ok(ids);
        }
        for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
            for doc in segment.doc_ids_alive() {
                let address = DocAddress::new(ordinal, doc);
                let text = signatures.of(address);
                if texts.iter().any(|other| other.is_near(&text)) {
                    ids.push(self.id(address)?);
                }
            }
        }
        ids.sort_unstable();
        Ok(ids)
    }

    /// Counts the copies in the collection. Near texts may be missed: those of which no band
    /// of the sketch agrees are not compared.
    pub(crate) fn copies(&self) -> Result<CopyCounts> {
        let signatures = Signatures::open(self)?;
        let all = (0..).zip(self.searcher().segment_readers()).flat_map(|(ordinal, segment)| {
            segment.doc_ids_alive().map(move |doc| DocAddress::new(ordinal, doc))
        });
        Ok(CopyCounts::of(all.map(|address| signatures.of(address))))
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
    for start in (0..256 - BAND_BITS).step_by(BIN_BITS as usize) {
        let mut by_band: HashMap<u64, Vec<usize>, FixedState> = HashMap::default();
        for (text, signature) in texts.iter().enumerate().filter(|(_, text)| text.has_sketch()) {
            let (part, shift) = ((start / 64) as usize, start % 64);
            let next = signature.sketch.get(part + 1).copied().unwrap_or(0);
            let both = u128::from(next) << 64 | u128::from(signature.sketch[part]);
            let bits = (both >> shift) as u64 & ((1 << BAND_BITS) - 1);
            let others = by_band.entry(bits).or_default();
            for &other in others.iter().rev().take(NEIGHBOURS) {
                if texts[other].is_near(signature) {
                    let (one, other) = (find(&mut first, text), find(&mut first, other));
                    first[one.max(other)] = one.min(other);
                }
            }
            others.push(text);
        }
    }
    (0..texts.len()).map(|text| find(&mut first, text)).collect()
}
