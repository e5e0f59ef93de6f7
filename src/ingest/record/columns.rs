//! The columns of a table: the fields that its header names, whatever wrote the table.
//!
//! It looks at the header and at no row.

use super::field::{FieldNames, RankedField};
use crate::rejection::Reason;

/// Most columns of a table.
pub(in crate::ingest) const MAX_COLUMNS: usize = 10_000;

/// What the columns of a table hold.
#[derive(Debug, Default, Clone)]
pub(in crate::ingest) struct Columns {
    /// The field that each fills, if it fills one.
    pub(in crate::ingest) fields: Vec<Option<RankedField>>,
    /// The names of those that fill none, as a message lists them; empty when there are none.
    pub(in crate::ingest) unused: String,
}

impl Columns {
    /// Returns what the columns under a header hold, or says that there is no text among them.
    pub(in crate::ingest) fn of<'h>(
        header: impl IntoIterator<Item = &'h str>,
        names: &FieldNames,
    ) -> Result<Self, Reason> {
        let name = |name: &str| name.trim_start_matches('\u{FEFF}').trim().to_owned();
        let found: Vec<String> = header.into_iter().map(name).collect();
        if found.len() > MAX_COLUMNS {
            return Err(Reason::TooManyColumns(found.len()));
        }
        if found.iter().all(String::is_empty) {
            return Err(Reason::NoItem);
        }
        let fields: Vec<_> = found.iter().map(|name| names.find(name)).collect();
        if !fields.iter().flatten().any(|(field, _)| field.is_text()) {
            return Err(Reason::NoTextColumn(shown(&found)));
        }
        let unused = found.into_iter().zip(&fields);
        let unused = unused.filter(|(name, field)| field.is_none() && !name.is_empty());
        let unused: Vec<_> = unused.map(|(name, _)| name).collect();
        Ok(Self { fields, unused: shown(&unused) })
    }
}

/// Returns names as a message lists them.
fn shown(names: &[String]) -> String {
    const MOST: usize = 20;
    const MOST_CHARS: usize = 40;
    let name = |name: &String| format!("`{}`", name.chars().take(MOST_CHARS).collect::<String>());
    let mut shown: Vec<_> = names.iter().take(MOST).map(name).collect();
    if names.len() > MOST {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}
