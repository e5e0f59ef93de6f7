//! Texts and names of dispatches, tidied.

/// Returns a body without a first line that only repeats the title.
pub(super) fn without_title(body: String, title: &str) -> String {
    match body.split_once('\n') {
        Some((first, rest)) if first == title => rest.to_owned(),
        _ => body,
    }
}

/// Tells whether a name is one for people, not a code.
pub(super) fn is_readable(name: &str) -> bool {
    let is_code =
        name.contains([':', '\\']) || name.starts_with(|char: char| char.is_ascii_digit());
    !is_code && name.contains(char::is_lowercase)
}
