//! Corpora of `IRaMuTeQ` and Alceste: texts under lines of starred variables.

mod format;

pub(super) use format::Iramuteq;
