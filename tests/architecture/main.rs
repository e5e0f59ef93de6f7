//! Which file of `src` may import which: no circles of files, no arrow against the order that
//! the documentation of `lib.rs` gives; and how every file of the project opens.
//!
//! Nothing is compiled for it, and no file is written unless that is asked for.

#![allow(clippy::format_collect, clippy::unwrap_used)]

mod fixtures;
mod openings;
mod order;
mod rules;
mod scan;
mod tree;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use openings::{fault, files};
use order::{Order, room};
use rules::{against, circles, lines};
use tree::{Arrow, arrows};
use words::naming_options;

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
    let circles: String = circles(&arrows)
        .iter()
        .map(|circle| format!("one of {} files:\n{}", circle.knot, lines(&circle.arrows)))
        .collect();
    assert!(circles.is_empty(), "files import each other\n{circles}");
}

#[test]
fn no_arrow_runs_against_the_order() {
    let (arrows, order) = (arrows(src()), order_of_src());
    let against = lines(&against(&arrows, &order));
    assert!(against.is_empty(), "against the order in the documentation of lib.rs\n{against}");
}

#[test]
fn the_order_names_every_folder_of_src_once() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = fs::read_dir(src).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    let mut folders: Vec<_> =
        folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    folders.sort();
    let order = order_of_src();
    let mut named: Vec<&str> = order.rooms().collect();
    named.sort_unstable();
    assert_eq!(named, folders, "the order in lib.rs, and the folders of src");
}

/// What a format may import of `ingest` besides its own files: what it is and sees, what bytes
/// and records are made of, what press databases have in common, how deep files may lie. Neither what opens files and
/// runs threads, nor another format.
const SEEN_BY_FORMATS: &[&str] =
    &["format/", "bytes/", "record/", "markup/", "date/", "press/", "kind.rs", "nesting.rs"];

#[test]
fn no_format_imports_the_driver_or_another_format() {
    let arrows = arrows(src());
    // `html/page.rs` and `table.rs` are of the formats `html` and `table`.
    let format_of = |path: &str| {
        let file = path.strip_prefix("ingest/formats/")?;
        let (name, _) = file.split_once(['/', '.'])?;
        (name != "mod").then(|| name.to_owned())
    };
    let of_formats = arrows.iter().filter_map(|arrow| Some((format_of(&arrow.from)?, arrow)));
    let of_formats: Vec<_> = of_formats.collect();
    assert!(of_formats.len() > 50, "{} arrows from formats were found", of_formats.len());
    let wrong = of_formats.into_iter().filter(|(format, arrow)| {
        let inside = arrow.to.strip_prefix("ingest/");
        let is_seen = |to: &str| SEEN_BY_FORMATS.iter().any(|seen| to.starts_with(seen));
        inside.is_some_and(|to| !is_seen(to)) && format_of(&arrow.to).as_ref() != Some(format)
    });
    let wrong = lines(&wrong.map(|(_, arrow)| arrow).collect::<Vec<_>>());
    assert!(wrong.is_empty(), "formats import what they must not know\n{wrong}");
}

/// The documentation of `lib.rs` is that of the crate, with its map and its example.
#[test]
fn every_file_says_what_it_owns_and_what_it_never_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = files(root);
    assert!(files.len() > 400, "{} files were found", files.len());
    let faults: String = files
        .iter()
        .map(|path| path.strip_prefix(root).unwrap())
        .filter(|path| *path != Path::new("src/lib.rs"))
        .filter_map(|path| Some((path, fault(&fs::read_to_string(root.join(path)).unwrap())?)))
        .map(|(path, fault)| format!("{}: {fault}\n", path.display()))
        .collect();
    assert!(faults.is_empty(), "files that do not open with two to six lines of //!\n{faults}");
}

#[test]
fn only_cli_and_render_name_options() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for path in files(root.parent().unwrap()) {
        let Ok(name) = path.strip_prefix(&root) else { continue };
        let is_test =
            name.components().any(|part| part.as_os_str() == "tests") || name.ends_with("tests.rs");
        if is_test || name.starts_with("cli") || name.starts_with("render") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let lines = naming_options(&text).into_iter();
        found.extend(lines.map(|line| format!("{}: {line}", name.display())));
    }
    let found = found.join("\n");
    assert!(found.is_empty(), "texts that name options, outside of cli and render\n{found}");
}

/// Returns the rooms, the top one first, each with those that it imports.
fn listed(arrows: &[Arrow], order: &Order) -> String {
    let mut imports: BTreeMap<(usize, &str), BTreeSet<&str>> = BTreeMap::new();
    for arrow in arrows {
        let (from, to) = (room(&arrow.from), room(&arrow.to));
        if from != to && !["main", "lib"].contains(&from) {
            let rank = order.rank(from).unwrap_or(usize::MAX);
            imports.entry((rank, from)).or_default().insert(to);
        }
    }
    let names = |rooms: &BTreeSet<&str>| rooms.iter().copied().collect::<Vec<_>>().join(", ");
    imports.iter().map(|((_, from), to)| format!("{from} -> {}\n", names(to))).collect()
}

/// `LIMIER_GOLDEN=write cargo test --test architecture` writes the list anew.
#[test]
fn contributing_lists_the_arrows_between_modules() {
    let listed = listed(&arrows(src()), &order_of_src());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, behind) = text.split_once("```arrows\n").expect("a block of arrows");
    let (block, after) = behind.split_once("```").expect("the end of the block");
    if std::env::var_os("LIMIER_GOLDEN").is_some_and(|value| value == "write") {
        fs::write(&path, [before, "```arrows\n", &listed, "```", after].concat()).unwrap();
        return;
    }
    assert!(block == listed, "the arrows in CONTRIBUTING.md (LIMIER_GOLDEN=write) are\n{listed}");
}
