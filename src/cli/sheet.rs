//! Lists of queries: lines with an id and a tab, or a CSV file with a header, one of whose columns
//! holds them; the others are carried along.
//!
//! It finds the column and gives each query the id of its row; what a query means is not read. A
//! row that is no query is named, and the list goes on.

use std::collections::HashSet;
use std::path::Path;

use super::output::tell;
use super::queries::{parse_queries, read_text};
use crate::error::{Error, Result};
use crate::line_fault::LineFault;
use crate::render::Notice;

/// Names of the column of queries, of which the first that a sheet has counts.
const QUERIES: [&str; 5] = ["query", "requête", "requete", "name", "nom"];

/// Rows of a list that are told to be no query, before they are counted only.
const MOST_TOLD: usize = 20;

/// Names of the column of ids.
const IDS: [&str; 2] = ["id", "qid"];

/// A list of queries.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The names of the columns that are carried along.
    pub(super) columns: Vec<String>,
    pub(super) queries: Vec<Listed>,
    /// The rows that are no query, by their numbers, and why.
    faults: Vec<(usize, LineFault)>,
}

/// A query of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) id: String,
    /// The id is only the number of its row.
    pub(super) is_numbered: bool,
    pub(super) text: String,
    /// What its row has in the columns that are carried along.
    pub(super) carried: Vec<String>,
}

impl List {
    /// Reads the queries of a file, each with its id: of a CSV file, or of any with a `column`
    /// named, those of a column; otherwise those of lines with a tab, of which the first may be a
    /// header. In a sheet without ids they are the numbers of its rows. Rows that are no query are
    /// told.
    ///
    /// # Errors
    /// `Read`, or `BadLine` for a sheet without such a column or that breaks off.
    pub(super) fn read(path: &Path, column: Option<&str>, ids_are_words: bool) -> Result<Self> {
        let text = read_text(path)?;
        let is_sheet = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
        let list = if column.is_some() || is_sheet {
            of_sheet(&text, path, column, ids_are_words, true)?
        } else if is_headed(&text) {
            // A phrase in a line with a tab has its quotes as typed.
            of_sheet(&text, path, None, ids_are_words, false)?
        } else {
            of_lines(&text, ids_are_words)
        };
        for &(line, reason) in list.faults.iter().take(MOST_TOLD) {
            let error = Error::BadLine { path: path.to_owned(), line, reason };
            tell(Notice::RowRefused(&error));
        }
        if let Some(count) = list.faults.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
            tell(Notice::MoreRowsRefused { path, count: count as u64 });
        }
        Ok(list)
    }

    /// Tells whether a row was no query.
    pub(super) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }
}

fn of_lines(text: &str, ids_are_words: bool) -> List {
    let mut list = List::default();
    for query in parse_queries(text, ids_are_words) {
        match query {
            Ok((id, text)) => list.queries.push(Listed {
                id: id.to_owned(),
                is_numbered: false,
                text: text.to_owned(),
                carried: Vec::new(),
            }),
            Err(fault) => list.faults.push(fault),
        }
    }
    list
}

/// Tells whether the first of some lines with tabs names columns of ids and of queries.
fn is_headed(text: &str) -> bool {
    let names = || text.lines().next().unwrap_or_default().split('\t').map(str::trim);
    let has = |known: &[&str]| names().any(|name| known.contains(&&*name.to_lowercase()));
    has(&IDS) && has(&QUERIES)
}

