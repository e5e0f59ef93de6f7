//! Titles of pages without the name of the site.

use super::facts::{Fact, Facts};

/// Signs that part the title of a page from the name of the site, between blanks.
const SEPARATORS: &[char] = &['|', '-', '–', '—', '>', '•', '·'];

/// Signs among them that a headline does not have.
const SURE_SEPARATORS: &[char] = &['|', '>', '•'];

/// Most words of the name of a site that is known by its place only.
const MAX_SITE_WORDS: usize = 4;

/// Words in the title of a page that tells of an error.
const ERRORS: &[&str] = &[
    "erreur 40",
    "erreur 50",
    "error 40",
    "error 50",
    "page introuvable",
    "page non trouvée",
    "page inexistante",
    "page not found",
    "not found",
    "accès refusé",
    "access denied",
    "forbidden",
    "service unavailable",
    "bad gateway",
];

/// Returns the headline of a page, as well as it is known.
pub(super) fn best(facts: &Facts) -> String {
    let is_whole = |title: &&str| !title.ends_with('…') && !title.ends_with("...");
    let said = facts.values(Fact::Title).find(is_whole);
    if let Some(said) = said.or(facts.values(Fact::Title).next()) {
        return without_site(said, facts).to_owned();
    }
    let page_title = facts.first(Fact::PageTitle);
    let known = plain(page_title);
    let words = |text: &str| text.split_whitespace().count();
    let headings = || facts.values(Fact::Heading);
    let shown = headings().find(|text| words(text) > 1 && known.contains(&plain(text)));
    let only = || headings().next().filter(|text| words(text) > 3 || page_title.is_empty());
    match shown.or_else(only) {
        Some(heading) => heading.to_owned(),
        None => headline_in(without_site(page_title, facts)).to_owned(),
    }
}

/// Returns the parts of the title of a page.
pub(super) fn segments(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(title);
    std::iter::from_fn(move || {
        let text = rest?;
        let found = separators(text).next();
        rest = found.map(|(at, length)| &text[at + length..]);
        Some(found.map_or(text, |(at, _)| &text[..at]).trim())
    })
}

/// Tells whether a title is that of a page about an error.
pub(super) fn is_of_error(title: &str) -> bool {
    let title = title.to_lowercase();
    let is_code = ["404", "403", "500", "503"].iter().any(|code| title.starts_with(code));
    is_code || ERRORS.iter().any(|words| title.contains(words))
}

/// Returns a title without the name of the site that page or address give.
fn without_site<'t>(title: &'t str, facts: &Facts) -> &'t str {
    let source = plain(facts.first(Fact::Source));
    let host = plain(facts.first(Fact::Url).split('/').nth(2).unwrap_or_default());
    let is_site = |part: &str| {
        let part = plain(part);
        part.len() > 2 && (part == source || source.contains(&part) || host.contains(&part))
    };
    let last = separators(title).last();
    match last.map(|(at, length)| (title[..at].trim(), &title[at + length..])) {
        Some((headline, site)) if is_site(site) && !headline.is_empty() => headline,
        _ => title,
    }
}

/// Returns the part of the title of a page that is most likely the headline.
fn headline_in(title: &str) -> &str {
    let words = |text: &str| text.split_whitespace().count();
    if title.contains(SURE_SEPARATORS) {
        return segments(title).max_by_key(|part| part.len()).unwrap_or(title);
    }
    match separators(title).last() {
        Some((at, length))
            if words(&title[at + length..]) <= MAX_SITE_WORDS && words(&title[..at]) > 2 =>
        {
            title[..at].trim()
        }
        _ => title,
    }
}

/// Returns where separators with their blanks start, and their lengths.
fn separators(title: &str) -> impl Iterator<Item = (usize, usize)> {
    title.match_indices(SEPARATORS).filter_map(|(at, sign)| {
        let (before, after) = (&title[..at], &title[at + sign.len()..]);
        let start = before.trim_end().len();
        let blank = after.len() - after.trim_start().len();
        (start < at && (blank > 0)).then_some((start, at - start + sign.len() + blank))
    })
}

/// Returns the letters and digits of `text` in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
