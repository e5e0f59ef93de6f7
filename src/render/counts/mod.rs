//! Tables of counts, in every output format that has them.
//!
//! One file a form, and what all of them say of a table; which format writes which form stands
//! with the formats.

mod bars;
mod csv;
mod json;
mod lines;
mod pivot;
mod plot;
mod report;
mod svg;
mod table;
mod text;
mod xlsx;

pub(super) use csv::write_counts as write_counts_csv;
pub(super) use json::{write_count_lines, write_counts as write_counts_json};
pub(crate) use lines::is_of_few;
pub(crate) use report::{CountedOf, CountedQuery, CountsReport};
pub(super) use svg::write_chart;
pub(super) use text::write_counts as write_counts_text;
pub(super) use xlsx::write_counts as write_counts_xlsx;
