//! Pages: the article of a saved web page.
//!
//! It decides whether a page holds an article and puts it together from what the
//! page says of itself ([`facts`]) and from the text that it shows ([`body`]).
//! Nothing is fetched, no script is run.

use dom_query::Document;

use super::address::{date_of_url, is_home, url};
use super::block::{Block, joined, of_fragment};
use super::body::{Known, PageText};
use super::byline::{change_of_byline, date_of_byline, is_bare_date, opens_byline};
use super::facts::{Fact, Facts};
use super::gather::gather;
use super::shown_dates::TIME_RANK;
use super::tidy::plain;
use super::{author, body, page, seeming, several, title};
use crate::analysis::detect_language;
use crate::article::{Article, Date};
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::source::Hints;
use crate::ingest::date::{in_canada, parse_date, parse_given};
use crate::ingest::record::tidy::host;
use crate::rejection::{PageFault, Reason};

/// Fewest characters of text that make an article of a page that does not call
/// itself one.
const MIN_CHARS: usize = 250;

/// The same of one with a date of publication.
const MIN_DATED_CHARS: usize = 120;

/// Most `<article>` elements in a page that does not call itself an article, unless
/// its text is long.
const MAX_ARTICLES: usize = 3;

const LONG_CHARS: usize = 1000;

/// A page that shows less than one part in this of the text that its structured data
/// hold shows a beginning only.
const SHOWN_IN_PART: usize = 2;

/// What a page holds.
pub(super) struct Held {
    /// Its articles, nearly always one.
    pub(super) articles: Vec<Article>,
    /// How many articles it seems to hold that were read as one, or 0.
    pub(super) seem: usize,
}

/// Returns what a page holds, or why that is no article.
pub(super) fn read(bytes: &[u8], hints: &Hints) -> Result<Held, Reason> {
    let html = encoding::decode(bytes, hints.charset.as_deref());
    let document = page::parse(&html)?;
    let facts = gather(&document);
    let title = title::best(&facts);
    let url = url(&facts, hints, &html);
    if is_home(&url) {
        return Err(Reason::NoArticle(PageFault::HomePage));
    }
    let known = Known { title: &title, facts: &facts, host: host(&url).unwrap_or_default() };
    let several = several::articles(&document, &known, &url, html.len());
    if !several.is_empty() {
        return Ok(Held { articles: several, seem: 0 });
    }
    let seem = seeming::count(&document, &known, &url);
    let whole = if seem > 1 { seeming::whole(&document, &known) } else { Vec::new() };
    let mut article = one(document, &known, &url)?;
    if lacks(&article, &whole, !url.is_empty()) {
        article.body = joined(&whole);
    }
    Ok(Held { articles: vec![article], seem })
}

/// Tells whether an article lacks some of these lines, which it is said to hold: any of a page
/// without an address, half of one that may have others around its articles.
fn lacks(article: &Article, lines: &[Block], has_address: bool) -> bool {
    const LEAST_LINE: usize = 40;
    let bytes = |lines: &[&Block]| lines.iter().map(|line| line.text.len()).sum::<usize>();
    let lines: Vec<&Block> = lines.iter().filter(|line| line.text.len() >= LEAST_LINE).collect();
    let is_there = |line: &Block| {
        [&article.title, &article.description, &article.body]
            .iter()
            .any(|it| it.contains(&line.text))
    };
    let lost: Vec<&Block> = lines.iter().copied().filter(|line| !is_there(line)).collect();
    !lost.is_empty() && (!has_address || bytes(&lost) * 2 > bytes(&lines))
}

/// Returns the article of a page that holds one.
fn one(document: Document, known: &Known, url: &str) -> Result<Article, Reason> {
    let Known { title, facts, host } = *known;
    let mut shown = body::read(document, known);
    if facts.body.chars().count() > SHOWN_IN_PART * shown.text.chars().count() {
        shown.text = of_fragment(&facts.body);
        shown.is_list = false;
    }
    let local = |date| if is_canadian(facts, host) { in_canada(date) } else { date };
    let published = published(facts, &shown, url).map(local);
    let given = facts.first(Fact::Description);
    let description = if shown.standfirst.is_empty() { given } else { &shown.standfirst };
    let chars = shown.text.chars().count();
    if facts.has_video && chars == 0 {
        return Err(Reason::NoArticle(PageFault::Video));
    }
    if is_template(title, &shown.text) {
        return Err(Reason::NoArticle(PageFault::Template));
    }
    if !facts.is_article {
        let min_chars = if published.is_some() { MIN_DATED_CHARS } else { MIN_CHARS };
        let mut titles = facts.values(Fact::Heading).chain([title]);
        if titles.any(title::is_of_error) {
            return Err(Reason::NoArticle(PageFault::ErrorPage));
        } else if shown.is_list
            || shown.articles > MAX_ARTICLES && chars < LONG_CHARS && !shown.is_dated
        {
            return Err(Reason::NoArticle(PageFault::ListOfArticles));
        } else if !facts.is_shared_as_article && chars < min_chars {
            return Err(Reason::NoArticle(PageFault::LittleText));
        }
    }
    if shown.text.is_empty() && description.is_empty() {
        return Err(Reason::NoArticle(PageFault::NoText));
    }
    let said = source(facts, title);
    let source = said.unwrap_or(host).to_owned();
    Ok(Article {
        source_derived: said.is_none() && !source.is_empty(),
        published,
        modified: modified(facts, &shown).map(local),
        description: description.to_owned(),
        section: facts.first(Fact::Section).to_owned(),
        authors: authors(facts, &shown, &source, host),
        source,
        tags: facts.all(Fact::Tag),
        language: language(facts.language(), title, &shown.text),
        body: shown.text,
        title: title.to_owned(),
        url: url.to_owned(),
        ..Article::default()
    })
}

