//! A document gone through once: its header, what of its text is articles, and the text that
//! is around them.

use super::element::{is_article, is_aside, is_block, is_division, is_replaced, is_skipped, local};
use super::unit::{Slot, Unit};
use crate::ingest::markup::{Piece, Scanner, Tag};
use crate::ingest::press::line::LEAST_TEXT;
use crate::rejection::Reason;

/// Most levels of elements.
const MAX_DEPTH: usize = 200;

/// A document.
#[derive(Debug, Default)]
pub(super) struct Document<'t> {
    /// What its header holds.
    pub(super) header: Option<&'t str>,
    /// The language that it says it is in.
    pub(super) language: Option<String>,
    /// The text that is in none of the articles.
    pub(super) whole: Unit,
    /// Articles that are parts of it.
    pub(super) parts: Vec<Unit>,
    /// The days of divisions outside of them that have a heading, a day and a text of their own.
    pub(super) dated: Vec<String>,
    /// It ends before its first element does.
    pub(super) is_cut: bool,
}

/// An element that is open, and what was gathered around it.
struct Open<'t> {
    name: &'t str,
    is_choice: bool,
    is_block: bool,
    /// A date in it is that of the article.
    is_of_day: bool,
    /// What it has of an article, if it is a division of no known type.
    division: Option<Division>,
    around: State,
}

/// What a division has of an article.
#[derive(Debug, Default)]
struct Division {
    has_head: bool,
    day: Option<String>,
    /// Bytes of text in it, those of divisions in it left out.
    text: usize,
}

/// What text belongs to.
#[derive(Debug, Clone, Copy)]
struct State {
    /// The place of the article among the parts, `None` for the whole.
    part: Option<usize>,
    slot: Slot,
}

/// Goes through a document.
struct Walk<'t> {
    markup: &'t str,
    document: Document<'t>,
    open: Vec<Open<'t>>,
    state: State,
}

/// Reads a document.
pub(super) fn read(markup: &str) -> Result<Document<'_>, Reason> {
    let mut walk = Walk {
        markup,
        document: Document::default(),
        open: Vec::new(),
        state: State { part: None, slot: Slot::Body },
    };
    let mut scanner = Scanner::new(markup);
    while let Some(piece) = scanner.next() {
        match piece {
            Piece::Start(tag) => walk.start(tag, &mut scanner)?,
            Piece::End(name) => walk.end(name),
            Piece::Text(text) => walk.text(text, false),
            Piece::Data(text) => walk.text(text, true),
            Piece::Declaration(_) => {}
        }
    }
    walk.document.is_cut = !walk.open.is_empty();
    while !walk.open.is_empty() {
        walk.pop();
    }
    Ok(walk.document)
}

impl<'t> Walk<'t> {
    fn unit(&mut self) -> &mut Unit {
        match self.state.part {
            Some(at) => &mut self.document.parts[at],
            None => &mut self.document.whole,
        }
    }

    fn text(&mut self, text: &str, is_data: bool) {
        let slot = self.state.slot;
        if let Some(division) = self.division().filter(|_| slot == Slot::Body) {
            division.text += text.trim().len();
        }
        self.unit().add(slot, text, is_data);
    }

    /// Returns the innermost division that is open.
    fn division(&mut self) -> Option<&mut Division> {
        self.open.iter_mut().rev().find_map(|open| open.division.as_mut())
    }

    fn start(&mut self, tag: Tag<'t>, scanner: &mut Scanner<'t>) -> Result<(), Reason> {
        let name = local(tag.name);
        let name = name.as_ref();
        let is_choice = self.open.last().is_some_and(|around| around.is_choice);
        let is_link = name == "ref" && self.takes_link(tag);
        if is_skipped(name) || is_choice && is_replaced(name) || is_link || name == "teiheader" {
            if !tag.is_empty() {
                let start = scanner.at();
                scanner.skip_to_end(tag.name);
                if name == "teiheader" {
                    self.document.header.get_or_insert(&self.markup[start..scanner.at()]);
                }
            }
            return Ok(());
        }
        let slot = self.state.slot;
        if name == "lb" {
            let is_in_word = tag.attribute("break").is_some_and(|says| says == "no");
            self.unit().prose(slot).break_line(is_in_word);
        }
        if is_block(name) {
            self.unit().prose(slot).end_line();
        }
        self.take_day(name, tag);
        if let Some(language) = tag.attribute("xml:lang").filter(|_| self.open.len() < 2) {
            self.document.language = Some(language.into_owned());
        }
        if tag.is_empty() {
            return Ok(());
        }
        if self.open.len() == MAX_DEPTH {
            return Err(Reason::TooDeep);
        }
        if name == "head"
            && let Some(division) = self.division()
        {
            division.has_head = true;
        }
        let state = self.state_in(name, tag);
        let is_plain = is_division(name) && state.part.is_none() && state.slot == Slot::Body;
        self.open.push(Open {
            name: tag.name,
            is_choice: name == "choice",
            is_block: is_block(name),
            is_of_day: matches!(name, "dateline" | "opener" | "docdate" | "head" | "byline"),
            division: is_plain.then(Division::default),
            around: std::mem::replace(&mut self.state, state),
        });
        Ok(())
    }

