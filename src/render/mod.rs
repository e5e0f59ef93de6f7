//! Answers as text: for terminals, for programs, for evaluation.
//!
//! Only here are colours and output formats known, and sentences made of what the library
//! tells: answers, errors, rejections, summaries. The help is `cli`'s. Text from articles is
//! hostile: everything printed passes through `printable.rs`.

mod article;
mod articles;
mod caret;
mod check;
mod cluster_fault;
mod counted;
mod counts;
mod date_error;
mod deletions;
mod details;
mod error;
mod evaluation;
mod formula;
mod hint;
mod hits;
mod json;
mod kwic;
mod layout;
mod line_fault;
mod lines;
mod news;
mod notice;
mod overview;
pub(crate) mod page;
mod printable;
mod read_fault;
mod reading;
mod rejection;
mod row;
mod score;
mod sentence;
mod separated;
mod summary;
mod syntax_error;
mod unread_kind;
mod word;
mod workbook;
mod xml;

pub(crate) use article::write_article;
pub(crate) use articles::{About, ArticleForm, Column, EachArticle, Taking, Writing};
pub(crate) use check::{checkup_json, write_checkup};
pub(crate) use counts::{CountedOf, CountedQuery, CountsReport, is_of_few};
pub(crate) use deletions::{Deleted, deleted_json, deletions_json, write_deleted, write_deletions};
#[cfg(any(test, feature = "internals"))]
pub use error::error_message;
pub(crate) use error::write_error;
pub(crate) use evaluation::EvaluationReport;
pub(crate) use hits::{
    ALL, HitFormat, JSON, JSONL, Kind, Queries, Style, TEXT, TableWriter, Written, answer_json,
    write_query_heading,
};
pub(crate) use json::{entry_json, overview_json, write_json};
pub(crate) use kwic::{Concorded, KwicReport, WriteConcorded};
pub(crate) use layout::{Highlight, Layout};
pub(crate) use news::News;
pub(crate) use notice::Notice;
pub(crate) use overview::{write_overview, write_overview_csv};
pub(crate) use printable::printable;
pub(crate) use reading::{described, reading_lines, written};
pub(crate) use rejection::reason_message;
pub use rejection::rejection_message;
pub(crate) use row::Row;
pub use sentence::sentence;
pub(crate) use summary::Summary;
pub(crate) use word::{
    explanation_json, lexicon_json, write_explanation, write_explanations_csv, write_lexicon,
};
pub(crate) use xml::atom_escaped;

pub(crate) use counted::counted;

/// What tests of the library hold its data against.
#[cfg(test)]
pub(crate) mod said {
    pub(crate) use super::date_error::date_sentence;
    pub(crate) use super::read_fault::fault_sentence;
    pub(crate) use super::rejection::{not_converted_label, reason_sentence, rejection_sentence};
    pub(crate) use super::syntax_error::syntax_sentence;
    pub(crate) use super::unread_kind::kind_label;
}
