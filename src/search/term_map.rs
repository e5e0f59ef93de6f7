//! A map of few terms in which many are looked up: nearly all are told from those it has by their
//! first byte and their length.
//!
//! It knows nothing of what it maps to.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Values by their terms.
#[derive(Debug, Clone)]
pub(super) struct TermMap<V> {
    values: HashMap<String, V, FixedState>,
    looks: Looks,
}

/// Which lengths terms have that begin with each byte: a bit for each, the last one for all that
/// are longer.
#[derive(Debug, Clone)]
pub(super) struct Looks([u32; 256]);

impl<V> Default for TermMap<V> {
    fn default() -> Self {
        Self { values: HashMap::default(), looks: Looks::default() }
    }
}

impl Default for Looks {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Looks {
    /// Tells whether a term begins with this byte and has this length.
    #[inline]
    pub(super) fn has(&self, first: u8, length: usize) -> bool {
        self.0[usize::from(first)] >> length.min(31) & 1 > 0
    }

    /// Adds the looks of other terms.
    pub(super) fn add(&mut self, others: &Self) {
        for (lengths, more) in self.0.iter_mut().zip(others.0.iter()) {
            *lengths |= more;
        }
    }

    fn add_term(&mut self, term: &str) {
        self.0[usize::from(first(term))] |= 1 << term.len().min(31);
    }
}

fn first(term: &str) -> u8 {
    term.as_bytes().first().copied().unwrap_or_default()
}

impl<V> TermMap<V> {
    /// Gives a term a value, in the place of that it has.
    pub(super) fn insert(&mut self, term: &str, value: V) {
        self.looks.add_term(term);
        self.values.insert(term.to_owned(), value);
    }

    /// Returns the value of a term, or of what it has by default.
    pub(super) fn or_default(&mut self, term: &str) -> &mut V
    where
        V: Default,
    {
        self.looks.add_term(term);
        self.values.entry(term.to_owned()).or_default()
    }

    /// Returns the value of a term.
    pub(super) fn get(&self, term: &str) -> Option<&V> {
        if !self.looks.has(first(term), term.len()) {
            return None;
        }
        self.values.get(term)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Returns how its terms look.
    pub(super) fn looks(&self) -> &Looks {
        &self.looks
    }
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
        let mut looks = Looks::default();
        assert!(!looks.has(b'm', 5));
        looks.add(map.looks());
        assert!(looks.has(b'm', 5) && looks.has(b'a', long.len()) && looks.has(b'a', 31));
        assert!(!looks.has(b'm', 4) && !looks.has(b'n', 5) && !looks.has(b'a', 30));
    }
}
