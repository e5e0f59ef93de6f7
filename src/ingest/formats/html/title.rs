//! Titles of pages without the name of the site.
//!
//! It takes parts away and adds no word.

use super::facts::{Fact, Facts, MAX_TITLE_BYTES};
use super::tidy::plain;

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
        let headline = without_site(said, facts);
        let shown = facts.values(Fact::Heading).find_map(|heading| shown_part(headline, heading));
        return shown.unwrap_or(headline).to_owned();
    }
    let page_title = facts.first(Fact::PageTitle);
    let known = plain(&page_title[..page_title.floor_char_boundary(MAX_TITLE_BYTES)]);
    let words = |text: &str| text.split_whitespace().count();
    let headings = || facts.values(Fact::Heading);
    let lines = headings().chain(facts.values(Fact::Repeated));
    let shown = lines
        .filter(|text| words(text) > 1 && known.contains(&plain(text)))
        .max_by_key(|text| text.len());
    let only = || headings().next().filter(|text| words(text) > 3 || page_title.is_empty());
    match shown.or_else(only) {
        Some(heading) => heading.to_owned(),
        None => headline_in(without_site(page_title, facts)).to_owned(),
    }
}

/// Returns the part of a title that a heading shows: without the section behind it, or without
/// a label before it such as `Vidéo :`.
fn shown_part<'t>(title: &'t str, heading: &str) -> Option<&'t str> {
    const MAX_LABEL_WORDS: usize = 3;
    let words = |text: &str| text.split_whitespace().count();
    let is_label = |text: &str| words(text) <= MAX_LABEL_WORDS;
    // A heading may have a label behind it as well: `Abonnés`.
    let opens = |part: &&str| {
        let is_most = words(part) > 1 && part.len() * 2 > title.len();
        is_most && heading.strip_prefix(*part).is_some_and(is_label)
    };
    let behind = separators(title).map(|(at, _)| &title[..at]).find(opens);
    behind.or_else(|| {
        let label = title.strip_suffix(heading).filter(|_| words(heading) > 1)?;
        let is_one = label.trim_end().ends_with(':') && is_label(label);
        is_one.then(|| &title[label.len()..])
    })
}

/// Returns the name of the site behind the headline in the title of the page.
pub(super) fn site<'f>(facts: &'f Facts, headline: &str) -> Option<&'f str> {
    let page_title = facts.first(Fact::PageTitle);
    let rest = page_title.strip_prefix(headline).filter(|_| !headline.is_empty())?;
    let site = segments(rest).last().filter(|site| !site.is_empty() && *site != rest.trim())?;
    (site.split_whitespace().count() <= MAX_SITE_WORDS).then_some(site)
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
    let is_site = |name: &str| {
        let part = plain(name);
        let is_part = part.len() > 2 && (source.contains(&part) || host.contains(&part));
        let is_short = name.split_whitespace().count() <= MAX_SITE_WORDS;
        let holds = is_short && source.len() > 2 && part.contains(&source);
        !part.is_empty() && (part == source || is_part || holds)
    };
    let is_section = |name: &str| facts.values(Fact::Section).any(|section| section == name);
    let Some((headline, _)) = split_last(title).filter(|(_, site)| is_site(site)) else {
        return title;
    };
    match split_last(headline) {
        Some((headline, section)) if is_section(section) || is_site(section) => headline,
        _ => headline,
    }
}

/// Returns what stands before the last separator, when it is not blank, and what behind.
fn split_last(title: &str) -> Option<(&str, &str)> {
    let (at, length) = separators(title).last()?;
    Some((title[..at].trim(), &title[at + length..])).filter(|(before, _)| !before.is_empty())
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
