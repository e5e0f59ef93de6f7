//! A cross table with a time as a table by time, a column for each value of the other key: what a
//! chart draws as lines.
//!
//! Times without an article are rows of their own, as in a table by time alone. It draws nothing.

use std::collections::BTreeMap;

use super::report::{CountedQuery, CountsReport, shown};
use crate::engine::{CountRow, Counts, Key, Row, Table};

/// A table by time, and what its columns are.
pub(super) struct Pivot {
    pub(super) counts: Counts,
    /// The values of the other key, most articles first, as if each had been asked for.
    pub(super) columns: Vec<CountedQuery>,
    /// The key that they are values of.
    pub(super) key: Key,
}

/// Returns the table by time that a cross table of one query is; `None` where it has no time, or
/// two, or shares: each cell has a whole of its own.
pub(super) fn by_time(report: &CountsReport<'_>) -> Option<Pivot> {
    let counts = report.counts;
    let &[first, second] = &counts.by[..] else { return None };
    if report.queries.len() != 1 || counts.of.is_some() || first.is_time() == second.is_time() {
        return None;
    }
    let (time, other) = if first.is_time() { (0, 1) } else { (1, 0) };
    let key = counts.by[other];
    let mut tables: BTreeMap<Option<&str>, Vec<Row>> = BTreeMap::new();
    for CountRow { values, counts, .. } in &counts.rows {
        let rows = tables.entry(values[other].as_deref()).or_default();
        rows.push(Row { values: vec![values[time].clone()], count: counts[0] });
    }
    let tables = tables.into_iter().map(|(value, rows)| {
        let total = rows.iter().map(|row| row.count).sum();
        (value, Table::new(total, rows))
    });
    let mut tables: Vec<(Option<&str>, Table)> = tables.collect();
    tables.sort_by_key(|(value, table)| (value.is_none(), std::cmp::Reverse(table.total)));
    let column = |(value, _): &(Option<&str>, Table)| CountedQuery {
        text: shown(key, *value).into_owned(),
        ..CountedQuery::default()
    };
    let columns = tables.iter().map(column).collect();
    let tables = tables.into_iter().map(|(_, table)| table).collect();
    let counts = Counts::of_tables(tables, None, &[counts.by[time]], &[]);
    Some(Pivot { counts, columns, key })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cross_table_has_a_line_for_each_name_and_every_time() {
        let row = |values: [&str; 2], count| CountRow {
            values: values.map(|value| Some(value.to_owned())).to_vec(),
            counts: vec![count],
            of: None,
            marks: None,
        };
        for [first, second] in [[Key::Month, Key::Source], [Key::Source, Key::Month]] {
            let mut rows =
                vec![row(["2020-01", "a"], 1), row(["2020-01", "b"], 3), row(["2020-03", "a"], 1)];
            if second == Key::Month {
                for row in &mut rows {
                    row.values.reverse();
                }
            }
            let counts = Counts { by: vec![first, second], totals: vec![5], of: None, rows };
            let report = CountsReport {
                counts: &counts,
                queries: &[CountedQuery::default()],
                columns: &[],
                limit: None,
                width: None,
                excel: false,
                title: None,
                from: None,
                place: "",
                day: "",
            };
            let Pivot { counts, columns, key } = by_time(&report).expect("a time");
            assert_eq!((key, counts.totals), (Key::Source, vec![3, 2]));
            assert_eq!(columns.iter().map(|it| it.text.as_str()).collect::<String>(), "ba");
            let rows = counts.rows.iter().map(|row| (row.values[0].as_deref(), row.counts.clone()));
            let months = [("2020-01", [3, 1]), ("2020-02", [0, 0]), ("2020-03", [0, 1])];
            assert!(rows.eq(months.map(|(month, counts)| (Some(month), counts.to_vec()))));
        }
    }
}
