//! What was told of an index: the file in which a run notes it for the next one.
//!
//! A line of JSON for the file and one for each query: up to which commit it was told, and the
//! marks of what was. It is put in its place whole, when all is told; queries that are not asked
//! in a run keep what is noted of them.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::output_file::OutputFile;
use crate::engine::Commit;
use crate::error::{Error, Result};

/// Version of the file.
const VERSION: u32 = 1;

/// Figures of a mark.
const MARK: usize = 16;

/// What was told.
pub(super) struct ToldFile {
    path: PathBuf,
    /// The state of the index of this run.
    now: Commit,
    /// Up to which commit the run before told; `None` for the first.
    before: Option<u64>,
    queries: BTreeMap<String, ToldQuery>,
    /// What this run notes, in place of what was noted.
    noted: BTreeMap<String, ToldQuery>,
}

/// What was told of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ToldQuery {
    /// What is asked, for who reads the file.
    query: String,
    /// Up to which commit; `None` for nothing.
    pub(super) after: Option<u64>,
    /// The marks of what was told.
    pub(super) marks: HashSet<u64>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    limier_told: u32,
    index: String,
    commit: u64,
}

/// A line of a query.
#[derive(Serialize, Deserialize)]
struct Line {
    key: String,
    query: String,
    commit: Option<u64>,
    told: String,
}

impl ToldFile {
    /// Reads what was told of an index in this state; nothing when there is no file, or an empty
    /// one.
    ///
    /// # Errors
    /// `Read`, `ToldForeign` for another file and `ToldElsewhere` for one of another index.
    pub(super) fn read(path: &Path, now: Commit) -> Result<Self> {
        let mut file = Self {
            path: path.to_owned(),
            now,
            before: None,
            queries: BTreeMap::new(),
            noted: BTreeMap::new(),
        };
        let text = match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(file),
            read => read.map_err(|source| Error::Read { path: path.to_owned(), source })?,
        };
        if text.is_empty() {
            return Ok(file);
        }
        file.parse(&text).ok_or_else(|| Error::ToldForeign(path.to_owned()))??;
        Ok(file)
    }

    /// Takes what a file says; `None` where it is none of these.
    fn parse(&mut self, text: &[u8]) -> Option<Result<()>> {
        let text = str::from_utf8(text).ok()?;
        let mut lines = text.lines();
        let head: Head = serde_json::from_str(lines.next()?).ok()?;
        if head.limier_told != VERSION {
            return None;
        }
        if head.index != self.now.collection {
            return Some(Err(Error::ToldElsewhere(self.path.clone())));
        }
        self.before = Some(head.commit);
        for line in lines {
            let Line { key, query, commit, told } = serde_json::from_str(line).ok()?;
            let marks = told.as_bytes().chunks(MARK);
            let marks = marks.map(|mark| u64::from_str_radix(str::from_utf8(mark).ok()?, 16).ok());
            let marks = marks.collect::<Option<HashSet<u64>>>()?;
            self.queries.insert(key, ToldQuery { query, after: commit, marks });
        }
        Some(Ok(()))
    }

    /// Tells whether it notes other queries, and not this one: all that it finds is new then.
    pub(super) fn is_first_of(&self, key: &str) -> bool {
        self.before.is_some() && !self.queries.contains_key(key)
    }

    /// Returns what was told of a query, by its key; nothing of one that is not known yet.
    pub(super) fn of(&self, key: &str, query: &str) -> ToldQuery {
        let unknown = || ToldQuery { query: query.to_owned(), after: None, marks: HashSet::new() };
        self.queries.get(key).cloned().unwrap_or_else(unknown)
    }

    /// Returns where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Notes that all that is new of a query is told, of which these are the marks.
    pub(super) fn tell(&mut self, key: String, told: ToldQuery, marks: Vec<u64>) {
        let mut told = told;
        told.marks.extend(marks);
        // An index that was put back from a copy has less than was told.
        told.after = told.after.max(Some(self.now.number));
        self.noted.insert(key, told);
    }

    /// Notes that a query was not asked, though it is among those that are: it is to be told of
    /// the next time as it would have been now.
    pub(super) fn leave(&mut self, key: String, told: ToldQuery) {
        self.noted.insert(key, told);
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// `Write`; the file is as it was then.
    pub(super) fn write(&self) -> Result<()> {
        let mut out = OutputFile::until_signals(&self.path)?;
        self.write_to(&mut out).map_err(|error| out.failed(error))?;
        out.finish()
    }

    fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut line = |json: String| writeln!(out, "{json}");
        let head = Head {
            limier_told: VERSION,
            index: self.now.collection.clone(),
            commit: self.now.number.max(self.before.unwrap_or(0)),
        };
        line(serde_json::to_string(&head)?)?;
        let before = self.queries.iter().filter(|(key, _)| !self.noted.contains_key(*key));
        for (key, told) in before.chain(&self.noted) {
            let mut marks: Vec<u64> = told.marks.iter().copied().collect();
            marks.sort_unstable();
            let marks: Vec<String> = marks.iter().map(|mark| format!("{mark:0MARK$x}")).collect();
            line(serde_json::to_string(&Line {
                key: key.clone(),
                query: told.query.clone(),
                commit: told.after,
                told: marks.concat(),
            })?)?;
        }
        Ok(())
    }
}

/// Returns the key of a query that is asked so: another text, or another condition, is another
/// query.
pub(super) fn key_of(query: &str, asked: &str) -> String {
    format!("{:0MARK$x}", xxh3_64(format!("{query}\0{asked}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(number: u64) -> Commit {
        Commit { collection: "one".to_owned(), number }
    }

    #[test]
    fn what_is_noted_of_a_query_stays_until_it_is_asked_again() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("told");
        let read = |number| ToldFile::read(&path, state(number)).expect("a file");
        let mut file = read(5);
        assert_eq!(
            file.of("a", "pont"),
            ToldQuery { query: "pont".into(), ..ToldQuery::default() }
        );
        let pont = file.of("a", "pont");
        file.tell("a".into(), pont, vec![7, u64::MAX]);
        let loup = file.of("b", "loup");
        file.leave("b".into(), loup);
        file.write().expect("a writable folder");
        let mut file = read(9);
        let marks = HashSet::from([7, u64::MAX]);
        assert_eq!(file.of("a", "pont").marks, marks);
        let after = |file: &ToldFile| ["a", "b", "c"].map(|key| file.of(key, "").after);
        assert_eq!(after(&file), [Some(5), None, None]);
        assert_eq!(["a", "b", "c"].map(|key| file.is_first_of(key)), [false, false, true]);
        let loup = file.of("b", "loup");
        file.tell("b".into(), loup, Vec::new());
        file.write().expect("a writable folder");
        assert_eq!(after(&read(9)), [Some(5), Some(9), None]);
    }

    #[test]
    fn a_file_of_another_index_and_any_other_file_are_refused() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("told");
        ToldFile::read(&path, state(5)).and_then(|file| file.write()).expect("a writable folder");
        let other = Commit { collection: "other".to_owned(), number: 5 };
        let error = ToldFile::read(&path, other).err().expect("of another index");
        assert!(matches!(error, Error::ToldElsewhere(_)));
        for text in ["pont\n", "{}", "{\"limier_told\":2,\"index\":\"one\",\"commit\":1}"] {
            fs::write(&path, text).expect("a writable folder");
            let error = ToldFile::read(&path, state(5)).err().expect(text);
            assert!(matches!(error, Error::ToldForeign(_)), "{text}");
        }
    }
}
