//! Where words of a query stand in an article: words in order, words near each other.
//!
//! A place counts words from the beginning of its field; fields are so far apart that
//! nothing is near across them.

use crate::article::TextField;

/// Distance between positions of two fields: never near.
pub(super) const FIELDS_APART: u32 = 1 << 30;

/// Returns the place of a position in a field.
pub(super) fn place(field: TextField, position: u32) -> u32 {
    field as u32 * FIELDS_APART + position
}

/// The first and the last place of something found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) first: u32,
    pub(super) last: u32,
}

/// Returns where words follow each other, from the sorted places of each.
pub(super) fn in_order(words: &[Vec<u32>]) -> Vec<Span> {
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let follow = |start: &&u32| {
        rest.iter().zip(1..).all(|(places, after)| places.binary_search(&(**start + after)).is_ok())
    };
    let last = rest.len() as u32;
    first.iter().filter(follow).map(|&first| Span { first, last: first + last }).collect()
}

/// Returns where all words stand together in any order, with at most `slop` other
/// words between them, from the sorted places of each; the shortest from each start.
pub(super) fn together(words: &[Vec<u32>], slop: u32) -> Vec<Span> {
    let mut all: Vec<(u32, usize)> = Vec::new();
    for (word, places) in words.iter().enumerate() {
        all.extend(places.iter().map(|&place| (place, word)));
    }
    all.sort_unstable();
    let widest = (words.len() as u32).saturating_sub(1).saturating_add(slop);
    let mut spans = Vec::new();
    for (start, &(first, _)) in all.iter().enumerate() {
        let mut missing = vec![true; words.len()];
        let mut left = words.len();
        let mut taken = None;
        for &(place, word) in &all[start..] {
            if place - first > widest {
                break;
            }
            // A place holds one word: a word asked for twice must stand there twice.
            if missing[word] && taken != Some(place) {
                missing[word] = false;
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
pub(super) fn near(left: &[Span], right: &[Span], distance: u32) -> Vec<Span> {
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
        assert_eq!(together(&[vec![4], vec![2]], 1), [span(2, 4)]);
        assert!(together(&[vec![5], vec![2]], 1).is_empty());
        assert!(together(&[vec![3], vec![3]], 5).is_empty(), "one place is one word");
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
