//! The address of a page: what it says, where it was fetched or saved, and what it tells.

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

/// Returns the day in an address such as `…/2015/05/04/titre.html`.
pub(super) fn date_of_url(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split('/').skip(3).collect();
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    parts.windows(3).find_map(|day| {
        let shape = digits(day[0], 4) && digits(day[1], 2) && digits(day[2], 2);
        if shape { parse_date(&day.join("-")) } else { None }
    })
}
