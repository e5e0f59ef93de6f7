//! Which file of `src` may import which: no circles of files, no arrow against the order
//! that the documentation of `lib.rs` gives.

#![allow(clippy::format_collect, clippy::unwrap_used)]

mod fixtures;
mod order;
mod rules;
mod scan;
mod tree;

use std::collections::BTreeSet;
use std::path::Path;

use order::{Order, room};
use rules::{against, circles, lines};
use tree::{Arrow, arrows, files_below};

/// Rooms whose files still import each other; this list may only become shorter.
const KNOWN_CIRCLES: &[&str] = &["cli", "index", "ingest", "render", "search"];

/// Arrows between rooms that still run against the order; this list may only become shorter.
const KNOWN_AGAINST: &[(&str, &str)] = &[];

fn arrows_of_src() -> Vec<Arrow> {
    arrows(files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")))
}

fn order_of_src() -> Order {
    Order::of(include_str!("../../src/lib.rs"))
}

#[test]
fn no_files_import_each_other() {
    let arrows = arrows_of_src();
    assert!(arrows.len() > 100, "{} arrows were found", arrows.len());
    let circles = circles(&arrows);
    let rooms: BTreeSet<&str> = circles.iter().flat_map(|circle| circle.rooms()).collect();
    let new: String = circles
        .iter()
        .filter(|circle| !circle.rooms().iter().all(|room| KNOWN_CIRCLES.contains(room)))
        .map(|circle| {
            format!(
                "a circle of a knot of {} files:\n{}",
                circle.knot.len(),
                lines(circle.arrows.iter().copied())
            )
        })
        .collect();
    assert!(new.is_empty(), "files import each other\n{new}");
    let gone: Vec<_> = KNOWN_CIRCLES.iter().filter(|room| !rooms.contains(**room)).collect();
    assert!(gone.is_empty(), "no circles any more, take off KNOWN_CIRCLES: {gone:?}");
}

#[test]
fn no_arrow_runs_against_the_order() {
    let (arrows, order) = (arrows_of_src(), order_of_src());
    let against = against(&arrows, &order);
    let pair = |arrow: &Arrow| {
        KNOWN_AGAINST.iter().find(|pair| **pair == (room(&arrow.from), room(&arrow.to)))
    };
    let new = lines(against.iter().copied().filter(|arrow| pair(arrow).is_none()));
    assert!(new.is_empty(), "against the order in the documentation of lib.rs\n{new}");
    let found: Vec<_> = against.iter().filter_map(|arrow| pair(arrow)).collect();
    let gone: Vec<_> = KNOWN_AGAINST.iter().filter(|pair| !found.contains(pair)).collect();
    assert!(gone.is_empty(), "no such arrow any more, take off KNOWN_AGAINST: {gone:?}");
}
