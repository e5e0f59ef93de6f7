//! The columns of a table: the fields that its header names, whatever wrote the table.
//!
//! It looks at the header, and puts together what one cell of a spreadsheet had no room for.

use std::borrow::Cow;

use super::field::{Field, FieldNames, RankedField};
use super::named_fields::NamedFields;
use crate::calendar::folded;
use crate::ingest::date::parse_date;
use crate::rejection::Reason;

/// Most columns of a table.
pub(in crate::ingest) const MAX_COLUMNS: usize = 10_000;

/// Most characters of a cell of a spreadsheet, in units of UTF-16.
const CELL: usize = 32_767;

/// What a column of texts is called too, where none goes by another name.
const TEXTS: [&str; 4] = ["verbatim", "contenu integral", "transcription", "retranscription"];

/// Bytes of texts in a column that no field takes, on average, and of a cell that is no name.
const LONG_TEXT: usize = 150;
const LONG_NAME: usize = 100;

/// Bytes of a date that is a day; that of a month or a year alone is shorter.
const FULL_DAY: usize = 10;

/// What the columns of a table hold.
#[derive(Debug, Default, Clone)]
pub(in crate::ingest) struct Columns {
    /// The field that each fills, if it fills one.
    pub(in crate::ingest) fields: Vec<Option<RankedField>>,
    /// Whether each goes on with the column before it: `body 2` behind `body`.
    goes_on: Vec<bool>,
    /// The names of those that fill none, as a message lists them; empty when there are none.
    pub(in crate::ingest) unused: String,
}

impl Columns {
    /// Returns columns that fill these fields, without a header.
    pub(in crate::ingest) fn filling(fields: Vec<Option<RankedField>>) -> Self {
        Self { fields, ..Self::default() }
    }

    /// Returns what the columns under a header hold, or says that there is no text among them.
    pub(in crate::ingest) fn of<'h>(
        header: impl IntoIterator<Item = &'h str>,
        names: &FieldNames,
    ) -> Result<Self, Reason> {
        Self::with_lengths(header, names, &[])
    }

    /// Returns the same where the length of the prose in the first cells of each column is known:
    /// without a body by name, that of a column of long texts is it.
    pub(in crate::ingest) fn with_lengths<'h>(
        header: impl IntoIterator<Item = &'h str>,
        names: &FieldNames,
        lengths: &[usize],
    ) -> Result<Self, Reason> {
        let name = |name: &str| name.trim_start_matches('\u{FEFF}').trim().to_owned();
        let found: Vec<String> = header.into_iter().map(name).collect();
        if found.len() > MAX_COLUMNS {
            return Err(Reason::TooManyColumns(found.len()));
        }
        if found.iter().all(String::is_empty) {
            return Err(Reason::NoItem);
        }
        let mut fields: Vec<_> = found.iter().map(|name| names.find(name)).collect();
        let has_body =
            |fields: &[Option<RankedField>]| fields.iter().flatten().any(|it| it.0 == Field::Body);
        let free = |fields: &[Option<RankedField>], at: usize| fields[at].is_none();
        if !has_body(&fields)
            && let Some(at) = (0..found.len()).find(|&at| free(&fields, at) && is_text(&found[at]))
        {
            fields[at] = names.find("body");
        }
        if !fields.iter().flatten().any(|(field, _)| field.is_text()) {
            let is_row = is_row(&found);
            let shown = shown(&found);
            return Err(if is_row { Reason::NoHeader(shown) } else { Reason::NoTextColumn(shown) });
        }
        if !has_body(&fields) {
            let known = (0..found.len().min(lengths.len())).filter(|&at| free(&fields, at));
            let longest = known.filter(|at| !found[*at].is_empty()).max_by_key(|at| lengths[*at]);
            if let Some(at) = longest.filter(|at| lengths[*at] >= LONG_TEXT) {
                fields[at] = names.find("body");
            }
        }
        let mut goes_on = vec![false; fields.len()];
        for at in 1..fields.len() {
            if fields[at].is_none()
                && fields[at - 1].is_some()
                && is_next(&found[at - 1], &found[at])
            {
                fields[at] = fields[at - 1];
                goes_on[at] = true;
            }
        }
        let unused = found.into_iter().zip(&fields);
        let unused = unused.filter(|(name, field)| field.is_none() && !name.is_empty());
        let unused: Vec<_> = unused.map(|(name, _)| name).collect();
        Ok(Self { fields, goes_on, unused: shown(&unused) })
    }

    /// Adds the cells of a row to a record, each with the number of its column from 0. A text that
    /// one cell has no room for goes on in the next.
    pub(in crate::ingest) fn add_to<'c>(
        &self,
        record: &mut NamedFields,
        cells: impl IntoIterator<Item = (usize, RankedField, Cow<'c, str>)>,
    ) {
        let mut begun: Option<Begun<'c>> = None;
        for (column, field, text) in cells {
            match &mut begun {
                Some(begun) if begun.is_full && self.is_next_to(column, begun.column) => {
                    begun.is_full = is_full(&text);
                    begun.column = column;
                    begun.text.to_mut().push_str(&text);
                }
                _ => {
                    if let Some(Begun { field, text, .. }) = begun.take() {
                        record.add(field, &text);
                    }
                    begun = Some(Begun { field, column, is_full: is_full(&text), text });
                }
            }
        }
        if let Some(Begun { field, text, .. }) = begun {
            record.add(field, &text);
        }
    }

    /// Tells whether a column goes on with the one before it.
    fn is_next_to(&self, column: usize, before: usize) -> bool {
        before + 1 == column && self.goes_on.get(column) == Some(&true)
    }
}

/// A value that may go on in the next column.
struct Begun<'c> {
    field: RankedField,
    column: usize,
    text: Cow<'c, str>,
    is_full: bool,
}

/// Tells whether a cell has no room left, or for no character of two units.
fn is_full(text: &str) -> bool {
    text.len() + 1 >= CELL && text.encode_utf16().count() + 1 >= CELL
}

/// Tells whether a column goes on with another: `body 2` with `body`, `body 3` with `body 2`.
fn is_next(name: &str, next: &str) -> bool {
    let Some((base, number)) = next.rsplit_once(' ') else { return false };
    match number.parse::<u32>() {
        Ok(2) => base == name,
        Ok(number @ 3..) => name.strip_prefix(base) == Some(format!(" {}", number - 1).as_str()),
        _ => false,
    }
}

/// Tells whether a name is one of columns of texts.
fn is_text(name: &str) -> bool {
    let plain = folded(name).replace(['_', '-'], " ");
    TEXTS.contains(&plain.as_str())
}

/// Tells whether a first row is one of articles, and no header: a day or a text stands in it, or
/// a number beside a few words.
fn is_row(cells: &[String]) -> bool {
    let is_day = |cell: &String| parse_date(cell).is_some_and(|day| day.iso.len() >= FULL_DAY);
    let is_number = |cell: &String| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
    let has_words = |cell: &String| cell.split_whitespace().count() > 2;
    cells.iter().any(|cell| is_day(cell) || cell.len() >= LONG_NAME)
        || cells.iter().any(is_number) && cells.iter().any(has_words)
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
