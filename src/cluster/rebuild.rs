//! A collection of an older version made anew from its own articles: an index beside the old one,
//! and then in its place.
//!
//! While it is made the old one answers and takes no writes; a kill leaves it as it was, but for
//! that, and the next rebuild begins again. Decisions and files that were read stay.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::client::{Asked, Body, Client};
use super::document::{Source, complete};
use super::loader::{Loader, Work};
use super::mapping::{self, CLUSTER_FORMAT};
use super::notes::{keep_piece, refresh, remove_pieces};
use super::state::{self, State, make_new, put_in_use, shards};
use super::walk::{count_each, walk};
use super::words::{PieceRef, Tally};
use crate::cluster_fault::ClusterFault;
use crate::error::{Error, Result};

/// Articles read at a time.
const AT_ONCE: usize = 1_000;

/// The number behind the name of an index after which there is no other.
const LAST: u32 = 999_999;

/// Makes a collection anew.
///
/// # Errors
/// `Cluster`, where it stays as it was, and those of reading its state.
pub(super) fn rebuild(client: &Arc<Client>, name: &str, place: &Path) -> Result<()> {
    let held = state::read(client, name, place)?.state;
    let old = index_of(client, name)?;
    let (new, making) = make_beside(client, name, &old)?;
    let made = fill(client, name, &held, &old, &making).and_then(|(tally, articles)| {
        let (reference, packed) =
            tally.pack().map_err(|source| Error::Write { path: place.to_owned(), source })?;
        let piece = keep_piece(client, name, reference, &packed)?;
        refresh(client, &new)?;
        let counted = count_each(client, &new, &[json!({"match_all": {}})])?;
        let found = counted.first().copied().unwrap_or(0);
        if found != articles {
            return Err(client.error(ClusterFault::Miscounted { found, had: articles }));
        }
        put_in_use(client, &new)?;
        swap(client, name, &old, &new, &making)?;
        Ok(piece)
    });
    let piece = match made {
        Ok(piece) => piece,
        Err(error) => {
            // What goes wrong here goes wrong again, and is told then.
            let _ = remove(client, &new);
            let _ = block(client, &old, &Value::Null);
            return Err(error);
        }
    };
    let averages = averages(&held);
    state::change(client, name, place, |state| {
        let stale: Vec<PieceRef> = std::mem::take(&mut state.pieces);
        state.pieces = stale.into_iter().filter(|it| !held.pieces.contains(it)).collect();
        state.pieces.push(piece.clone());
        state.manifest = state.manifest.anew();
        (state.cluster_format, state.stale, state.is_loading) = (CLUSTER_FORMAT, 0, false);
        state.averages = Some(averages);
        state.index.clone_from(&new);
    })?;
    let is_old = |it: &PieceRef| it.id != piece.id;
    let pieces: Vec<PieceRef> = held.pieces.into_iter().filter(is_old).collect();
    remove_pieces(client, name, &pieces)?;
    remove(client, &old)
}

/// Returns the index that a collection has its articles in.
fn index_of(client: &Client, name: &str) -> Result<String> {
    let path = format!("/{name}/_alias");
    let asked = Asked { method: "GET", path: &path, body: Body::None };
    let found: BTreeMap<String, Value> = client.ask(asked)?;
    let one = found.into_keys().find(|index| state::is_index_of(index, name));
    one.ok_or_else(|| client.error(ClusterFault::Nonsense("name of an index")))
}

/// Makes an empty index beside the old one, which takes no writes from then on. Returns its name,
/// and the one that it is written to by until it is whole.
fn make_beside(client: &Client, name: &str, old: &str) -> Result<(String, String)> {
    let shards = shards(client)?;
    block(client, old, &json!(true))?;
    let number = old.rsplit('-').next().and_then(|number| number.parse::<u32>().ok());
    for number in number.unwrap_or(1) + 1..=LAST {
        let new = format!("{name}-{number:06}");
        let making = format!("{new}-making");
        let mut articles = mapping::articles(shards);
        articles["aliases"] = json!({ &making: {} });
        let is_made = make_new(client, &new, &articles)? || {
            // What a rebuild left that was killed goes, where nobody has taken it in use.
            let path = format!("/{new}/_alias/{making}");
            let asked = Asked { method: "GET", path: &path, body: Body::None };
            let is_left = client.find::<IgnoredAny>(asked)?.is_some();
            if is_left {
                remove(client, &new)?;
            }
            is_left && make_new(client, &new, &articles)?
        };
        if is_made {
            return Ok((new, making));
        }
    }
    Err(client.error(ClusterFault::Contended))
}

/// Writes all articles of an index to another; returns their words, and how many they are.
fn fill(
    client: &Arc<Client>,
    name: &str,
    held: &State,
    old: &str,
    making: &str,
) -> Result<(Tally, u64)> {
    let mut loader = Loader::start(client, making, name);
    loader.set_averages(averages(held));
    let question =
        json!({"query": {"match_all": {}}, "version": true, "docvalue_fields": ["file"]});
    let (mut articles, mut files) = (0, BTreeMap::<String, Arc<str>>::new());
    walk::<Source>(client, old, &question, AT_ONCE, &mut |hit| {
        let file = hit.text("file").unwrap_or_default().to_owned();
        let file = Arc::clone(files.entry(file).or_insert_with_key(|file| file.as_str().into()));
        let version = hit.version;
        let nonsense = || client.error(ClusterFault::Nonsense("article"));
        let kept = hit.source.ok_or_else(nonsense)?.article;
        let (arrival, mut article) = (kept.arrival(), kept.into_article());
        if article.language_unsure {
            article.language.clear();
        }
        complete(&mut article);
        articles += 1;
        loader.push(Work::Put { article: Box::new(article), file, version, arrival })?;
        Ok(true)
    })?;
    loader.flush()?;
    Ok((loader.take().0, articles))
}

/// Returns how long texts are on average, as far as they were counted.
fn averages(held: &State) -> [f32; 3] {
    let articles: u64 = held.pieces.iter().map(|piece| piece.articles).sum();
    std::array::from_fn(|field| {
        let sum: u64 = held.pieces.iter().map(|piece| piece.lengths[field]).sum();
        sum as f32 / articles.max(1) as f32
    })
}

/// Puts an index in the place of another, at one blow.
fn swap(client: &Client, name: &str, old: &str, new: &str, making: &str) -> Result<()> {
    let actions = json!({"actions": [
        {"remove": {"index": old, "alias": name, "must_exist": true}},
        {"remove": {"index": new, "alias": making}},
        {"add": {"index": new, "alias": name}}
    ]});
    let _: Value = client.post("/_aliases", &actions)?;
    Ok(())
}

/// Lets an index take writes, or not.
fn block(client: &Client, index: &str, is_blocked: &Value) -> Result<()> {
    let path = format!("/{index}/_settings");
    let body = json!({"index": {"blocks.write": is_blocked}}).to_string();
    let asked = Asked { method: "PUT", path: &path, body: Body::Json(body.as_bytes()) };
    let _: Value = client.ask(asked)?;
    Ok(())
}

fn remove(client: &Client, index: &str) -> Result<()> {
    let path = format!("/{index}");
    let asked = Asked { method: "DELETE", path: &path, body: Body::None };
    client.find::<IgnoredAny>(asked).map(drop)
}
