//! Answers as text: for terminals, for programs, for evaluation.
//!
//! Only here are colours, sentences for people and output formats known. Text from articles
//! is hostile: everything printed for people passes through [`printable`].

mod article;
mod check;
mod counted;
mod details;
mod error;
mod evaluation;
mod hint;
mod hits;
mod json;
mod notice;
mod overview;
mod printable;
mod reading;
mod score;
mod summary;
mod word;

pub use article::write_article;
pub use check::{checkup_json, write_checkup};
pub use error::write_error;
pub use evaluation::EvaluationReport;
pub use hits::{
    ALL, ArticleWriter, Highlight, HitFormat, HitsWriter, JSON, Layout, Style, TEXT, TableWriter,
    answer_json,
};
pub use json::{entry_json, overview_json};
pub use notice::Notice;
pub use overview::write_overview;
pub use printable::printable;
pub use summary::Summary;
pub use word::{explanation_json, lexicon_json, write_explanation, write_lexicon};

pub(crate) use counted::counted;