/// Returns the language that is said, or the one of the text where that is surely another.
fn language(said: String, title: &str, text: &str) -> String {
    if said.is_empty() {
        return said;
    }
    let found = detect_language(title, text);
    if found.sure && found.code != said { found.code.to_owned() } else { said }
}

/// Tells whether a page is the template of pages, whose parts a script fills in.
fn is_template(title: &str, text: &str) -> bool {
    let has_holes = |text: &str| text.split_once("{{").is_some_and(|(_, rest)| rest.contains("}}"));
    let filled = || text.lines().filter(|line| !has_holes(line)).map(str::len).sum::<usize>();
    has_holes(title) || has_holes(text) && filled() < MIN_CHARS
}

/// Tells whether a page is from Canada, by its host or its language.
fn is_canadian(facts: &Facts, host: &str) -> bool {
    let mut languages = facts.values(Fact::Language);
    let country = host.rsplit('.').next().unwrap_or_default();
    country.eq_ignore_ascii_case("ca") || languages.any(|code| code.to_lowercase().ends_with("-ca"))
}

/// Returns the name of the site, where the page tells it.
fn source<'s>(facts: &'s Facts, title: &str) -> Option<&'s str> {
    let said = Some(facts.first(Fact::Source)).filter(|source| !source.is_empty());
    said.or_else(|| title::site(facts, title))
}

/// Returns the date of publication: the first that can be read, or one of the same
/// day that has the hour. What the page says is believed before what it shows, and that before
/// what stands somewhere in it.
fn published(facts: &Facts, shown: &PageText, url: &str) -> Option<Date> {
    let said = |ranks| facts.ranked(Fact::Published, ranks).filter_map(parse_date);
    let is_sure = |line: &&String| opens_byline(line) || is_bare_date(line);
    let sure = shown.bylines.iter().filter(is_sure);
    let others = shown.bylines.iter().chain(&shown.later_bylines);
    let date = |line: &String| date_of_byline(line);
    let titled = title::segments(facts.first(Fact::PageTitle))
        .filter_map(|part| parse_date(part).or_else(|| parse_date(&part.replace('/', "-"))));
    let at_headline = said(0..TIME_RANK).chain(sure.filter_map(date));
    let elsewhere = said(TIME_RANK..u8::MAX).chain(others.filter_map(date));
    let dates = at_headline.chain(elsewhere).chain(titled).chain(date_of_url(url));
    let dates: Vec<Date> = dates.collect();
    let Some(first) = dates.first() else {
        return facts.ranked(Fact::Published, 0..TIME_RANK).find_map(parse_given);
    };
    let finer = dates.iter().find(|date| date.iso.len() > 10 && date.day() == first.day());
    Some(finer.unwrap_or(first).clone())
}

/// Returns the date of the last change: the latest that is said, or else shown.
fn modified(facts: &Facts, shown: &PageText) -> Option<Date> {
    let said = facts.values(Fact::Modified).filter_map(parse_date);
    let mut bylines = shown.bylines.iter().chain(&shown.later_bylines);
    let shown = || bylines.find_map(|line| change_of_byline(line));
    said.max_by_key(|date| date.seconds).or_else(shown)
}

/// Returns the authors that are said, unless that is the site alone, or else those that are
/// shown; these also where they are more than the ones that are said.
fn authors(facts: &Facts, shown: &PageText, source: &str, host: &str) -> Vec<String> {
    let is_site = |name: &String| author::is_site(name, source, host);
    let mut ranks = facts.by_rank(Fact::Author);
    let said = ranks.find(|names| !names.iter().all(is_site));
    let of_bylines = || {
        let bylines = shown.bylines.iter().chain(&shown.later_bylines);
        let mut names = bylines.map(|line| author::names_of_byline(line, false));
        names.find(|names| !names.is_empty()).unwrap_or_default()
    };
    let mut shown = shown.authors.clone();
    if shown.is_empty() {
        shown = of_bylines().into_iter().map(str::to_owned).collect();
    }
    if let Some(said) = said {
        let has_more = shown.len() > said.len() && said.iter().all(|name| is_among(name, &shown));
        return if has_more { shown } else { said };
    }
    let of_site = facts.all(Fact::Author);
    let is_better = of_site.is_empty() || !shown.is_empty() && !shown.iter().any(is_site);
    if is_better { shown } else { of_site }
}

/// Tells whether a name is among others, in whatever case.
fn is_among(name: &str, names: &[String]) -> bool {
    names.iter().any(|other| plain(other) == plain(name))
}
