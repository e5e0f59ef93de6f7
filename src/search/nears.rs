//! Which occurrences stand near those that a query wants them near to.
//!
//! It is for marking a text; which articles are hits, conditions tell.

use super::places::Span;
use crate::engine::Occurrence;
use crate::query::Condition;

/// What a condition wants near each other, and nowhere else.
#[derive(Debug, Clone, Default)]
pub(super) struct Nears {
    nears: Vec<Near>,
    /// The words asked for by themselves as well: they are marked wherever they stand.
    alone: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Near {
    left: Side,
    right: Side,
    distance: u32,
}

/// What stands on one side.
#[derive(Debug, Clone)]
enum Side {
    /// One of these words, or a phrase that begins with one.
    Words(Vec<usize>),
    /// Two things that are near each other themselves.
    Near(Box<Near>),
    /// One of these.
    Several(Vec<Side>),
}

/// A place of a side, and the occurrences that are there.
struct Place {
    span: Span,
    found: Vec<usize>,
}

impl Nears {
    /// Returns those of a condition.
    pub(super) fn of(condition: &Condition) -> Self {
        let mut nears = Self::default();
        nears.collect(condition);
        nears
    }

    /// Collects what is to be near each other, and the words that are asked for by themselves.
    fn collect(&mut self, condition: &Condition) {
        match condition {
            Condition::Near { left, right, distance } => {
                self.nears.push(Near::of(left, right, *distance));
            }
            Condition::All(conditions) | Condition::Any(conditions) => {
                for condition in conditions {
                    self.collect(condition);
                }
            }
            Condition::Word(word) => self.alone.push(*word),
            Condition::Phrase { words, .. } => self.alone.extend(words),
            Condition::Like(like) => self.alone.extend(&like.words),
            Condition::Not(_)
            | Condition::Value { .. }
            | Condition::Exactly { .. }
            | Condition::Added(_)
            | Condition::Published(_) => {}
        }
    }

    /// Leaves out occurrences that are near none of those they are to be near to. `spans` are the
    /// places of the occurrences, and are left out with them.
    pub(super) fn retain(&self, found: &mut Vec<Occurrence>, spans: &[Span]) {
        if self.nears.is_empty() {
            return;
        }
        let mut is_near = vec![false; found.len()];
        for Near { left, right, distance } in &self.nears {
            let (left, right) = (left.places(found, spans), right.places(found, spans));
            for (side, others) in [(&left, &right), (&right, &left)] {
                for place in side {
                    let beside = beside(place.span, others, *distance);
                    if beside.iter().any(Option::is_some) {
                        place.found.iter().for_each(|&at| is_near[at] = true);
                    }
                }
            }
        }
        let is_meant = |word: usize| self.nears.iter().any(|near| near.has(word));
        let mut at = 0..;
        found.retain(|found| {
            let is_near = at.next().is_some_and(|at: usize| is_near[at]);
            is_near || self.alone.contains(&found.word) || !is_meant(found.word)
        });
    }
}

impl Near {
    fn of(left: &Condition, right: &Condition, distance: u32) -> Self {
        Self { left: Side::of(left), right: Side::of(right), distance }
    }

    fn has(&self, word: usize) -> bool {
        self.left.has(word) || self.right.has(word)
    }
}

impl Side {
    fn of(condition: &Condition) -> Self {
        match condition {
            Condition::Word(word) => Self::Words(vec![*word]),
            Condition::Phrase { words, .. } => Self::Words(words.clone()),
            Condition::Near { left, right, distance } => {
                Self::Near(Box::new(Near::of(left, right, *distance)))
            }
            Condition::All(conditions) | Condition::Any(conditions) => {
                Self::Several(conditions.iter().map(Self::of).collect())
            }
            // What has no place is near nothing.
            Condition::Not(_)
            | Condition::Value { .. }
            | Condition::Exactly { .. }
            | Condition::Like(_)
            | Condition::Added(_)
            | Condition::Published(_) => Self::Several(Vec::new()),
        }
    }

    fn has(&self, word: usize) -> bool {
        match self {
            Self::Words(words) => words.contains(&word),
            Self::Near(near) => near.has(word),
            Self::Several(sides) => sides.iter().any(|side| side.has(word)),
        }
    }

