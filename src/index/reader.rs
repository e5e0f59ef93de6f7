//! Reading: one commit of an index and its lexicon.
//!
//! Opening maps files and reads a few kilobytes. A reader never takes the
//! writer's lock and sees the same commit for all its life.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::columnar::Column;
use tantivy::schema::Term;
use tantivy::{DocAddress, ReloadPolicy, Searcher, TantivyError};

use super::article_store::ArticleStore;
use super::checksums::{explained, files, guarded, verify};
use super::component::open_lexicon;
use super::decisions::Decisions;
use super::disk;
use super::document::StoredArticle;
use super::file_sums::files_of;
use super::files::list_of_segments;
use super::id_column::IdColumn;
use super::manifest::Manifest;
use super::posting_list::PostingList;
use super::remembered::{Place, Remembered, TermPostings};
use super::schema::Fields;
use super::tantivy_index::{has_commits, open_tantivy};
use crate::error::{Cause, Error, Result};
use crate::lexicon::{Family, Form, Lexicon};

/// Blocks of stored articles of a segment kept unpacked.
const KEPT_BLOCKS: usize = 8;

/// An index as of one commit.
pub(crate) struct IndexReader {
    dir: PathBuf,
    manifest: Manifest,
    fields: Fields,
    searcher: Searcher,
    lexicon: Lexicon,
    /// The stored articles of each segment, opened with the others: its file may be gone later.
    stores: Vec<ArticleStore>,
    /// Lengths of the articles of each segment together, once they were asked for.
    pub(super) lengths: OnceLock<Vec<[u64; 3]>>,
    /// The ids of each segment, once one was asked for.
    ids: OnceLock<Vec<Option<IdColumn>>>,
    /// The families that were looked up, by language and word.
    pub(super) families: Remembered<Family>,
    /// The words of the letters that were looked up.
    pub(super) same_letters: Remembered<Family>,
    /// The words that were looked up in place of others.
    pub(super) suggestions: Remembered<Option<String>>,
    /// Where phrases stand that were looked up.
    pub(super) phrases: Remembered<[Place<Arc<PostingList>>]>,
    /// The parts that stand for words that were looked up.
    pub(crate) parts: Remembered<Option<Form>>,
    /// How often the words of the phrases that were looked up stand side by side.
    pub(crate) neighbours: Remembered<u64>,
    /// Where the postings of the terms are that were looked up.
    pub(super) places: Remembered<[Place<TermPostings>]>,
    /// What settles ties in each segment, once that was asked for.
    pub(super) ties: OnceLock<Vec<(Column<i64>, Column<u64>)>>,
    /// What an occurrence counts in each text field by its length, as tantivy encodes that in a
    /// byte, once a search asked for it.
    pub(crate) norms: OnceLock<Arc<[[f32; 256]; 3]>>,
    /// The checksums of what is stored, of each segment, once an article was read.
    checksums: OnceLock<Vec<Option<Column>>>,
    /// Whether each segment has tags, once that was asked for.
    pub(super) tags: OnceLock<Vec<bool>>,
}

