//! The output formats: one file each, and the table of them all.
//!
//! The help, the options and the messages list what is in this table, and nothing else does.

mod atom;
mod columns;
mod csv;
mod format;
mod iramuteq;
mod json;
mod jsonl;
mod md;
mod ris;
mod svg;
mod text;
mod trec;
mod tsv;
mod xlsx;

pub(crate) use format::{HitFormat, Kind, Queries, Style, TableWriter, Written};
pub(crate) use json::{JSON, answer_json};
pub(crate) use jsonl::JSONL;
pub(crate) use text::{TEXT, write_query_heading};

/// Every output format, in the order of the help.
pub(crate) static ALL: &[&HitFormat] = &[
    &TEXT,
    &JSON,
    &jsonl::JSONL,
    &trec::TREC,
    &tsv::TSV,
    &csv::CSV,
    &xlsx::XLSX,
    &svg::SVG,
    &md::MD,
    &ris::RIS,
    &iramuteq::IRAMUTEQ,
    &atom::ATOM,
];
