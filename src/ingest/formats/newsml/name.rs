//! Names in dispatches: whether one is for people, or a code of an agency.
//!
//! It changes none, and looks none up.

/// Tells whether a name is one for people, not a code.
pub(super) fn is_readable(name: &str) -> bool {
    let is_code =
        name.contains([':', '\\']) || name.starts_with(|char: char| char.is_ascii_digit());
    !is_code && name.contains(char::is_lowercase)
}
