//! What can be read of an index whose files are damaged: the articles of which it is sure
//! that they are what was added.
//!
//! It reads the stored articles and their columns, no postings and no lexicon, and changes
//! nothing.

use std::collections::{BTreeSet, HashSet};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::columnar::{Column, ColumnarReader, DynamicColumn, StrColumn};
use tantivy::directory::FileSlice;
use tantivy::fastfield::AliveBitSet;
use tantivy::index::SegmentComponent;
use tantivy::{Directory, Index, Segment, SegmentMeta, TantivyError};

use super::article_store::ArticleStore;
use super::checksums::{files, is_whole};
use super::directory::IndexDirectory;
use super::document::StoredArticle;
use super::files::list_of_segments;
use super::first_seen::{FirstSeen, last_commit};
use super::manifest::Manifest;
use super::original::as_added;
use super::scanned_store::ScannedStore;
use super::schema::Fields;
use super::stored_document::StoredDocument;
use super::tantivy_index::{open_listed, open_to_salvage};
use crate::analysis::Signature;
use crate::article::{Article, Date};
use crate::error::{Cause, Error, Result};

/// Blocks of stored articles kept unpacked.
const CACHED_BLOCKS: usize = 2;

/// An index of which files may be damaged or missing.
pub(super) struct Salvage {
    dir: PathBuf,
    /// Its files, as they are.
    directory: IndexDirectory,
    index: Index,
    fields: Fields,
    /// Files that its segments must have.
    files: usize,
    damaged: BTreeSet<PathBuf>,
}

/// What became of an article.
pub(super) enum Salvaged {
    /// It is as it was added; with the file that it came from, empty when that is not known, and
    /// when it was first there.
    Whole(Box<Article>, Arc<str>, FirstSeen),
    /// It cannot be read, or may be another.
    Lost(Lost),
}

/// An article that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost {
    /// Its id, where that is known.
    pub id: Option<String>,
    /// The damaged file.
    pub file: String,
    /// Its place there, from 0.
    pub number: u32,
}

/// What the columns of a segment say of its articles.
#[derive(Default)]
struct Columns {
    id: Option<StrColumn>,
    file: Option<StrColumn>,
    published: Option<Column<i64>>,
    guessed: Option<Column<bool>>,
    checksum: Option<Column<u64>>,
    text_hash: Option<Column<u64>>,
}

impl Salvage {
    /// Opens the index in `dir` that has this manifest, and looks at every byte of it. A list of
    /// segments in the place of its own may name too many: some of no commit, or merged into
    /// others.
    ///
    /// # Errors
    /// `IndexDamaged` when its list of segments is damaged, `Read` when the system refuses a
    /// file: that may pass.
    pub(super) fn open(dir: &Path, manifest: &Manifest, list: Option<Arc<[u8]>>) -> Result<Self> {
        let mut damaged = BTreeSet::new();
        if list.is_some() {
            damaged.insert(list_of_segments(Path::new("")));
        }
        let (strict, _) = open_listed(dir, manifest, list.clone())?;
        let (index, fields) = open_to_salvage(dir, manifest, list)?;
        let files = files(&index).map_err(|error| Error::damaged(dir, error))?;
        for file in &files {
            let is_whole = match is_whole(&strict, file) {
                Ok(is_whole) => is_whole,
                Err(error) => match Cause::from(TantivyError::from(error)) {
                    passing @ (Cause::System { .. } | Cause::Io(_)) => {
                        return Err(Error::damaged(dir, passing));
                    }
                    _ => false,
                },
            };
            if !is_whole {
                damaged.insert(file.clone());
            }
        }
        let directory = IndexDirectory::to_salvage(&manifest.segments_dir(dir));
        let directory = directory.map_err(|error| Error::damaged(dir, error))?;
        Ok(Self { dir: dir.to_owned(), directory, index, fields, files: files.len(), damaged })
    }

    /// Returns how many files the segments must have.
    pub(super) fn files(&self) -> usize {
        self.files
    }

    /// Returns the number of its last commit.
    ///
    /// # Errors
    /// `IndexDamaged` when the list of its segments cannot be read.
    pub(super) fn last_commit(&self) -> Result<u64> {
        last_commit(&self.index).map_err(|error| Error::damaged(&self.dir, error))
    }

    /// Returns the names of the files that are damaged or missing, sorted.
    pub(super) fn damaged(&self) -> Vec<String> {
        self.damaged.iter().map(|file| file.display().to_string()).collect()
    }

