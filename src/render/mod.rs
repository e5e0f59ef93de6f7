//! Answers as text: for terminals, for programs, for evaluation.
//!
//! Only here are colours and output formats known, and sentences made of what the library
//! tells; errors and rejections bring their own, to which what to do next is added, and the
//! help is `cli`'s. Text from articles is hostile: everything printed passes
//! through `printable.rs`.

mod article;
mod articles;
mod caret;
mod check;
mod counted;
mod counts;
mod deletions;
mod details;
mod error;
mod evaluation;
mod hint;
mod hits;
mod json;
mod kwic;
mod layout;
mod lines;
mod notice;
mod overview;
mod printable;
mod reading;
mod score;
mod summary;
mod word;
mod xml;

pub(crate) use article::{ArticleMarks, write_article};
pub(crate) use articles::{ArticleForm, Column, Taking};
pub(crate) use check::{checkup_json, write_checkup};
pub(crate) use counts::{CountedQuery, CountsReport};
pub(crate) use deletions::{deletions_json, write_deletions};
#[cfg(any(test, feature = "internals"))]
pub use error::error_message;
pub(crate) use error::{reason_message, rejection_message, write_error};
pub(crate) use evaluation::EvaluationReport;
pub(crate) use hits::{
    ALL, CountsWriter, HitFormat, JSON, KwicWriter, Queries, Style, TEXT, TableWriter, Written,
    answer_json,
};
pub(crate) use json::{entry_json, overview_json, write_json};
pub(crate) use kwic::KwicReport;
pub(crate) use layout::{Highlight, Layout};
pub(crate) use notice::Notice;
pub(crate) use overview::write_overview;
pub(crate) use printable::printable;
pub(crate) use summary::Summary;
pub(crate) use word::{explanation_json, lexicon_json, write_explanation, write_lexicon};

pub(crate) use counted::counted;
