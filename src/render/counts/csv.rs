//! Counts as comma-separated values: a row a line, in columns with names.
//!
//! What has no value is empty, and nothing is cut or rounded beyond a millionth.

use std::io::{self, Write};

use super::report::{CountsReport, share};
use crate::engine::{CountRow, Key};
use crate::render::articles::formula_free;
use crate::render::printable::in_one_line;

/// Writes counts.
pub(crate) fn write_counts(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = report.counts;
    let mut lines = csv::Writer::from_writer(Vec::new());
    if counts.by.is_empty() {
        let has_ids = report.queries.iter().any(|query| query.id.is_some());
        let head = [has_ids.then_some("qid"), Some("query"), Some("articles")];
        let of_shares = counts.of.map_or(&[][..], |_| &["of", "share"]);
        let head = head.into_iter().flatten().chain(of_shares.iter().copied());
        let head = head.map(str::to_owned).chain(report.columns.iter().map(|name| in_line(name)));
        lines.write_record(head.collect::<Vec<_>>())?;
        for (query, total) in report.queries.iter().zip(&counts.totals) {
            let mut row: Vec<String> = query.id.iter().map(|id| in_line(id)).collect();
            row.extend([in_line(&query.text), total.to_string()]);
            row.extend(shares(&[*total], counts.of));
            row.extend(query.carried.iter().map(|value| in_line(value)));
            lines.write_record(row)?;
        }
    } else {
        let mut head: Vec<String> = counts.by.iter().map(|key| key.name().to_owned()).collect();
        head.extend((0..report.queries.len()).map(|at| in_line(report.column(at))));
        if counts.of.is_some() {
            head.push("of".to_owned());
            head.extend((0..report.queries.len()).map(|at| match report.queries.len() {
                1 => "share".to_owned(),
                _ => format!("share: {}", in_line(report.column(at))),
            }));
        }
        if counts.by == [Key::Word] {
            head.extend(["log_likelihood", "log_ratio"].map(str::to_owned));
        }
        lines.write_record(head)?;
        for CountRow { values, counts, of, marks } in report.rows().0 {
            let names = values.iter().map(|value| in_line(value.as_deref().unwrap_or_default()));
            let mut row: Vec<String> = names.collect();
            row.extend(counts.iter().map(u64::to_string));
            row.extend(shares(counts, *of));
            if let Some((likelihood, ratio)) = marks {
                row.extend([format!("{likelihood:.3}"), format!("{ratio:.3}")]);
            }
            lines.write_record(row)?;
        }
    }
    out.write_all(&lines.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn in_line(text: &str) -> String {
    formula_free(&in_one_line(text)).into_owned()
}

/// Returns how many articles there are, and which part of them each count is.
fn shares(counts: &[u64], of: Option<u64>) -> Vec<String> {
    let Some(of) = of else { return Vec::new() };
    let parts = counts.iter().map(|count| format!("{:.6}", share(*count, of)));
    std::iter::once(of.to_string()).chain(parts).collect()
}
