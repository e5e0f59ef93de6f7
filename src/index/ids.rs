//! Ids: which are taken and by what, and which one an article gets. An article published at the
//! same place (address, or else source) is a new version of the one that has its id; but where one
//! file repeats an id without addresses, other texts are other articles. They are all kept: each
//! gets a mark of its own behind the id, whatever the order in which they come. The first of them
//! has no mark until the next commit settles this; there, too, an article that shares its id no
//! more loses the mark.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::file_name::path_of;
use super::first_seen::FirstSeen;
use super::holders::{Holders, Member};
use super::published_at::{Identity, PublishedAt, is_made_of, without_mark};
use super::store::Added;
use crate::article::Article;
use crate::error::Result;

/// Which ids are taken.
#[derive(Default)]
pub(crate) struct Ids {
    /// What was added since the last commit, by the hash of its id.
    added: HashMap<u64, Holder, FixedState>,
    /// The files whose articles were deleted since the last commit.
    left: HashSet<Arc<str>>,
    /// The files that are read again and whose articles stay.
    staying: HashSet<Arc<str>>,
    /// Hashes of the ids that a stream or such a file gave, from its beginning.
    streamed: HashSet<u64>,
    /// Ids that articles share or have shared, to be settled.
    unsettled: BTreeSet<String>,
    /// What is known of these since the last commit, by the hashes of the ids.
    groups: HashMap<u64, Group, FixedState>,
    /// Hashes of the ids that were found shared.
    shared: HashSet<u64>,
    /// When the articles were first there that left with their files in a commit before and may
    /// come again, by the hashes of their ids.
    departed: HashMap<u64, FirstSeen, FixedState>,
}

/// An article that was added.
struct Holder {
    file: Arc<str>,
    identity: Identity,
    first: FirstSeen,
}

/// The articles that share an id.
struct Group {
    /// One of them.
    one: Identity,
    /// Where several were published, so that only their texts tell them apart.
    repeated: Vec<PublishedAt>,
}

/// What has an id that an article would take.
enum Taken {
    /// Nothing.
    Free,
    /// The article as it was, from this file, first there then.
    Before(Arc<str>, FirstSeen),
    /// Another article.
    ByOther,
    /// Another article, published at the same place.
    ByTwin,
}

/// An article that asks for an id.
#[derive(Clone, Copy)]
struct Asking<'a> {
    /// The id without a mark.
    base: &'a str,
    identity: Identity,
    file: &'a Arc<str>,
}

/// An article that is to be known by another id.
pub(crate) struct Renamed {
    /// The id it has.
    pub(crate) from: String,
    /// The article, with the id it gets.
    pub(crate) article: Article,
    pub(crate) file: Arc<str>,
    pub(crate) first: FirstSeen,
}

impl Ids {
    /// Gives an article of `file` the id that it is known by, and tells what had it, and when it
    /// was first there: then, unless it was before.
    pub(crate) fn take<H: Holders>(
        &mut self,
        article: &mut Article,
        file: &Arc<str>,
        first: FirstSeen,
        mut committed: Option<&mut H>,
    ) -> Result<(Added, FirstSeen)> {
        let identity = Identity::of(article, file);
        let base = article.id.clone();
        let asking = Asking { base: &base, identity, file };
        let mut taken = self.taken(&base, asking, committed.as_deref_mut())?;
        self.note(&taken, asking, committed.as_deref_mut())?;
        let is_before = matches!(taken, Taken::Before(..));
        if !is_before && let Some(group) = self.groups.get(&hash(&base)) {
            let is_repeated = group.repeated.contains(&identity.place);
            let mark = if is_repeated { identity.text } else { identity.place };
            article.id = mark.marked(&base);
            taken = self.taken(&article.id, asking, committed.as_deref_mut())?;
            if let Taken::ByTwin = taken {
                self.note(&taken, asking, committed.as_deref_mut())?;
                article.id = identity.text.marked(&base);
                taken = self.taken(&article.id, asking, committed)?;
            }
            self.unsettled.insert(base.clone());
        }
        if file.is_empty() || self.staying.contains(file) {
            self.streamed.insert(hash(&base));
        }
        let id = hash(&article.id);
        let (added, first) = match taken {
            Taken::Before(file, first) => (Added::Replaced(file), first),
            Taken::Free | Taken::ByOther | Taken::ByTwin => match self.departed.remove(&id) {
                Some(first) => (Added::Again, first),
                None => (Added::New, first),
            },
        };
        self.added.insert(id, Holder { file: Arc::clone(file), identity, first });
        Ok((added, first))
    }

