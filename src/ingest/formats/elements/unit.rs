//! The unit of such markup: the name of the element that is an article.

use crate::ingest::markup::{Piece, Scanner, Tag};
use crate::ingest::record::element::target;
use crate::ingest::record::field::{Field, FieldNames};

/// Roots of pages and of markup that is no list of articles, or one of another format.
const OTHERS: [&str; 4] = ["html", "tei", "teicorpus", "svg"];

/// Bytes of text in an element that can be an article.
const LEAST_TEXT: usize = 40;

/// Elements that are open around another, at most; deeper ones are no articles.
const MOST_OPEN: usize = 50;

/// An element, open or not.
#[derive(Debug)]
struct Seen<'h> {
    name: &'h str,
    has_title: bool,
    has_day: bool,
    has_more: bool,
    text: usize,
}

impl Seen<'_> {
    /// Takes note of a field that an attribute or an element within gives.
    fn take(&mut self, field: Field) {
        match field {
            Field::Title => self.has_title = true,
            Field::Published => self.has_day = true,
            _ => self.has_more = true,
        }
    }

    /// Tells whether it can be an article: a title or a day, something else, and a text.
    fn can_be_article(&self) -> bool {
        let fields = [self.has_title, self.has_day, self.has_more];
        let count = fields.iter().filter(|has| **has).count();
        (self.has_title || self.has_day) && count > 1 && self.text >= LEAST_TEXT
    }
}

/// Returns the name of the elements that are articles, in the beginning of some markup: of
/// those that can be, the first that comes again, or else the innermost.
pub(super) fn unit(head: &str) -> Option<String> {
    let names = FieldNames::default();
    let mut open: Vec<Seen<'_>> = Vec::new();
    let mut found: Vec<&str> = Vec::new();
    let mut is_first = true;
    for piece in Scanner::new(head) {
        match piece {
            Piece::Start(tag) => {
                if std::mem::take(&mut is_first) && OTHERS.iter().any(|name| tag.is(name)) {
                    return None;
                }
                if let (Some(around), Some((field, _))) =
                    (open.last_mut(), target(local(tag.name), &names))
                {
                    around.take(field);
                }
                if !tag.is_empty() && open.len() < MOST_OPEN {
                    open.push(seen(tag, &names));
                }
            }
            Piece::End(name) => {
                let Some(at) = open.iter().rposition(|seen| seen.name == name) else { continue };
                close(&mut open, at, &mut found);
            }
            Piece::Text(text) | Piece::Data(text) => {
                if let Some(seen) = open.last_mut() {
                    seen.text += text.trim().len();
                }
            }
            Piece::Declaration(_) => {}
        }
    }
    close(&mut open, 0, &mut found);
    let starts = |name: &str| {
        let tags = memchr::memmem::find_iter(head.as_bytes(), name.as_bytes());
        tags.filter(|at| head[..*at].ends_with('<')).count()
    };
    let again = found.iter().rev().find(|name| starts(name) > 1);
    again.or_else(|| found.first()).map(|name| (*name).to_owned())
}

fn seen<'h>(tag: Tag<'h>, names: &FieldNames) -> Seen<'h> {
    let mut seen =
        Seen { name: tag.name, has_title: false, has_day: false, has_more: false, text: 0 };
    for (name, _) in tag.attributes() {
        if let Some((field, _)) =
            target(local(name), names).filter(|(field, _)| *field != Field::Body)
        {
            seen.take(field);
        }
    }
    seen
}

/// Closes the elements from one on, the innermost first, and takes those that can be articles.
fn close<'h>(open: &mut Vec<Seen<'h>>, from: usize, found: &mut Vec<&'h str>) {
    while open.len() > from {
        let Some(seen) = open.pop() else { return };
        if seen.can_be_article() && !found.contains(&seen.name) {
            found.push(seen.name);
        }
        if let Some(around) = open.last_mut() {
            around.text += seen.text;
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
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
        let notice =
            format!("<notice><titre>Un</titre><date>3</date><texte><p>{TEXT}</p></texte></notice>");
        check(&format!("<?xml version='1.0'?><notices>{notice}{notice}</notices>"), Some("notice"));
        check(&format!("<ARTICLE title='a' author='b'>\n{TEXT}"), Some("ARTICLE"));
    }

    #[test]
    fn other_markup_is_none() {
        check("<opml><outline title='Un' text='Un' url='x'/></opml>", None);
        check(&format!("<html><title>Un</title><meta name=date><p>{TEXT}</html>"), None);
        check(&format!("<alto><String CONTENT='pont'/>{TEXT}</alto>"), None);
        check(&"<a title='x' date='y'>".repeat(10_000), None);
        check("", None);
    }
}
