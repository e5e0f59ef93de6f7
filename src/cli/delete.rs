//! `limier delete`: removes articles from the index, by id or by query.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

use clap::{ArgGroup, Args};

use super::check::announce_rebuild;
use super::last_answer::LastAnswer;
use super::named::named;
use super::open::open;
use super::options::{Waiting, clock, now};
use super::outcome::Outcome;
use super::output::print;
use super::terminal::Terminal;
use crate::calendar::HOME_ZONE;
use crate::engine::{Engine, Request};
use crate::error::{Error, Result};
use crate::index::{LocalStore, Store, WriterOptions};
use crate::query::Query;
use crate::render::Notice;

/// Remove articles from the index, by id or by query
///
/// The files they came from stay, and are not read again until they change.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("articles").required(true).args(["ids", "query"]))]
pub(super) struct DeleteArgs {
    /// Ids or URLs of articles, or `@3` for the third hit of the last answer in this terminal
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
    #[command(flatten)]
    waiting: Waiting,
}

pub(super) fn run(args: &DeleteArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let engine = open(dir)?;
    let ids = match &args.query {
        Some(query) => found(&*engine, query, &args.tz)?,
        // A name that is not there is more likely mistyped than gone.
        None => named(&*engine, &args.ids, terminal.window.and_then(LastAnswer::of).as_ref(), dir)?
            .into_iter()
            .map(|entry| entry.article.id)
            .collect(),
    };
    if ids.len() > 1 && !args.yes {
        return Err(Error::DeleteMany(ids.len()));
    }
    if !ids.is_empty() {
        announce_rebuild(dir)?;
        let options = WriterOptions { wait: args.waiting.time, ..WriterOptions::default() };
        let mut store = Box::new(LocalStore::open(dir, &now(), options)?);
        for id in &ids {
            store.delete(id)?;
        }
        store.finish(None)?;
    }
    let left = articles(&*open(dir)?)?;
    let notice = Notice::Deleted { articles: articles(&*engine)? - left, left };
    print(terminal, true, |out| writeln!(out, "{notice}"))?;
    Ok(if ids.is_empty() { Outcome::Partial } else { Outcome::Complete })
}

/// Returns the ids of all articles that meet a query.
fn found(engine: &dyn Engine, query: &str, zone: &str) -> Result<BTreeSet<String>> {
    let query = Query::parse(query, &clock(zone)?)?;
    let mut ids = BTreeSet::new();
    engine.matches(&Request { query, ..Request::default() }, &mut |found| {
        ids.insert(found.id()?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(ids)
}

/// Returns how many articles there are.
fn articles(engine: &dyn Engine) -> Result<u64> {
    Ok(engine.groups(&Request::default(), &[])?.total)
}