    /// Notes what an article and that which has its id tell of the articles that share it.
    fn note<H: Holders>(
        &mut self,
        taken: &Taken,
        asking: Asking<'_>,
        committed: Option<&mut H>,
    ) -> Result<()> {
        let Asking { base, identity, .. } = asking;
        let id = hash(base);
        let is_other = matches!(taken, Taken::ByOther | Taken::ByTwin);
        let mut is_shared = is_other;
        if let Some(group) = self.groups.get(&id) {
            is_shared |= group.one != identity;
        } else {
            let mut group = Group { one: identity, repeated: Vec::new() };
            let members = match (taken, committed) {
                (Taken::Before(..), _) | (_, None) => Vec::new(),
                (_, Some(committed)) => {
                    let members = committed.marked(base)?;
                    is_shared |= self.is_any_other(&members, asking, committed)?;
                    members
                }
            };
            let repeated = members.iter().filter(|member| member.is_marked_by_text(base));
            group.repeated.extend(repeated.map(|member| member.identity.place));
            group.repeated.sort_unstable();
            group.repeated.dedup();
            if is_other || !members.is_empty() {
                self.groups.insert(id, group);
            }
        }
        if let (Taken::ByTwin, Some(group)) = (taken, self.groups.get_mut(&id))
            && !group.repeated.contains(&identity.place)
        {
            group.repeated.push(identity.place);
        }
        if is_shared {
            self.shared.insert(id);
        }
        Ok(())
    }

