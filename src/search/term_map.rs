//! A map of few terms in which many are looked up: nearly all are told from those it has by their
//! first byte and their length.
//!
//! It knows nothing of what it maps to.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use foldhash::fast::FixedState;

/// Lengths that are told apart; the last of them stands for all that are longer.
const LENGTHS: usize = 32;

/// Values by their terms.
#[derive(Debug, Clone)]
pub(super) struct TermMap<V> {
    values: HashMap<String, V, FixedState>,
    /// Which first bytes and lengths its terms have.
    looks: FixedBitSet,
}

impl<V> Default for TermMap<V> {
    fn default() -> Self {
        Self { values: HashMap::default(), looks: FixedBitSet::new() }
    }
}

impl<V> TermMap<V> {
    /// Gives a term a value, in the place of that it has.
    pub(super) fn insert(&mut self, term: &str, value: V) {
        self.look_for(term);
        self.values.insert(term.to_owned(), value);
    }

    /// Returns the value of a term, or of what it has by default.
    pub(super) fn or_default(&mut self, term: &str) -> &mut V
    where
        V: Default,
    {
        self.look_for(term);
        self.values.entry(term.to_owned()).or_default()
    }

    /// Returns the value of a term.
    pub(super) fn get(&self, term: &str) -> Option<&V> {
        if !self.looks.contains(look(term)) {
            return None;
        }
        self.values.get(term)
    }

    fn look_for(&mut self, term: &str) {
        self.looks.grow_and_insert(look(term));
    }
}

/// Returns a number of the first byte and the length of a term.
fn look(term: &str) -> usize {
    let first = term.as_bytes().first().copied().unwrap_or_default();
    usize::from(first) * LENGTHS + term.len().min(LENGTHS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_their_values_and_others_none() {
        let long = "anticonstitutionnellement-parlant";
        let mut map = TermMap::default();
        assert!(map.get("").is_none() && map.get("élus").is_none());
        for (term, value) in [("élus", 1), ("élue", 2), (long, 3), ("élus", 4)] {
            map.insert(term, value);
        }
        *map.or_default("maire") += 5;
        let found = ["élus", "élue", long, "maire"].map(|term| map.get(term).copied());
        assert_eq!(found, [Some(4), Some(2), Some(3), Some(5)]);
        for other in ["élu", "élut", "mairie", "marie", "", &format!("{long}s")] {
            assert_eq!(map.get(other), None, "{other}");
        }
    }
}
