//! Articles as a table: a row each, under the names of its columns, as RFC 4180 has it.
//!
//! Texts keep their line ends. No cell starts a formula: what a spreadsheet would take for one has
//! an apostrophe in front (<https://owasp.org/www-community/attacks/CSV_Injection>).

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::columns::BETWEEN;
use super::form::{ArticleForm, Taking};
use crate::article::Article;
use crate::render::printable::printable;

/// A table of articles.
pub(crate) static CSV_ARTICLES: ArticleForm = ArticleForm {
    head: Some(|taking, out| {
        if taking.excel {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let queries = taking.queries.map(|_| "queries".into());
        write_row(
            taking,
            taking.columns.iter().map(|column| column.name.into()).chain(queries),
            out,
        )
    }),
    article: write_article,
    end: None,
    decision: None,
    has_columns: true,
};

fn write_article(taking: &Taking<'_>, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let queries = taking.queries.map(|queries| queries.join(BETWEEN).into());
    write_row(taking, taking.columns.iter().map(|column| column.of(article)).chain(queries), out)
}

fn write_row<'c>(
    taking: &Taking<'_>,
    cells: impl Iterator<Item = Cow<'c, str>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let delimiter = if taking.excel { b';' } else { b',' };
    let terminator = Terminator::CRLF;
    let mut row = WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(out);
    for cell in cells {
        let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
        row.write_field(formula_free(&printable(&cell)).as_bytes())?;
    }
    row.write_record(None::<&[u8]>)?;
    row.flush()
}

/// Returns a cell that no spreadsheet takes for a formula.
pub(crate) fn formula_free(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}