    /// Tells whether one of the articles that share an id is another one, and stays.
    fn is_any_other<H: Holders>(
        &self,
        members: &[Member<H::At>],
        Asking { base, identity, .. }: Asking<'_>,
        committed: &mut H,
    ) -> Result<bool> {
        let is_other = |member: &&Member<H::At>| {
            let is_version = !member.is_marked_by_text(base);
            member.identity.place != identity.place || (!is_version && member.identity != identity)
        };
        for member in members.iter().filter(is_other) {
            if self.is_added(&member.id) || !self.left.contains(&committed.file(&member.address)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells what has an id, which is that without a mark or with one.
    fn taken<H: Holders>(
        &self,
        id: &str,
        asking: Asking<'_>,
        committed: Option<&mut H>,
    ) -> Result<Taken> {
        let Asking { base, identity, file } = asking;
        if let Some(holder) = self.added.get(&hash(id)) {
            let group = self.groups.get(&hash(base));
            let is_repeated = group.is_some_and(|group| group.repeated.contains(&identity.place));
            let tells_text = is_repeated || holder.file == *file;
            return Ok(if holder.identity.place != identity.place {
                Taken::ByOther
            } else if tells_text && holder.identity != identity {
                Taken::ByTwin
            } else {
                Taken::Before(Arc::clone(&holder.file), holder.first)
            });
        }
        let Some(committed) = committed else { return Ok(Taken::Free) };
        let Some(address) = committed.with_id(id)? else { return Ok(Taken::Free) };
        let own = committed.file(&address)?;
        let is_leaving = self.left.contains(&own);
        let first = committed.first_seen(&address)?;
        let is_same = committed.published_at(&address, base)? == identity.place
            || (is_made_of(base, file) && is_made_of(base, &own) && has_moved(&own));
        Ok(match is_leaving {
            // What a file says of an article may change.
            true if own == *file => Taken::Before(own, first),
            true if !is_same => Taken::Free,
            false if !is_same => Taken::ByOther,
            false
                if own == *file
                    && self.is_being_read(base, file)
                    && committed.identity(&address, base)? != identity =>
            {
                Taken::ByTwin
            }
            _ => Taken::Before(own, first),
        })
    }

    /// Tells whether an article which was committed comes from a file as it is being read: what
    /// the index had of the file before leaves first, but not what it had of a stream, or of a
    /// file whose articles stay.
    fn is_being_read(&self, base: &str, file: &str) -> bool {
        let leaves = !file.is_empty() && !self.staying.contains(file);
        leaves || self.streamed.contains(&hash(base))
    }

    /// Notes that a file is read again and that its articles stay.
    pub(crate) fn stay(&mut self, file: &Arc<str>) {
        self.staying.insert(Arc::clone(file));
    }

    /// Notes that the articles of a file leave.
    pub(crate) fn leave<H: Holders>(&mut self, file: &str, committed: Option<&H>) -> Result<()> {
        self.left.insert(file.into());
        if let Some(committed) = committed {
            let ids = committed.ids_of(file)?;
            let bases = ids.iter().filter_map(|id| without_mark(id));
            self.unsettled.extend(bases.map(str::to_owned));
        }
        Ok(())
    }

    /// Notes when the articles were first there that are to leave with this commit, though their
    /// files are not read to the end.
    pub(crate) fn keep_departed<H: Holders>(&mut self, committed: &H) -> Result<()> {
        for file in &self.left {
            for (id, first) in committed.firsts_of(file)? {
                let id = hash(&id);
                if !self.added.contains_key(&id) {
                    self.departed.insert(id, first);
                }
            }
        }
        Ok(())
    }

    /// Notes that everything was committed.
    pub(crate) fn commit(&mut self) {
        self.added.clear();
        self.left.clear();
        self.groups.clear();
    }

    /// Returns what is to be known by another id now that all is committed.
    pub(crate) fn settle<H: Holders>(&mut self, committed: &mut H) -> Result<Vec<Renamed>> {
        let mut renamed = Vec::new();
        for id in std::mem::take(&mut self.unsettled) {
            let mut members = committed.marked(&id)?;
            if let Some(address) = committed.with_id(&id)? {
                let identity = committed.identity(&address, &id)?;
                members.push(Member { id: id.clone(), address, identity });
            }
            let mut places: BTreeMap<_, usize> = BTreeMap::new();
            for member in &members {
                *places.entry(member.identity.place).or_default() += 1;
            }
            let is_shared = members.len() > 1;
            for member in members {
                let Identity { place, text } = member.identity;
                let settled = match is_shared {
                    false => id.clone(),
                    true if places[&place] > 1 => text.marked(&id),
                    true => place.marked(&id),
                };
                if member.id == settled {
                    continue;
                }
                let mut article = committed.original(&member.address)?;
                article.id = settled;
                let file = committed.file(&member.address)?;
                let first = committed.first_seen(&member.address)?;
                renamed.push(Renamed { from: member.id, article, file, first });
            }
        }
        Ok(renamed)
    }

    /// Tells whether an article of this id was added since the last commit.
    pub(crate) fn is_added(&self, id: &str) -> bool {
        self.added.contains_key(&hash(id))
    }

    /// Returns how many ids were found shared.
    pub(crate) fn shared(&self) -> u64 {
        self.shared.len() as u64
    }
}

/// Tells whether a file is no longer where it was read.
fn has_moved(file: &str) -> bool {
    !file.is_empty() && !path_of(file).exists()
}

fn hash(id: &str) -> u64 {
    FixedState::default().hash_one(id)
}
