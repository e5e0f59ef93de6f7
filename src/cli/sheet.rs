//! Queries in a sheet: a CSV file with a header, one of whose columns holds them.
//!
//! It finds the column and gives each query the id of its row; what a query means is not read.

use std::path::Path;

use super::queries::{parse_queries, read_text};
use crate::error::{Error, Result};
use crate::line_fault::LineFault;

/// Names of the column of queries, of which the first that a sheet has counts.
const QUERIES: [&str; 5] = ["query", "requête", "requete", "name", "nom"];

/// Names of the column of ids.
const IDS: [&str; 2] = ["id", "qid"];

/// Returns the queries of a file, each with its id: of a CSV file, or of any with a `column`
/// named, those of a column; otherwise those of lines with a tab. In a sheet without ids they are
/// the numbers of its rows.
///
/// # Errors
/// `Read`, or `BadLine` for a sheet without such a column or that breaks off, and those of
/// [`parse_queries`].
pub(super) fn read_queries(
    path: &Path,
    column: Option<&str>,
    ids_are_words: bool,
) -> Result<Vec<(String, String)>> {
    let text = read_text(path)?;
    let is_sheet = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if column.is_some() || is_sheet {
        return of_sheet(&text, path, column, ids_are_words);
    }
    let queries = parse_queries(&text, path, ids_are_words)?.into_iter();
    Ok(queries.map(|(id, text)| (id.to_owned(), text.to_owned())).collect())
}

fn of_sheet(
    text: &str,
    path: &Path,
    column: Option<&str>,
    ids_are_words: bool,
) -> Result<Vec<(String, String)>> {
    let wrong = |line, reason| Error::BadLine { path: path.to_owned(), line, reason };
    let header = text.lines().next().unwrap_or_default();
    let commonest =
        b",;\t".iter().max_by_key(|sign| memchr::memchr_iter(**sign, header.as_bytes()).count());
    let delimiter =
        commonest.copied().filter(|sign| header.as_bytes().contains(sign)).unwrap_or(b',');
    let mut sheet = csv::ReaderBuilder::new();
    let mut sheet = sheet.delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let names = sheet.headers().map_err(|_| wrong(1, LineFault::NoQueryColumn))?.clone();
    let place = |name: &str| {
        names.iter().position(|known| known.trim().to_lowercase() == name.to_lowercase())
    };
    let queries = match column {
        Some(name) => place(name),
        None => QUERIES.iter().find_map(|name| place(name)),
    };
    let queries = queries.ok_or_else(|| wrong(1, LineFault::NoQueryColumn))?;
    let ids = IDS.iter().find_map(|name| place(name)).filter(|ids| *ids != queries);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for (row, record) in (2..).zip(sheet.records()) {
        // Rows are numbered as a spreadsheet shows them, with the header as the first.
        let record = record.map_err(|_| wrong(row, LineFault::NotUtf8))?;
        let text = record.get(queries).unwrap_or_default().trim();
        if text.is_empty() {
            continue;
        }
        let id = ids.and_then(|ids| record.get(ids)).map(str::trim).filter(|id| !id.is_empty());
        let id = id.map_or_else(|| row.to_string(), str::to_owned);
        if ids_are_words && id.contains(char::is_whitespace) {
            return Err(wrong(row, LineFault::QueryIdWithBlanks));
        }
        if !known.insert(id.clone()) {
            return Err(wrong(row, LineFault::QueryIdTwice));
        }
        found.push((id, text.to_owned()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, column: Option<&str>) -> Result<Vec<(String, String)>> {
        of_sheet(text, Path::new("noms.csv"), column, false)
    }

    #[track_caller]
    fn check(text: &str, column: Option<&str>, expected: &[(&str, &str)]) {
        let found = read(text, column).expect("a sheet");
        let found: Vec<(&str, &str)> =
            found.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn queries_are_those_of_a_column_and_rows_are_named_by_their_number() {
        check(
            "Nom;Parti\nAnne Morel;X\n\"Durand; Jean\";Y\n",
            None,
            &[("2", "Anne Morel"), ("3", "Durand; Jean")],
        );
        check(
            "id,name,query\na,x,pont\nb,y,\nc,z,\"\"\"le pont\"\"\"\n",
            None,
            &[("a", "pont"), ("c", "\"le pont\"")],
        );
        check("ville\ttexte\nLyon\tpont\n", Some("Ville"), &[("2", "Lyon")]);
        check("query\n", None, &[]);
    }

    #[test]
    fn a_sheet_without_such_a_column_is_refused_and_so_is_an_id_that_stands_twice() {
        for (text, column) in [("a,b\n1,2\n", None), ("query\npont\n", Some("name")), ("", None)] {
            let error = read(text, column).expect_err(text);
            let is_column =
                matches!(error, Error::BadLine { line: 1, reason: LineFault::NoQueryColumn, .. });
            assert!(is_column, "{text}: {error:?}");
        }
        let error = read("id,query\na,pont\na,loup\n", None).expect_err("twice");
        assert!(matches!(error, Error::BadLine { line: 3, reason: LineFault::QueryIdTwice, .. }));
    }
}
