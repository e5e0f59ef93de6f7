//! Counts as rows of cells under names, whatever a program makes of them.
//!
//! What has no value is empty; nothing is cut.

use super::report::{CountsReport, share};
use crate::engine::{CountRow, Key};
use crate::render::printable::in_one_line;

/// What a cell tells.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A text, on one line.
    Text(String),
    /// A count.
    Count(u64),
    /// A part of a whole, from 0 to 1.
    Share(f64),
    /// Any other number.
    Number(f64),
}

/// Returns the names of the columns.
pub(super) fn names(report: &CountsReport<'_>) -> Vec<String> {
    let counts = report.counts;
    if counts.by.is_empty() {
        let has_ids = report.queries.iter().any(|query| query.id.is_some());
        let head = [has_ids.then_some("qid"), Some("query"), Some("articles")];
        let of_shares = counts.of.map_or(&[][..], |_| &["of", "share"]);
        return head
            .into_iter()
            .flatten()
            .chain(of_shares.iter().copied())
            .map(str::to_owned)
            .chain(report.columns.iter().map(|name| in_line(name)))
            .collect();
    }
    let mut names: Vec<String> = counts.by.iter().map(|key| key.name().to_owned()).collect();
    let queries = report.queries.len();
    names.extend((0..queries).map(|at| in_line(report.column(at))));
    if counts.of.is_some() {
        names.push("of".to_owned());
        names.extend((0..queries).map(|at| match queries {
            1 => "share".to_owned(),
            _ => format!("share: {}", in_line(report.column(at))),
        }));
    }
    if counts.by == [Key::Word] {
        names.extend(["log_likelihood", "log_ratio"].map(str::to_owned));
    }
    names
}

/// Returns the rows; without keys, a query each.
pub(super) fn rows<'r>(report: &'r CountsReport<'_>) -> Box<dyn Iterator<Item = Vec<Value>> + 'r> {
    let counts = report.counts;
    let text = |text: &str| Value::Text(in_line(text));
    if counts.by.is_empty() {
        return Box::new(report.queries.iter().zip(&counts.totals).map(move |(query, total)| {
            let mut row: Vec<Value> = query.id.iter().map(|id| text(id)).collect();
            row.extend([text(&query.text), Value::Count(*total)]);
            row.extend(shares(&[*total], counts.of));
            row.extend(query.carried.iter().map(|value| text(value)));
            row
        }));
    }
    Box::new(report.rows().0.iter().map(move |CountRow { values, counts, of, marks }| {
        let names = values.iter().map(|value| text(value.as_deref().unwrap_or_default()));
        let mut row: Vec<Value> = names.collect();
        row.extend(counts.iter().map(|count| Value::Count(*count)));
        row.extend(shares(counts, *of));
        if let Some((likelihood, ratio)) = marks {
            row.extend([Value::Number(*likelihood), Value::Number(*ratio)]);
        }
        row
    }))
}

fn in_line(text: &str) -> String {
    in_one_line(text).into_owned()
}

/// Returns how many articles there are, and which part of them each count is.
fn shares(counts: &[u64], of: Option<u64>) -> Vec<Value> {
    let Some(of) = of else { return Vec::new() };
    let parts = counts.iter().map(|count| Value::Share(share(*count, of)));
    std::iter::once(Value::Count(of)).chain(parts).collect()
}
