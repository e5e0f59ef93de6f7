//! Articles as a table: a row each, under the names of its columns, as RFC 4180 has it.
//!
//! Texts keep their line ends. No cell starts a formula; what is for Excel and longer than a cell
//! of it is cut, and ends with `…`.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::about::About;
use super::columns::{BETWEEN, Column};
use super::form::{ArticleForm, QUERIES, Taking};
use crate::article::Article;
use crate::render::formula::formula_free;
use crate::render::printable::printable;
use crate::render::workbook::fitting;

/// A table of articles.
pub(crate) static CSV_ARTICLES: ArticleForm = ArticleForm {
    head: Some(|taking, out| {
        if taking.excel {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let about = taking.about.map_or(&[][..], |_| &ABOUT);
        let names = columns(taking).iter().map(|column| column.name);
        let names = names.chain(taking.queries.map(|_| QUERIES)).chain(about.iter().copied());
        write_row(taking, names.map(Cow::Borrowed), out)
    }),
    ..ArticleForm::of(write_article)
};

/// The columns of what there is to say of all: in each row, since rows of several queries can be
/// in one table.
const ABOUT: [&str; 4] = ["query", "read_as", "exported", "collection"];

fn write_article(taking: &Taking<'_>, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let cells = columns(taking).iter().map(|column| column.of(article, taking.zone));
    let queries = taking.queries.map(|queries| queries.join(BETWEEN).into());
    let about = taking.about.map(About::lines);
    let about = about.iter().flatten().filter(|(name, _)| *name != "articles");
    let about = about.map(|(_, value)| value.as_str().into());
    write_row(taking, cells.chain(queries).chain(about), out)
}

fn columns<'t>(taking: &Taking<'t>) -> &'t [Column] {
    if taking.columns.is_empty() { Column::usual() } else { taking.columns }
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
        let cell = printable(&cell);
        let cell = formula_free(&cell);
        let cell = if taking.excel { fitting(&cell) } else { cell };
        row.write_field(cell.as_bytes())?;
    }
    row.write_record(None::<&[u8]>)?;
    row.flush()
}
