//! Numbers at random from a seed: the same on every machine.
//!
//! They depend on no clock and on no crate.

/// A generator of numbers (`SplitMix64`).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns a number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    /// Tells whether one of `of` throws is won.
    pub(super) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// Returns one of some things.
    pub(super) fn pick<'t, T: ?Sized>(&mut self, things: &[&'t T]) -> &'t T {
        things[self.below(things.len())]
    }

    /// Returns a word of a list, those in front much oftener than those behind.
    pub(super) fn word<'t>(&mut self, words: &[&'t str]) -> &'t str {
        let end = 1 + self.below(words.len());
        words[self.below(end)]
    }
}

#[test]
fn a_seed_gives_the_same_numbers_and_all_of_them() {
    let numbers = |seed| {
        let mut dice = Dice::new(seed);
        (0..60).map(|_| dice.below(6)).collect::<Vec<_>>()
    };
    assert_eq!(numbers(1), numbers(1));
    assert_ne!(numbers(1), numbers(2));
    assert!((0..6).all(|face| numbers(1).contains(&face)));
}
