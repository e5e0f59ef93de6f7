//! The rules seen broken: small crates written as text, one for each way.
//!
//! No file of `src` is read: each crate is a few lines in its test.

use crate::order::Order;
use crate::rules::{against, circles};
use crate::tree::{Arrow, arrows};

/// Returns the arrows of a crate: file names below `src`, and texts.
fn arrows_of(files: &[(&str, &str)]) -> Vec<Arrow> {
    arrows(|name| Some(files.iter().find(|(file, _)| *file == name)?.1.to_owned()))
}

/// Returns the arrows of a crate as `from to`, without `.rs`.
fn pairs(files: &[(&str, &str)]) -> Vec<String> {
    let plain = |file: &str| file.trim_end_matches(".rs").to_owned();
    arrows_of(files).iter().map(|arrow| plain(&arrow.from) + " " + &plain(&arrow.to)).collect()
}

/// Returns the circles of a crate as `a b c`, in the order of their arrows.
fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
    let arrows = arrows_of(files);
    let name = |arrow: &&Arrow| arrow.from.trim_end_matches(".rs").to_owned();
    circles(&arrows)
        .iter()
        .map(|circle| circle.arrows.iter().map(name).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn three_files_that_import_each_other_are_a_circle() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B;"),
        ("b.rs", "use crate::{c::{C, D as E}, d};"),
        ("c.rs", "use super::a;"),
        ("d.rs", "pub struct D;"),
    ];
    assert_eq!(circles_of(&files), ["a b c"]);
    let arrows = arrows_of(&files);
    let circles = circles(&arrows);
    assert_eq!(circles[0].knot, 3);
    assert_eq!((circles[0].arrows[1].line, circles[0].arrows[1].path.as_str()), (1, "crate::c::C"));
}

#[test]
fn a_circle_in_a_knot_is_told_once_by_its_shortest_way() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b::B;"),
        ("b.rs", "use crate::c::C; use crate::a::A;"),
        ("c.rs", "use crate::a::A;"),
    ];
    assert_eq!(circles_of(&files), ["a b"]);
    assert_eq!(circles(&arrows_of(&files))[0].knot, 3);
}

#[test]
fn a_path_in_an_expression_makes_a_circle() {
    for text in [
        "fn f() -> u8 { 1 + crate::b::one() }",
        "fn f() { vec![super::b::one(); 2]; }",
        "struct A { b: Option<crate::b::B> }",
        "#[arg(value_parser = crate::b::one)] struct A;",
        "macro_rules! f { () => { $crate::b::one() } }",
        "fn f() { use crate::b; b::one() }",
        "const A: <crate::b::B as Iterator>::Item = 1;",
        "use super::b as other;",
        "use super::b::*;",
        "pub(in crate::a) mod inner { fn f() { super::super::b::one() } }",
    ] {
        let files = [("lib.rs", "mod a; mod b;"), ("a.rs", text), ("b.rs", "use crate::a::A;")];
        assert_eq!(circles_of(&files), ["a b"], "{text}");
    }
}

#[test]
fn what_only_looks_like_a_path_to_a_file_is_none() {
    for text in [
        "use ::b::B; fn f() -> ::b::B { ::b::new() }",
        "use b::B; fn f() -> b::B { b::new() }",
        "/// Like [`crate::b::B`]. crate::b::one()\nstruct A;",
        "const A: &str = \"crate::b::one()\"; // crate::b::one()",
        "pub(in crate::b) struct A;",
        "use other::b; fn f() { b::one() }",
        "use b::b; fn f() { b::one() }",
        "fn f(b: u8) -> impl Iterator<Item = u8> + use<> { b.into() }",
    ] {
        let files = [("lib.rs", "mod a; mod b;"), ("a.rs", text), ("b.rs", "")];
        assert_eq!(pairs(&files), [""; 0], "{text}");
    }
}

#[test]
fn a_folder_and_its_child_are_a_circle() {
    let child = ("a/child.rs", "use super::Shared;");
    for text in [
        "mod child; pub use child::X; pub struct Shared;",
        "mod child; pub struct Shared; fn f() { child::f() }",
        "mod child; use self::child::X; pub struct Shared;",
    ] {
        let files = [("lib.rs", "mod a;"), ("a/mod.rs", text), child];
        assert_eq!(circles_of(&files), ["a/child a/mod"], "{text}");
        let files = [("lib.rs", "mod a;"), ("a.rs", text), child];
        assert_eq!(circles_of(&files), ["a a/child"], "{text}");
    }
    let declared = [("lib.rs", "mod a;"), ("a/mod.rs", "mod child; pub struct Shared;"), child];
    assert_eq!(pairs(&declared), ["a/child a/mod"], "a declaration is no import");
}

