//! A page of help: sentences, and tables of what is typed and what it means.
//!
//! It knows how a page is laid out and nothing of what it tells.

use std::io::{self, Write};

use textwrap::core::display_width;

/// Columns of a page where no terminal tells its own.
pub(super) const COLUMNS: usize = 100;

/// Most columns of the left side of a table; what is longer has a line of its own.
const MAX_LEFT: usize = 28;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A paragraph.
    Text(String),
    /// A heading and the rows below it.
    Table(String, Vec<Row>),
}

/// What is typed, or a name, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) left: String,
    pub(super) right: String,
}

impl Row {
    /// Returns a row.
    pub(super) fn new(left: impl Into<String>, right: impl Into<String>) -> Self {
        Self { left: left.into(), right: right.into() }
    }
}

/// Writes a page, wrapped at so many columns, with a blank line between its parts.
pub(super) fn write(out: &mut dyn Write, parts: &[Part], columns: usize) -> io::Result<()> {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        match part {
            Part::Text(text) => writeln!(out, "{}", textwrap::fill(text, columns))?,
            Part::Table(heading, rows) => {
                writeln!(out, "{heading}")?;
                write_rows(out, rows, columns)?;
            }
        }
    }
    Ok(())
}

fn write_rows(out: &mut dyn Write, rows: &[Row], columns: usize) -> io::Result<()> {
    let widths = rows.iter().map(|row| display_width(&row.left));
    let width = widths.filter(|width| *width <= MAX_LEFT).max().unwrap_or(0);
    let margin = " ".repeat(width + 4);
    for Row { left, right } in rows {
        let taken = display_width(left);
        let first = if taken <= width {
            format!("  {left}{}", " ".repeat(width + 2 - taken))
        } else {
            writeln!(out, "  {left}")?;
            margin.clone()
        };
        let options = textwrap::Options::new(columns)
            .initial_indent(&first)
            .subsequent_indent(&margin)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        writeln!(out, "{}", textwrap::fill(right, options))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_below_each_other_and_long_ones_alone() {
        let rows = vec![
            Row::new("a", "one two three"),
            Row::new("longer", "four"),
            Row::new("x".repeat(40), "five"),
        ];
        let parts = [Part::Text("Some words.".into()), Part::Table("table".into(), rows)];
        let mut out = Vec::new();
        write(&mut out, &parts, 20).expect("written");
        let long = "x".repeat(40);
        assert_eq!(
            String::from_utf8(out).expect("text"),
            format!(
                "Some words.\n\ntable\n  a       one two\n          three\n  longer  four\n  {long}\n          five\n"
            )
        );
    }
}
