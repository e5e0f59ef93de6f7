//! Reading: one commit of an index and its lexicon.
//!
//! Opening maps files and reads a few kilobytes. A reader never takes the
//! writer's lock and sees the same commit for all its life.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::schema::Term;
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, TantivyDocument};

use super::component::{LexiconComponent, open_lexicon};
use super::directory::IndexDirectory;
use super::document::StoredArticle;
use super::exceptions::read_exceptions;
use super::manifest::{Manifest, is_new};
use super::schema::Fields;
use crate::error::{Damage, Error, Result};
use crate::lexicon::Lexicon;

/// tantivy's list of segments; an index without it was never committed.
const META_FILE: &str = "meta.json";

/// An index as of one commit.
pub struct IndexReader {
    dir: PathBuf,
    manifest: Manifest,
    fields: Fields,
    searcher: Searcher,
    lexicon: Lexicon,
    /// Lengths of all articles together, once they were asked for.
    pub(super) lengths: OnceLock<[u64; 3]>,
}

impl IndexReader {
    /// Opens the last commit of the index in `dir`.
    ///
    /// # Errors
    /// `IndexMissing`, `IndexForeign`, `IndexVersion` or `IndexDamaged`.
    pub fn open(dir: &Path) -> Result<Self> {
        let manifest = Manifest::read(dir)?;
        if !has_commits(dir)? {
            return Err(Error::IndexMissing(dir.to_owned()));
        }
        let damaged = |source: Damage| Error::IndexDamaged { dir: dir.to_owned(), source };
        let (index, fields) = open_tantivy(dir)?;
        let searcher = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error: tantivy::TantivyError| damaged(error.into()))?
            .searcher();
        let lexicons: Option<Vec<_>> =
            searcher.segment_readers().iter().map(open_lexicon).collect();
        let lexicons = lexicons.ok_or_else(|| damaged(Damage::Lexicon))?;
        let lexicon = Lexicon::new(lexicons, read_exceptions(dir)?);
        let lengths = OnceLock::new();
        Ok(Self { dir: dir.to_owned(), manifest, fields, searcher, lexicon, lengths })
    }

    /// Returns the number of articles.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Tells whether there is no article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the folder of the index.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns what the index says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the fields.
    #[must_use]
    pub fn fields(&self) -> Fields {
        self.fields
    }

    /// Returns the words of the collection.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Returns tantivy's view of the commit.
    #[must_use]
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Returns the article at an address that a search gave.
    pub fn article(&self, address: DocAddress) -> Result<StoredArticle> {
        let document: TantivyDocument =
            self.searcher.doc(address).map_err(|error| self.damaged(error))?;
        Ok(StoredArticle::new(document, self.fields))
    }

    /// Returns the id of an article without reading the rest of it.
    pub fn id(&self, address: DocAddress) -> Result<String> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        let mut id = String::new();
        segment
            .fast_fields()
            .str(self.searcher.schema().get_field_name(self.fields.id))
            .and_then(|column| {
                if let Some(column) = column
                    && let Some(ordinal) = column.term_ords(address.doc_id).next()
                {
                    column.ord_to_str(ordinal, &mut id)?;
                }
                Ok(())
            })
            .map_err(|error| self.damaged(error))?;
        Ok(id)
    }

    /// Returns where the articles are that a person names: the one with an id, or else those
    /// with an address, which is what a list of hits shows.
    ///
    /// # Errors
    /// `ArticleMissing` when there is none.
    pub fn named(&self, name: &str) -> Result<Vec<DocAddress>> {
        let id = self.address(&Term::from_field_text(self.fields.id, name))?;
        let articles = match id {
            Some(address) => vec![address],
            None => self.with_url(name).map_err(|error| self.damaged(error))?,
        };
        if articles.is_empty() {
            return Err(Error::ArticleMissing { name: name.to_owned(), dir: self.dir.clone() });
        }
        Ok(articles)
    }

    /// Returns where the articles with an address are. It looks at every article.
    fn with_url(&self, url: &str) -> tantivy::Result<Vec<DocAddress>> {
        let name = self.searcher.schema().get_field_name(self.fields.url);
        let mut articles = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let Some(urls) = segment.fast_fields().str(name)? else { continue };
            let Some(url) = urls.dictionary().term_ord(url)? else { continue };
            let docs = segment.doc_ids_alive();
            let found = docs.filter(|doc| urls.term_ords(*doc).next() == Some(url));
            articles.extend(found.map(|doc| DocAddress::new(ordinal, doc)));
        }
        Ok(articles)
    }

    /// Tells whether an article has this id.
    pub fn has(&self, id: &str) -> Result<bool> {
        self.address(&Term::from_field_text(self.fields.id, id)).map(|address| address.is_some())
    }

    /// Returns where the articles of a file are.
    pub fn articles_of(&self, file: &str) -> Result<Vec<DocAddress>> {
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

    /// Wraps an error of the index library met while reading.
    #[must_use]
    pub fn damaged(&self, error: tantivy::TantivyError) -> Error {
        Error::IndexDamaged { dir: self.dir.clone(), source: error.into() }
    }
}

/// Tells whether tantivy's list of segments is there, beside the manifest.
///
/// # Errors
/// `IndexDamaged` when it is not, but segments are.
pub(super) fn has_commits(dir: &Path) -> Result<bool> {
    if dir.join(META_FILE).exists() {
        return Ok(true);
    }
    if is_new(dir) {
        return Ok(false);
    }
    Err(Error::IndexDamaged { dir: dir.to_owned(), source: Damage::Segments })
}

/// Opens tantivy's index, whose fields must be those of this version.
pub(super) fn open_tantivy(dir: &Path) -> Result<(Index, Fields)> {
    let damaged = |source: Damage| Error::IndexDamaged { dir: dir.to_owned(), source };
    let mut index =
        IndexDirectory::open(dir).and_then(Index::open).map_err(|error| damaged(error.into()))?;
    let (schema, fields) = Fields::schema();
    index.register_plugin(Arc::new(LexiconComponent { fields }));
    if index.schema() != schema {
        return Err(damaged(Damage::Schema));
    }
    Ok((index, fields))
}
