//! Records with named fields: which names mean what, what a value may be, and the article
//! that they make. No format is known here.

pub(super) mod columns;
pub(super) mod description;
pub(super) mod element;
pub(super) mod field;
pub(super) mod json;
mod name;
pub(super) mod named_fields;
mod path;
mod surrogate;
#[cfg(test)]
mod tests;
pub(super) mod tidy;
mod value;
