//! The text that a page shows: its paragraphs, headings and list items, one a line,
//! without what stands around an article.

use std::collections::HashSet;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::block::{Block, TEXT_BYTES, blocks, joined};
use super::byline::{change_of_byline, date_of_byline, is_byline, opens_byline};
use super::facts::{Fact, Facts};
use super::headline::Headline;
use super::pointer::{POINTER_BYTES, asks_readers, is_pointer, names_network};
use super::shown_authors::is_label;
use super::tidy::plain;
use super::{author, ending, related, scope, surroundings};

/// Below this many characters a text is looked for with fewer demands.
const ENOUGH_CHARS: usize = 200;

/// The element around what was found to be the article.
const ARTICLE: &str = "#readability-page-1";

/// A standfirst is at most one part in this of the text.
const STANDFIRST_PART: usize = 4;

/// Most bytes of a line that names authors at the end of a text.
const SIGNATURE_BYTES: usize = 100;

/// Fewest words of a line of links that belongs to the text, and fewest bytes beside the links
/// of one that is a sentence.
const REFERENCE_WORDS: usize = 3;
const SENTENCE_BYTES: usize = 10;

/// Bytes of a quote that may stand in the text as well, and most of them in a page.
const QUOTE_BYTES: std::ops::Range<usize> = 20..500;
const MAX_QUOTES: usize = 20;

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct PageText {
    /// Paragraphs, parted by blank lines.
    pub(super) text: String,
    /// The lines above the text that name authors or dates, and those in it or behind it.
    pub(super) bylines: Vec<String>,
    pub(super) later_bylines: Vec<String>,
    /// The names that stand where those of authors do.
    pub(super) authors: Vec<String>,
    /// The standfirst above the text, when it is set apart.
    pub(super) standfirst: String,
    /// Most of it are links: the page lists articles.
    pub(super) is_list: bool,
    /// The number of `<article>` elements, without those beside and behind the article.
    pub(super) articles: usize,
    /// A date of publication stands at the headline.
    pub(super) is_dated: bool,
}

/// What is known of a page where its text is looked for.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) title: &'k str,
    pub(super) facts: &'k Facts,
    /// Where it was published.
    pub(super) host: &'k str,
}

/// Returns the text of a page; its title and its standfirst, when they stand above
/// it, are no part of it.
pub(super) fn read(document: Document, known: &Known) -> PageText {
    let headline = Headline::of(&document, known.title, known.facts, known.host);
    scope::drop_what_follows(&document);
    related::drop_related(&document);
    surroundings::mark_off(&document);
    let articles = document.root().descendants_it().filter(|node| node.has_name("article")).count();
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        char_threshold: ENOUGH_CHARS,
        ..Config::default()
    };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else {
        return PageText::default();
    };
    if readability.parse().is_err() {
        return PageText::default();
    }
    let article = readability.doc.select_single(ARTICLE);
    let root = article.nodes().first();
    let shown = root.map(|root| select(blocks(root, known.host), known, headline));
    PageText { articles, ..shown.unwrap_or_default() }
}

/// The lines of a text as they are chosen.
#[derive(Default)]
struct Chosen {
    kept: Vec<Block>,
    bylines: Vec<String>,
    later_bylines: Vec<String>,
    has_text: bool,
    /// Where readers were asked what they think, last.
    question: Option<usize>,
    /// Bytes of lines that are links, and the headings among them.
    linked: usize,
    linked_headings: usize,
}

impl Chosen {
    /// Takes a line into the text or leaves it out.
    fn add(&mut self, block: Block, known: &Known, headline: &Headline, authors: &HashSet<&str>) {
        let is_text = self.has_text;
        if is_link(&block) && !(is_text && is_reference(&block)) {
            self.linked += block.text.len();
            self.linked_headings += usize::from(block.is_heading);
        } else if !is_text && is_dateline(&block)
            || is_byline(&block.text) && (!is_text || is_sure_byline(&block.text))
        {
            let lines = if is_text { &mut self.later_bylines } else { &mut self.bylines };
            lines.push(block.text);
        } else if !is_text && (headline.labels.contains(&block.text) || is_label(&block.text)) {
            // It was above the title, which is gone.
        } else if !is_text && block.text == known.title {
            // What stands above the title is no text.
            self.kept.clear();
        } else if is_pointer(&block.text, block.linked > 0) {
            if asks_readers(&block.text) {
                self.question = Some(self.kept.len());
            }
        } else if !is_signature(&block.text, authors) {
            self.has_text |= block.text.len() >= TEXT_BYTES;
            self.kept.push(block);
        }
    }
}

