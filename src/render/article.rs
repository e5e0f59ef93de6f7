//! A whole article, for reading.

use std::io::{self, Write};

use anstyle::Style;

use super::details::{copy_line, details};
use super::printable::{in_one_line, printable};
use crate::article::Date;
use crate::engine::Entry;

/// Writes an article: title, details, standfirst, text, who else has it; wrapped at `width`
/// columns.
pub(crate) fn write_article(
    out: &mut dyn Write,
    entry: &Entry,
    width: Option<usize>,
) -> io::Result<()> {
    let Entry { article, copies } = entry;
    let bold = Style::new().bold();
    let mut paragraph = |text: &str, style: Style| -> io::Result<()> {
        for line in printable(text).lines() {
            match width {
                Some(width) => {
                    for line in textwrap::wrap(line, width) {
                        writeln!(out, "{style}{line}{style:#}")?;
                    }
                }
                None => writeln!(out, "{style}{line}{style:#}")?,
            }
        }
        Ok(())
    };
    paragraph(&article.title, bold)?;
    if article.title_derived {
        paragraph("(no title in the input: the opening words)", Style::new().dimmed())?;
    }
    paragraph(
        &details(article.published.as_ref(), &article.source, &article.section),
        Style::new().dimmed(),
    )?;
    let copies: Vec<String> = copies.iter().map(copy_line).collect();
    for (name, value) in [
        ("id", article.id.clone()),
        ("url", article.url.clone()),
        ("authors", article.authors.join(", ")),
        ("tags", article.tags.join(", ")),
        ("modified", article.modified.as_ref().map_or(String::new(), Date::to_string)),
        ("also", copies.join(", ")),
    ] {
        if !value.is_empty() {
            paragraph(&in_one_line(&format!("{name}: {value}")), Style::new().dimmed())?;
        }
    }
    let (description, body) = (article.description.as_str(), article.body.as_str());
    if !description.is_empty() && !body.starts_with(description) {
        paragraph("\n", Style::new())?;
        paragraph(description, bold)?;
    }
    paragraph("\n", Style::new())?;
    paragraph(body, Style::new())
}
