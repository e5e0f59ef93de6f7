//! A collection in a cluster as it was opened: its state, its words, and what is asked of it by
//! all who answer for it.
//!
//! The state is read once; nothing is written.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Asked, Body, Client};
use super::document::Source;
use super::notes;
use super::plan::Plan;
use super::signatures::ids_near;
use super::state::{self, Document, State, state_index};
use super::statistics::Statistic;
use super::walk::{count_each, search};
use super::words::{PieceRef, Words};
use crate::analysis::Signature;
use crate::article::Article;
use crate::cluster_fault::ClusterFault;
use crate::engine::Request;
use crate::error::{Error, Result};
use crate::index::Decisions;
use crate::query::{Likened, Query};
use crate::search::{Marks, as_article, marking_words, with_declared, with_likes};

/// Articles of one address that are told.
pub(super) const MOST_NAMED: usize = 1_000;

/// A collection in a cluster that is asked.
pub(super) struct ClusterEngine {
    pub(super) client: Client,
    pub(super) name: String,
    pub(super) place: PathBuf,
    pub(super) state: State,
    pub(super) words: Words,
}

impl ClusterEngine {
    /// Opens a collection.
    ///
    /// # Errors
    /// `IndexMissing`, `IndexNewer`, `Cluster`, `BadLine`.
    pub(super) fn open(
        client: Client,
        name: &str,
        place: &Path,
        cache: Option<&Path>,
    ) -> Result<Self> {
        let mut tries = 0;
        let (state, decisions, pieces) = loop {
            let (state, decisions) = state_and_decisions(&client, name, place)?;
            let read = |reference: &PieceRef| {
                Ok((reference.clone(), notes::piece(&client, name, reference, cache)?))
            };
            match state.pieces.iter().map(read).collect::<Result<Vec<_>>>() {
                Ok(pieces) => break (state, decisions, pieces),
                // They were counted again meanwhile, and those that the state named are gone.
                Err(_) if tries < 3 => tries += 1,
                Err(error) => return Err(error),
            }
        };
        let words = Words::new(pieces, decisions.exceptions());
        let (name, place) = (name.to_owned(), place.to_owned());
        Ok(Self { client, name, place, state, words })
    }

    /// Returns the name that the articles are found by.
    pub(super) fn index(&self) -> &str {
        &self.name
    }

    /// Returns the error for an answer that is not what was asked for.
    pub(super) fn nonsense(&self, what: &'static str) -> Error {
        self.client.error(ClusterFault::Nonsense(what))
    }

    /// Counts what a query finds.
    pub(super) fn count(&self, query: &Value) -> Result<u64> {
        let counts = count_each(&self.client, &self.name, std::slice::from_ref(query))?;
        Ok(counts.first().copied().unwrap_or(0))
    }

    pub(super) fn statistic<'a>(&'a self, query: &'a Query, request: &'a Request) -> Statistic<'a> {
        let Request { deadline, .. } = request;
        let language = query.language.as_deref();
        let Self { client, words, .. } = self;
        Statistic::new(client, &self.name, words, language, deadline)
    }

    pub(super) fn plan<'a>(
        &'a self,
        query: &'a Query,
        request: &'a Request,
        most: usize,
    ) -> Result<Plan<'a>> {
        let mut statistic = self.statistic(query, request);
        let plan = Plan::new(query, &self.words, most, &mut statistic);
        in_time(request)?;
        plan
    }

    /// Returns a request that asks as well for what was declared to be the same, and for the words
    /// of articles that others are to be like.
    pub(super) fn understood<'r>(&self, request: &'r Request) -> Result<Cow<'r, Request>> {
        let language = request.query.language.as_deref().unwrap_or("fr");
        let mut statistic = self.statistic(&request.query, request);
        with_likes(with_declared(&self.words.lexicon, request), &mut |what| {
            let Some((article, apart)) = self.model(what)? else { return Ok(None) };
            let words = marking_words(&mut statistic, &self.words.lexicon, &article, language)?;
            Ok(Some(Marks { words, apart }))
        })
    }

    /// Returns what articles are to be like, with the ids of the article and its copies.
    fn model(&self, what: &Likened) -> Result<Option<(Article, Vec<String>)>> {
        let name = match what {
            Likened::Text(text) => return Ok(Some((as_article(text), Vec::new()))),
            Likened::Article(name) => name,
        };
        let mut named = match self.named(name) {
            Err(Error::ArticleMissing { .. }) => return Ok(None),
            named => named?,
        };
        let own: Vec<Signature> =
            named.iter().map(|article| Signature::of(&article.body)).collect();
        let mut apart: Vec<String> = named.iter().map(|article| article.id.clone()).collect();
        apart.extend(ids_near(&self.client, &self.name, &own)?);
        apart.sort_unstable();
        apart.dedup();
        Ok(Some((named.swap_remove(0), apart)))
    }

    /// Returns the articles that a person names, by an id or else by an address.
    pub(super) fn named(&self, name: &str) -> Result<Vec<Article>> {
        for field in ["id", "url"] {
            let question = json!({
                "query": {"term": {field: name}}, "size": MOST_NAMED, "sort": [{"tie": "asc"}]
            });
            let found = search::<Source>(&self.client, &self.name, &question)?;
            let articles = found.hits.hits.into_iter().map(|hit| {
                let kept = hit.source.ok_or_else(|| self.nonsense("article"))?.article;
                Ok(kept.into_article())
            });
            let articles: Vec<Article> = articles.collect::<Result<_>>()?;
            if !articles.is_empty() {
                return Ok(articles);
            }
        }
        Err(Error::ArticleMissing { name: name.to_owned(), dir: self.place.clone() })
    }
}

/// Reads the state of a collection and the decisions about it, at once where both are as they
/// mostly are.
fn state_and_decisions(client: &Client, name: &str, place: &Path) -> Result<(State, Decisions)> {
    #[derive(Deserialize)]
    struct Got {
        docs: Vec<Document>,
    }
    let path = format!("/{}/_mget", state_index(name));
    let body = json!({"ids": ["state", "decisions"]}).to_string();
    let asked = Asked { method: "POST", path: &path, body: Body::Json(body.as_bytes()) };
    let got: Option<Got> = client.find(asked)?;
    let docs = got.map(|got| got.docs).and_then(|docs| <[Document; 2]>::try_from(docs).ok());
    if let Some([state, decisions]) = docs
        && let Document { found: true, source: Some(source), .. } = state
        && decisions.error.is_none()
    {
        let state = state::parse(client, name, place, source)?;
        let decided = decisions.source.filter(|_| decisions.found);
        let read = |source| notes::parse_decisions(client, source, place);
        return Ok((state, decided.map(read).transpose()?.unwrap_or_default()));
    }
    // What is missing, and why, each tells by itself.
    let state = state::read(client, name, place)?.state;
    Ok((state, notes::decisions(client, name, place)?))
}

/// Fails when the time of a request is over.
pub(super) fn in_time(request: &Request) -> Result<()> {
    if request.deadline.is_over() { Err(Error::OutOfTime) } else { Ok(()) }
}
