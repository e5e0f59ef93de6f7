//! Which occurrences of words stand near those that a query wants them near to.
//!
//! It is for marking a text; which articles are hits, conditions tell.

use crate::engine::Occurrence;
use crate::query::Condition;

/// The words that a condition wants near each other, and nowhere else.
#[derive(Debug, Clone, Default)]
pub(super) struct Nears(Vec<Near>);

#[derive(Debug, Clone)]
struct Near {
    left: Vec<usize>,
    right: Vec<usize>,
    distance: u32,
}

impl Nears {
    /// Returns those of a condition: of words, phrases being marked as they are.
    pub(super) fn of(condition: &Condition) -> Self {
        let (mut nears, mut alone) = (Vec::new(), Vec::new());
        collect(condition, &mut nears, &mut alone);
        let is_alone = |words: &[usize]| words.iter().any(|word| alone.contains(word));
        nears.retain(|near| !is_alone(&near.left) && !is_alone(&near.right));
        Self(nears)
    }

    /// Leaves out occurrences that are near none of those they are to be near to; where the text
    /// has one side only, they stay. `positions` are those of the occurrences.
    pub(super) fn retain(&self, found: &mut Vec<Occurrence>, positions: &[u32]) {
        if self.0.is_empty() {
            return;
        }
        let mut is_apart = vec![false; found.len()];
        let mut is_near = vec![false; found.len()];
        for Near { left, right, distance } in &self.0 {
            let of = |side: &[usize]| -> Vec<usize> {
                (0..found.len()).filter(|&at| side.contains(&found[at].word)).collect()
            };
            let (left, right) = (of(left), of(right));
            if left.is_empty() || right.is_empty() {
                continue;
            }
            for (side, others) in [(&left, &right), (&right, &left)] {
                for &at in side {
                    let gap = |other: &usize| positions[*other].abs_diff(positions[at]);
                    let near = others.iter().map(gap).any(|gap| (1..=*distance).contains(&gap));
                    is_near[at] |= near;
                    is_apart[at] |= !near;
                }
            }
        }
        let mut at = 0..;
        found.retain(|_| at.next().is_some_and(|at| is_near[at] || !is_apart[at]));
    }
}

/// Collects what is to be near each other, and the words that are asked for by themselves.
fn collect(condition: &Condition, nears: &mut Vec<Near>, alone: &mut Vec<usize>) {
    match condition {
        Condition::Near { left, right, distance } => match (words(left), words(right)) {
            (Some(left), Some(right)) => nears.push(Near { left, right, distance: *distance }),
            (left, right) => alone.extend(left.into_iter().chain(right).flatten()),
        },
        Condition::All(conditions) | Condition::Any(conditions) => {
            for condition in conditions {
                collect(condition, nears, alone);
            }
        }
        Condition::Word(word) => alone.push(*word),
        Condition::Like(like) => alone.extend(&like.words),
        Condition::Not(_)
        | Condition::Phrase { .. }
        | Condition::Value { .. }
        | Condition::Exactly { .. }
        | Condition::Added(_)
        | Condition::Published(_) => {}
    }
}

/// Returns the words of a side, if it has nothing else.
fn words(side: &Condition) -> Option<Vec<usize>> {
    match side {
        Condition::Word(word) => Some(vec![*word]),
        Condition::All(sides) | Condition::Any(sides) => {
            let words = sides.iter().map(words).collect::<Option<Vec<_>>>()?;
            Some(words.concat())
        }
        _ => None,
    }
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
        let positions: Vec<u32> = words.iter().map(|(at, _)| *at).collect();
        Nears::of(condition).retain(&mut found, &positions);
        found.into_iter().map(|found| found.from).collect()
    }

    #[test]
    fn what_is_near_stays() {
        let places = [(1, 0), (9, 1), (20, 0), (22, 1), (30, 2)];
        assert_eq!(kept(&near(0, 1, 2), &places), [20, 22, 30]);
        assert_eq!(kept(&near(1, 0, 8), &places), [1, 9, 20, 22, 30]);
        assert_eq!(kept(&near(0, 3, 2), &places), [1, 9, 20, 22, 30], "one side only");
    }

    #[test]
    fn what_is_asked_for_by_itself_too_stays_wherever_it_is() {
        let either = Condition::Any(vec![near(0, 1, 2), Condition::Word(0)]);
        assert_eq!(kept(&either, &[(1, 0), (9, 1), (20, 0), (22, 1)]), [1, 9, 20, 22]);
        let both = Condition::All(vec![near(0, 1, 2), near(0, 2, 2)]);
        assert_eq!(kept(&both, &[(1, 0), (2, 1), (8, 0), (9, 2), (20, 0)]), [1, 2, 8, 9]);
    }
}
