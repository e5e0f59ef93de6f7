//! Counts as a chart, for an article or a page.
//!
//! Nothing else is written in it: a list of hits is no picture.

use super::format::{HitFormat, Queries};
use crate::engine::{Copies, Detail};
use crate::render::counts::write_chart;

/// A chart.
pub(super) static SVG: HitFormat = HitFormat {
    name: "svg",
    help: "A chart: lines for times, bars for names",
    for_people: false,
    copies: Copies::Apart,
    detail: Detail::Id,
    partial: false,
    queries: Queries::One,
    head: None,
    hits: None,
    end: None,
    article: None,
    decision: None,
    counts: Some(write_chart),
    kwic: None,
    table: None,
};
