//! Corpora of `IRaMuTeQ` and Alceste: texts under lines of starred variables.

mod format;
mod text;

pub(super) use format::Iramuteq;
