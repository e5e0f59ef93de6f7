//! An object that a command prints for programs: a name and keys. It holds no text of the page.

/// An object that a command prints.
pub(super) struct Object {
    /// The command, or where the object stands in another one.
    pub(super) name: &'static str,
    /// Its keys and what they hold, in their order.
    pub(super) keys: &'static [(&'static str, &'static str)],
}
