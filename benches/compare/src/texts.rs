//! The articles and queries of a collection, in the forms that each peer reads.
//!
//! Peers are given limier's words and families, so that they do the same work; nothing of them
//! is measured here.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use limier::internals::{families, words};
use limier::{Clock, Index, Query};
use serde::Deserialize;

/// What peers index of an article.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Article {
    id: serde_json::Value,
    title: String,
    description: String,
    body: String,
}

/// The files made of the articles: their words cut by limier, their text in a line, and both in
/// columns that `sqlite3` imports.
pub struct Texts<'a> {
    pub words: &'a Path,
    pub lines: &'a Path,
    pub columns: &'a Path,
}

/// What parts columns and rows in `sqlite3`'s mode `ascii`.
const COLUMN: char = '\u{1f}';
const ROW: char = '\u{1e}';

impl Texts<'_> {
    /// Writes the articles of a file of JSON Lines.
    pub fn write(&self, articles: &Path) -> Result<(), Box<dyn Error>> {
        let create = |path| File::create(path).map(|file| BufWriter::with_capacity(1 << 20, file));
        let mut of_words = create(self.words)?;
        let mut of_lines = create(self.lines)?;
        let mut of_columns = create(self.columns)?;
        let mut term = String::new();
        for line in BufReader::with_capacity(1 << 20, File::open(articles)?).lines() {
            let article: Article = serde_json::from_str(&line?)?;
            let id = match &article.id {
                serde_json::Value::String(id) => id.clone(),
                other => other.to_string(),
            };
            let text = [&*article.title, &article.description, &article.body].join("\n");
            write!(of_words, "{id}\t")?;
            let mut words = words(&text);
            while words.next_into(&mut term).is_some() {
                write!(of_words, "{term} ")?;
            }
            writeln!(of_words)?;
            writeln!(of_lines, "{id}\t{}", text.replace(['\n', '\r'], " "))?;
            let body = [&*article.description, &article.body].join("\n");
            let column = |text: &str| text.replace([COLUMN, ROW], " ");
            write!(
                of_columns,
                "{id}{COLUMN}{}{COLUMN}{}{ROW}",
                column(&article.title),
                column(&body)
            )?;
        }
        of_words.flush()?;
        of_lines.flush()?;
        of_columns.flush()?;
        Ok(())
    }
}

/// Writes the families of queries, one a line: an id and a tab, words parted by blanks, the
/// forms of a word parted by `|`, the weight of each behind `^`.
pub fn write_families(index: &Path, queries: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let index = Index::open(index)?;
    let clock = Clock::in_paris(jiff::Timestamp::now());
    let mut out = String::new();
    for line in fs::read_to_string(queries)?.lines() {
        let Some((id, text)) = line.split_once('\t') else { continue };
        let families = families(&index, &Query::parse(text, &clock)?);
        let families = families.iter().map(|forms| {
            let forms = forms.iter().map(|(form, weight)| format!("{form}^{weight}"));
            forms.collect::<Vec<_>>().join("|")
        });
        out.push_str(&format!("{id}\t{}\n", families.collect::<Vec<_>>().join(" ")));
    }
    Ok(fs::write(to, out)?)
}
