//! The units of such markup: the names of the elements that are articles.
//!
//! It looks at the beginning of a file alone, and reads no article.

use std::ops::Range;

use super::walk::{Found, Walk};
use crate::ingest::markup::{Piece, Scanner, is_one};

/// Roots of pages and of markup that is no list of articles, or one of another format.
const OTHERS: [&str; 4] = ["html", "tei", "teicorpus", "svg"];

/// Most kinds of articles side by side.
const MOST_KINDS: usize = 20;

/// Returns the names of the elements that are articles, in the beginning of some markup, the
/// main one first: of those that can be, the first that comes again, or else the innermost; and
/// then those beside it that have a title too.
pub(super) fn units(head: &str) -> Vec<String> {
    let mut walk = Walk::default();
    let mut is_first = true;
    for piece in Scanner::new(head) {
        if let Piece::Start(tag) = piece
            && std::mem::take(&mut is_first)
            && is_one(tag.name, &OTHERS)
        {
            return Vec::new();
        }
        walk.take(piece);
    }
    walk.close(0);
    let Some(main) = main_unit(head, &walk.found) else { return Vec::new() };
    kinds(&walk.found, main)
}

fn main_unit<'f>(head: &str, found: &'f [Found]) -> Option<&'f str> {
    let comes_again = |one: &&Found| {
        let tags = memchr::memmem::find_iter(head.as_bytes(), one.name.as_bytes());
        // With a head, one in what is called after it will do: `<notices><notice>`.
        let is_whole = |at: &usize| {
            let behind = head.as_bytes().get(at + one.name.len());
            one.head.is_enough() || behind.is_none_or(|&byte| is_end_of_name(byte))
        };
        tags.filter(|at| head[..*at].ends_with('<') && is_whole(at)).nth(1).is_some()
    };
    let mut firsts: Vec<&Found> = Vec::new();
    for one in found.iter().filter(|one| !one.may_be_section) {
        if !firsts.iter().any(|first| first.name == one.name) {
            firsts.push(one);
        }
    }
    let again = firsts.iter().rev().copied().find(comes_again);
    let one =
        again.or_else(|| firsts.iter().copied().find(|one| one.head.is_enough() && !one.is_list));
    one.map(|one| one.name.as_str())
}

/// Returns the main kind of articles and those that stand beside it, or apart from it again and
/// again.
fn kinds(found: &[Found], main: &str) -> Vec<String> {
    let mut kinds = vec![main.to_owned()];
    let mut taken: Vec<&Found> = of(found, main).collect();
    for one in found {
        let is_apart = |one: &Found| !taken.iter().any(|it| overlap(&it.span, &one.span));
        let is_beside = || of(found, main).any(|it| it.parent == one.parent);
        if kinds.len() < MOST_KINDS
            && !kinds.contains(&one.name)
            && one.head.has_title
            && is_apart(one)
            && (is_beside()
                || one.head.is_enough()
                    && of(found, &one.name).filter(|other| is_apart(other)).nth(1).is_some())
        {
            kinds.push(one.name.clone());
            taken.extend(of(found, &one.name));
        }
    }
    kinds
}

fn of<'f>(found: &'f [Found], name: &str) -> impl Iterator<Item = &'f Found> {
    found.iter().filter(move |one| one.name == name)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Tells whether a byte behind the name of an element ends it.
fn is_end_of_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne \
                        ne sait quand ce sera.";

    #[track_caller]
    fn check(head: &str, expected: Option<&str>) {
        assert_eq!(units(head).first().map(String::as_str), expected, "of {head}");
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