impl IndexReader {
    /// Opens the last commit of the index in `dir`.
    ///
    /// # Errors
    /// `IndexMissing`, `IndexForeign`, `IndexNewer`, `IndexTooOld`, `IndexOutdated` or
    /// `IndexDamaged`.
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        guarded(dir, || Self::open_if(dir, |manifest| manifest.check_readable(dir)))
    }

    /// Opens the last commit of an index that may have to be made anew before it is
    /// searched.
    pub(super) fn open_any(dir: &Path) -> Result<Self> {
        Self::open_if(dir, |_| Ok(()))
    }

    /// Opens the last commit of the index in `dir` unless its manifest is refused.
    fn open_if(dir: &Path, accept: impl Fn(&Manifest) -> Result<()>) -> Result<Self> {
        loop {
            let manifest = Manifest::read(dir)?;
            accept(&manifest)?;
            let generation = manifest.generation;
            let opened = Self::open_as(dir, &manifest);
            let is_made_anew =
                || Manifest::read(dir).is_ok_and(|manifest| manifest.generation != generation);
            // Its old segments went away between the look at the manifest and theirs.
            if opened.is_err() && is_made_anew() {
                continue;
            }
            return opened;
        }
    }

    /// Opens the last commit of the index in `dir` whose manifest is this one.
    ///
    /// No lock keeps a writer from removing files between two looks at the folder: whenever
    /// that fails, and there is another commit than at the last attempt, it is tried again.
    pub(super) fn open_as(dir: &Path, manifest: &Manifest) -> Result<Self> {
        let list = list_of_segments(&manifest.segments_dir(dir));
        let mut failed_at = None;
        loop {
            let opened = Self::open_once(dir, manifest.clone());
            let Err(Error::IndexDamaged { .. }) = opened else { return opened };
            let commit = disk::read(&list).ok();
            if commit.is_none() || commit == failed_at {
                return opened;
            }
            failed_at = commit;
        }
    }

    fn open_once(dir: &Path, manifest: Manifest) -> Result<Self> {
        if !has_commits(dir, &manifest)? {
            return Err(Error::IndexMissing(dir.to_owned()));
        }
        let (index, fields) = open_tantivy(dir, &manifest)?;
        let damaged =
            |source: Cause| explained(dir, &index, &files(&index).unwrap_or_default(), source);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader: tantivy::Result<tantivy::IndexReader> = reader.try_into();
        let searcher = reader.map_err(|error| damaged(error.into()))?.searcher();
        let lexicons = searcher.segment_readers().iter().map(open_lexicon);
        let lexicons = lexicons.collect::<tantivy::Result<_>>();
        let lexicons = lexicons.map_err(|error| damaged(error.into()))?;
        let segments = searcher.segment_readers().iter();
        let stores =
            segments.map(|it| ArticleStore::open(searcher.index(), it.segment_id(), KEPT_BLOCKS));
        let stores = stores.collect::<tantivy::Result<_>>();
        let stores = stores.map_err(|error| damaged(error.into()))?;
        let lexicon = Lexicon::new(lexicons, Decisions::read_exceptions(dir)?);
        let (lengths, ids) = Default::default();
        let (families, same_letters, suggestions) = Default::default();
        let (parts, neighbours) = Default::default();
        let (ties, norms, checksums, tags) = Default::default();
        let dir = dir.to_owned();
        Ok(Self {
            dir,
            manifest,
            fields,
            searcher,
            lexicon,
            stores,
            lengths,
            ids,
            families,
            same_letters,
            suggestions,
            phrases: Remembered::by_room(),
            parts,
            neighbours,
            places: Remembered::by_room(),
            ties,
            norms,
            checksums,
            tags,
        })
    }

    /// Returns the number of articles.
    #[must_use]
    pub(crate) fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Tells whether there is no article.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the folder of the index.
    #[must_use]
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns what the index says of itself.
    #[must_use]
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the error for what asks for an index as this version makes it.
    #[must_use]
    pub(crate) fn outdated(&self) -> Error {
        self.manifest.outdated(&self.dir)
    }

    /// Returns the fields.
    #[must_use]
    pub(crate) fn fields(&self) -> Fields {
        self.fields
    }

    /// Returns the words of the collection.
    #[must_use]
    #[doc(hidden)]
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Returns tantivy's view of the commit.
    #[must_use]
    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Returns the article at an address that a search gave.
    pub(crate) fn article(&self, address: DocAddress) -> Result<StoredArticle> {
        let document = self.stores[address.segment_ord as usize].get(address.doc_id);
        let document = document.map_err(|error| self.damaged(error.into()))?;
        self.checked(address, StoredArticle::new(document, self.fields))
    }

    /// Returns the stored articles of each segment.
    pub(crate) fn stores(&self) -> &[ArticleStore] {
        &self.stores
    }

    /// Returns what is stored of the article at an address, when it is what was added.
    fn checked(&self, address: DocAddress, stored: StoredArticle) -> Result<StoredArticle> {
        let checksums = self.checksums().map_err(|error| self.damaged(error))?;
        let Some(checksums) = &checksums[address.segment_ord as usize] else { return Ok(stored) };
        if checksums.first(address.doc_id) != Some(stored.checksum()) {
            return Err(self.explained(Cause::Article));
        }
        Ok(stored)
    }

    /// Returns the checksums of what is stored, of each segment.
    fn checksums(&self) -> tantivy::Result<&[Option<Column>]> {
        if let Some(checksums) = self.checksums.get() {
            return Ok(checksums);
        }
        let segments = self.searcher.segment_readers().iter();
        let checksums = segments.map(|segment| self.fields.checksums(segment));
        let checksums = checksums.collect::<tantivy::Result<_>>()?;
        Ok(self.checksums.get_or_init(|| checksums))
    }

    /// Calls `visit` with every article, in the order of the index: where it is, and whether
    /// its language is a guess.
    pub(crate) fn each_stored(
        &self,
        mut visit: impl FnMut(DocAddress, &StoredArticle, bool) -> Result<()>,
    ) -> Result<()> {
        let damaged = |error| self.damaged(error);
        let guess = self.searcher.schema().get_field_name(self.fields.language_unsure);
        let segments = self.searcher.segment_readers().iter().zip(&self.stores);
        for (ordinal, (segment, store)) in (0..).zip(segments) {
            let guesses = segment.fast_fields().bool(guess).map_err(damaged)?;
            for doc in segment.doc_ids_alive() {
                let document = store.get(doc).map_err(|error| damaged(error.into()))?;
                let address = DocAddress::new(ordinal, doc);
                let article = self.checked(address, StoredArticle::new(document, self.fields))?;
                visit(address, &article, guesses.first(doc).is_some())?;
            }
        }
        Ok(())
    }

    /// Returns the id of an article without reading the rest of it.
    pub(crate) fn id(&self, address: DocAddress) -> Result<String> {
        let id = self.ids().and_then(|ids| match &ids[address.segment_ord as usize] {
            Some(ids) => ids.of(address.doc_id),
            None => Ok(String::new()),
        });
        id.map_err(|error| self.damaged(error))
    }

    /// Returns the ids of each segment.
    fn ids(&self) -> tantivy::Result<&[Option<IdColumn>]> {
        if let Some(ids) = self.ids.get() {
            return Ok(ids);
        }
        let name = self.searcher.schema().get_field_name(self.fields.id);
        let segments = self.searcher.segment_readers().iter();
        let ids = segments.map(|segment| Ok(segment.fast_fields().str(name)?.map(IdColumn::new)));
        let ids = ids.collect::<tantivy::Result<_>>()?;
        Ok(self.ids.get_or_init(|| ids))
    }

    /// Returns where the articles of a file are.
    pub(crate) fn articles_of(&self, file: &str) -> Result<Vec<DocAddress>> {
        self.articles_with(&Term::from_field_text(self.fields.file, file))
    }

    /// Returns where the articles with a term are, in the order of the index.
    pub(super) fn articles_with(&self, term: &Term) -> Result<Vec<DocAddress>> {
        let mut articles = Vec::new();
        self.each_with(term, |address| {
            articles.push(address);
            true
        })?;
        Ok(articles)
    }

    /// Returns where the article with an id is.
    pub(super) fn address(&self, id: &Term) -> Result<Option<DocAddress>> {
        let mut found = None;
        self.each_with(id, |address| {
            found = Some(address);
            false
        })?;
        Ok(found)
    }

    /// Calls `visit` for each article with a term, until it returns `false`.
    fn each_with(&self, term: &Term, mut visit: impl FnMut(DocAddress) -> bool) -> Result<()> {
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let postings = segment
                .inverted_index(term.field())
                .and_then(|index| {
                    Ok(index.read_postings(term, tantivy::schema::IndexRecordOption::Basic)?)
                })
                .map_err(|error| self.damaged(error))?;
            let Some(mut postings) = postings else { continue };
            let mut doc = tantivy::DocSet::doc(&postings);
            while doc != tantivy::TERMINATED {
                if !segment.is_deleted(doc) && !visit(DocAddress::new(ordinal as u32, doc)) {
                    return Ok(());
                }
                doc = tantivy::DocSet::advance(&mut postings);
            }
        }
        Ok(())
    }

    /// Checks every byte of the commit, which stays open though a writer removes its files, and
    /// returns how many files its segments have.
    ///
    /// # Errors
    /// `IndexDamaged` when a file is not as it was written.
    pub(crate) fn verify(&self) -> Result<usize> {
        let files = self.files();
        let verified = verify(self.searcher.index(), &files);
        verified.map_err(|cause| Error::damaged(&self.dir, cause))?;
        Ok(files.len())
    }

    /// Returns the names of the files of the commit.
    fn files(&self) -> Vec<PathBuf> {
        let segments = self.searcher.segment_readers().iter();
        files_of(segments.map(|segment| {
            (segment.segment_id(), segment.delete_opstamp().filter(|_| segment.has_deletes()))
        }))
    }

    fn explained(&self, cause: Cause) -> Error {
        explained(&self.dir, self.searcher.index(), &self.files(), cause)
    }

    /// Returns the error for one of the index library met while reading: the file that is
    /// damaged, where one is.
    #[must_use]
    pub(crate) fn damaged(&self, error: TantivyError) -> Error {
        self.explained(error.into())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::super::files::INPUTS;
    use super::super::lock::WriteLock;
    use super::super::rebuild::rebuild;
    use super::super::test_index::of_format_4;
    use std::fs;

    use super::*;

    #[test]
    fn an_index_that_is_made_anew_while_it_is_opened_is_not_missing() {
        let dir = of_format_4();
        let dir = dir.path();
        fs::remove_file(dir.join(INPUTS)).expect("a list of inputs");
        let is_old = Cell::new(true);
        let reader = IndexReader::open_if(dir, |_| {
            if is_old.take() {
                let lock = WriteLock::take(dir, "2026-11-28T10:00:00Z", Duration::ZERO)?;
                assert!(rebuild(dir, &lock)?.is_some());
            }
            Ok(())
        });
        assert_eq!(reader.expect("the new one").len(), 5);
    }
}
