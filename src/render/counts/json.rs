//! Counts as JSON: one object, or a row a line.
//!
//! Names and types in it are a contract: they grow, they do not change.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::report::{CountedQuery, CountsReport, share};
use crate::engine::{CountRow, Counts};
use crate::render::json::write_json;
use crate::render::row::Row;

/// Writes counts as one object.
pub(crate) fn write_counts(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Counts { by, of, .. } = report.counts;
    let names: Vec<&str> = by.iter().map(|key| key.name()).collect();
    let rows: Vec<Value> = rows(report).collect();
    let queries: Vec<Value> = queries(report).collect();
    write_json(out, &json!({ "queries": queries, "by": names, "of": of, "rows": rows }))
}

/// Writes a row a line; without keys, a query a line.
pub(crate) fn write_count_lines(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.counts.by.is_empty() {
        return queries(report).try_for_each(|query| write_json(out, &query));
    }
    rows(report).try_for_each(|row| write_json(out, &row))
}

fn queries<'r>(report: &'r CountsReport<'_>) -> impl Iterator<Item = Value> + 'r {
    let of = report.counts.of;
    report.queries.iter().zip(&report.counts.totals).map(move |(query, total)| {
        let CountedQuery { id, text, carried, only_tagged, .. } = query;
        let mut json = json!({ "query": text, "total": total });
        if let Some(id) = id {
            json["qid"] = json!(id);
        }
        if let Some(only_tagged) = only_tagged {
            json["only_tagged"] = json!(only_tagged);
        }
        if let Some(row) = (Row { names: report.columns, values: carried }).json() {
            json["row"] = row;
        }
        if let Some(of) = of {
            json["share"] = json!(share(*total, of));
        }
        json
    })
}

fn rows<'r>(report: &'r CountsReport<'_>) -> impl Iterator<Item = Value> + 'r {
    report.rows().0.iter().map(|CountRow { values, counts, of, marks }| {
        let keys = report.counts.by.iter().map(|key| key.name().to_owned());
        let mut row: Map<String, Value> =
            keys.zip(values.iter().map(|value| json!(value))).collect();
        row.insert("counts".to_owned(), json!(counts));
        if let Some(of) = of {
            let shares: Vec<f64> = counts.iter().map(|count| share(*count, *of)).collect();
            row.insert("of".to_owned(), json!(of));
            row.insert("shares".to_owned(), json!(shares));
        }
        if let Some((likelihood, ratio)) = marks {
            row.insert("log_likelihood".to_owned(), json!(likelihood));
            row.insert("log_ratio".to_owned(), json!(ratio));
        }
        Value::Object(row)
    })
}
