//! The list of files as it is kept: lines of JSON, sealed in one file of the index or kept one by
//! one by who keeps them elsewhere. What a line says of a file is never judged here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Inputs, Known, Noted};
use crate::error::{Cause, Error, Result};
use crate::index::files::INPUTS;
use crate::index::fingerprint::Fingerprint;
use crate::index::manifest::Manifest;
use crate::index::sealed_file;
use crate::read_as::{Defaults, ReadAs};

/// The formats of the last limier that did not note them.
const KNOWN_BEFORE: [&str; 11] = [
    "feed/1",
    "newsml/1",
    "html/1",
    "trec/1",
    "json-lines/1",
    "json/1",
    "table/1",
    "text/1",
    "warc/1",
    "zip/1",
    "tar/1",
];

/// A line of the list: a file.
#[derive(Serialize, Deserialize)]
struct Line<'l> {
    path: Arc<str>,
    #[serde(flatten)]
    fingerprint: Fingerprint,
    /// The number of the formats that there were; earlier limiers did not note it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    known: Option<usize>,
    #[serde(default, skip_serializing_if = "is_empty")]
    formats: Cow<'l, BTreeSet<String>>,
    #[serde(default, skip_serializing_if = "is_empty")]
    entries: Cow<'l, BTreeSet<String>>,
    #[serde(default, skip_serializing_if = "is_none")]
    fields: Cow<'l, [String]>,
    #[serde(default, skip_serializing_if = "has_none")]
    defaults: Cow<'l, Defaults>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pre: Option<Cow<'l, str>>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    replaced: BTreeSet<Arc<str>>,
}

fn has_none(defaults: &Defaults) -> bool {
    defaults.is_empty()
}

fn is_none(fields: &[String]) -> bool {
    fields.is_empty()
}

fn is_empty(names: &BTreeSet<String>) -> bool {
    names.is_empty()
}

/// A line above those of files: formats that there were to choose from, and their number.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownLine {
    known: usize,
    formats: Known,
}

/// The first line: the id of the index whose list it is.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndexLine {
    index: String,
}

