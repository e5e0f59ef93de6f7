//! How matches are marked, and with it how lines for people are laid out.
//!
//! It asks what the terminal can and writes nothing itself.

use clap::ValueEnum;
use jiff::tz::TimeZone;

use super::terminal::Terminal;
use crate::render::{Highlight, Layout};

/// How matches are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Marks {
    /// By a colour
    Ansi,
    /// Between `**`
    Markdown,
    /// Between `<mark>` and `</mark>`, the text escaped
    Html,
    /// Not at all
    None,
}

/// Returns how lines for people are laid out; where nothing is said of marks, matches have a
/// colour or else what is `uncoloured`.
pub(super) fn layout(
    terminal: &Terminal,
    zone: &TimeZone,
    marks: Option<Marks>,
    uncoloured: Highlight,
) -> Layout {
    Layout {
        width: terminal.columns,
        rows: terminal.rows(),
        links: terminal.links,
        zone: Some(zone.clone()),
        highlight: match marks {
            Some(Marks::Markdown) => Highlight::Markdown,
            Some(Marks::Html) => Highlight::Html,
            Some(Marks::None) => Highlight::None,
            Some(Marks::Ansi) => Highlight::Ansi,
            None if terminal.colours => Highlight::Ansi,
            None => uncoloured,
        },
        ..Layout::default()
    }
}
