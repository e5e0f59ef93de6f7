//! An object that a command prints for programs: its name and its keys, each with what it holds.
//!
//! What they are is told by its neighbours; nothing is printed here.

/// An object that a command prints.
pub(super) struct Object {
    /// The command, or where the object stands in another one.
    pub(super) name: &'static str,
    /// Its keys and what they hold, in their order.
    pub(super) keys: &'static [(&'static str, &'static str)],
}
