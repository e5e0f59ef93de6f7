//! Articles as a workbook: a row each, under the names of its columns.
//!
//! What a cell has no room for goes on in cells beside it, under the same name with a number:
//! nothing of a text is cut. So all are looked at before the first is written.

use std::borrow::Cow;
use std::io::Write;

use super::columns::{BETWEEN, Column};
use super::form::{ArticleForm, EachArticle, QUERIES, Taking};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::render::printable::printable;
use crate::render::workbook::{CELL, COLUMNS, Cell, ROWS, Workbook, split};

/// A workbook of articles.
pub(crate) static XLSX_ARTICLES: ArticleForm =
    ArticleForm { whole: Some(write_workbook), ..ArticleForm::of(|_, _, _| Ok(())) };

/// The names of the sheets.
const SHEETS: [&str; 2] = ["articles", "about"];

/// How wide the column of queries is, in characters.
const WIDTH: u32 = 16;

fn write_workbook(taking: &Taking<'_>, each: &EachArticle<'_>, out: &mut dyn Write) -> Result<u64> {
    let columns = if taking.columns.is_empty() { Column::of_sheet() } else { taking.columns };
    let heads = columns.iter().map(|column| (column.name, column.width));
    let heads: Vec<_> = heads.chain(taking.queries.map(|_| (QUERIES, WIDTH))).collect();
    let (mut articles, mut parts) = (0_u64, vec![1; heads.len()]);
    each(&mut |article, queries| {
        articles += 1;
        for (cell, most) in cells(columns, taking, article, queries).zip(&mut parts) {
            if let Cell::Text(text) = cell {
                *most = count(&text).max(*most);
            }
        }
        Ok(())
    })?;
    if articles >= ROWS as u64 || parts.iter().sum::<usize>() > COLUMNS {
        return Err(Error::SheetFull { rows: ROWS - 1, columns: COLUMNS });
    }
    let mut workbook = Workbook::new(out, &SHEETS[..=usize::from(taking.about.is_some())])?;
    workbook.sheet(&in_parts(&heads, &parts), |rows| {
        each(&mut |article, queries| {
            let cells = cells(columns, taking, article, queries).zip(&parts);
            Ok(rows.row(cells.flat_map(|(cell, parts)| divided(cell, *parts)))?)
        })
    })?;
    if let Some(about) = taking.about {
        let heads = [("about".to_owned(), 12), ("said".to_owned(), 100)];
        let lines = about.lines().into_iter();
        workbook.sheet(&heads, |rows| {
            lines.into_iter().try_for_each(|(name, value)| rows.row([name.into(), value.into()]))
        })?;
    }
    workbook.finish()?;
    Ok(articles)
}

/// Returns the names of columns, with how wide each is, in as many columns as each takes.
fn in_parts(heads: &[(&str, u32)], parts: &[usize]) -> Vec<(String, u32)> {
    let heads = heads.iter().zip(parts).flat_map(|((head, width), parts)| {
        let name = move |part| match part {
            1 => (*head).to_owned(),
            part => format!("{head} {part}"),
        };
        (1..=*parts).map(move |part| (name(part), *width))
    });
    heads.collect()
}

/// Returns the cells of an article, with no regard to how much each has room for.
fn cells<'a>(
    columns: &'a [Column],
    taking: &'a Taking<'_>,
    article: &'a Article,
    queries: Option<&[String]>,
) -> impl Iterator<Item = Cell<'a>> {
    let of_columns = columns.iter().map(move |column| match column.day(article, taking.zone) {
        Some(day) => Cell::Day(day.parse().ok()),
        None => Cell::Text(written(column.of(article, taking.zone))),
    });
    of_columns.chain(queries.map(|queries| Cell::Text(written(queries.join(BETWEEN).into()))))
}

/// Returns a cell in as many as the longest of its column takes.
fn divided(cell: Cell<'_>, parts: usize) -> Vec<Cell<'_>> {
    let text = match cell {
        Cell::Text(text) if parts > 1 => text,
        cell => return vec![cell],
    };
    let mut rest = &*text;
    let next = |_| {
        let (part, behind) = split(rest, CELL);
        rest = behind;
        part.to_owned().into()
    };
    (0..parts).map(next).collect()
}

/// Returns a text as it is written.
fn written(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\r') && matches!(printable(&text), Cow::Borrowed(_)) {
        return text;
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    printable(&text).into_owned().into()
}

/// Returns how many cells a text takes.
fn count(text: &str) -> usize {
    let mut rest = text;
    let mut cells = 0;
    while !rest.is_empty() {
        rest = split(rest, CELL).1;
        cells += 1;
    }
    cells
}
