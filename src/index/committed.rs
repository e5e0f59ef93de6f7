//! The articles of the last commit, as far as a writer asks for them: who has an id, or a
//! marked form of it.

use std::io;
use std::sync::Arc;

use tantivy::{DocAddress, Term};

use super::first_seen::FirstSeen;
use super::first_seens::FirstSeens;
use super::holders::{Holders, Member};
use super::original::original;
use super::published_at::{Identity, PublishedAt, is_made_of};
use super::reader::IndexReader;
use super::values::Values;
use crate::article::Article;
use crate::error::Result;

/// The articles of a commit.
pub(super) struct Committed {
    pub(super) reader: IndexReader,
    files: Values,
    urls: Values,
    sources: Values,
    firsts: FirstSeens,
}

impl Committed {
    /// Opens what tells the articles of a commit apart.
    pub(super) fn open(reader: IndexReader) -> Result<Self> {
        let fields = reader.fields();
        let files = Values::open(&reader, fields.file)?;
        let urls = Values::open(&reader, fields.url)?;
        let sources = Values::open(&reader, fields.source)?;
        let firsts = FirstSeens::open(&reader)?;
        Ok(Self { reader, files, urls, sources, firsts })
    }
}

impl Holders for Committed {
    type At = DocAddress;

    /// Returns where the article with an id is.
    fn with_id(&self, id: &str) -> Result<Option<DocAddress>> {
        self.reader.address(&Term::from_field_text(self.reader.fields().id, id))
    }

    /// Returns the ids of the articles of a file.
    fn ids_of(&self, file: &str) -> Result<Vec<String>> {
        let articles = self.reader.articles_of(file)?;
        articles.into_iter().map(|address| self.reader.id(address)).collect()
    }

    /// Returns when the articles of a file were first there, with their ids.
    fn firsts_of(&self, file: &str) -> Result<Vec<(String, FirstSeen)>> {
        let articles = self.reader.articles_of(file)?.into_iter();
        articles.map(|address| Ok((self.reader.id(address)?, self.firsts.of(address)))).collect()
    }

    /// Returns when an article was first there.
    fn first_seen(&self, address: &DocAddress) -> Result<FirstSeen> {
        Ok(self.firsts.of(*address))
    }

    /// Returns the file that an article came from, empty for a stream.
    fn file(&mut self, address: &DocAddress) -> Result<Arc<str>> {
        value(&self.reader, &mut self.files, *address)
    }

    /// Returns where an article was published; `id` is its id, without a mark.
    fn published_at(&mut self, address: &DocAddress, id: &str) -> Result<PublishedAt> {
        let url = value(&self.reader, &mut self.urls, *address)?;
        let file = self.file(address)?;
        if url.is_empty() && is_made_of(id, &file) {
            if file.is_empty() {
                return Ok(PublishedAt::of_text(&self.reader.article(*address)?.to_article()));
            }
            return Ok(PublishedAt::of_file(&file));
        }
        let source = value(&self.reader, &mut self.sources, *address)?;
        Ok(PublishedAt::of(&url, &source))
    }

    /// Returns what tells an article from others with its id, given without a mark.
    fn identity(&mut self, address: &DocAddress, id: &str) -> Result<Identity> {
        let place = self.published_at(address, id)?;
        if place.is_address() {
            return Ok(Identity { place, text: place });
        }
        let text = PublishedAt::of_text(&self.reader.article(*address)?.to_article());
        Ok(Identity { place, text })
    }

    /// Returns the articles that have an id with a mark of theirs behind it.
    fn marked(&mut self, id: &str) -> Result<Vec<Member<DocAddress>>> {
        let mut members = Vec::new();
        for (marked, address) in self.reader.with_marks(id)? {
            let identity = self.identity(&address, id)?;
            if [identity.place, identity.text].iter().any(|mark| mark.marked(id) == marked) {
                members.push(Member { id: marked, address, identity });
            }
        }
        Ok(members)
    }

    /// Returns the article at an address as it was added.
    fn original(&self, address: &DocAddress) -> Result<Article> {
        original(&self.reader, *address)
    }
}

fn value(reader: &IndexReader, values: &mut Values, address: DocAddress) -> Result<Arc<str>> {
    values.of(address).map_err(|error: io::Error| reader.damaged(error.into()))
}
