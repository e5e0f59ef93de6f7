//! `limier delete`: removes articles from the index, by id or by query.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use clap::{ArgGroup, Args};

use super::check::announce_rebuild;
use super::{Outcome, clock, now};
use crate::calendar::HOME_ZONE;
use crate::error::{Error, Result};
use crate::index::{IndexReader, LocalStore, Store, WriterOptions};
use crate::query::Query;
use crate::render::counted;
use crate::search::{Order, SearchOptions, search};

/// Remove articles from the index, by id or by query
///
/// The files they came from stay, and are not read again until they change.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("articles").required(true).args(["ids", "query"]))]
pub(super) struct DeleteArgs {
    /// Ids or URLs of articles, as the search gives them
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Every article that this finds: with all its words
    #[arg(long)]
    query: Option<String>,
    /// Time zone in which the days of the query begin
    #[arg(long, env = "LIMIER_TZ", value_name = "ZONE", default_value = HOME_ZONE)]
    tz: String,
    /// Delete more than one article
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(args: &DeleteArgs, dir: &Path) -> Result<Outcome> {
    let reader = IndexReader::open(dir)?;
    let ids = if let Some(query) = &args.query {
        found(&reader, query, &args.tz)?
    } else {
        // A name that is not there is more likely mistyped than gone.
        let named = args.ids.iter().map(|name| reader.named(name));
        let named = named.collect::<Result<Vec<_>>>()?;
        named.concat().into_iter().map(|article| reader.id(article)).collect::<Result<_>>()?
    };
    if ids.len() > 1 && !args.yes {
        return Err(Error::DeleteMany(ids.len()));
    }
    if !ids.is_empty() {
        announce_rebuild(dir)?;
        let mut store = Box::new(LocalStore::open(dir, &now(), WriterOptions::default())?);
        for id in &ids {
            store.delete(id)?;
        }
        store.finish(None)?;
    }
    let total = IndexReader::open(dir)?.len();
    let deleted = counted(reader.len() - total, "article", "articles");
    writeln!(anstream::stdout(), "{deleted} deleted; {total} left in the index")?;
    Ok(if ids.is_empty() { Outcome::Partial } else { Outcome::Complete })
}

/// Returns the ids of all articles that meet a query.
fn found(reader: &IndexReader, query: &str, zone: &str) -> Result<BTreeSet<String>> {
    let query = Query::parse(query, &clock(zone)?)?;
    // By date, nothing but what has all the words is found.
    let options = SearchOptions {
        limit: usize::MAX,
        offset: 0,
        any: false,
        order: Order::OldestFirst,
        recency: None,
        explain: false,
        group: false,
    };
    let results = search(reader, &query, options)?;
    results.hits.iter().map(|hit| reader.id(hit.address)).collect()
}
