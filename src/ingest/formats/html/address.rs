//! The address of a page: what it says, where it was fetched or saved, and what it tells.
//!
//! Nothing is fetched, and the address of a home page is that of no article.

use super::facts::{Fact, Facts};
use crate::article::Date;
use crate::ingest::bytes::source::Hints;
use crate::ingest::date::parse_date;

/// The address a page was saved from stands among this many bytes at its head.
const SAVED_BYTES: usize = 2 << 10;

/// Returns the address of the page: what it says, or else where it was fetched or saved.
pub(super) fn url(facts: &Facts, hints: &Hints, html: &str) -> String {
    let urls = || facts.values(Fact::Url).chain(hints.url.as_deref()).chain(saved_from(html));
    // Some sites name their home page as the address of every page.
    let url = urls().find(|url| !is_home(url)).or(urls().next());
    url.unwrap_or_default().to_owned()
}

/// Returns the address that browsers write into the head of a page that they save.
fn saved_from(html: &str) -> Option<&str> {
    let head = &html[..html.floor_char_boundary(SAVED_BYTES)];
    let url = match head.split_once("saved from url=(") {
        Some((_, rest)) => rest.split_once(')')?.1,
        None => head.split_once("saved with SingleFile")?.1.split_once("url: ")?.1,
    };
    url.split_whitespace().next().filter(|url| url.starts_with("http"))
}

/// Tells whether an address is that of a home page, perhaps in one of several languages.
pub(super) fn is_home(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let path = rest.split_once('/').map_or("", |(_, path)| path.trim_end_matches('/'));
    let is_language = path.len() == 2 && path.bytes().all(|byte| byte.is_ascii_lowercase());
    is_language || matches!(path, "" | "index.html" | "index.htm" | "index.php" | "accueil")
}

/// Returns the day in an address such as `…/2015/05/04/titre.html`, `…/2015-05-04-titre` or
/// `…?article=20150504_12`.
pub(super) fn date_of_url(url: &str) -> Option<Date> {
    let path = url.splitn(4, '/').nth(3)?;
    let figures: Vec<(usize, &str)> = figures(path).collect();
    let is_part = |at: usize, lengths: &[usize]| {
        figures.get(at).is_some_and(|(_, row)| lengths.contains(&row.len()))
    };
    (0..figures.len()).find_map(|at| {
        let (start, row) = figures[at];
        let is_year = row.starts_with("19") || row.starts_with("20");
        if is_year && row.len() == 8 {
            return parse_date(row);
        }
        if !is_year || row.len() != 4 || !is_part(at + 1, &[2]) || !is_part(at + 2, &[2]) {
            return None;
        }
        let end = figures[at + 2].0 + 2;
        let day = &path[start..end];
        let signs = day.bytes().filter(|byte| !byte.is_ascii_digit());
        let is_one = day.len() == 10 && signs.clone().all(|sign| b"/-_".contains(&sign));
        if is_one { parse_date(&day.replace(['/', '_'], "-")) } else { None }
    })
}

/// Returns the rows of figures in an address, with where they start.
fn figures(path: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + path[at..].find(|char: char| char.is_ascii_digit())?;
        let rest = &path[start..];
        let length = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
        at = start + length;
        Some((start, &rest[..length]))
    })
}
