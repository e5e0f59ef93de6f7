//! The articles that a collection has, as far as who gives ids asks for them: read once when a
//! run begins, and kept up with what it writes.
//!
//! It holds some hundred bytes for each article, and no text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde_json::json;

use super::client::Client;
use super::document::{KnownBy, Source};
use super::walk::{search, walk};
use crate::article::Article;
use crate::cluster_fault::ClusterFault;
use crate::error::Result;
use crate::index::{FirstSeen, Holders, Identity, Member, PublishedAt, is_made_of};

/// Articles read at a time.
const AT_ONCE: usize = 10_000;

/// An article as far as it tells another one apart.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) file: Arc<str>,
    /// When the collection first had it.
    pub(super) first: FirstSeen,
    pub(super) known: KnownBy,
    /// The hash of its text, 0 for one that is too short to tell.
    pub(super) text: u64,
}

/// All articles of a collection.
pub(super) struct Table {
    client: Arc<Client>,
    index: String,
    rows: BTreeMap<String, Row>,
    by_file: HashMap<Arc<str>, BTreeSet<String>>,
    /// The latest moment that an article has.
    pub(super) latest: u64,
}

impl Table {
    /// Reads the articles of an index.
    ///
    /// # Errors
    /// `Cluster`.
    pub(super) fn read(client: &Arc<Client>, index: &str) -> Result<Self> {
        let mut table = Self {
            client: Arc::clone(client),
            index: index.to_owned(),
            rows: BTreeMap::new(),
            by_file: HashMap::new(),
            latest: 0,
        };
        let question = json!({
            "query": {"match_all": {}}, "_source": false, "version": true,
            "docvalue_fields": ["id", "file", "added", "arrival", "known", "text_hash"]
        });
        let mut files: HashMap<String, Arc<str>> = HashMap::new();
        walk::<IgnoredAny>(client, index, &question, AT_ONCE, &mut |hit| {
            let nonsense = || client.error(ClusterFault::Nonsense("article"));
            let id = hit.text("id").ok_or_else(nonsense)?.to_owned();
            let known = hit.text("known").and_then(KnownBy::parse).ok_or_else(nonsense)?;
            let file = hit.text("file").unwrap_or_default();
            let file = match files.get(file) {
                Some(file) => Arc::clone(file),
                None => Arc::clone(files.entry(file.to_owned()).or_insert_with(|| file.into())),
            };
            let text = hit.text("text_hash").and_then(|hash| u64::from_str_radix(hash, 16).ok());
            table.latest = table.latest.max(hit.version);
            let added = hit.number("added").and_then(|added| u64::try_from(added).ok());
            let arrival = hit.number("arrival").unwrap_or(0);
            let first = FirstSeen { added, commit: arrival.unsigned_abs() };
            table.insert(id, Row { file, first, known, text: text.unwrap_or(0) });
            Ok(true)
        })?;
        Ok(table)
    }

    /// Tells whether there is no article.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns every article, by its id.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Row)> {
        self.rows.iter()
    }

    /// Returns what is known of an article.
    pub(super) fn get(&self, id: &str) -> Option<&Row> {
        self.rows.get(id)
    }

    /// Notes an article, in the place of the one with its id.
    pub(super) fn insert(&mut self, id: String, row: Row) {
        self.remove(&id);
        self.by_file.entry(Arc::clone(&row.file)).or_default().insert(id.clone());
        self.rows.insert(id, row);
    }

    /// Notes that an article is gone.
    pub(super) fn remove(&mut self, id: &str) {
        if let Some(row) = self.rows.remove(id)
            && let Some(ids) = self.by_file.get_mut(&row.file)
        {
            ids.remove(id);
        }
    }

    /// Returns how many articles a file has.
    pub(super) fn count_of(&self, file: &str) -> u64 {
        self.by_file.get(file).map_or(0, |ids| ids.len() as u64)
    }

    /// Returns an article.
    ///
    /// # Errors
    /// `Cluster`.
    pub(super) fn article(&self, id: &str) -> Result<Article> {
        let question = json!({"query": {"term": {"id": id}}, "size": 1});
        let found = search::<Source>(&self.client, &self.index, &question)?;
        let kept = found.hits.hits.into_iter().next().and_then(|hit| hit.source);
        let nonsense = || self.client.error(ClusterFault::Nonsense("article"));
        Ok(kept.ok_or_else(nonsense)?.article.into_article())
    }

    fn row(&self, id: &str) -> Result<&Row> {
        self.rows.get(id).ok_or_else(|| self.client.error(ClusterFault::Nonsense("article")))
    }
}

impl Holders for Table {
    /// Its id, with its mark.
    type At = String;

    fn with_id(&self, id: &str) -> Result<Option<String>> {
        Ok(self.rows.contains_key(id).then(|| id.to_owned()))
    }

    fn ids_of(&self, file: &str) -> Result<Vec<String>> {
        Ok(self.by_file.get(file).into_iter().flatten().cloned().collect())
    }

    fn firsts_of(&self, file: &str) -> Result<Vec<(String, FirstSeen)>> {
        let ids = self.by_file.get(file).into_iter().flatten();
        ids.map(|id| Ok((id.clone(), self.first_seen(id)?))).collect()
    }

    fn first_seen(&self, at: &String) -> Result<FirstSeen> {
        Ok(self.row(at)?.first)
    }

    fn file(&mut self, at: &String) -> Result<Arc<str>> {
        Ok(Arc::clone(&self.row(at)?.file))
    }

    fn published_at(&mut self, at: &String, id: &str) -> Result<PublishedAt> {
        let Row { file, known, .. } = self.row(at)?;
        Ok(match known.has_no_url && is_made_of(id, file) {
            true if file.is_empty() => known.text,
            true => PublishedAt::of_file(file),
            false => known.place,
        })
    }

    fn identity(&mut self, at: &String, id: &str) -> Result<Identity> {
        let place = self.published_at(at, id)?;
        let text = if place.is_address() { place } else { self.row(at)?.known.text };
        Ok(Identity { place, text })
    }

    fn marked(&mut self, id: &str) -> Result<Vec<Member<String>>> {
        let start = format!("{id}@");
        let ids = self.rows.range(start.clone()..).map(|(marked, _)| marked);
        let ids: Vec<String> = ids.take_while(|it| it.starts_with(&start)).cloned().collect();
        let mut members = Vec::new();
        for marked in ids {
            let identity = self.identity(&marked, id)?;
            if [identity.place, identity.text].iter().any(|mark| mark.marked(id) == marked) {
                members.push(Member { id: marked.clone(), address: marked, identity });
            }
        }
        Ok(members)
    }

    fn original(&self, at: &String) -> Result<Article> {
        let article = self.article(at)?;
        let language =
            if article.language_unsure { String::new() } else { article.language.clone() };
        Ok(Article { language, language_unsure: false, ..article })
    }
}
