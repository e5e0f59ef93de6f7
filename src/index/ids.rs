//! Ids: which are taken and by what, and which one an article gets.
//!
//! An article published at the same place (address, or else source) is a new version of the
//! one that has its id. Otherwise both are kept: each gets a mark of its own behind the id,
//! whatever the order in which they come. The first of them has no mark until the next commit
//! settles this; there, too, an article that shares its id no more loses the mark.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::committed::{Committed, Member};
use super::file_name::path_of;
use super::published_at::{PublishedAt, is_made_of, without_mark};
use super::store::Added;
use crate::article::Article;
use crate::error::Result;

/// Which ids are taken.
#[derive(Default)]
pub(super) struct Ids {
    /// What was added since the last commit, by the hash of its id.
    added: HashMap<u64, Holder, FixedState>,
    /// The files whose articles were deleted since the last commit.
    left: HashSet<Arc<str>>,
    /// Ids that articles share or have shared, to be settled.
    unsettled: BTreeSet<String>,
    /// Hashes of the ids that were found shared.
    shared: HashSet<u64>,
}

/// An article that was added.
struct Holder {
    file: Arc<str>,
    published_at: PublishedAt,
}

/// What has an id that an article would take.
enum Taken {
    /// Nothing.
    Free,
    /// The article as it was, from this file.
    Before(Arc<str>),
    /// Another article.
    ByOther,
}

/// An article that is to be known by another id.
pub(super) struct Renamed {
    /// The id it has.
    pub(super) from: String,
    /// The article, with the id it gets.
    pub(super) article: Article,
    pub(super) file: Arc<str>,
}

impl Ids {
    /// Gives an article of `file` the id that it is known by, and tells what had it.
    pub(super) fn take(
        &mut self,
        article: &mut Article,
        file: &Arc<str>,
        mut committed: Option<&mut Committed>,
    ) -> Result<Added> {
        let published_at = published_at(article, file);
        let id = article.id.clone();
        let mut taken = self.taken(&id, &id, published_at, file, committed.as_deref_mut())?;
        let (is_marked, is_shared) = match (&taken, committed.as_deref_mut()) {
            (Taken::Before(_), _) | (Taken::Free, None) => (false, false),
            (Taken::Free, Some(committed)) => {
                let members = committed.marked(&article.id)?;
                (!members.is_empty(), self.is_any_other(&members, published_at, committed)?)
            }
            (Taken::ByOther, _) => (true, true),
        };
        if is_shared {
            self.shared.insert(hash(&article.id));
        }
        if is_marked {
            article.id = published_at.marked(&id);
            taken = self.taken(&article.id, &id, published_at, file, committed)?;
            self.unsettled.insert(id);
        }
        self.added.insert(hash(&article.id), Holder { file: Arc::clone(file), published_at });
        Ok(match taken {
            Taken::Before(file) => Added::Replaced(file),
            Taken::Free | Taken::ByOther => Added::New,
        })
    }

    /// Tells whether one of the articles that share an id is another one, and stays.
    fn is_any_other(
        &self,
        members: &[Member],
        published_at: PublishedAt,
        committed: &mut Committed,
    ) -> Result<bool> {
        for member in members.iter().filter(|member| member.published_at != published_at) {
            if self.is_added(&member.id) || !self.left.contains(&committed.file(member.address)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells what has an id, which is `base` or that with a mark.
    fn taken(
        &self,
        id: &str,
        base: &str,
        published_at: PublishedAt,
        file: &Arc<str>,
        committed: Option<&mut Committed>,
    ) -> Result<Taken> {
        if let Some(holder) = self.added.get(&hash(id)) {
            let is_same = holder.published_at == published_at;
            return Ok(if is_same {
                Taken::Before(Arc::clone(&holder.file))
            } else {
                Taken::ByOther
            });
        }
        let Some(committed) = committed else { return Ok(Taken::Free) };
        let Some(address) = committed.with_id(id)? else { return Ok(Taken::Free) };
        let own = committed.file(address)?;
        let is_leaving = self.left.contains(&own);
        let is_same = committed.published_at(address, base)? == published_at
            || (is_made_of(base, file) && is_made_of(base, &own) && has_moved(&own));
        Ok(match is_leaving {
            // What a file says of an article may change.
            true if own == *file => Taken::Before(own),
            true if !is_same => Taken::Free,
            false if !is_same => Taken::ByOther,
            _ => Taken::Before(own),
        })
    }

    /// Notes that the articles of a file leave.
    pub(super) fn leave(&mut self, file: &str, committed: Option<&Committed>) -> Result<()> {
        self.left.insert(file.into());
        if let Some(committed) = committed {
            let ids = committed.ids_of(file)?;
            let bases = ids.iter().filter_map(|id| without_mark(id));
            self.unsettled.extend(bases.map(str::to_owned));
        }
        Ok(())
    }

    /// Notes that everything was committed.
    pub(super) fn commit(&mut self) {
        self.added.clear();
        self.left.clear();
    }

    /// Returns what is to be known by another id now that all is committed.
    pub(super) fn settle(&mut self, committed: &mut Committed) -> Result<Vec<Renamed>> {
        let mut renamed = Vec::new();
        for id in std::mem::take(&mut self.unsettled) {
            let mut members = committed.marked(&id)?;
            if let Some(address) = committed.with_id(&id)? {
                let published_at = committed.published_at(address, &id)?;
                members.push(Member { id: id.clone(), address, published_at });
            }
            let is_shared = members.iter().any(|one| one.published_at != members[0].published_at);
            for member in members {
                let settled = if is_shared { member.published_at.marked(&id) } else { id.clone() };
                if member.id == settled {
                    continue;
                }
                let mut article = committed.original(member.address)?;
                article.id = settled;
                let file = committed.file(member.address)?;
                renamed.push(Renamed { from: member.id, article, file });
            }
        }
        Ok(renamed)
    }

    /// Tells whether an article of this id was added since the last commit.
    pub(super) fn is_added(&self, id: &str) -> bool {
        self.added.contains_key(&hash(id))
    }

    /// Returns how many ids were found shared.
    pub(super) fn shared(&self) -> u64 {
        self.shared.len() as u64
    }
}

/// Returns where an article of `file` was published.
fn published_at(article: &Article, file: &str) -> PublishedAt {
    match article.url.is_empty() && is_made_of(&article.id, file) {
        true if file.is_empty() => PublishedAt::of_text(article),
        true => PublishedAt::of_file(file),
        false => PublishedAt::of(&article.url, &article.source),
    }
}

/// Tells whether a file is no longer where it was read.
fn has_moved(file: &str) -> bool {
    !file.is_empty() && !path_of(file).exists()
}

fn hash(id: &str) -> u64 {
    FixedState::default().hash_one(id)
}
