//! The unit of such markup: the name of the element that is an article.

use super::shape::is_day;
use crate::ingest::markup::{Piece, Scanner, Tag, is_one, local};
use crate::ingest::record::element::target;
use crate::ingest::record::field::{Field, FieldNames};

/// Roots of pages and of markup that is no list of articles, or one of another format.
const OTHERS: [&str; 4] = ["html", "tei", "teicorpus", "svg"];

/// Elements of running text: what they hold is of the element around them.
const RUNNING: [&str; 24] = [
    "p",
    "div",
    "br",
    "b",
    "i",
    "em",
    "strong",
    "span",
    "a",
    "u",
    "ul",
    "ol",
    "li",
    "lb",
    "hi",
    "w",
    "s",
    "seg",
    "ab",
    "l",
    "para",
    "paragraph",
    "paragraphe",
    "alinea",
];

/// Elements that are articles without a title or a day too, where there are several.
const NAMES: [&str; 10] =
    ["article", "text", "texte", "notice", "story", "news", "document", "doc", "breve", "depeche"];

/// Bytes of text in an element that can be an article.
const LEAST_TEXT: usize = 40;

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

/// An element, open or not.
#[derive(Debug)]
struct Seen<'h> {
    name: &'h str,
    field: Option<Field>,
    has_title: bool,
    has_day: bool,
    /// It says who wrote it, where it was printed or the like, or has an element for its body.
    has_more: bool,
    unnamed_day: UnnamedDay,
    /// Bytes of all text in it.
    text: usize,
    /// Bytes of the text that is its own, or of an element named as a body.
    body: usize,
}

impl Seen<'_> {
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

    /// Tells whether it has what stands at the head of an article; a section has a title alone.
    fn has_head(&self) -> bool {
        self.has_day || self.has_title && self.has_more
    }
}

/// Returns the name of the elements that are articles, in the beginning of some markup: of
/// those that can be, the first that comes again, or else the innermost.
pub(super) fn unit(head: &str) -> Option<String> {
    let names = FieldNames::default();
    let mut open: Vec<Seen<'_>> = Vec::new();
    let mut found: Vec<(&str, bool)> = Vec::new();
    let mut is_first = true;
    for piece in Scanner::new(head) {
        match piece {
            Piece::Start(tag) => {
                if std::mem::take(&mut is_first) && is_one(tag.name, &OTHERS) {
                    return None;
                }
                let is_told = !is_one(tag.name, &RUNNING) || is_dated(tag);
                if !tag.is_empty() && open.len() < MOST_OPEN && is_told {
                    open.push(seen(tag, &names));
                }
            }
            Piece::End(name) => {
                if let Some(at) = open.iter().rposition(|seen| seen.name == name) {
                    close(&mut open, at, &mut found);
                }
            }
            Piece::Text(text) | Piece::Data(text) => {
                if let Some(seen) = open.last_mut() {
                    if seen.text == 0 && seen.unnamed_day == UnnamedDay::None && is_day(text) {
                        seen.unnamed_day = UnnamedDay::Itself;
                    }
                    seen.text += text.trim().len();
                    seen.body += text.trim().len();
                }
            }
            Piece::Declaration(_) => {}
        }
    }
    close(&mut open, 0, &mut found);
    let comes_again = |name: &str, has_head: bool| {
        let tags = memchr::memmem::find_iter(head.as_bytes(), name.as_bytes());
        // With a head, one in what is called after it will do: `<notices><notice>`.
        let is_whole = |at: &usize| {
            let behind = head.as_bytes().get(at + name.len());
            has_head || behind.is_none_or(|&byte| is_end_of_name(byte))
        };
        tags.filter(|at| head[..*at].ends_with('<') && is_whole(at)).nth(1).is_some()
    };
    let again = found.iter().rev().find(|(name, has_head)| comes_again(name, *has_head));
    let alone = || found.iter().find(|(_, has_head)| *has_head);
    again.or_else(alone).map(|(name, _)| (*name).to_owned())
}

/// Tells whether a byte behind the name of an element ends it.
fn is_end_of_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

fn seen<'h>(tag: Tag<'h>, names: &FieldNames) -> Seen<'h> {
    let mut seen = Seen {
        name: tag.name,
        field: field(tag.name, names),
        has_title: false,
        has_day: false,
        has_more: false,
        unnamed_day: UnnamedDay::None,
        text: 0,
        body: 0,
    };
    for (name, value) in tag.attributes() {
        if name == "name" {
            // `<field name="titre">`, as programs of databases write.
            seen.field = seen.field.or_else(|| field(&value, names));
        }
        let field = field(name, names);
        seen.take(field);
        if field.is_none() && is_day(&value) {
            seen.unnamed_day = UnnamedDay::Within;
        }
    }
    seen
}

/// Tells whether an element of running text has a day, as no text has, and leads nowhere.
fn is_dated(tag: Tag<'_>) -> bool {
    tag.attributes().any(|(_, value)| is_day(&value))
        && tag.attributes().all(|(name, _)| name != "href")
}