    /// Tells whether it is not known of all articles which were deleted.
    pub(super) fn may_have_deleted(&self) -> bool {
        let is_list = |file: &PathBuf| *file == list_of_segments(Path::new(""));
        let is_del = |file: &PathBuf| file.extension().is_some_and(|name| name == "del");
        self.damaged.iter().any(|file| is_list(file) || is_del(file))
    }

    /// Returns how many articles can be read, and those that cannot, or may be others.
    ///
    /// # Errors
    /// Those of [`Self::each`].
    pub(super) fn count(&self) -> Result<(u64, Vec<Lost>)> {
        let (mut count, mut lost) = (0, Vec::new());
        self.each(&mut |salvaged| {
            match salvaged {
                Salvaged::Whole(..) => count += 1,
                Salvaged::Lost(article) => lost.push(article),
            }
            Ok(())
        })?;
        Ok((count, lost))
    }

    /// Calls `visit` for every article. Where it is not known which were deleted, those are
    /// left out of which there is a later version.
    ///
    /// # Errors
    /// `IndexDamaged` when the list of segments is, and those of `visit`.
    pub(super) fn each(&self, visit: &mut dyn FnMut(Salvaged) -> Result<()>) -> Result<()> {
        let segments = self.index.searchable_segments();
        let mut segments = segments.map_err(|error| Error::damaged(&self.dir, error))?;
        segments.sort_by_key(|segment| !self.has(segment.meta(), SegmentComponent::Delete));
        let mut seen = self.may_have_deleted().then(HashSet::new);
        for segment in &segments {
            self.each_of(segment, seen.as_mut(), visit)?;
        }
        Ok(())
    }

    fn each_of(
        &self,
        segment: &Segment,
        mut seen: Option<&mut HashSet<String>>,
        visit: &mut dyn FnMut(Salvaged) -> Result<()>,
    ) -> Result<()> {
        let meta = segment.meta();
        let has_columns = self.has(meta, SegmentComponent::FastFields);
        let columns =
            if has_columns { self.opened(segment, SegmentComponent::FastFields)? } else { None };
        let columns = columns.and_then(|file| Columns::open(file, segment, self.fields));
        let columns = columns.unwrap_or_default();
        let alive = self.alive(segment)?;
        let store = ArticleStore::open(&self.index, segment.id(), CACHED_BLOCKS);
        let store = self.unless_passing(store)?;
        let is_whole = self.has(meta, SegmentComponent::Store);
        let scanned = if is_whole { None } else { self.scanned(meta) };
        // Later versions come first where it is not known which were deleted.
        let is_sure = self.has(meta, SegmentComponent::Delete);
        for number in 0..meta.max_doc() {
            let doc = if is_sure { number } else { meta.max_doc() - 1 - number };
            if alive.as_ref().is_some_and(|alive| alive.is_deleted(doc)) {
                continue;
            }
            let sure = |document: Option<StoredDocument>| {
                let stored = StoredArticle::new(document?, self.fields);
                (is_whole || columns.confirm(doc, &stored)).then_some(stored)
            };
            let stored = store.as_ref().and_then(|store| guard(|| sure(store.get(doc).ok())));
            let stored = stored
                .or_else(|| scanned.as_ref().and_then(|store| guard(|| sure(store.get(doc)))));
            let id = stored.as_ref().map(|stored| stored.id().to_owned());
            let id = id.or_else(|| text(columns.id.as_ref(), doc));
            if let (Some(seen), Some(id)) = (seen.as_deref_mut(), &id)
                && !seen.insert(id.clone())
            {
                continue;
            }
            visit(match stored {
                Some(stored) => columns.article(doc, &stored),
                None => Salvaged::Lost(Lost {
                    id,
                    file: meta.relative_path(SegmentComponent::Store).display().to_string(),
                    number: doc,
                }),
            })?;
        }
        Ok(())
    }

    /// Returns what is found in a damaged store without what stands behind its articles.
    fn scanned(&self, segment: &SegmentMeta) -> Option<ScannedStore> {
        let path = segment.relative_path(SegmentComponent::Store);
        let file = self.directory.get_file_handle(&path).ok()?;
        let bytes = FileSlice::new(file).read_bytes().ok()?;
        guard(|| Some(ScannedStore::of(self.fields.blocks(), bytes, segment.max_doc())))
    }

