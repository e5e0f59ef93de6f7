//! Elements of a page picked by their tags, where pages are too broken for a tree: ends that
//! belong to nothing do no harm, and an element without end goes as far as the page.

use std::ops::Range;

use super::scanner::{Piece, Scanner, Tag};

/// Elements that have no end.
const VOID: [&str; 8] = ["br", "img", "hr", "input", "meta", "link", "wbr", "base"];

/// An element that was picked.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Picked<'t> {
    pub(in crate::ingest) tag: Tag<'t>,
    /// The markup between its tags.
    pub(in crate::ingest) inner: &'t str,
    /// Where it is, with its tags.
    pub(in crate::ingest) range: Range<usize>,
}

/// Returns the elements whose tags are wanted, in order; what stands within one of them is
/// not looked at.
pub(in crate::ingest) fn picked<'t>(
    markup: &'t str,
    is_wanted: impl Fn(Tag<'t>) -> bool,
) -> impl Iterator<Item = Picked<'t>> {
    let mut scanner = Scanner::new(markup);
    std::iter::from_fn(move || {
        loop {
            let start = scanner.at;
            let Piece::Start(tag) = scanner.next()? else { continue };
            if !is_wanted(tag) {
                continue;
            }
            let inner = scanner.at;
            let is_empty = tag.is_empty || VOID.iter().any(|name| tag.is(name));
            let end = if is_empty { inner..inner } else { end_of(&mut scanner, tag.name) };
            return Some(Picked { tag, inner: &markup[inner..end.start], range: start..end.end });
        }
    })
}

/// Returns where the tag is that ends an element of this name, or the end of the markup.
fn end_of(scanner: &mut Scanner<'_>, name: &str) -> Range<usize> {
    let mut depth = 1;
    loop {
        let start = scanner.at;
        match scanner.next() {
            Some(Piece::Start(tag)) if tag.is(name) => depth += usize::from(!tag.is_empty),
            Some(Piece::End(found)) if found.eq_ignore_ascii_case(name) => depth -= 1,
            Some(_) => {}
            None => return scanner.at..scanner.at,
        }
        if depth == 0 {
            return start..scanner.at;
        }
    }
}

/// Returns the markup between the tags of a name, whether they start or end an element.
pub(in crate::ingest) fn between<'t>(markup: &'t str, name: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut scanner = Scanner::new(markup);
    loop {
        let start = scanner.at;
        let is_edge = match scanner.next() {
            Some(Piece::Start(tag)) => tag.is(name),
            Some(Piece::End(found)) => found.eq_ignore_ascii_case(name),
            Some(_) => false,
            None => break,
        };
        if is_edge {
            parts.push(&markup[from..start]);
            from = scanner.at;
        }
    }
    parts.push(&markup[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markup: &str, expected: &[&str]) {
        let found = picked(markup, |tag| tag.has_class(|class| class == "x"));
        let found: Vec<_> = found.map(|picked| picked.inner).collect();
        assert_eq!(found, expected, "in {markup}");
        let depth = "<p class=x>".repeat(10_000);
        assert_eq!(picked(&depth, |tag| tag.is("p")).count(), 1);
    }

    #[test]
    fn an_element_is_picked_with_all_within() {
        check("<p class='a x'>1<p>2</p>3</p><p>4</p><P CLASS=x>5</P>", &["1<p>2</p>3", "5"]);
    }

    #[test]
    fn markup_is_parted_at_the_tags_of_a_name() {
        assert_eq!(between("a<div x>b<p>c</DIV>d</div>", "div"), ["a", "b<p>c", "d", ""]);
    }

    #[test]
    fn broken_elements_are_picked_as_far_as_they_go() {
        check("</div><span class=\"x\">1<b>2</span></b><div class=x>3", &["1<b>2", "3"]);
        check("<img class=x>1<br class='x'/>", &["", ""]);
    }
}
