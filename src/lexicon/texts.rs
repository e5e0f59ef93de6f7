//! Many short texts in one piece of memory.
//!
//! It keeps them in the order in which they come, and knows nothing of what they are.

/// Texts, each known by its number.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text.
    pub(super) fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the text with a number.
    pub(super) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[number]]
    }

    /// Returns all in their order.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|number| self.get(number))
    }

    /// Returns the numbers in the order of their texts, the same texts in that of their numbers.
    pub(super) fn sorted(&self) -> Vec<u32> {
        // More would be refused where they are written.
        let mut numbers: Vec<u32> = (0..self.len() as u32).collect();
        numbers.sort_unstable_by(|one, other| {
            let [text, next] = [one, other].map(|number| self.get(*number as usize));
            text.cmp(next).then(one.cmp(other))
        });
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_had_by_number_and_in_order() {
        let mut texts = Texts::default();
        for text in ["pont", "", "été", "pont", "gare"] {
            texts.push(text);
        }
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["pont", "", "été", "pont", "gare"]);
        assert_eq!((texts.len(), texts.get(2)), (5, "été"));
        assert_eq!(texts.sorted(), [1, 4, 0, 3, 2]);
    }
}
