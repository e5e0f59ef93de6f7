//! The pages: HTML of typed templates, which works without a script.
//!
//! One file a page or a part of one. Text of articles and of requests is text: the templates
//! escape it, and none of it is an address but those of the web.

mod article;
mod facets;
mod fault;
mod frame;
mod help;
mod hits;
mod kwic;
mod marked;
mod reading;
mod search;
mod timeline;
mod word;

use super::answer::Answer;

pub(super) use fault::fault;

/// Which page is at which address.
pub(super) const PAGES: &[(&str, Answer)] = &[
    ("/", search::search),
    ("/article", article::article),
    ("/kwic", kwic::kwic),
    ("/word", word::word),
    ("/help", |asked| Ok(help::help(asked))),
];
