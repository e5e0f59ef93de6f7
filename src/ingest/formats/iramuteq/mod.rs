//! Corpora of `IRaMuTeQ` and Alceste: texts under lines of starred variables.
//!
//! A variable that is no field is a key word: none is lost.

mod format;
mod text;

pub(super) use format::Iramuteq;
