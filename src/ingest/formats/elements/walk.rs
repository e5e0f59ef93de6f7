//! The elements of such markup as they open and close: what each holds, and which can be
//! articles.
//!
//! It does not decide which of them are.

use std::ops::Range;

use super::names::{NO_TEXT, RUNNING};
use super::shape::is_day;
use crate::ingest::markup::{Piece, Tag, is_one, local};
use crate::ingest::record::element::target;
use crate::ingest::record::field::{Field, FieldNames};

/// Elements that are articles without a title or a day too, where there are several.
const NAMES: [&str; 10] =
    ["article", "text", "texte", "notice", "story", "news", "document", "doc", "breve", "depeche"];

/// Bytes of text in an element that can be an article.
const LEAST_TEXT: usize = 40;

/// Bytes of a line that is a text of its own, whatever it is called.
const LONG_TEXT: usize = 200;

/// Elements that are open around another, at most; deeper ones are no articles.
const MOST_OPEN: usize = 50;

/// Where an element has a day that no name tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UnnamedDay {
    None,
    /// Its first text is one.
    Itself,
    /// An attribute is one, or an element within whose name says nothing.
    Within,
}

/// What an element says at the head of an article.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Heading {
    pub(super) has_title: bool,
    has_day: bool,
    /// Who wrote it, where it was printed or the like, or an element for its body.
    has_more: bool,
}

impl Heading {
    /// Takes note of what an attribute or an element within gives.
    fn take(&mut self, field: Option<Field>) {
        match field {
            Some(Field::Title) => self.has_title = true,
            Some(Field::Published) => self.has_day = true,
            Some(Field::Authors | Field::Source | Field::Section | Field::Url | Field::Tags) => {
                self.has_more = true;
            }
            _ => {}
        }
    }

    /// Tells whether that is enough for an article; a section has a title alone.
    pub(super) fn is_enough(self) -> bool {
        self.has_day || self.has_title && self.has_more
    }
}

/// An element that is open.
#[derive(Debug)]
struct Seen {
    name: String,
    /// How many were opened before it.
    number: usize,
    field: Option<Field>,
    head: Heading,
    unnamed_day: UnnamedDay,
    /// It holds an article that is read.
    has_unit: bool,
    /// It holds an element for its body.
    has_body: bool,
    /// Elements of running text in it.
    paragraphs: usize,
    /// Elements in it that are texts and say nothing else.
    lines: usize,
    /// Its body stands in such elements, which may as well be articles.
    is_list: bool,
    /// Words of its own text, and how many bytes these are.
    words: (usize, usize),
    /// Words in it that no article holds.
    lost: usize,
    /// Bytes of all text in it.
    text: usize,
    /// Bytes of the text that is its own, or of elements that are its body.
    body: usize,
}

impl Seen {
    fn new(tag: Tag<'_>, number: usize, names: &FieldNames) -> Self {
        let mut seen = Self {
            name: tag.name.to_owned(),
            number,
            field: field(tag.name, names),
            head: Heading::default(),
            unnamed_day: UnnamedDay::None,
            has_unit: false,
            has_body: false,
            paragraphs: 0,
            lines: 0,
            is_list: false,
            words: (0, 0),
            lost: 0,
            text: 0,
            body: 0,
        };
        for (name, value) in tag.attributes() {
            if name == "name" {
                // `<field name="titre">`, as programs of databases write.
                seen.field = seen.field.or_else(|| field(&value, names));
            }
            let field = field(name, names);
            seen.head.take(field);
            if field.is_none() && is_day(&value) {
                seen.unnamed_day = UnnamedDay::Within;
            }
        }
        seen
    }

    /// Takes note of an element within that has closed.
    fn take_closed(&mut self, seen: &Self, is_article: bool) {
        // An article is no part of what stands around it, whatever it is called.
        let field = seen.field.filter(|_| !is_article);
        self.head.take(field);
        let is_for_around = match seen.unnamed_day {
            UnnamedDay::None => false,
            UnnamedDay::Itself => field.is_none(),
            UnnamedDay::Within => seen.body < LEAST_TEXT,
        };
        if is_for_around {
            self.unnamed_day = UnnamedDay::Within;
        }
        self.head.has_more |= field == Some(Field::Body) && seen.text >= LEAST_TEXT;
        self.has_body |= field == Some(Field::Body) && seen.text > 0;
        // What is said of an article may stand in an element of its own.
        if seen.body < LEAST_TEXT && !is_article {
            self.head.has_title |= seen.head.has_title;
            self.head.has_day |= seen.head.has_day;
        }
        let is_plain = field.is_none() && !seen.says_something() && seen.text >= LEAST_TEXT;
        self.lines += usize::from(is_plain);
        self.is_list |= is_plain && seen.lines > 1 && seen.paragraphs == 0;
        self.has_unit |= seen.has_unit;
        self.text += seen.text;
        let is_body =
            field == Some(Field::Body) || is_plain && (seen.is_prose() || seen.text >= LONG_TEXT);
        self.body += if is_body { seen.text } else { 0 };
    }

    /// Returns how many words in it no article holds when it is none: what is said of the whole
    /// in a few words, or by its name, is no text.
    fn lost_words(&self) -> usize {
        let is_text = |field| matches!(field, Field::Body | Field::Description);
        let is_said =
            self.field.is_some_and(|field| !is_text(field)) || is_one(&self.name, &NO_TEXT);
        let (words, bytes) = self.words;
        match () {
            () if is_said => 0,
            () if bytes >= LEAST_TEXT => self.lost + words,
            () => self.lost,
        }
    }

    /// Tells whether it says anything of an article.
    fn says_something(&self) -> bool {
        self.head.has_day || self.head.has_title || self.unnamed_day != UnnamedDay::None
    }

