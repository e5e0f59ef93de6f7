//! What is new, told of one query or of many: hits below the queries that they are of.
//!
//! One file a form. Which articles are new is decided elsewhere.

mod form;
mod json;
mod markdown;

pub(super) use form::nothing;
pub(crate) use form::{News, NewsForm};
pub(super) use json::JSON_NEWS;
pub(super) use markdown::MARKDOWN_NEWS;
