//! The articles of the last commit, as far as a writer asks for them: who has an id, or a
//! marked form of it.

use std::io;
use std::sync::Arc;

use tantivy::{DocAddress, Term};

use super::first_seen::FirstSeen;
use super::first_seens::FirstSeens;
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

    /// Returns where the article with an id is.
    pub(super) fn with_id(&self, id: &str) -> Result<Option<DocAddress>> {
        self.reader.address(&Term::from_field_text(self.reader.fields().id, id))
    }

    /// Returns the ids of the articles of a file.
    pub(super) fn ids_of(&self, file: &str) -> Result<Vec<String>> {
        let articles = self.reader.articles_of(file)?;
        articles.into_iter().map(|address| self.reader.id(address)).collect()
    }

    /// Returns when the articles of a file were first there, with their ids.
    pub(super) fn firsts_of(&self, file: &str) -> Result<Vec<(String, FirstSeen)>> {
        let articles = self.reader.articles_of(file)?.into_iter();
        articles.map(|address| Ok((self.reader.id(address)?, self.first_seen(address)))).collect()
    }

    /// Returns when an article was first there.
    pub(super) fn first_seen(&self, address: DocAddress) -> FirstSeen {
        self.firsts.of(address)
    }

    /// Returns the file that an article came from, empty for a stream.
    pub(super) fn file(&mut self, address: DocAddress) -> Result<Arc<str>> {
        value(&self.reader, &mut self.files, address)
    }

    /// Returns where an article was published; `id` is its id, without a mark.
    pub(super) fn published_at(&mut self, address: DocAddress, id: &str) -> Result<PublishedAt> {
        let url = value(&self.reader, &mut self.urls, address)?;
        let file = self.file(address)?;
        if url.is_empty() && is_made_of(id, &file) {
            if file.is_empty() {
                return Ok(PublishedAt::of_text(&self.reader.article(address)?.to_article()));
            }
            return Ok(PublishedAt::of_file(&file));
        }
        let source = value(&self.reader, &mut self.sources, address)?;
        Ok(PublishedAt::of(&url, &source))
    }

    /// Returns what tells an article from others with its id, given without a mark.
    pub(super) fn identity(&mut self, address: DocAddress, id: &str) -> Result<Identity> {
        let place = self.published_at(address, id)?;
        if place.is_address() {
            return Ok(Identity { place, text: place });
        }
        let text = PublishedAt::of_text(&self.reader.article(address)?.to_article());
        Ok(Identity { place, text })
    }

    /// Returns the articles that have an id with a mark of theirs behind it.
    pub(super) fn marked(&mut self, id: &str) -> Result<Vec<Member>> {
        let mut members = Vec::new();
        for (marked, address) in self.reader.with_marks(id)? {
            let identity = self.identity(address, id)?;
            if [identity.place, identity.text].iter().any(|mark| mark.marked(id) == marked) {
                members.push(Member { id: marked, address, identity });
            }
        }
        Ok(members)
    }

    /// Returns the article at an address as it was added.
    pub(super) fn original(&self, address: DocAddress) -> Result<Article> {
        original(&self.reader, address)
    }
}

/// One of the articles that share an id.
pub(super) struct Member {
    pub(super) id: String,
    pub(super) address: DocAddress,
    pub(super) identity: Identity,
}

impl Member {
    /// Tells whether the mark behind the id they share is made of the text.
    pub(super) fn is_marked_by_text(&self, id: &str) -> bool {
        self.identity.place.marked(id) != self.id
    }
}

fn value(reader: &IndexReader, values: &mut Values, address: DocAddress) -> Result<Arc<str>> {
    values.of(address).map_err(|error: io::Error| reader.damaged(error.into()))
}
