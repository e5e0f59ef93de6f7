//! A whole article, for reading.

use std::io::{self, Write};

use anstyle::Style;

use super::hits::{copy_line, details};
use super::printable;
use crate::index::{StoredArticle, TextField};

/// Writes an article: title, details, standfirst, text; wrapped at `width` columns. `copies`
/// are the others with its text.
pub fn write_article(
    out: &mut dyn Write,
    article: &StoredArticle,
    copies: &[StoredArticle],
    width: Option<usize>,
) -> io::Result<()> {
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
    paragraph(article.title(), bold)?;
    if article.title_is_derived() {
        paragraph("(no title in the input: the opening words)", Style::new().dimmed())?;
    }
    paragraph(&details(article), Style::new().dimmed())?;
    let copies: Vec<String> = copies.iter().map(|copy| copy_line(copy, true)).collect();
    for (name, value) in [
        ("id", article.id().to_owned()),
        ("url", article.url().to_owned()),
        ("authors", article.authors().join(", ")),
        ("tags", article.tags().join(", ")),
        ("modified", article.modified().to_owned()),
        ("also", copies.join(", ")),
    ] {
        if !value.is_empty() {
            paragraph(&format!("{name}: {value}"), Style::new().dimmed())?;
        }
    }
    let (description, body) = (article.text(TextField::Description), article.text(TextField::Body));
    if !description.is_empty() && !body.starts_with(description) {
        paragraph("\n", Style::new())?;
        paragraph(description, bold)?;
    }
    paragraph("\n", Style::new())?;
    paragraph(body, Style::new())
}