    /// Returns where it stands, sorted.
    fn places(&self, found: &[Occurrence], spans: &[Span]) -> Vec<Place> {
        let mut places = match self {
            Self::Words(words) => {
                let all = found.iter().zip(spans).enumerate();
                let own = all.filter(|(_, (found, _))| words.contains(&found.word));
                own.map(|(at, (_, span))| Place { span: *span, found: vec![at] }).collect()
            }
            Self::Near(near) => {
                let left = near.left.places(found, spans);
                let right = near.right.places(found, spans);
                let mut both = Vec::new();
                for one in &left {
                    for at in beside(one.span, &right, near.distance).into_iter().flatten() {
                        let other = &right[at];
                        let span = Span {
                            first: one.span.first.min(other.span.first),
                            last: one.span.last.max(other.span.last),
                        };
                        both.push(Place { span, found: [&*one.found, &*other.found].concat() });
                    }
                }
                both
            }
            Self::Several(sides) => {
                sides.iter().flat_map(|side| side.places(found, spans)).collect::<Vec<_>>()
            }
        };
        places.sort_by_key(|place| place.span);
        // Of several ways to reach one place each would be gone on from: twice as many with each
        // word more.
        places.dedup_by(|same, place| {
            let is_same = same.span == place.span;
            if is_same {
                place.found.append(&mut same.found);
            }
            is_same
        });
        for place in &mut places {
            place.found.sort_unstable();
            place.found.dedup();
        }
        places
    }
}

/// Returns which of some sorted places is the nearest behind a span, and which the nearest before
/// it, of those within `distance` words.
fn beside(span: Span, others: &[Place], distance: u32) -> [Option<usize>; 2] {
    let behind = others.partition_point(|other| other.span.first <= span.last);
    let is_near = |other: &Place| other.span.first - span.last <= distance;
    let until = others.partition_point(|other| other.span.first < span.first);
    let before = others[..until].iter().rposition(|other| other.span.last < span.first);
    let is_near_before = |at: &usize| span.first - others[*at].span.last <= distance;
    [
        others.get(behind).filter(|other| is_near(other)).map(|_| behind),
        before.filter(is_near_before),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: usize, right: usize, distance: u32) -> Condition {
        let word = |word| Box::new(Condition::Word(word));
        Condition::Near { left: word(left), right: word(right), distance }
    }

    /// Returns the places of the occurrences that stay, of words at places.
    fn kept(condition: &Condition, words: &[(u32, usize)]) -> Vec<usize> {
        let occurrence = |&(at, word): &(u32, usize)| {
            let at = at as usize;
            Occurrence { from: at, to: at + 1, word, typed: true, sought: true }
        };
        let mut found: Vec<Occurrence> = words.iter().map(occurrence).collect();
        let spans: Vec<Span> = words.iter().map(|&(at, _)| Span { first: at, last: at }).collect();
        Nears::of(condition).retain(&mut found, &spans);
        found.into_iter().map(|found| found.from).collect()
    }

    #[test]
    fn what_is_near_stays() {
        let places = [(1, 0), (9, 1), (20, 0), (22, 1), (30, 2)];
        assert_eq!(kept(&near(0, 1, 2), &places), [20, 22, 30]);
        assert_eq!(kept(&near(1, 0, 8), &places), [1, 9, 20, 22, 30]);
        assert_eq!(kept(&near(0, 3, 2), &places), [9, 22, 30], "one side is near nothing");
    }

    #[test]
    fn what_is_asked_for_by_itself_too_stays_wherever_it_is() {
        let either = Condition::Any(vec![near(0, 1, 2), Condition::Word(0)]);
        assert_eq!(kept(&either, &[(1, 0), (9, 1), (20, 0), (22, 1)]), [1, 20, 22]);
        let both = Condition::All(vec![near(0, 1, 2), near(0, 2, 2)]);
        assert_eq!(kept(&both, &[(1, 0), (2, 1), (8, 0), (9, 2), (20, 0)]), [1, 2, 8, 9]);
    }

    #[test]
    fn many_words_in_a_row_take_no_more_places_than_there_are() {
        let word = || Box::new(Condition::Word(0));
        let row = (0..40).fold(Condition::Word(0), |left, _| Condition::Near {
            left: Box::new(left),
            right: word(),
            distance: 100,
        });
        let places: Vec<(u32, usize)> = (0..200).map(|at| (at, 0)).collect();
        assert_eq!(kept(&row, &places).len(), 200);
    }

    #[test]
    fn what_stands_near_two_that_are_near_each_other_stays() {
        let both = Condition::Near {
            left: Box::new(near(0, 1, 2)),
            right: Box::new(Condition::Word(2)),
            distance: 3,
        };
        let places = [(1, 0), (3, 1), (6, 2), (20, 0), (23, 2), (40, 0), (41, 1), (50, 2)];
        assert_eq!(kept(&both, &places), [1, 3, 6]);
    }
}
