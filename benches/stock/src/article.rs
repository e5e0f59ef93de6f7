//! Reading articles from JSON Lines, plain or compressed with zstd.
//!
//! Only the three fields that are indexed are kept; the rest of a line is
//! skipped by the parser. A bad line ends the run.

use std::fmt::{self, Display, Formatter};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Result;

/// What the index keeps of an article; a missing field reads as empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Article {
    pub id: Id,
    pub title: String,
    pub body: String,
}

/// An identifier, written in the input as an integer or as a string.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Id {
    Number(i64),
    Text(String),
}

impl Default for Id {
    fn default() -> Self {
        Id::Text(String::new())
    }
}

impl Display for Id {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Id::Number(number) => number.fmt(formatter),
            Id::Text(text) => text.fmt(formatter),
        }
    }
}

/// The articles of a file, in order, one line in memory at a time.
pub struct Articles {
    path: PathBuf,
    reader: Box<dyn BufRead>,
    line: String,
    line_number: usize,
}

impl Articles {
    /// Opens `path`, decompressing it if its name ends in `.zst`.
    pub fn open(path: &Path) -> Result<Articles> {
        let cannot_read = |error| format!("cannot read {}: {error}", path.display());
        let file = File::open(path).map_err(cannot_read)?;
        let reader: Box<dyn BufRead> = if path.extension().is_some_and(|ext| ext == "zst") {
            let decoder = zstd::Decoder::new(file).map_err(cannot_read)?;
            Box::new(BufReader::new(decoder))
        } else {
            Box::new(BufReader::new(file))
        };
        Ok(Articles { path: path.to_owned(), reader, line: String::new(), line_number: 0 })
    }

    /// Returns the next article, or `None` at the end of the file.
    fn read(&mut self) -> Result<Option<Article>> {
        loop {
            self.line.clear();
            self.line_number += 1;
            if self.reader.read_line(&mut self.line)? == 0 {
                return Ok(None);
            }
            if !self.line.trim_ascii().is_empty() {
                return Ok(Some(serde_json::from_str(&self.line)?));
            }
        }
    }
}

impl Iterator for Articles {
    type Item = Result<Article>;

    fn next(&mut self) -> Option<Result<Article>> {
        self.read()
            .map_err(|error| {
                let path = self.path.display();
                format!("{path}, line {}: {error}", self.line_number).into()
            })
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::Article;

    #[track_caller]
    fn check(line: &str, id: &str, title: &str, body: &str) {
        let article: Article = serde_json::from_str(line).unwrap();
        assert_eq!(article.id.to_string(), id, "id of {line}");
        assert_eq!(article.title, title, "title of {line}");
        assert_eq!(article.body, body, "body of {line}");
    }

    #[test]
    fn takes_an_integer_id() {
        check(r#"{"id": 7, "title": "Grève", "body": "À Brest"}"#, "7", "Grève", "À Brest");
    }

    #[test]
    fn takes_a_string_id() {
        check(r#"{"id": "a7", "title": "Grève", "tags": ["x"]}"#, "a7", "Grève", "");
    }

    #[test]
    fn reads_missing_fields_as_empty() {
        check("{}", "", "", "");
    }
}
