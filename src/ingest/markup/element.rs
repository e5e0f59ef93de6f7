//! The elements of a document, by name.
//!
//! Tags of running text (`p`, `b`, `br`…) are no elements: they belong to the text of
//! the element around them.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::attribute::attributes;
use super::entity::OwnEntities;
use super::name::local;
use super::prose::{is_of_prose, prose};
use super::scanner::{Piece, Scanner};
use crate::rejection::Reason;

/// Most levels of elements.
const MAX_DEPTH: usize = 200;

/// The elements of a document, in its order.
#[derive(Debug)]
pub(in crate::ingest) struct Tree<'t> {
    text: &'t str,
    nodes: Vec<Node<'t>>,
}

#[derive(Debug)]
struct Node<'t> {
    name: &'t str,
    attributes: &'t str,
    /// Where its first tag starts.
    start: usize,
    /// Where the markup between its tags is.
    inner: Range<usize>,
    /// The place of the first node behind those within.
    next: usize,
    /// The place of the node around it.
    parent: Option<usize>,
    is_cut: bool,
}

/// An element of a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub(in crate::ingest) struct Element<'a, 't> {
    tree: &'a Tree<'t>,
    at: usize,
}

impl<'t> Tree<'t> {
    /// Reads the elements of a document.
    pub(in crate::ingest) fn parse(text: &'t str) -> Result<Self, Reason> {
        let mut nodes: Vec<Node<'t>> = Vec::new();
        // The places of the open elements.
        let mut open: Vec<usize> = Vec::new();
        let mut own = OwnEntities::default();
        let mut scanner = Scanner::new(text);
        loop {
            let start = scanner.at;
            let Some(piece) = scanner.next() else { break };
            match piece {
                Piece::Declaration(text) => own.declare(text),
                Piece::Start(tag) if !is_of_prose(tag.name) => {
                    let parent = open.last().copied();
                    if !tag.is_empty {
                        if open.len() == MAX_DEPTH {
                            return Err(Reason::TooDeep);
                        }
                        open.push(nodes.len());
                    }
                    nodes.push(Node {
                        name: tag.name,
                        attributes: tag.attributes,
                        start,
                        inner: scanner.at..scanner.at,
                        next: nodes.len() + 1,
                        parent,
                        is_cut: false,
                    });
                }
                Piece::End(name) => {
                    let is_it = |&at: &usize| nodes[at].name.eq_ignore_ascii_case(name);
                    let Some(place) = open.iter().rposition(is_it) else { continue };
                    // Elements still open within have lost their ends: they hold the text
                    // as far as the next tag, and nothing else.
                    for at in open.drain(place + 1..) {
                        let rest = &text.as_bytes()[nodes[at].inner.start..start];
                        nodes[at].inner.end += memchr(b'<', rest).unwrap_or(rest.len());
                    }
                    let next = nodes.len();
                    for at in open.drain(place..) {
                        nodes[at].inner.end = start;
                        nodes[at].next = next;
                    }
                }
                _ => {}
            }
        }
        if own.are_in(text) {
            return Err(Reason::OwnEntities);
        }
        let next = nodes.len();
        for at in open {
            let node = &mut nodes[at];
            (node.inner.end, node.next, node.is_cut) = (text.len(), next, true);
        }
        Ok(Self { text, nodes })
    }

    /// Returns the elements of a name, at any depth.
    pub(in crate::ingest) fn all<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = Element<'a, 't>> {
        let elements = (0..self.nodes.len()).map(|at| Element { tree: self, at });
        elements.filter(move |element| element.is(name))
    }

    /// Returns the first element.
    pub(in crate::ingest) fn root(&self) -> Option<Element<'_, 't>> {
        (!self.nodes.is_empty()).then_some(Element { tree: self, at: 0 })
    }

    /// Returns the elements that no other is around: of documents one behind the other each.
    pub(in crate::ingest) fn roots(&self) -> impl Iterator<Item = Element<'_, 't>> {
        let next = |at: usize| Some(at).filter(|at| *at < self.nodes.len());
        let roots = std::iter::successors(next(0), move |at| next(self.nodes[*at].next));
        roots.map(|at| Element { tree: self, at })
    }

