//! A form that news are written in: what stands above all, above the hits of a query, each of
//! them, and behind.
//!
//! It names no form: each stands with the output format that has it.

use std::io::{self, Write};

use crate::engine::Hit;
use crate::render::layout::Layout;

/// A form of news.
pub(crate) struct NewsForm {
    /// Writes what stands above all.
    pub head: fn(&mut dyn Write) -> io::Result<()>,
    /// Writes what stands above the first hit of a query.
    pub query: fn(&News<'_>, &mut dyn Write) -> io::Result<()>,
    /// Writes a hit.
    pub hit: fn(&News<'_>, &Hit, &mut dyn Write) -> io::Result<()>,
    /// Writes what stands behind the last hit of a query.
    pub query_end: fn(&mut dyn Write) -> io::Result<()>,
    /// Writes what stands behind all: of so many hits, and so many articles, each once.
    pub end: fn([u64; 2], &mut dyn Write) -> io::Result<()>,
}

/// The news of a query on their way out.
pub(crate) struct News<'a> {
    /// Its id in a file of many.
    pub id: Option<&'a str>,
    /// What is asked.
    pub query: &'a str,
    /// How lines for people are laid out.
    pub layout: &'a Layout,
    /// How many queries had news before it.
    pub before: u64,
    /// How many of its hits are written.
    pub hits: u64,
}

/// Writes nothing.
#[expect(clippy::unnecessary_wraps, reason = "it stands where others can fail")]
pub(in crate::render) fn nothing(_: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