#[test]
fn a_name_leads_to_the_file_that_passes_it_on() {
    let files = [
        ("lib.rs", "pub mod a; mod b; mod c; pub use a::X;"),
        ("a/mod.rs", "mod one; mod two; pub use one::X; pub(crate) use two as second;"),
        ("a/one.rs", "use super::two::Y; pub struct X;"),
        ("a/two.rs", "pub struct Y;"),
        ("b.rs", "use crate::a::X; fn f() { crate::a::second::f() }"),
        ("c.rs", "use crate::X;"),
        ("main.rs", "fn main() { limier::a::f() }"),
    ];
    let found = [
        "a/mod a/one",
        "a/mod a/two",
        "a/one a/two",
        "b a/mod",
        "c lib",
        "lib a/mod",
        "main a/mod",
    ];
    assert_eq!(pairs(&files), found);
}

#[test]
fn tests_do_not_count() {
    for text in [
        "#[cfg(test)] mod tests;",
        "#[cfg(test)] mod tests { use crate::b::B; fn f() { crate::b::one() } }",
        "#[cfg(test)] use crate::b::{B, C}; struct A;",
        "#[cfg(test)] pub(crate) const fn f() -> u8 { crate::b::one() }",
        "#[cfg(test)] #[derive(Debug)] struct A { b: crate::b::B }",
        "struct A { #[cfg(test)] b: crate::b::B, c: u8 }",
        "#[cfg(all(test, unix))] fn f() { crate::b::one() }",
    ] {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", text),
            ("a/tests.rs", "use crate::b::B;"),
            ("b.rs", ""),
        ];
        assert_eq!(pairs(&files), [""; 0], "{text}");
        let behind = format!("{text} fn g() {{ crate::b::one() }}");
        let behind =
            if text.starts_with("struct") { text.replace("u8", "crate::b::B") } else { behind };
        let files = [files[0], ("a.rs", behind.as_str()), files[2], files[3]];
        assert_eq!(pairs(&files), ["a b"], "{behind}");
    }
}

const LIB: &str = "//! Arrows run one way: `top, side -> middle ->\n//! low, leaf`.\n\n\
                   mod top; mod side; mod middle; mod low; mod leaf;";

/// Returns the arrows against the order of [`LIB`] as `from to`.
fn against_of(files: &[(&str, &str)]) -> Vec<String> {
    let texts = ["top.rs", "side.rs", "middle.rs", "low.rs", "leaf.rs"].map(|name| (name, ""));
    let all = files.iter().copied().chain([("lib.rs", LIB)]).chain(texts);
    let arrows = arrows_of(&all.collect::<Vec<_>>());
    against(&arrows, &Order::of(LIB))
        .iter()
        .map(|arrow| format!("{} {}", arrow.from, arrow.to))
        .collect()
}

#[test]
fn an_arrow_up_is_against_the_order() {
    assert_eq!(against_of(&[("low.rs", "use crate::middle::M;")]), ["low.rs middle.rs"]);
    assert_eq!(against_of(&[("low.rs", "fn f() { super::top::f() }")]), ["low.rs top.rs"]);
    assert_eq!(against_of(&[("low.rs", "use crate::X;")]), ["low.rs lib.rs"]);
    let other = ("lib.rs", "mod top; mod side; mod middle; mod low; mod leaf; mod other;");
    assert_eq!(against_of(&[other, ("other.rs", "use crate::leaf::L;")]), ["other.rs leaf.rs"]);
    assert_eq!(
        against_of(&[other, ("other.rs", ""), ("leaf.rs", "use crate::other::O;")]),
        [""; 0]
    );
    assert_eq!(against_of(&[("top.rs", "use crate::{middle::M, low, leaf};")]), [""; 0]);
}

#[test]
fn rooms_side_by_side_import_each_other_one_way_only() {
    let low = ("low.rs", "use crate::leaf::L;");
    assert_eq!(against_of(&[low]), [""; 0]);
    assert_eq!(
        against_of(&[low, ("leaf.rs", "use crate::low::L;")]),
        ["leaf.rs low.rs", "low.rs leaf.rs"]
    );
}

#[test]
fn the_order_is_read_from_the_documentation() {
    let order = Order::of(LIB);
    assert_eq!(order.rooms().collect::<Vec<_>>(), ["top", "side", "middle", "low", "leaf"]);
    let ranks = ["side", "middle", "leaf", "other"].map(|room| order.rank(room));
    assert_eq!(ranks, [Some(0), Some(1), Some(2), None]);
}
