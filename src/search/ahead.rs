//! Articles read ahead of who looks at one after the other: a thread of its own unpacks the next
//! while words are sought in the last.
//!
//! It starts when the first article is asked for, and only where many follow. Which articles
//! match, and what is sought in them, is not known here.

use std::cell::{Cell, OnceCell};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{Builder, Scope};

use tantivy::DocAddress;

use crate::article::Article;
use crate::error::Result;
use crate::index::{Guesses, IndexReader, guarded};

/// Articles that must follow for a thread to be worth its start.
const MANY: usize = 32;

/// Articles unpacked and not yet looked at, at most: each may be as long as an article may be.
const WAITING: usize = 16;

/// The articles at some addresses, in their order.
pub(super) struct Ahead<'scope, 'env> {
    reader: &'env IndexReader,
    addresses: &'env [DocAddress],
    scope: &'scope Scope<'scope, 'env>,
    /// Reads those that are not read ahead.
    guesses: Guesses<'env>,
    /// What the thread has read; `None` when there is none.
    read: OnceCell<Option<Receiver<Result<Article>>>>,
    /// The place of the next that comes from there.
    next: Cell<usize>,
}

impl<'scope, 'env> Ahead<'scope, 'env> {
    pub(super) fn new(
        reader: &'env IndexReader,
        addresses: &'env [DocAddress],
        scope: &'scope Scope<'scope, 'env>,
    ) -> Self {
        let guesses = Guesses::new(reader);
        Self { reader, addresses, scope, guesses, read: OnceCell::new(), next: Cell::new(0) }
    }

    /// Returns the article at one of the addresses, by its place among them. Those that are asked
    /// for in order are read ahead.
    ///
    /// # Errors
    /// `IndexDamaged` when it cannot be read.
    pub(super) fn article(&self, at: usize) -> Result<Article> {
        if let Some(read) = self.read.get_or_init(|| self.start(at)) {
            while self.next.get() <= at {
                let Ok(article) = read.recv() else { break };
                let place = self.next.replace(self.next.get() + 1);
                if place == at {
                    return article;
                }
            }
        }
        self.guesses.article(self.addresses[at])
    }

    /// Starts to read from a place on.
    fn start(&self, first: usize) -> Option<Receiver<Result<Article>>> {
        let (reader, addresses) = (self.reader, &self.addresses[first..]);
        if addresses.len() < MANY {
            return None;
        }
        self.next.set(first);
        let (sender, read) = sync_channel(WAITING);
        let work = move || {
            let guesses = Guesses::new(reader);
            for address in addresses {
                let article = guarded(reader.dir(), || guesses.article(*address));
                // Who looks at them has seen enough.
                if sender.send(article).is_err() {
                    break;
                }
            }
        };
        // Where there can be no further thread, they are read without one.
        Builder::new().spawn_scoped(self.scope, work).ok().map(|_| read)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::search::test_index::index;

    const ARTICLES: usize = 3 * MANY;

    /// Calls `look` with all articles of an index of several segments, and with the ids they have.
    fn with_articles(look: impl FnOnce(&Ahead<'_, '_>, &[String])) {
        let article = |number: usize| {
            let (id, title) = (number.to_string(), format!("Le marché numéro {number}"));
            Article { id, title, ..Article::default() }
        };
        let dir = tempfile::tempdir().expect("a temporary folder");
        let reader = index(dir.path(), &(0..ARTICLES).map(article).collect::<Vec<_>>(), 40);
        let mut addresses = Vec::new();
        for (ordinal, segment) in (0..).zip(reader.searcher().segment_readers()) {
            addresses.extend(segment.doc_ids_alive().map(|doc| DocAddress::new(ordinal, doc)));
        }
        assert_eq!(addresses.len(), ARTICLES);
        let ids: Vec<String> =
            addresses.iter().map(|address| reader.id(*address).expect("an id")).collect();
        thread::scope(|scope| look(&Ahead::new(&reader, &addresses, scope), &ids));
    }

    fn is_read(articles: &Ahead<'_, '_>, ids: &[String], at: usize) {
        assert_eq!(articles.article(at).expect("an article").id, ids[at]);
    }

    #[test]
    fn each_is_the_one_that_was_asked_for_whatever_the_order() {
        with_articles(|articles, ids| (0..ARTICLES).for_each(|at| is_read(articles, ids, at)));
        with_articles(|articles, ids| {
            for at in [3, 3, 10, 9, 40, 0, ARTICLES - 1, 41, ARTICLES - 1] {
                is_read(articles, ids, at);
            }
        });
    }

    #[test]
    fn who_has_seen_enough_waits_for_no_others() {
        with_articles(|articles, ids| is_read(articles, ids, 5));
        with_articles(|articles, ids| {
            is_read(articles, ids, ARTICLES - 1);
            assert!(matches!(articles.read.get(), Some(None)), "none follow");
        });
    }
}
