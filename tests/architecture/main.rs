//! Which file of `src` may import which: no circles of files, no arrow against the order
//! that the documentation of `lib.rs` gives.

#![allow(clippy::format_collect, clippy::unwrap_used)]

mod fixtures;
mod order;
mod rules;
mod scan;
mod tree;

use std::fs;
use std::path::Path;

use order::Order;
use rules::{against, circles, lines};
use tree::arrows;

/// Rooms whose files still import each other; this list may only become shorter.
const KNOWN_CIRCLES: &[&str] = &["cli", "ingest", "render", "search"];

/// Returns what reads the files below `src`.
fn src() -> impl Fn(&str) -> Option<String> {
    |name| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)).ok()
}

fn order_of_src() -> Order {
    Order::of(&src()("lib.rs").unwrap())
}

#[test]
fn no_files_import_each_other() {
    let arrows = arrows(src());
    assert!(arrows.len() > 100, "{} arrows were found", arrows.len());
    let circles = circles(&arrows);
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
}

#[test]
fn no_arrow_runs_against_the_order() {
    let (arrows, order) = (arrows(src()), order_of_src());
    let against = lines(against(&arrows, &order));
    assert!(against.is_empty(), "against the order in the documentation of lib.rs\n{against}");
}