    /// Takes the address of the article from a link that stands before its text.
    fn takes_link(&mut self, tag: Tag<'_>) -> bool {
        let target = tag.attribute("target").filter(|target| target.starts_with("http"));
        let unit = self.unit();
        let takes = unit.is_at_head() && unit.url.is_none() && target.is_some();
        if takes {
            unit.url = target.map(Into::into);
        }
        takes
    }

    /// Takes the day from an element that says when the article was printed.
    fn take_day(&mut self, name: &str, tag: Tag<'_>) {
        let is_of_day = self.open.iter().rev().take(3).any(|around| around.is_of_day);
        if name == "docdate" || name == "date" && is_of_day {
            let when = ["when", "when-iso", "value"].iter().find_map(|name| tag.attribute(name));
            let when: Option<String> = when.map(Into::into);
            if let Some(division) = self.division().filter(|division| division.day.is_none()) {
                division.day.clone_from(&when);
            }
            let unit = self.unit();
            if unit.date.is_none() {
                unit.date = when;
            }
        }
    }

    /// Returns what the text in an element belongs to.
    fn state_in(&mut self, name: &str, tag: Tag<'_>) -> State {
        let state = self.state;
        let slot = |slot| State { slot, ..state };
        if state.slot != Slot::Body {
            return state;
        }
        let kind = || tag.attribute("type").unwrap_or_default().to_lowercase();
        let is_at_head = self.unit().is_at_head();
        match name {
            "front" | "back" if state.part.is_none() => slot(Slot::Nowhere),
            "head" if is_at_head && kind().starts_with("sub") => slot(Slot::Subtitle),
            "head" if is_at_head => slot(Slot::Title),
            "byline" | "docauthor" => slot(Slot::Author),
            "signed" => slot(Slot::Signature),
            "text" if self.open.iter().any(|around| local(around.name) == "group") => {
                self.part(tag)
            }
            _ if is_division(name) && is_aside(tag) => slot(Slot::Nowhere),
            _ if is_division(name) && is_article(tag) => self.part(tag),
            _ => state,
        }
    }

    /// Starts an article, or goes on with one that it continues: in the next column, it stands
    /// within what came before and has the same number.
    fn part(&mut self, tag: Tag<'_>) -> State {
        let number = tag.attribute("n").map(Into::<String>::into);
        let open = self.open.iter().map(|around| around.around).chain([self.state]);
        let is_same = |at: &usize| number.is_some() && self.document.parts[*at].number == number;
        let same = open.filter_map(|state| state.part).find(is_same);
        let at = same.unwrap_or_else(|| {
            self.document.parts.push(Unit { number, ..Unit::default() });
            self.document.parts.len() - 1
        });
        State { part: Some(at), slot: Slot::Body }
    }

    fn end(&mut self, name: &str) {
        let is_it = |open: &Open<'_>| open.name.eq_ignore_ascii_case(name);
        let Some(place) = self.open.iter().rposition(is_it) else { return };
        if matches!(&*local(name), "w" | "pc") {
            let slot = self.state.slot;
            self.unit().prose(slot).end_word();
        }
        while self.open.len() > place {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if let Some(Division { has_head: true, day: Some(day), text: LEAST_TEXT.. }) = open.division
        {
            self.document.dated.push(day);
        }
        let slot = self.state.slot;
        if open.around.slot != slot {
            self.unit().end(slot);
        }
        if open.is_block {
            self.unit().prose(slot).end_line();
        }
        self.state = open.around;
        if open.is_block {
            let slot = self.state.slot;
            self.unit().prose(slot).end_line();
        }
    }
}
