//! What must hold of the arrows between files: no circle, no arrow up.
//!
//! It returns what breaks a rule as sentences with their lines; it reads nothing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::order::{Order, room};
use crate::tree::Arrow;

/// A shortest circle of files, each importing the next, the last the first.
#[derive(Debug)]
pub(crate) struct Circle<'a> {
    pub(crate) arrows: Vec<&'a Arrow>,
    /// How many files import each other by this circle and others.
    pub(crate) knot: usize,
}

/// Returns a circle for each knot of files that import each other, by whatever way.
pub(crate) fn circles(arrows: &[Arrow]) -> Vec<Circle<'_>> {
    let mut from: BTreeMap<&str, Vec<&Arrow>> = BTreeMap::new();
    for arrow in arrows {
        from.entry(&arrow.from).or_default().push(arrow);
    }
    let ways: BTreeMap<&str, BTreeMap<&str, &Arrow>> =
        from.keys().map(|&file| (file, ways(file, &from))).collect();
    let mut told = BTreeSet::new();
    let mut circles = Vec::new();
    for (&file, reached) in &ways {
        if told.contains(file) || !reached.contains_key(file) {
            continue;
        }
        let knot: BTreeSet<&str> = reached
            .keys()
            .copied()
            .filter(|other| ways.get(other).is_some_and(|back| back.contains_key(file)))
            .collect();
        let all = knot.iter().map(|&file| circle(file, &ways[file]));
        let arrows = all.min_by_key(Vec::len).unwrap_or_default();
        circles.push(Circle { arrows, knot: knot.len() });
        told.extend(knot);
    }
    circles
}

/// Returns the files that a file leads to, each with the last arrow of a shortest way.
fn ways<'a>(
    start: &'a str,
    from: &BTreeMap<&'a str, Vec<&'a Arrow>>,
) -> BTreeMap<&'a str, &'a Arrow> {
    let mut last = BTreeMap::new();
    let mut next = VecDeque::from([start]);
    while let Some(file) = next.pop_front() {
        for &arrow in from.get(file).into_iter().flatten() {
            if !last.contains_key(arrow.to.as_str()) {
                last.insert(arrow.to.as_str(), arrow);
                next.push_back(&arrow.to);
            }
        }
    }
    last
}

/// Returns the shortest way from a file to itself.
fn circle<'a>(file: &str, last: &BTreeMap<&'a str, &'a Arrow>) -> Vec<&'a Arrow> {
    let mut arrows = vec![last[file]];
    while arrows[arrows.len() - 1].from != file {
        arrows.push(last[arrows[arrows.len() - 1].from.as_str()]);
    }
    arrows.reverse();
    arrows
}

/// Returns the arrows that the order does not allow: up, or both ways between two rooms.
///
/// Rooms that the order does not name are leaves, below all. `lib.rs` passes names on to users, `main.rs` is one: nothing imports from them.
pub(crate) fn against<'a>(arrows: &'a [Arrow], order: &Order) -> Vec<&'a Arrow> {
    let rank = |file: &str| match room(file) {
        "main" => 0,
        "lib" => 1,
        room => 2 + order.rank(room).unwrap_or(usize::MAX - 2),
    };
    let between: BTreeSet<(&str, &str)> =
        arrows.iter().map(|arrow| (room(&arrow.from), room(&arrow.to))).collect();
    let is_against = |arrow: &&Arrow| {
        let (from, to) = (room(&arrow.from), room(&arrow.to));
        from != to
            && (rank(&arrow.from) > rank(&arrow.to)
                || between.contains(&(to, from)) && rank(&arrow.from) == rank(&arrow.to))
    };
    arrows.iter().filter(is_against).collect()
}

/// Returns arrows as lines of text.
pub(crate) fn lines(arrows: &[&Arrow]) -> String {
    let line = |arrow: &&Arrow| {
        let Arrow { from, to, line, path } = arrow;
        format!("  src/{from}:{line} imports src/{to}: {path}\n")
    };
    arrows.iter().map(line).collect()
}
