//! Counts as a chart, for an article or a page.
//!
//! Nothing else is written in it: a list of hits is no picture.

use super::format::{HitFormat, Kind, NOTHING};
use crate::render::counts::write_chart;

/// A chart.
pub(super) static SVG: HitFormat = HitFormat {
    name: "svg",
    help: "A chart: lines for times, bars for names",
    kind: Kind::Picture,
    counts: Some(write_chart),
    ..NOTHING
};
