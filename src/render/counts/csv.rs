//! Counts as comma-separated values: a row a line, in columns with names.
//!
//! What has no value is empty, and nothing is cut or rounded beyond a millionth.

use std::io::{self, Write};

use super::report::CountsReport;
use super::table::{Value, names, rows};
use crate::render::formula::formula_free;
use crate::render::separated::{decimal, separated};

/// Writes counts.
pub(crate) fn write_counts(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = separated(report.excel, out)?;
    lines.write_record(names(report).iter().map(|name| formula_free(name).into_owned()))?;
    for row in rows(report) {
        lines.write_record(row.iter().map(|value| written(value, report.excel)))?;
    }
    lines.flush()
}

fn written(value: &Value, excel: bool) -> String {
    match value {
        Value::Text(text) => formula_free(text).into_owned(),
        Value::Count(count) => count.to_string(),
        Value::Share(share) => decimal(*share, 6, excel),
        // A negative number is no formula.
        Value::Number(number) => decimal(*number, 3, excel),
    }
}