impl Inputs {
    /// Reads the list of the index in `dir`, which has this manifest; empty when there is none
    /// yet.
    ///
    /// # Errors
    /// `Read` when there is one that cannot be read, `IndexDamaged` when it is not what was
    /// written, that of another index, or missing.
    pub(crate) fn read(dir: &Path, manifest: &Manifest) -> Result<Self> {
        let path = dir.join(INPUTS);
        let foreign = || Error::damaged(dir, Cause::Checksum(path.clone()));
        let (lines, is_sealed) = match sealed_file::read_sealed(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // It is written before a run is noted.
                let is_lost = manifest.id.is_some() && !manifest.runs.is_empty();
                return if is_lost { Err(foreign()) } else { Ok(Self::of(manifest)) };
            }
            read => read.map_err(|error| Error::damaged(dir, Cause::at(&path, &error)))?,
        };
        // Every version that gives an index an id seals its list.
        if manifest.id.is_some() && !is_sealed {
            return Err(foreign());
        }
        let mut inputs = Self::default();
        let mut known = BTreeMap::from([(0, KNOWN_BEFORE.map(str::to_owned).into())]);
        for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let taken = inputs.take(line, &mut known);
            taken.map_err(|error| Error::damaged(dir, Cause::Inputs(error)))?;
        }
        if manifest.id.is_some() && inputs.index != manifest.id {
            return Err(foreign());
        }
        Ok(inputs)
    }

    /// Writes the list, whole or not at all.
    ///
    /// # Errors
    /// `Write` when it cannot be written.
    pub(crate) fn write(&self, dir: &Path) -> Result<()> {
        let path = dir.join(INPUTS);
        let lines = self.lines().map_err(io::Error::from);
        lines
            .and_then(|lines| sealed_file::write(&path, &lines))
            .map_err(|source| Error::Write { path, source })
    }

    /// Returns the lines of the list.
    fn lines(&self) -> serde_json::Result<Vec<u8>> {
        let mut lines = Vec::new();
        let mut known: Vec<Known> = vec![KNOWN_BEFORE.map(str::to_owned).into()];
        if let Some(index) = &self.index {
            serde_json::to_writer(&mut lines, &IndexLine { index: index.clone() })?;
            lines.push(b'\n');
        }
        for disk in self.disks.iter() {
            serde_json::to_writer(&mut lines, &disk)?;
            lines.push(b'\n');
        }
        for (path, noted) in &self.files {
            self.push_file(path, noted, &mut known, &mut lines)?;
        }
        Ok(lines)
    }

    /// Adds the line of a file, behind one of formats that are not `known` yet.
    fn push_file(
        &self,
        path: &Arc<str>,
        Noted { fingerprint, read_as }: &Noted,
        known: &mut Vec<Known>,
        lines: &mut Vec<u8>,
    ) -> serde_json::Result<()> {
        let number = known.iter().position(|known| *known == read_as.known);
        let number = number.unwrap_or(known.len());
        if number == known.len() {
            known.push(Arc::clone(&read_as.known));
            let formats = Arc::clone(&read_as.known);
            serde_json::to_writer(&mut *lines, &KnownLine { known: number, formats })?;
            lines.push(b'\n');
        }
        let replaced = self.replaced.get(path).into_iter().flatten();
        let replaced = replaced.filter(|origin| self.files.contains_key(*origin));
        let line = Line {
            path: Arc::clone(path),
            fingerprint: *fingerprint,
            known: (number > 0).then_some(number),
            formats: Cow::Borrowed(&read_as.formats),
            entries: Cow::Borrowed(&read_as.entries),
            fields: Cow::Borrowed(&read_as.fields),
            defaults: Cow::Borrowed(&read_as.defaults),
            pre: read_as.pre.as_deref().map(Cow::Borrowed),
            replaced: replaced.cloned().collect(),
        };
        serde_json::to_writer(&mut *lines, &line)?;
        lines.push(b'\n');
        Ok(())
    }

    /// Takes a line of the list; `known` are the formats of the lines before, by number.
    fn take(&mut self, line: &[u8], known: &mut BTreeMap<usize, Known>) -> serde_json::Result<()> {
        if let Ok(KnownLine { known: number, formats }) = serde_json::from_slice(line) {
            known.insert(number, formats);
            return Ok(());
        }
        if let Ok(IndexLine { index }) = serde_json::from_slice(line) {
            self.index = Some(index);
            return Ok(());
        }
        if let Ok(disk) = serde_json::from_slice(line) {
            self.disks.insert(disk);
            return Ok(());
        }
        let line: Line<'_> = serde_json::from_slice(line)?;
        let Line { path, fingerprint, known: number, replaced, .. } = line;
        let known = known.get(&number.unwrap_or(0)).ok_or_else(|| {
            serde::de::Error::custom("a file with formats that are not listed above it")
        })?;
        if !replaced.is_empty() {
            self.replaced.insert(Arc::clone(&path), replaced);
        }
        let read_as = ReadAs {
            known: Arc::clone(known),
            formats: line.formats.into_owned(),
            entries: line.entries.into_owned(),
            fields: line.fields.into_owned(),
            defaults: line.defaults.into_owned(),
            pre: line.pre.map(Cow::into_owned),
        };
        self.set(path, fingerprint, read_as);
        Ok(())
    }

    /// Returns the lines of each file, and under the empty name those of disks, each by itself:
    /// for who keeps them one by one.
    ///
    /// # Errors
    /// None of texts that are Unicode.
    #[cfg(feature = "cluster")]
    pub(crate) fn entries(&self) -> serde_json::Result<BTreeMap<Arc<str>, String>> {
        let mut entries = BTreeMap::new();
        let text = |lines: Vec<u8>| String::from_utf8_lossy(&lines).into_owned();
        let disks = Self { disks: self.disks.clone(), ..Self::default() };
        entries.insert(Arc::from(""), text(disks.lines()?));
        for (name, noted) in &self.files {
            let mut known: Vec<Known> = vec![KNOWN_BEFORE.map(str::to_owned).into()];
            let mut lines = Vec::new();
            self.push_file(name, noted, &mut known, &mut lines)?;
            entries.insert(Arc::clone(name), text(lines));
        }
        Ok(entries)
    }

    /// Reads what [`Self::entries`] returned.
    ///
    /// # Errors
    /// For lines that are none of its.
    #[cfg(feature = "cluster")]
    pub(crate) fn from_entries<'e>(
        entries: impl Iterator<Item = &'e str>,
    ) -> serde_json::Result<Self> {
        let mut inputs = Self::default();
        for entry in entries {
            let mut known = BTreeMap::from([(0, KNOWN_BEFORE.map(str::to_owned).into())]);
            for line in entry.lines().filter(|line| !line.is_empty()) {
                inputs.take(line.as_bytes(), &mut known)?;
            }
        }
        Ok(inputs)
    }
}
