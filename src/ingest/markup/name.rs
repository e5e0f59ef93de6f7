//! Names of elements and attributes, whatever their prefix and case.
//!
//! It compares them and knows no vocabulary.

/// Returns a name without its prefix.
pub(in crate::ingest) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Tells whether a name is one of these, in any case.
pub(in crate::ingest) fn is_one(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}