/// Closes the elements from one on, the innermost first, and takes those that can be articles.
fn close<'h>(open: &mut Vec<Seen<'h>>, from: usize, found: &mut Vec<(&'h str, bool)>) {
    while open.len() > from {
        let Some(seen) = open.pop() else { return };
        let is_known = found.iter().any(|(name, _)| *name == seen.name);
        let can_be_article =
            seen.has_head() || seen.unnamed_day == UnnamedDay::Within || is_one(seen.name, &NAMES);
        if can_be_article && seen.body >= LEAST_TEXT && !is_known {
            found.push((seen.name, seen.has_head()));
        }
        if let Some(around) = open.last_mut() {
            let field = seen.field;
            around.take(field);
            let is_for_around = match seen.unnamed_day {
                UnnamedDay::None => false,
                UnnamedDay::Itself => field.is_none(),
                UnnamedDay::Within => seen.body < LEAST_TEXT,
            };
            if is_for_around {
                around.unnamed_day = UnnamedDay::Within;
            }
            around.has_more |= field == Some(Field::Body) && seen.text >= LEAST_TEXT;
            // What is said of an article may stand in an element of its own.
            if seen.body < LEAST_TEXT {
                around.has_title |= seen.has_title;
                around.has_day |= seen.has_day;
            }
            around.text += seen.text;
            around.body += if field == Some(Field::Body) { seen.text } else { 0 };
        }
    }
}

/// Returns the field that an attribute or an element gives.
fn field(name: &str, names: &FieldNames) -> Option<Field> {
    target(local(name), names).map(|(field, _)| field)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne \
                        ne sait quand ce sera.";

    #[track_caller]
    fn check(head: &str, expected: Option<&str>) {
        assert_eq!(unit(head).as_deref(), expected, "of {head}");
    }

    #[test]
    fn the_element_with_a_title_and_a_text_is_an_article() {
        let text = format!("<text titre='Un' date='2023-05-03'>{TEXT}</text>");
        check(&format!("<corpus titre='A' date='2023'>{text}{text}</corpus>"), Some("text"));
        check(&format!("<corpus titre='A' date='2023'>{text}</corpus>"), Some("text"));
        let sentence = format!("<texte titre='Un' date='2023'><s>{TEXT}</s></texte>");
        check(&format!("<corpus>{sentence}{sentence}</corpus>"), Some("texte"));
        let notice =
            format!("<notice><titre>Un</titre><date>3</date><texte><p>{TEXT}</p></texte></notice>");
        check(&format!("<?xml version='1.0'?><notices>{notice}{notice}</notices>"), Some("notice"));
        let sheet = format!("<fiche><titre>Un</titre><texte>{TEXT}</texte></fiche>");
        check(&format!("<fiches>{sheet}{sheet}</fiches>"), Some("fiche"));
        check(&format!("<ARTICLE title='a' author='b'>\n{TEXT}"), Some("ARTICLE"));
        let within = format!(
            "<row><meta><title>Un</title><date>3</date></meta><content><p>{TEXT}</p></content></row>"
        );
        check(&format!("<rows>{within}{within}</rows>"), Some("row"));
        let text = format!("<text id='1'><p>{TEXT}</p></text>");
        check(&format!("<corpus>{text}{text}</corpus>"), Some("text"));
    }

    #[test]
    fn a_day_tells_an_article_whatever_its_name() {
        let day = "2020-01-03";
        let sheet =
            format!("<f><nom>Un pont</nom><quand>{day}</quand><contenu>{TEXT}</contenu></f>");
        check(&format!("<fonds>{sheet}{sheet}</fonds>"), Some("f"));
        check(&format!("<fonds>{sheet}</fonds>"), None);
        let short = format!("<a t='Un pont' d='03/01/2020'>{TEXT}</a>");
        check(&format!("<fonds>{short}{short}</fonds>"), Some("a"));
        let link = format!("<a href='x' d='03/01/2020'>{TEXT}</a>");
        check(&format!("<fonds>{link}{link}</fonds>"), None);
        let field = |name: &str, value: &str| format!("<field name=\"{name}\">{value}</field>");
        let row = field("titre", "Un") + &field("date", day) + &field("texte", TEXT);
        check(&format!("<database><row>{row}</row><row>{row}</row></database>"), Some("row"));
    }

    #[test]
    fn other_markup_is_none() {
        check("<opml><outline title='Un' text='Un' url='x'/></opml>", None);
        check(&format!("<html><title>Un</title><meta name=date><p>{TEXT}</html>"), None);
        check(&format!("<alto><String CONTENT='pont'/>{TEXT}</alto>"), None);
        check(&"<a title='x' date='y'>".repeat(10_000), None);
        let record = format!(
            "<mods><titleInfo><title>Un</title></titleInfo><dateIssued>3</dateIssued><note>{TEXT}</note></mods>"
        );
        check(&format!("<mets><dmdSec>{record}</dmdSec><dmdSec>{record}</dmdSec></mets>"), None);
        check(&format!("<corpus><text id='1'>{TEXT}</text></corpus>"), None);
        let section = format!("<section id='1'><title>Un</title><p>{TEXT}</p></section>");
        check(
            &format!("<article><title>Un</title><body>{section}{section}</body></article>"),
            Some("article"),
        );
        check("", None);
    }
}
