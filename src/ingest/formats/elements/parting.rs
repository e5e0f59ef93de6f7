//! Where the articles of such markup start and end as it streams by, what stands around them
//! says of their day, and how many more there seem to be in elements of other names.

use std::cell::Cell;
use std::rc::Rc;

use super::walk::{Outside, Walk};
use crate::ingest::date::parse_date;
use crate::ingest::markup::{Piece, Scanner, is_one};
use crate::ingest::press::cut::Mark;

/// Roots of what a program has exported, whose day is that of the export.
const EXPORTS: [&str; 14] = [
    "export",
    "corpus",
    "database",
    "collection",
    "results",
    "resultats",
    "response",
    "rows",
    "records",
    "articles",
    "documents",
    "root",
    "xml",
    "data",
];

/// What is known of the elements around articles while markup streams by.
pub(super) struct Parting {
    units: Vec<String>,
    /// The unit in which the stream is.
    inside: Option<usize>,
    /// What stands outside of the units.
    walk: Walk,
    /// The depth of the element whose day is that of the articles in it.
    dated: Option<usize>,
    /// What has stood outside of the units.
    others: Rc<Cell<Outside>>,
}

impl Parting {
    /// Returns the state at the head of markup whose articles are elements of these names; it
    /// notes in `others` what stands outside of them.
    pub(super) fn new(units: Vec<String>, others: Rc<Cell<Outside>>) -> Self {
        let walk = Walk::default();
        Self { units, inside: None, walk, dated: None, others }
    }

    /// Tells what a piece does, which starts behind the sign of its tag.
    pub(super) fn mark(&mut self, piece: &[u8]) -> Mark {
        if let Some(unit) = self.inside.map(|at| &self.units[at]) {
            if is_tag(piece, unit) {
                return Mark::Start;
            }
            let is_end = piece.strip_prefix(b"/").is_some_and(|tag| is_tag(tag, unit));
            if !is_end {
                return Mark::Within;
            }
            self.inside = None;
            self.take_behind(piece);
            return Mark::End;
        }
        self.inside = self.units.iter().position(|unit| is_tag(piece, unit));
        if self.inside.is_some() {
            self.walk.pass_unit();
            return Mark::Start;
        }
        self.outside(piece)
    }

    /// Takes the text behind the tag that ends a unit.
    fn take_behind(&mut self, piece: &[u8]) {
        let end = memchr::memchr(b'>', piece).map_or(piece.len(), |at| at + 1);
        let text = piece[end..].strip_suffix(b"<").unwrap_or(&piece[end..]);
        if !text.trim_ascii().is_empty() {
            self.walk.take(Piece::Text(&String::from_utf8_lossy(text)));
            self.others.set(self.walk.outside());
        }
    }

    fn outside(&mut self, piece: &[u8]) -> Mark {
        let piece = piece.strip_suffix(b"<").unwrap_or(piece);
        let markup = format!("<{}", String::from_utf8_lossy(piece));
        let mut mark = Mark::Within;
        for piece in Scanner::new(&markup) {
            self.walk.take(piece);
            if let Some(depth) = self.depth_of_day(piece) {
                self.dated = Some(depth);
                mark = Mark::Around;
            }
        }
        if self.dated.is_some_and(|depth| self.walk.depth() < depth) {
            self.dated = None;
            mark = Mark::Around;
        }
        self.walk.found.clear();
        self.others.set(self.walk.outside());
        mark
    }

    /// Returns the depth of the element whose day a piece says.
    fn depth_of_day(&self, piece: Piece<'_>) -> Option<usize> {
        let depth = self.walk.depth();
        let is_day = |value: &str| parse_date(value.trim()).is_some();
        let depth = match piece {
            Piece::Start(tag) if !tag.is_empty() => {
                let mut days = tag.attributes().filter(|(_, value)| is_day(value));
                days.any(|(name, _)| self.walk.is_of_day(name)).then_some(depth)
            }
            Piece::Text(text) if self.walk.is_in_day() && is_day(text) => Some(depth - 1),
            _ => None,
        }?;
        (depth > 1 || !is_one(self.walk.root(), &EXPORTS)).then_some(depth)
    }
}

/// Tells whether a piece starts with a tag of this name, in whatever case.
pub(super) fn is_tag(piece: &[u8], name: &str) -> bool {
    let after = piece.get(name.len()).copied().unwrap_or(b'<');
    piece.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
        && (after.is_ascii_whitespace() || after == b'>' || after == b'/')
}

/// Returns the day that stands in what is around an article.
pub(super) fn day_around(around: &str) -> Option<String> {
    let walk = Walk::default();
    Scanner::new(around).find_map(|piece| match piece {
        Piece::Start(tag) => {
            let mut days = tag.attributes().filter(|(name, _)| walk.is_of_day(name));
            days.find(|(_, value)| parse_date(value.trim()).is_some())
                .map(|(_, value)| value.trim().to_owned())
        }
        Piece::Text(text) if parse_date(text.trim()).is_some() => Some(text.trim().to_owned()),
        _ => None,
    })
}
