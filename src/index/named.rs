//! The articles that a person names: by an id, or by an address, be it written a little
//! otherwise.

use tantivy::DocAddress;
use tantivy::columnar::Dictionary;
use tantivy::schema::Term;

use super::reader::IndexReader;
use super::web_address::WebAddress;
use crate::error::{Error, Result};

impl IndexReader {
    /// Returns where the articles are that a person names: the one with an id, or those that
    /// share it, or else those with an address, which is what a list of hits shows.
    ///
    /// # Errors
    /// `ArticleMissing` when there is none.
    pub(crate) fn named(&self, name: &str) -> Result<Vec<DocAddress>> {
        let id = self.address(&Term::from_field_text(self.fields().id, name))?;
        let articles = match id {
            Some(address) => vec![address],
            None => self.with_marks(name)?.into_iter().map(|(_, address)| address).collect(),
        };
        let articles = if articles.is_empty() {
            self.with_url(name).map_err(|error| self.damaged(error))?
        } else {
            articles
        };
        if articles.is_empty() {
            return Err(Error::ArticleMissing {
                name: name.to_owned(),
                dir: self.dir().to_owned(),
            });
        }
        Ok(articles)
    }

    /// Returns where the articles with an address are, or else those with one that tells the
    /// same place. It looks at every article.
    fn with_url(&self, url: &str) -> tantivy::Result<Vec<DocAddress>> {
        let exact = self.with_urls(|urls| Ok(urls.term_ord(url)?.into_iter().collect()))?;
        match WebAddress::read(url).filter(|_| exact.is_empty()) {
            Some(address) => self.with_urls(|urls| alike(urls, &address)),
            None => Ok(exact),
        }
    }

    /// Returns where the articles are whose address is one of those chosen in each segment.
    fn with_urls(
        &self,
        choose: impl Fn(&Dictionary) -> tantivy::Result<Vec<u64>>,
    ) -> tantivy::Result<Vec<DocAddress>> {
        let name = self.searcher().schema().get_field_name(self.fields().url);
        let mut articles = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
            let Some(urls) = segment.fast_fields().str(name)? else { continue };
            let chosen = choose(urls.dictionary())?;
            if chosen.is_empty() {
                continue;
            }
            let docs = segment.doc_ids_alive();
            let found = docs
                .filter(|doc| urls.term_ords(*doc).next().is_some_and(|url| chosen.contains(&url)));
            articles.extend(found.map(|doc| DocAddress::new(ordinal, doc)));
        }
        Ok(articles)
    }
}

/// Returns the addresses that tell the same place.
fn alike(urls: &Dictionary, address: &WebAddress<'_>) -> tantivy::Result<Vec<u64>> {
    let mut found = Vec::new();
    for beginning in address.beginnings() {
        let mut range = urls.range().ge(beginning.as_bytes()).into_stream()?;
        while range.advance() {
            let Ok(url) = std::str::from_utf8(range.key()) else { continue };
            if !url.starts_with(&beginning) {
                break;
            }
            if address.is(url) {
                found.push(range.term_ord());
            }
        }
    }
    Ok(found)
}