fn of_sheet(
    text: &str,
    path: &Path,
    column: Option<&str>,
    ids_are_words: bool,
    has_quotes: bool,
) -> Result<List> {
    let wrong = |line, reason| Error::BadLine { path: path.to_owned(), line, reason };
    let header = text.lines().next().unwrap_or_default();
    let commonest =
        b",;\t".iter().max_by_key(|sign| memchr::memchr_iter(**sign, header.as_bytes()).count());
    let delimiter =
        commonest.copied().filter(|sign| header.as_bytes().contains(sign)).unwrap_or(b',');
    let mut sheet = csv::ReaderBuilder::new();
    let sheet = sheet.delimiter(delimiter).flexible(true).quoting(has_quotes);
    let mut sheet = sheet.from_reader(text.as_bytes());
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
    let is_carried = |at: usize| at != queries && Some(at) != ids;
    let mut list = List {
        columns: (0..names.len())
            .filter(|at| is_carried(*at))
            .map(|at| names[at].trim().to_owned())
            .collect(),
        ..List::default()
    };
    let mut known = HashSet::new();
    for (row, record) in (2..).zip(sheet.records()) {
        // Rows are numbered as a spreadsheet shows them, with the header as the first.
        let Ok(record) = record else {
            list.faults.push((row, LineFault::NotUtf8));
            continue;
        };
        let text = record.get(queries).unwrap_or_default().trim();
        if text.is_empty() {
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                list.faults.push((row, LineFault::NoQueryText));
            }
            continue;
        }
        let id = ids.and_then(|ids| record.get(ids)).map(str::trim).filter(|id| !id.is_empty());
        let is_numbered = id.is_none();
        let id = id.map_or_else(|| row.to_string(), str::to_owned);
        if ids_are_words && id.contains(char::is_whitespace) {
            list.faults.push((row, LineFault::QueryIdWithBlanks));
            continue;
        }
        if !known.insert(id.clone()) {
            list.faults.push((row, LineFault::QueryIdTwice));
            continue;
        }
        let carried = (0..names.len()).filter(|at| is_carried(*at));
        let carried = carried.map(|at| record.get(at).unwrap_or_default().trim().to_owned());
        let (text, carried) = (text.to_owned(), carried.collect());
        list.queries.push(Listed { id, is_numbered, text, carried });
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, column: Option<&str>) -> Result<List> {
        of_sheet(text, Path::new("noms.csv"), column, false, true)
    }

    #[track_caller]
    fn check(text: &str, column: Option<&str>, expected: &[(&str, &str)]) {
        let found = read(text, column).expect("a sheet").queries;
        let found: Vec<(&str, &str)> =
            found.iter().map(|found| (found.id.as_str(), found.text.as_str())).collect();
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
    fn lines_with_tabs_may_have_a_header_and_keep_their_quotes() {
        assert!(is_headed("id\tquery\n1\tpont\n"));
        assert!(is_headed("Nom\tQID\n"));
        assert!(!is_headed("id\tpont\nquery\tid\n") && !is_headed("query\n") && !is_headed(""));
        let text = "qid\tquery\na\t\"le pont\" -port\n";
        let list = of_sheet(text, Path::new("q.tsv"), None, false, false).expect("a sheet");
        assert_eq!(list.queries[0].text, "\"le pont\" -port");
        assert!(!list.queries[0].is_numbered);
    }

    #[test]
    fn other_columns_are_carried_along() {
        let list = read("id;Nom;Parti;Ville\na;Anne Morel;X\n", None).expect("a sheet");
        assert_eq!(list.columns, ["Parti", "Ville"]);
        assert_eq!(list.queries[0].carried, ["X", ""]);
    }

    #[test]
    fn a_sheet_without_such_a_column_is_refused_and_an_id_that_stands_twice_is_named() {
        for (text, column) in [("a,b\n1,2\n", None), ("query\npont\n", Some("name")), ("", None)] {
            let error = read(text, column).expect_err(text);
            let is_column =
                matches!(error, Error::BadLine { line: 1, reason: LineFault::NoQueryColumn, .. });
            assert!(is_column, "{text}: {error:?}");
        }
        let text = "id,query\na,pont\na,loup\nb,chat\nc, \n,\n\nd,\n";
        let list = read(text, None).expect("a sheet");
        let without = [(5, LineFault::NoQueryText), (7, LineFault::NoQueryText)];
        assert_eq!(list.faults, [&[(3, LineFault::QueryIdTwice)][..], &without].concat());
        assert_eq!(list.queries.len(), 2);
    }
}
