//! Tables in an object, as programs of statistics write them: under each name a list of the
//! values of all rows or an object of them by number, or the names and then the rows.
//!
//! An object of one article, whose body may be a list of paragraphs, is none.

use serde_json::value::RawValue;

use super::article::members;
use crate::ingest::record::field::{Field, FieldNames};

/// Fewest rows, and fewest columns that are known where there are no more rows than these.
const LEAST_ROWS: usize = 2;
const LEAST_COLUMNS: usize = 3;

/// Returns the rows of a table as objects, `None` where this is no table of articles.
pub(super) fn rows(json: &str, names: &FieldNames) -> Option<Vec<String>> {
    let columns = split(json).or_else(|| listed(json, names))?;
    let has = |wanted| columns.iter().any(|(name, _)| is(name, wanted, names));
    let count = columns.first().map_or(0, |(_, cells)| cells.len());
    let is_table = count >= LEAST_ROWS
        && (count > LEAST_ROWS || columns.len() >= LEAST_COLUMNS)
        && has(Field::Title)
        && has(Field::Body);
    let row = |at: usize| {
        let cells = columns.iter().map(|(name, cells)| format!("{name}:{}", cells[at]));
        format!("{{{}}}", cells.collect::<Vec<_>>().join(","))
    };
    is_table.then(|| (0..count).map(row).collect())
}

/// A column: its name and its cells, as JSON.
type Column<'j> = (String, Vec<&'j str>);

/// Tells whether a name, as JSON, is one of a field.
fn is(name: &str, wanted: Field, names: &FieldNames) -> bool {
    let name: String = serde_json::from_str(name).unwrap_or_default();
    names.find(&name).is_some_and(|(field, _)| field == wanted)
}

/// Returns the columns of an object in which each name of a field has a list, all of one length.
fn listed<'j>(json: &'j str, names: &FieldNames) -> Option<Vec<Column<'j>>> {
    let members = members(json);
    let known = members.into_iter().filter(|(name, _)| names.find(name).is_some());
    let columns: Vec<Column<'j>> = known
        .map(|(name, value)| Some((serde_json::to_string(&name).ok()?, cells(value.get())?)))
        .collect::<Option<_>>()?;
    let count = columns.first()?.1.len();
    columns.iter().all(|(_, cells)| cells.len() == count).then_some(columns)
}

/// Returns the columns of an object with the names in one list and the rows in another.
fn split(json: &str) -> Option<Vec<Column<'_>>> {
    let members = members(json);
    let names = list(members.get("columns")?.get())?;
    let rows: Vec<Vec<&str>> =
        list(members.get("data")?.get())?.into_iter().map(list).collect::<Option<_>>()?;
    let are_whole = names.iter().all(|name| name.starts_with('"'))
        && rows.iter().all(|row| row.len() == names.len());
    let column = |(at, name): (usize, &&str)| {
        ((*name).to_owned(), rows.iter().map(|row| row[at]).collect::<Vec<_>>())
    };
    are_whole.then(|| names.iter().enumerate().map(column).collect())
}

/// Returns the values of a list, or of an object by numbers in their order.
fn cells(json: &str) -> Option<Vec<&str>> {
    if !json.starts_with('{') {
        return list(json);
    }
    let mut cells: Vec<(u64, &str)> = members(json)
        .into_iter()
        .map(|(name, value)| Some((name.parse().ok()?, value.get())))
        .collect::<Option<_>>()?;
    cells.sort_by_key(|(number, _)| *number);
    Some(cells.into_iter().map(|(_, cell)| cell).collect())
}

fn list(json: &str) -> Option<Vec<&str>> {
    let values: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    Some(values.into_iter().map(RawValue::get).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Option<&[&str]>) {
        let found = rows(json, &FieldNames::default());
        let expected = expected.map(|rows| rows.iter().map(ToString::to_string).collect());
        assert_eq!(found, expected, "in {json}");
    }

    #[test]
    fn columns_are_turned_into_rows() {
        let expected = [
            r#"{"date":2020,"text":"a","title":"Un"}"#,
            r#"{"date":2021,"text":"b","title":"Deux"}"#,
        ];
        check(
            r#"{"title": ["Un", "Deux"], "date": [2020, 2021], "text": ["a", "b"], "x": 3}"#,
            Some(&expected),
        );
        check(
            r#"{"title": {"0": "Un", "1": "Deux"}, "date": {"0": 2020, "1": 2021}, "text": {"1": "b", "0": "a"}}"#,
            Some(&expected),
        );
        check(
            r#"{"columns": ["date", "text", "title"], "index": [0, 1], "data": [[2020, "a", "Un"], [2021, "b", "Deux"]]}"#,
            Some(&expected),
        );
    }

    #[test]
    fn an_article_with_lists_is_no_table() {
        check(r#"{"title": "Un", "text": ["a", "b", "c"], "author": ["A", "B", "C"]}"#, None);
        check(r#"{"title": ["Un", "Sous"], "text": ["a", "b"]}"#, None);
        check(r#"{"title": ["Un"], "text": ["a"], "author": ["A"]}"#, None);
        check(r#"{"name": ["Un", "Deux", "Trois"], "author": ["A", "B", "C"]}"#, None);
    }
}