    /// Tells whether it holds paragraphs, whatever these are called.
    fn is_prose(&self) -> bool {
        self.paragraphs > 0 || self.lines > 1
    }

    fn can_be_article(&self) -> bool {
        let is_told = || {
            self.head.is_enough()
                || self.unnamed_day == UnnamedDay::Within
                || is_one(&self.name, &NAMES)
        };
        self.body >= LEAST_TEXT && is_told() || self.is_short_article()
    }

    /// Tells whether a title, a day and a body make an article of it, however short that is.
    fn is_short_article(&self) -> bool {
        let has_text = || self.body > 0 && (self.has_body || is_one(&self.name, &NAMES));
        self.head.has_title && self.head.has_day && has_text()
    }

    /// Tells whether it is a text with a title, such as an article or a section of one.
    fn is_titled(&self) -> bool {
        self.body >= LEAST_TEXT && self.head.has_title
    }
}

/// An element that can be an article.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) name: String,
    /// The element around it.
    pub(super) parent: String,
    /// The numbers of the elements that were opened from it on until it closed.
    pub(super) span: Range<usize>,
    pub(super) head: Heading,
    /// It says no more than its title, as sections do.
    pub(super) may_be_section: bool,
    /// What it holds may be a list of others.
    pub(super) is_list: bool,
}

/// The elements that are open.
#[derive(Default)]
pub(super) struct Walk {
    names: FieldNames,
    open: Vec<Seen>,
    opened: usize,
    /// Those that have closed and can be articles, in that order.
    pub(super) found: Vec<Found>,
    /// An article has started that is read elsewhere.
    has_units: bool,
    /// What closed elements hold outside of such articles.
    outside: Outside,
}

/// What stands outside of the articles that are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outside {
    /// Articles in elements of other names.
    pub(super) articles: usize,
    /// Words of text that is in none of these.
    pub(super) words: usize,
}

impl Walk {
    /// Takes the next piece.
    pub(super) fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Start(tag) => self.start(tag),
            Piece::End(name) => {
                if let Some(at) = self.open.iter().rposition(|seen| seen.name == name) {
                    self.close(at);
                }
            }
            Piece::Text(text) | Piece::Data(text) => {
                if let Some(seen) = self.open.last_mut() {
                    if seen.text == 0 && seen.unnamed_day == UnnamedDay::None && is_day(text) {
                        seen.unnamed_day = UnnamedDay::Itself;
                    }
                    let length = text.trim().len();
                    let is_of_rights = seen.text == 0 && text.trim().starts_with('©');
                    if length > 0 && !is_of_rights {
                        seen.words.0 += text.split_whitespace().count();
                        seen.words.1 += length;
                    }
                    seen.text += length;
                    seen.body += length;
                }
            }
            Piece::Declaration(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let is_told = !is_one(tag.name, &RUNNING) || is_dated(tag);
        if is_told && !tag.is_empty() && self.open.len() < MOST_OPEN {
            self.open.push(Seen::new(tag, self.opened, &self.names));
            self.opened += 1;
        } else if !is_told && let Some(seen) = self.open.last_mut() {
            seen.paragraphs += 1;
        }
    }

    /// Closes the elements from one on, the innermost first, and takes those that can be
    /// articles.
    pub(super) fn close(&mut self, from: usize) {
        while self.open.len() > from {
            let Some(seen) = self.open.pop() else { return };
            let can_be_article = seen.can_be_article();
            let is_article = can_be_article && seen.head.has_title && seen.head.is_enough();
            let is_outside = is_article && self.has_units && !seen.has_unit;
            self.outside.articles += usize::from(is_outside);
            let lost = if is_outside { 0 } else { seen.lost_words() };
            match self.open.last_mut() {
                Some(around) => {
                    around.take_closed(&seen, is_article);
                    around.lost += lost;
                }
                None => self.outside.words += lost,
            }
            if can_be_article || seen.is_titled() {
                self.found.push(Found {
                    parent: self.open.last().map(|seen| seen.name.clone()).unwrap_or_default(),
                    span: seen.number..self.opened,
                    head: seen.head,
                    may_be_section: !can_be_article,
                    is_list: seen.is_list,
                    name: seen.name,
                });
            }
        }
    }

    /// Takes note of an article that starts, which is read elsewhere.
    pub(super) fn pass_unit(&mut self) {
        self.has_units = true;
        for seen in &mut self.open {
            seen.has_unit = true;
        }
    }

    /// Returns what stands outside of the articles that have started, up to here.
    pub(super) fn outside(&self) -> Outside {
        let open = self.open.iter().map(Seen::lost_words).sum::<usize>();
        Outside { words: self.outside.words + open, ..self.outside }
    }

    /// Returns how many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns the name of the outermost element that is open.
    pub(super) fn root(&self) -> &str {
        self.open.first().map_or("", |seen| &seen.name)
    }

    /// Tells whether what opened last is the day of what stands around it.
    pub(super) fn is_in_day(&self) -> bool {
        self.open.last().is_some_and(|seen| seen.field == Some(Field::Published))
    }

    /// Tells whether a name is that of a day of publication.
    pub(super) fn is_of_day(&self, name: &str) -> bool {
        field(name, &self.names) == Some(Field::Published)
    }
}

/// Tells whether an element of running text has a day, as no text has, and leads nowhere.
fn is_dated(tag: Tag<'_>) -> bool {
    tag.attributes().any(|(_, value)| is_day(&value))
        && tag.attributes().all(|(name, _)| name != "href")
}

/// Returns the field that an attribute or an element gives.
fn field(name: &str, names: &FieldNames) -> Option<Field> {
    target(local(name), names).map(|(field, _)| field)
}
