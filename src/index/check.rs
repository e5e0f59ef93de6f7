//! A look at a whole index: whether its files are as they were written, and of this
//! version, and which articles are affected where they are not. It changes nothing.

use std::path::Path;

use super::decisions::Decisions;
use super::files::{DECISIONS, INPUTS, MANIFEST, list_of_segments};
use super::found_manifest::{is_foreign, is_older_than_copy};
use super::inputs::Inputs;
use super::lock::WriteLock;
use super::manifest::Manifest;
use super::reader::IndexReader;
use super::salvage::{Lost, Salvage};
use super::sealed_file;
use super::segment_list::has_newer_copy;
use crate::error::{Cause, Damage, Error, Result};

/// What a check of an index found.
#[derive(Debug, Clone)]
pub(crate) struct Checkup {
    /// The folder.
    pub dir: String,
    /// Articles; when files are damaged, those that can be read for sure.
    pub articles: u64,
    /// Files that its segments must have.
    pub files: usize,
    /// Those that are damaged or missing.
    pub damaged: Vec<String>,
    /// The articles that cannot be read, or may be others.
    pub affected: Vec<Lost>,
    /// Deletions that were decided and are not carried out to their end, nor by who writes now.
    pub undone: usize,
    /// What the index says of itself.
    pub manifest: Manifest,
}

impl Checkup {
    /// Checks every byte of the index in `dir`, of this format or an older one.
    ///
    /// # Errors
    /// Those of [`IndexReader::open`], but for `IndexOutdated`; `IndexDamaged` when a small file
    /// is not as it was written: the list of segments, that of inputs, or decisions.
    pub(crate) fn of(dir: &Path) -> Result<Self> {
        let manifest = Manifest::read(dir)?;
        if is_foreign(dir, &manifest)? || is_older_than_copy(dir) {
            return Err(Error::damaged(dir, Cause::Checksum(dir.join(MANIFEST))));
        }
        Inputs::read(dir, &manifest)?;
        let mut undone = Decisions::read(dir)?.undone();
        if undone > 0 && WriteLock::is_taken(dir) {
            // Who writes carries them out.
            undone = 0;
        }
        let checkup = |articles, files, damaged, affected, manifest| Self {
            dir: dir.display().to_string(),
            articles,
            files,
            damaged,
            affected,
            undone,
            manifest,
        };
        let segments = list_of_segments(&manifest.segments_dir(dir));
        if has_newer_copy(&segments) {
            return Err(Error::damaged(dir, Cause::Checksum(segments)));
        }
        let small = [dir.join(MANIFEST), dir.join(DECISIONS), dir.join(INPUTS), segments];
        let mut copies = Vec::new();
        for path in &small {
            let copy = sealed_file::copy_of(path);
            let is_broken = sealed_file::has_broken_copy(path);
            if is_broken.map_err(|source| Error::Read { path: copy.clone(), source })? {
                copies.push(sealed_file::name(&copy));
            }
        }
        match IndexReader::open_any(dir).and_then(|reader| Ok((reader.verify()?, reader))) {
            Ok((files, reader)) => {
                let manifest = reader.manifest().clone();
                Ok(checkup(reader.len(), files, copies, Vec::new(), manifest))
            }
            Err(Error::IndexDamaged { .. }) => {
                let salvage = Salvage::open(dir, &manifest, None)?;
                let (articles, lost) = salvage.count()?;
                let damaged = salvage.damaged().into_iter().chain(copies).collect();
                Ok(checkup(articles, salvage.files(), damaged, lost, manifest))
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the error that tells its damage; `None` when it is whole.
    #[must_use]
    pub(crate) fn damage(&self) -> Option<Error> {
        let file = self.damaged.first()?.into();
        let (dir, source) = (self.dir.clone().into(), Damage(Cause::Checksum(file)));
        Some(Error::IndexDamaged { dir, source })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::super::test_index::of_format_4;
    use super::*;

    #[test]
    fn what_who_writes_carries_out_is_not_told_as_undone() {
        let dir = of_format_4();
        let decision = "{\"kind\":\"deleted\",\"id\":\"a\"}\n";
        fs::write(dir.path().join(DECISIONS), decision).expect("a writable folder");
        let undone = || Checkup::of(dir.path()).expect("a whole index").undone;
        assert_eq!(undone(), 1);
        let lock = WriteLock::take(dir.path(), "2026", Duration::ZERO).expect("nobody else writes");
        assert_eq!(undone(), 0);
        drop(lock);
        assert_eq!(undone(), 1);
    }
}