    /// Tells whether the document ends before its elements do.
    pub(in crate::ingest) fn is_cut(&self) -> bool {
        self.roots().any(Element::is_cut)
    }
}

impl<'a, 't> Element<'a, 't> {
    fn node(self) -> &'a Node<'t> {
        &self.tree.nodes[self.at]
    }

    /// Returns the name, without prefix.
    pub(in crate::ingest) fn name(self) -> &'t str {
        local(self.node().name)
    }

    /// Tells whether this is its name without prefix, in any case.
    pub(in crate::ingest) fn is(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// Tells whether the document ends before the element does.
    pub(in crate::ingest) fn is_cut(self) -> bool {
        self.node().is_cut
    }

    /// Returns an attribute that is not blank, by its name without prefix.
    pub(in crate::ingest) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        let (_, value) = self.attributes().find(|(found, _)| local(found) == name)?;
        Some(value).filter(|value| !value.trim().is_empty())
    }

    /// Returns the attributes: name and value.
    pub(in crate::ingest) fn attributes(self) -> impl Iterator<Item = (&'t str, Cow<'t, str>)> {
        attributes(self.node().attributes)
    }

    /// Returns the elements directly within.
    pub(in crate::ingest) fn children(self) -> impl Iterator<Item = Element<'a, 't>> {
        let (tree, end) = (self.tree, self.node().next);
        let next = move |at: usize| Some(Element { tree, at }).filter(|_| at < end);
        std::iter::successors(next(self.at + 1), move |child| next(child.node().next))
    }

    /// Returns the element around it.
    pub(in crate::ingest) fn parent(self) -> Option<Self> {
        self.node().parent.map(|at| Self { at, ..self })
    }

    /// Returns the element and those around it, the nearest first.
    pub(in crate::ingest) fn around(self) -> impl Iterator<Item = Element<'a, 't>> {
        std::iter::successors(Some(self), |element| element.parent())
    }

    /// Tells whether it stands within another one of its document.
    pub(in crate::ingest) fn is_within(self, other: Self) -> bool {
        (other.at + 1..other.node().next).contains(&self.at)
    }

    /// Returns the elements within, at any depth.
    pub(in crate::ingest) fn descendants(self) -> impl Iterator<Item = Element<'a, 't>> {
        let tree = self.tree;
        (self.at + 1..self.node().next).map(move |at| Element { tree, at })
    }

    /// Returns the first element directly within by its name, with the prefix of this one
    /// or none.
    pub(in crate::ingest) fn child(self, name: &str) -> Option<Element<'a, 't>> {
        self.children().find(|child| child.is(name) && child.is_of(self))
    }

    /// Returns the first element within by its name, at any depth.
    pub(in crate::ingest) fn find(self, name: &str) -> Option<Element<'a, 't>> {
        self.descendants().find(|element| element.is(name))
    }

    /// Returns its prefix, which tells its vocabulary.
    pub(in crate::ingest) fn prefix(self) -> Option<&'t str> {
        self.node().name.split_once(':').map(|(prefix, _)| prefix)
    }

    /// Tells whether its prefix is that of `parent`, or none.
    pub(in crate::ingest) fn is_of(self, parent: Element<'_, '_>) -> bool {
        self.prefix().is_none() || self.prefix() == parent.prefix()
    }

    /// Returns its characters without tags, trimmed.
    pub(in crate::ingest) fn text(self) -> String {
        let mut text = String::new();
        for piece in Scanner::new(self.inner()) {
            match piece {
                Piece::Text(part) => text.push_str(&htmlize::unescape(part)),
                Piece::Data(part) => text.push_str(part),
                _ => {}
            }
        }
        text.trim().to_owned()
    }

    /// Returns its text as lines of prose, whether its markup stands in tags or is quoted.
    pub(in crate::ingest) fn prose(self) -> String {
        let inner = self.inner();
        let has_tags = Scanner::new(inner).any(|piece| matches!(piece, Piece::Start(_)));
        if has_tags { prose(inner) } else { prose(&self.text()) }
    }

    /// Returns its text in one line.
    pub(in crate::ingest) fn line(self) -> String {
        self.prose().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns its text as lines of prose, without that of some elements within, which
    /// come in order.
    pub(in crate::ingest) fn prose_without(self, others: &[Self]) -> String {
        let mut kept = String::new();
        let Range { start: mut from, end } = self.node().inner;
        for other in others {
            kept.push_str(self.tree.text.get(from..other.node().start).unwrap_or_default());
            kept.push('\n');
            from = other.node().inner.end;
            // What is left of the tag that ends it is no text.
            let rest = self.tree.text.get(from..end).unwrap_or_default();
            if rest.starts_with("</") {
                from += rest.find('>').map_or(rest.len(), |at| at + 1);
            }
        }
        kept.push_str(self.tree.text.get(from..end).unwrap_or_default());
        prose(&kept)
    }

    fn inner(self) -> &'t str {
        &self.tree.text[self.node().inner.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the elements as `name(text)`, in order.
    #[track_caller]
    fn check(markup: &str, expected: &[&str]) {
        let tree = Tree::parse(markup).expect("a tree");
        let found: Vec<String> = (0..tree.nodes.len())
            .map(|at| Element { tree: &tree, at })
            .map(|element| format!("{}({})", element.name(), element.text()))
            .collect();
        assert_eq!(found, expected, "reading {markup}");
    }

    #[test]
    fn an_element_has_its_text() {
        check("<r><x:n>é &amp; l&eacute;</x:n><c/></r>", &["r(é & lé)", "n(é & lé)", "c()"]);
        check("<r><![CDATA[<i>b</i>]]></r>", &["r(<i>b</i>)"]);
    }

    #[test]
    fn an_element_without_end_holds_text_alone() {
        check("<DOC><NO>1<TEXT>t</text></DOC>", &["DOC(1t)", "NO(1)", "TEXT(t)"]);
        check("<r></n>t</r>", &["r(t)"]);
    }

    #[test]
    fn an_element_that_the_end_of_the_document_cuts_is_known() {
        let tree = Tree::parse("<r><n>1</n><n>2").expect("a tree");
        assert_eq!(tree.all("n").map(Element::is_cut).collect::<Vec<_>>(), [false, true]);
        assert!(tree.is_cut());
    }

    #[test]
    fn attributes_come_with_their_quotes_or_without() {
        let tree = Tree::parse("<r b=\"l&apos;été\" c = 'x>y' d=1 e x:f='2'>").expect("a tree");
        let root = tree.root().expect("an element");
        let values = ["b", "c", "d", "f", "g"].map(|name| root.attribute(name));
        let values: Vec<_> = values.iter().map(|value| value.as_deref().unwrap_or("-")).collect();
        assert_eq!(values, ["l'été", "x>y", "1", "2", "-"]);
    }

    #[test]
    fn text_outside_of_elements_is_told_apart() {
        let tree = Tree::parse("<doc>un <n>1</n>deux <p>trois</doc>").expect("a tree");
        let root = tree.root().expect("an element");
        let others: Vec<_> = root.children().collect();
        assert_eq!(root.prose_without(&others), "un deux\ntrois");
        let tree = Tree::parse("<doc>un <n>1</doc>").expect("a tree");
        let root = tree.root().expect("an element");
        assert_eq!(root.prose_without(&root.children().collect::<Vec<_>>()), "un");
    }

    #[test]
    fn what_is_made_to_harm_is_refused() {
        let deep = "<r>".repeat(100_000);
        assert_eq!(Tree::parse(&deep).err(), Some(Reason::TooDeep));
        let bomb = "<!DOCTYPE r [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><r>&d;</r>";
        assert_eq!(Tree::parse(bomb).expect_err("entities"), Reason::OwnEntities);
    }
}