/// Returns the text among the lines that were found to be the article.
pub(super) fn select(blocks: Vec<Block>, known: &Known, headline: Headline) -> PageText {
    let authors: HashSet<&str> = known.facts.values(Fact::Author).collect();
    let mut chosen = Chosen::default();
    for block in blocks {
        chosen.add(block, known, &headline, &authors);
    }
    let Chosen { mut kept, linked, linked_headings, .. } = chosen;
    let mut shown =
        PageText { bylines: headline.bylines, authors: headline.authors, ..PageText::default() };
    shown.bylines.extend(chosen.bylines);
    shown.later_bylines = chosen.later_bylines;
    shown.later_bylines.extend(ending::cut(&mut kept, chosen.question));
    shown.is_dated = shown.bylines.iter().any(|line| date_of_byline(line).is_some());
    drop_repeated_quotes(&mut kept);
    let bytes: usize = kept.iter().map(|block| block.text.len()).sum();
    shown.standfirst = take_standfirst(&mut kept, known, headline.standfirst, bytes);
    let paragraphs = kept.iter().filter(|block| block.text.len() >= TEXT_BYTES).count();
    shown.is_list = linked > bytes || linked_headings > 2 && linked_headings * 2 > paragraphs;
    shown.text = joined(&kept);
    shown
}

/// Tells whether most of a short line is a link.
fn is_link(block: &Block) -> bool {
    block.linked * 2 > block.text.len() && block.text.len() < POINTER_BYTES
}

/// Tells whether a line that is mostly linked is one of the text all the same: it names a
/// source elsewhere, or it is a sentence around links.
fn is_reference(block: &Block) -> bool {
    let words = block.text.split_whitespace().count();
    let is_source = block.linked_out * 2 > block.linked
        && words >= REFERENCE_WORDS
        && !names_network(&block.text);
    let is_sentence = block.text.len().saturating_sub(block.linked) >= SENTENCE_BYTES
        && block.text.ends_with(['.', '…'])
        && words >= REFERENCE_WORDS;
    !block.is_heading && block.quoted == 0 && (is_source || is_sentence)
}

/// Tells whether all of a line is called a date: `hier`.
fn is_dateline(block: &Block) -> bool {
    block.date >= block.text.len() && block.text.len() <= SIGNATURE_BYTES
}

/// Tells whether a line in the text or behind it is one with a date or authors.
fn is_sure_byline(line: &str) -> bool {
    let says = || date_of_byline(line).or_else(|| change_of_byline(line)).is_some();
    let names_one = || author::names_of_byline(line, false).into_iter().any(author::is_full);
    opens_byline(line) && (says() || names_one())
}

/// Takes the standfirst off the top of a text of so many bytes; what is said of it elsewhere
/// may stand there again.
fn take_standfirst(kept: &mut Vec<Block>, known: &Known, above: String, bytes: usize) -> String {
    let is_small = |text: &str| text.len() * STANDFIRST_PART < bytes;
    // A standfirst is often said again.
    if let [first, second, ..] = &kept[..]
        && plain(&first.text) == plain(&second.text)
        && is_small(&first.text)
    {
        kept.remove(0);
    }
    let given = known.facts.first(Fact::Description);
    if kept.first().is_some_and(|first| is_small(&first.text) && is_standfirst(first, given)) {
        return kept.remove(0).text;
    }
    let lines: HashSet<String> = above.lines().map(plain).collect();
    let is_of_it = |block: &Block| lines.contains(&plain(&block.text));
    let opening = kept.iter().take_while(|block| is_of_it(block)).count();
    if !is_small(&above) || kept[opening..].iter().any(is_of_it) {
        return String::new();
    }
    kept.drain(..opening);
    above
}

/// Tells whether this, which opens a text, is its standfirst: the one that the page gives, or
/// the beginning of it in bold.
fn is_standfirst(block: &Block, given: &str) -> bool {
    let is_strong = block.strong == block.text.len() && block.text.len() >= TEXT_BYTES;
    let is_cut = given.ends_with("...") || given.ends_with("(...)") || given.ends_with('…');
    block.text == given
        || !is_cut && plain(&block.text) == plain(given)
        || is_strong && (given.is_empty() || given.starts_with(&block.text))
}

/// Tells whether a line is no more than the names of authors, with what they are.
fn is_signature(line: &str, authors: &HashSet<&str>) -> bool {
    if line.len() > SIGNATURE_BYTES || line.ends_with(['.', '!', '?', '…', ':', '»']) {
        return false;
    }
    let names = author::names(line);
    // Behind them may stand an agency that the page does not state.
    names.first().is_some_and(|name| authors.contains(name))
        && names.iter().all(|name| authors.contains(name) || !author::is_full(name))
}

/// Drops the quotes that the text has a second time, with the names of who said them.
fn drop_repeated_quotes(blocks: &mut Vec<Block>) {
    if !blocks.iter().any(|block| block.quoted > 0) {
        return;
    }
    let texts = blocks.iter().filter(|block| block.quoted == 0);
    let text = plain(&texts.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n"));
    let (mut quotes, mut is_dropped) = (0, false);
    blocks.retain(|block| {
        let is_name = || block.text.len() < SIGNATURE_BYTES && author::is_full(&block.text);
        if is_dropped && block.quoted > 0 && is_name() {
            return false;
        }
        is_dropped = false;
        if block.quoted == 0 || !QUOTE_BYTES.contains(&block.text.len()) || quotes == MAX_QUOTES {
            return true;
        }
        quotes += 1;
        is_dropped = text.contains(&plain(&block.text));
        !is_dropped
    });
}
