//! Values as articles have them: names of people without `Par`, hosts, each text once.
//!
//! Nothing here knows which field a text is for.

/// Returns a byline as a name: `Par Anne Morel` gives `Anne Morel`.
pub(in crate::ingest) fn person(byline: &str) -> String {
    let (first, rest) = byline.split_once(' ').unwrap_or((byline, ""));
    let is_word = ["par", "by"].contains(&first.to_lowercase().as_str());
    if is_word { rest.trim_start() } else { byline }.to_owned()
}

/// Returns the host of a URL without `www.`, the source of an article that names
/// none.
pub(in crate::ingest) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Returns texts that are not empty, each once.
pub(in crate::ingest) fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
    }
    found
}
