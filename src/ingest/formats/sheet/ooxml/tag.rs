//! Names of elements, whatever their prefix.

/// Returns a name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
