//! Tables as a workbook, for spreadsheets.
//!
//! What becomes of articles, counts and concordances in it stands with each of them; hits are not
//! written in it.

use super::format::{HitFormat, Kind, NOTHING, Queries};
use crate::render::articles::XLSX_ARTICLES;
use crate::render::counts::write_counts_xlsx;
use crate::render::kwic::write_kwic_xlsx;

/// A workbook.
pub(super) static XLSX: HitFormat = HitFormat {
    name: "xlsx",
    help: "A workbook, for Excel and other spreadsheets",
    kind: Kind::Binary,
    queries: Queries::Named,
    articles: Some(&XLSX_ARTICLES),
    counts: Some(write_counts_xlsx),
    kwic: Some(write_kwic_xlsx),
    ..NOTHING
};
