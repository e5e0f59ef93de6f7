//! Tables that describe the texts beside them, as TXM has them: `metadata.csv` with a column
//! `id`, the name of each text without its extension, and no text of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder};
use unicode_normalization::UnicodeNormalization;

use super::layout::TableLayout;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{Describe, Out};
use crate::ingest::record::description::Description;
use crate::ingest::record::field::{Field, FieldNames};
use crate::rejection::Reason;

/// The names of such files.
const FILES: &[&str] =
    &["metadata.csv", "metadata.tsv", "Metadata.csv", "Metadata.tsv", "METADATA.CSV"];

/// What the column is called that names the texts.
const KEYS: [&str; 6] = ["id", "filename", "file", "fichier", "nom_fichier", "text_id"];

/// Tables that describe texts.
pub(super) struct Metadata;

/// Reads a table that describes some of the texts beside it: rows of others are rejected. Puts
/// the table back and returns `false` when it describes none of them.
pub(super) fn read(
    source: &mut Source<'_>,
    beside: &BTreeSet<String>,
    out: &mut dyn Out,
) -> Result<bool> {
    let whole = source.read_whole();
    let rows: Vec<_> = Rows::of(&whole.bytes).into_iter().flatten().collect();
    if whole.is_too_large() || !rows.iter().any(|row| beside.contains(&row.key)) {
        source.put_back(whole.bytes);
        return Ok(false);
    }
    out.progress(source, whole.bytes.len() as u64);
    for Row { line, key, .. } in rows {
        if !beside.contains(&key) {
            out.record(&source.origin, (Some(line), Err(Reason::NoTextBeside(key))))?;
        }
    }
    Ok(true)
}

/// Tells whether a table describes texts of the archive that it is in: those are read one by
/// one, and know nothing of it.
pub(super) fn is_apart_from_its_texts(source: &mut Source<'_>) -> bool {
    let name = source.origin.path.file_name();
    source.origin.depth > 0
        && name.is_some_and(|name| FILES.iter().any(|file| name.eq_ignore_ascii_case(file)))
        && source.input.fill_buf().is_ok_and(|head| Rows::of(head).is_some())
}

impl Describe for Metadata {
    fn names(&self) -> &'static [&'static str] {
        FILES
    }

    fn read(&self, bytes: &[u8], names: &FieldNames) -> BTreeMap<String, Description> {
        let describe = |row: Row| {
            let mut description = Description::default();
            for (name, value) in &row.values {
                description.add(name, value, names);
            }
            (row.key, description)
        };
        Rows::of(bytes).into_iter().flatten().map(describe).collect()
    }
}

/// A row: its line, the text that it describes, and what it says of it.
struct Row {
    line: u64,
    key: String,
    values: Vec<(String, String)>,
}

/// The rows of such a table.
struct Rows<'b> {
    reader: csv::Reader<&'b [u8]>,
    layout: TableLayout,
    header: Vec<String>,
    key: usize,
}

impl<'b> Rows<'b> {
    /// Returns the rows; `None` for a table that describes no texts.
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let layout = TableLayout::of(bytes);
        let mut reader = ReaderBuilder::new()
            .delimiter(layout.separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(&bytes[layout.note..]);
        let mut row = ByteRecord::new();
        reader.read_byte_record(&mut row).ok()?;
        let name = |cell| layout.decoded(cell).trim_start_matches('\u{FEFF}').trim().to_owned();
        let header: Vec<String> = row.iter().map(name).collect();
        let is_key = |name: &String| KEYS.iter().any(|key| name.eq_ignore_ascii_case(key));
        let key = header.iter().position(is_key)?;
        let names = FieldNames::default();
        let is_text =
            |name: &String| names.find(name).is_some_and(|(field, _)| field == Field::Body);
        let has_text = header.iter().any(is_text);
        (!has_text).then_some(Self { reader, layout, header, key })
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut row = ByteRecord::new();
        loop {
            if !self.reader.read_byte_record(&mut row).ok()? {
                return None;
            }
            let key = self.layout.decoded(row.get(self.key).unwrap_or_default());
            let key = stem(&key);
            if key.is_empty() {
                continue;
            }
            let values = self.header.iter().zip(&row).enumerate();
            let values = values.filter(|(column, _)| *column != self.key);
            let value = |(_, (name, cell)): (usize, (&String, &[u8]))| {
                (name.clone(), self.layout.decoded(cell).into_owned())
            };
            let values = values.map(value).collect();
            let line = row.position().map_or(0, csv::Position::line) + self.layout.lines_before;
            return Some(Row { line, key, values });
        }
    }
}

/// Returns the name of a text as files are compared by: lower-case, without folder and the
/// extension of a text.
fn stem(key: &str) -> String {
    // Macs write accents behind their letters.
    let key: String = key.trim().to_lowercase().nfc().collect();
    let name = key.rsplit(['/', '\\']).next().unwrap_or_default();
    let extension = [".txt", ".text", ".xml", ".md"].iter().find(|end| name.ends_with(**end));
    extension.map_or(name, |extension| &name[..name.len() - extension.len()]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row as it is expected: line, text, and what is said of it.
    type Expected<'e> = (u64, &'e str, &'e [(&'e str, &'e str)]);

    #[track_caller]
    fn check(table: &str, expected: &[Expected<'_>]) {
        let rows: Vec<_> = Rows::of(table.as_bytes()).expect("a table").collect();
        let found: Vec<_> = rows
            .iter()
            .map(|row| {
                let values = row.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                (row.line, row.key.as_str(), values.collect::<Vec<_>>())
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(line, key, values)| (*line, *key, values.to_vec())).collect();
        assert_eq!(found, expected, "reading {table}");
    }

    #[test]
    fn rows_name_their_texts() {
        check(
            "id,titre\nart0,\"Le, pont\"\nArt1.TXT,\n,x\n",
            &[(2, "art0", &[("titre", "Le, pont")]), (3, "art1", &[("titre", "")])],
        );
        check(
            "sep=;\ntitre;fichier\nLe pont;corpus/art0.xml\n",
            &[(3, "art0", &[("titre", "Le pont")])],
        );
    }

    #[test]
    fn a_table_with_text_or_without_names_describes_none() {
        assert!(Rows::of(b"id,titre,texte\n1,a,b\n").is_none());
        assert!(Rows::of(b"titre,date\na,b\n").is_none());
        assert!(Rows::of(b"").is_none());
    }
}
