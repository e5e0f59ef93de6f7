//! A set of articles of one segment, a bit each.

use tantivy::DocId;

/// A set of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    /// Returns the empty set for a segment of `len` articles.
    pub(super) fn none(len: u32) -> Self {
        Self { words: vec![0; len.div_ceil(u64::BITS) as usize], len }
    }

    /// Returns the set of all articles of a segment.
    pub(super) fn every(len: u32) -> Self {
        let mut bits = Self::none(len);
        bits.invert();
        bits
    }

    /// Adds an article.
    pub(super) fn add(&mut self, doc: DocId) {
        self.words[(doc / u64::BITS) as usize] |= 1 << (doc % u64::BITS);
    }

    /// Tells whether an article is in the set.
    pub(super) fn has(&self, doc: DocId) -> bool {
        self.words[(doc / u64::BITS) as usize] & (1 << (doc % u64::BITS)) != 0
    }

    /// Keeps what is in both sets.
    pub(super) fn intersect(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Adds what is in the other set.
    pub(super) fn unite(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Keeps what is not in the set.
    pub(super) fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        let beyond = self.len % u64::BITS;
        if beyond > 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << beyond) - 1;
        }
    }

    /// Returns the articles, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = DocId> {
        self.words.iter().zip(0_u32..).flat_map(|(&word, ordinal)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(ordinal * u64::BITS + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(docs: &[DocId]) -> Bits {
        let mut bits = Bits::none(130);
        for &doc in docs {
            bits.add(doc);
        }
        bits
    }

    #[test]
    fn sets_are_combined() {
        let (one, other) = (bits(&[0, 63, 64, 129]), bits(&[63, 128, 129]));
        assert_eq!(one.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        let mut both = one.clone();
        both.intersect(&other);
        assert_eq!(both, bits(&[63, 129]));
        let mut either = one.clone();
        either.unite(&other);
        assert_eq!(either, bits(&[0, 63, 64, 128, 129]));
        let mut rest = one.clone();
        rest.invert();
        assert_eq!(rest.iter().count(), 126);
        assert!(one.has(64) && !rest.has(64) && rest.has(1));
        assert_eq!(Bits::every(130).iter().last(), Some(129));
        assert_eq!(Bits::every(128).iter().count(), 128);
    }
}
