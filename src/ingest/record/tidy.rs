//! Values as articles have them: names of people without `Par`, codes of languages, hosts.

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

/// Returns the two-letter code at the head of `fr`, `fr-FR` or `fr_CA`, and
/// nothing for another form: the language is then detected.
pub(in crate::ingest) fn language_code(text: &str) -> String {
    let code = text.split(['-', '_']).next().unwrap_or_default();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        code.to_ascii_lowercase()
    } else {
        String::new()
    }
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
