//! Tests on the data beside the project, `../shared`: ignored unless asked for, as the
//! gate does where it is there (`cargo test --test cli -- --ignored shared::`).

mod alike;
mod answers;
mod corpora;
mod corpus;
mod counts;
mod data;
mod dates;
mod exports;
mod pages;
mod press;
mod readers;
mod relevance;
mod served;
mod snippets;
mod warc;
