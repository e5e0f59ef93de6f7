//! Concordances, in every output format that has them.
//!
//! One file a form; which format writes which form stands with the formats.

mod csv;
mod json;
mod report;
mod table;
mod text;
mod xlsx;

pub(super) use csv::write_kwic as write_kwic_csv;
pub(super) use json::{write_kwic as write_kwic_json, write_kwic_lines};
pub(crate) use report::{Concorded, EachConcorded, KwicReport, WriteConcorded};
pub(super) use text::write_kwic as write_kwic_text;
pub(super) use xlsx::write_kwic as write_kwic_xlsx;
