//! Where words of a query stand in an article: words in order, words near each other.
//!
//! A place counts words from the beginning of its field; fields are so far apart that
//! nothing is near across them.

use crate::article::TextField;

/// Distance between positions of two fields: never near.
pub(crate) const FIELDS_APART: u32 = 1 << 30;

/// Returns the place of a position in a field.
pub(crate) fn place(field: TextField, position: u32) -> u32 {
    field as u32 * FIELDS_APART + position
}

/// A place with the ordinal of the word that stands there, in the order of places: one number,
/// since that is sorted faster than two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Standing(u64);

impl Standing {
    pub(crate) fn new(place: u32, word: usize) -> Self {
        Self(u64::from(place) << 32 | word as u64)
    }

    pub(crate) fn place(self) -> u32 {
        (self.0 >> 32) as u32
    }

    pub(crate) fn word(self) -> usize {
        self.0 as u32 as usize
    }
}

/// The first and the last place of something found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// Returns each of some words once, with how often it is there, in the order of the first.
pub(crate) fn repeated(words: &[usize]) -> Vec<(usize, usize)> {
    let mut distinct: Vec<(usize, usize)> = Vec::new();
    for &word in words {
        match distinct.iter_mut().find(|(known, _)| *known == word) {
            Some((_, times)) => *times += 1,
            None => distinct.push((word, 1)),
        }
    }
    distinct
}

/// Returns where words follow each other, from the sorted places of each.
pub(crate) fn in_order<P: AsRef<[u32]>>(words: &[P]) -> Vec<Span> {
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let follow = |start: &&u32| {
        let mut rest = rest.iter().zip(1..);
        rest.all(|(places, after)| places.as_ref().binary_search(&(**start + after)).is_ok())
    };
    let last = rest.len() as u32;
    let first = first.as_ref().iter().filter(follow);
    first.map(|&first| Span { first, last: first + last }).collect()
}

/// Returns where all words stand together in any order, with at most `slop` other
/// words between them, from the sorted places of each and how often it is asked for; the
/// shortest from each start.
pub(crate) fn together<P: AsRef<[u32]>>(words: &[(P, usize)], slop: u32) -> Vec<Span> {
    let mut all: Vec<(u32, usize)> = Vec::new();
    for (word, (places, _)) in words.iter().enumerate() {
        all.extend(places.as_ref().iter().map(|&place| (place, word)));
    }
    all.sort_unstable();
    let asked: Vec<usize> = words.iter().map(|(_, times)| *times).collect();
    let total: usize = asked.iter().sum();
    let widest = (total as u32).saturating_sub(1).saturating_add(slop);
    let mut spans = Vec::new();
    let mut missing = Vec::new();
    for (start, &(first, _)) in all.iter().enumerate() {
        missing.clone_from(&asked);
        let mut left = total;
        let mut taken = None;
        for &(place, word) in &all[start..] {
            if place - first > widest {
                break;
            }
            // A place holds one word: a word asked for twice must stand there twice.
            if missing[word] > 0 && taken != Some(place) {
                missing[word] -= 1;
                left -= 1;
                taken = Some(place);
            }
            if left == 0 {
                spans.push(Span { first, last: place });
                break;
            }
        }
    }
    spans
}

/// Returns where two things stand within `distance` words of each other, in any order:
/// for each of the one, the nearest of the other on either side, as spans over both.
/// Spans come sorted.
pub(crate) fn near(left: &[Span], right: &[Span], distance: u32) -> Vec<Span> {
    let mut spans = Vec::new();
    for one in left {
        let behind = right.partition_point(|other| other.first <= one.last);
        let after = right.get(behind).filter(|other| other.first - one.last <= distance);
        spans.extend(after.map(|other| Span { first: one.first, last: other.last }));
        let until = right.partition_point(|other| other.first < one.first);
        let before = right[..until].iter().rev().find(|other| other.last < one.first);
        let before = before.filter(|other| one.first - other.last <= distance);
        spans.extend(before.map(|other| Span { first: other.first, last: one.last }));
    }
    spans.sort_unstable();
    spans.dedup();
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: u32, last: u32) -> Span {
        Span { first, last }
    }

    #[test]
    fn words_in_order() {
        assert_eq!(in_order(&[vec![1, 5, 9], vec![2, 8, 10]]), [span(1, 2), span(9, 10)]);
        assert!(in_order(&[vec![2], vec![1]]).is_empty());
        assert_eq!(in_order(&[vec![3]]), [span(3, 3)]);
    }

    #[test]
    fn words_together_in_any_order() {
        assert_eq!(together(&[([4], 1), ([2], 1)], 1), [span(2, 4)]);
        assert!(together(&[([5], 1), ([2], 1)], 1).is_empty());
        assert!(together(&[([3], 1), ([3], 1)], 5).is_empty(), "one place is one word");
        assert!(together(&[([3], 2)], 5).is_empty(), "and so when it is asked for twice");
        assert_eq!(together(&[([3, 5], 2), ([4, 9], 1)], 0), [span(3, 5)]);
    }

    #[test]
    fn things_near_each_other() {
        assert_eq!(near(&[span(1, 2)], &[span(5, 5), span(9, 9)], 3), [span(1, 5)]);
        assert_eq!(near(&[span(5, 5)], &[span(1, 2)], 3), [span(1, 5)]);
        assert!(near(&[span(1, 2)], &[span(5, 5)], 2).is_empty());
        assert!(near(&[span(5, 5)], &[span(1, 2)], 2).is_empty());
        assert!(near(&[span(1, 1)], &[span(1, 1)], 3).is_empty());
        let title = place(TextField::Title, 3);
        assert!(near(&[span(title, title)], &[span(FIELDS_APART, FIELDS_APART)], 9).is_empty());
    }
}
