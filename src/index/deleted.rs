//! The articles that are deleted for good, to be known again: whatever is added to an index
//! is looked up here.
//!
//! It looks up hashes, and decides nothing.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use tantivy::DocAddress;

use super::committed::Committed;
use super::copies::Signatures;
use super::deletion::{Deletion, KeyHash, Known, keys_of};
use super::holders::Holders;
use super::published_at::{Identity, without_mark};
use super::said::{plain_of, text_of};
use crate::article::Article;
use crate::error::Result;

/// What deleted articles are known by.
#[derive(Debug, Default)]
pub(crate) struct Deleted {
    /// Their ids: most articles have another one, and nothing more is asked of them.
    ids: HashSet<KeyHash, FixedState>,
    keys: HashSet<KeyHash, FixedState>,
    texts: HashSet<u64, FixedState>,
    plain: HashSet<u64, FixedState>,
}

impl Deleted {
    /// Returns what the articles are known by that these deletions are about.
    pub(crate) fn by<'d>(deletions: impl IntoIterator<Item = &'d Deletion>) -> Self {
        let mut deleted = Self::default();
        for deletion in deletions {
            deleted.ids.extend(deletion.ids());
            deleted.keys.extend(deletion.keys());
            deleted.texts.extend(deletion.text());
            deleted.plain.extend(deletion.plain());
        }
        deleted
    }

    /// Tells whether nothing was deleted.
    pub(crate) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Tells whether an article of `file` was deleted; `body` is the hash of its body, 0 for
    /// one too short to tell.
    pub(crate) fn has(&self, article: &Article, file: &str, body: u64) -> bool {
        if self.has_said(article, body) {
            return true;
        }
        if !self.has_id(&article.id) {
            return false;
        }
        let Identity { place, text } = Identity::of(article, file);
        let marked = [place, text].map(|mark| mark.marked(&article.id));
        let ids = marked.iter().map(String::as_str).chain([article.id.as_str()]);
        ids.map(KeyHash::of).any(|key| self.keys.contains(&key))
    }

    /// Tells whether an article says what one said that was deleted; `body` is the hash of its
    /// body, 0 for one too short to tell.
    fn has_said(&self, article: &Article, body: u64) -> bool {
        // Signs are made plain only where it is asked for: that is another way through the text.
        match text_of(article, body) {
            0 => false,
            text if self.texts.contains(&text) => true,
            _ => !self.plain.is_empty() && self.plain.contains(&plain_of(article)),
        }
    }

    /// Returns the ids of the articles of a commit that were deleted.
    pub(super) fn of(&self, committed: &mut Committed) -> Result<Vec<String>> {
        let mut found = Vec::new();
        if self.is_empty() {
            return Ok(found);
        }
        let signatures = Signatures::open(&committed.reader)?;
        for ordinal in 0..committed.reader.searcher().segment_readers().len() {
            let segment = &committed.reader.searcher().segment_readers()[ordinal];
            let docs: Vec<_> = segment.doc_ids_alive().collect();
            for doc in docs {
                let address = DocAddress::new(ordinal as u32, doc);
                let id = committed.reader.id(address)?;
                let article = || Ok(committed.reader.article(address)?.to_article());
                if self.is_said(signatures.of(address).exact, article)? {
                    found.push(id);
                } else if self.has_id(&id) {
                    let Known { id, mut keys } = known(committed, address)?;
                    keys.push(KeyHash::of(&id));
                    if keys.iter().any(|key| self.keys.contains(key)) {
                        found.push(id);
                    }
                }
            }
        }
        Ok(found)
    }

    /// Tells whether what an article says is that of one that was deleted, which is read where the
    /// hash of its body does not tell; `body` is 0 for one too short to tell.
    ///
    /// # Errors
    /// Those of `article`.
    pub(crate) fn is_said(
        &self,
        body: u64,
        article: impl FnOnce() -> Result<Article>,
    ) -> Result<bool> {
        if self.texts.contains(&body) {
            return Ok(true);
        }
        // An article whose body does not tell may have none, and says something else.
        let is_to_be_read = !self.texts.is_empty() && (body == 0 || !self.plain.is_empty());
        Ok(is_to_be_read && self.has_said(&article()?, body))
    }

    /// Tells whether an article was deleted that is known by this.
    #[cfg(feature = "cluster")]
    pub(crate) fn is_about(&self, known: &Known) -> bool {
        self.has_id(&known.id)
            && (known.keys.iter().any(|key| self.keys.contains(key))
                || self.keys.contains(&KeyHash::of(&known.id)))
    }

    fn has_id(&self, id: &str) -> bool {
        let mut ids = [id].into_iter().chain(without_mark(id));
        ids.any(|id| self.ids.contains(&KeyHash::of(id)))
    }
}

/// Returns what the article at an address is known by.
pub(super) fn known(committed: &mut Committed, address: DocAddress) -> Result<Known> {
    let id = committed.reader.id(address)?;
    let mut identity = committed.identity(&address, &id)?;
    if let Some(base) = without_mark(&id) {
        let of_base = committed.identity(&address, base)?;
        if [of_base.place, of_base.text].iter().any(|mark| mark.marked(base) == id) {
            identity = of_base;
        }
    }
    let keys = keys_of(&id, identity);
    Ok(Known { id, keys })
}