    /// Tells whether a file of a segment is as it was written; one of deletions that it does
    /// not have is.
    fn has(&self, segment: &SegmentMeta, component: SegmentComponent) -> bool {
        !self.damaged.contains(&segment.relative_path(component))
    }

    /// Returns which articles of a segment were not deleted; `None` for all.
    fn alive(&self, segment: &Segment) -> Result<Option<AliveBitSet>> {
        let meta = segment.meta();
        if !meta.has_deletes() || !self.has(meta, SegmentComponent::Delete) {
            return Ok(None);
        }
        let file = self.opened(segment, SegmentComponent::Delete)?;
        Ok(file.and_then(|file| file.read_bytes().ok()).map(AliveBitSet::open))
    }

    /// Opens a file of a segment; `None` when it is damaged or missing.
    ///
    /// # Errors
    /// `Read` when the system refuses it: that may pass, and loses nothing.
    fn opened(&self, segment: &Segment, component: SegmentComponent) -> Result<Option<FileSlice>> {
        self.unless_passing(segment.open_read(component).map_err(TantivyError::from))
    }

    /// Returns what was opened; `None` of what is damaged or missing.
    ///
    /// # Errors
    /// `Read` when the system refuses it: that may pass, and loses nothing.
    fn unless_passing<T>(&self, opened: tantivy::Result<T>) -> Result<Option<T>> {
        match opened.map_err(Cause::from) {
            Ok(opened) => Ok(Some(opened)),
            Err(passing @ (Cause::System { .. } | Cause::Io(_))) => {
                Err(Error::damaged(&self.dir, passing))
            }
            Err(_) => Ok(None),
        }
    }
}

impl Columns {
    fn open(file: FileSlice, segment: &Segment, fields: Fields) -> Option<Self> {
        let schema = segment.schema();
        let columns = ColumnarReader::open(file).ok()?;
        let column = |field| {
            let handles = columns.read_columns(schema.get_field_name(field)).ok()?;
            handles.first()?.open().ok()
        };
        let strings = |field| match column(field) {
            Some(DynamicColumn::Str(strings)) => Some(strings),
            _ => None,
        };
        let numbers = |field| match column(field) {
            Some(DynamicColumn::U64(numbers)) => Some(numbers),
            _ => None,
        };
        Some(Self {
            id: strings(fields.id),
            file: strings(fields.file),
            published: match column(fields.published) {
                Some(DynamicColumn::I64(seconds)) => Some(seconds),
                _ => None,
            },
            guessed: match column(fields.language_unsure) {
                Some(DynamicColumn::Bool(guessed)) => Some(guessed),
                _ => None,
            },
            checksum: fields.checksum.and_then(numbers),
            text_hash: numbers(fields.text_hash),
        })
    }

    /// Tells whether what a damaged store holds of an article is what was added: by its
    /// checksum, or in an older format by that of its text.
    fn confirm(&self, doc: u32, stored: &StoredArticle) -> bool {
        if let Some(checksums) = &self.checksum {
            return checksums.first(doc) == Some(stored.checksum());
        }
        let text_hash = self.text_hash.as_ref().and_then(|hashes| hashes.first(doc));
        text_hash.is_some_and(|hash| Signature::of(&stored.to_article().body).exact == hash)
    }

    /// Returns an article as it was added; when its columns are damaged, its file is not
    /// known, and in an older format its language is taken as given.
    fn article(&self, doc: u32, stored: &StoredArticle) -> Salvaged {
        let published = match &self.published {
            Some(published) => published.first(doc),
            None => Date::from_iso(stored.published()).map(|date| date.seconds),
        };
        let guessed = self.guessed.as_ref().is_some_and(|guessed| guessed.first(doc).is_some());
        let guessed = guessed || stored.language_is_guess();
        let file = text(self.file.as_ref(), doc).unwrap_or_default();
        let article = Box::new(as_added(stored, published, guessed));
        Salvaged::Whole(article, file.into(), stored.first_seen())
    }
}

/// Returns the first value of a column of texts.
fn text(column: Option<&StrColumn>, doc: u32) -> Option<String> {
    let (column, mut text) = (column?, String::new());
    let ordinal = column.term_ords(doc).next()?;
    column.ord_to_str(ordinal, &mut text).ok()?;
    Some(text)
}

/// Runs what reads damaged bytes, on which the index library may panic.
pub(super) fn guard<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    panic::catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}
