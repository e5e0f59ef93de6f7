//! Articles as a workbook: a row each, under the names of its columns.
//!
//! What a cell has no room for goes on in cells beside it, under the same name with a number:
//! nothing of a text is cut. So all are looked at before the first is written.

use std::borrow::Cow;
use std::io::Write;

use super::columns::Column;
use super::form::{ArticleForm, EachArticle, Taking};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::render::printable::printable;
use crate::render::workbook::{CELL, COLUMNS, Cell, ROWS, Workbook, split};

/// A workbook of articles.
pub(crate) static XLSX_ARTICLES: ArticleForm =
    ArticleForm { whole: Some(write_workbook), ..ArticleForm::of(|_, _, _| Ok(())) };

/// The names of the sheets.
const SHEETS: [&str; 2] = ["articles", "about"];

fn write_workbook(taking: &Taking<'_>, each: &EachArticle<'_>, out: &mut dyn Write) -> Result<u64> {
    let columns = if taking.columns.is_empty() { &Column::ALL[..] } else { taking.columns };
    let (mut articles, mut parts) = (0_u64, vec![1; columns.len()]);
    each(&mut |article| {
        articles += 1;
        for (column, most) in columns.iter().zip(&mut parts) {
            *most = count(&value(*column, taking, article)).max(*most);
        }
        Ok(())
    })?;
    if articles >= ROWS as u64 || parts.iter().sum::<usize>() > COLUMNS {
        return Err(Error::SheetFull { rows: ROWS - 1, columns: COLUMNS });
    }
    let mut workbook = Workbook::new(out, &SHEETS[..=usize::from(taking.about.is_some())])?;
    workbook.sheet(&heads(columns, &parts), |rows| {
        each(&mut |article| Ok(rows.row(cells(columns, &parts, taking, article))?))
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

/// Returns the names of columns, with how wide each is.
fn heads(columns: &[Column], parts: &[usize]) -> Vec<(String, u32)> {
    let heads = columns.iter().zip(parts).flat_map(|(column, parts)| {
        let name = |part| match part {
            1 => column.name.to_owned(),
            part => format!("{} {part}", column.name),
        };
        (1..=*parts).map(move |part| (name(part), column.width))
    });
    heads.collect()
}

/// Returns the cells of an article, each column in as many as the longest of its values takes.
fn cells<'a>(
    columns: &'a [Column],
    parts: &'a [usize],
    taking: &'a Taking<'_>,
    article: &'a Article,
) -> impl Iterator<Item = Cell<'a>> {
    columns.iter().zip(parts).flat_map(move |(column, parts)| {
        if let Some(day) = column.day(article, taking.zone) {
            return vec![Cell::Day(day.parse().ok())];
        }
        let value = value(*column, taking, article);
        if *parts == 1 {
            return vec![Cell::Text(value)];
        }
        let mut rest = &*value;
        let next = |_| {
            let (part, behind) = split(rest, CELL);
            rest = behind;
            part.to_owned().into()
        };
        (0..*parts).map(next).collect()
    })
}

/// Returns what stands in a column, as it is written.
fn value<'a>(column: Column, taking: &Taking<'_>, article: &'a Article) -> Cow<'a, str> {
    let value = column.of(article, taking.zone);
    let is_written =
        |text: &str| !text.contains('\r') && matches!(printable(text), Cow::Borrowed(_));
    if is_written(&value) {
        return value;
    }
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    printable(&value).into_owned().into()
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
