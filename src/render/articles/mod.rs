//! Articles taken along: whole, or those columns that are wanted, in forms that other programs read.
//!
//! One file a form. Each article is written by itself; nothing is looked up and nothing is cut.

mod about;
mod atom;
mod columns;
mod csv;
mod form;
mod iramuteq;
mod markdown;
mod ris;
mod xlsx;

pub(crate) use about::About;
pub(crate) use columns::Column;
pub(crate) use form::{ArticleForm, EachArticle, Taking, Writing};
pub(super) use markdown::escaped as escaped_markdown;
pub(super) use {
    atom::ATOM_ARTICLES, csv::CSV_ARTICLES, iramuteq::IRAMUTEQ_ARTICLES,
    markdown::MARKDOWN_ARTICLES, ris::RIS_ARTICLES, xlsx::XLSX_ARTICLES,
};
