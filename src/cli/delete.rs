//! `limier delete`: removes articles from the index, by id or by query, so that they stay
//! away; lists what was removed, and takes that back.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::slice;

use clap::{ArgGroup, Args};

use super::check::announce_rebuild;
use super::last_answer::LastAnswer;
use super::named::named;
use super::open::{articles, collection};
use super::options::{OutputForm, Waiting, clock, now};
use super::outcome::Outcome;
use super::output::print;
use super::signals;
use super::terminal::Terminal;
use super::unset::text_or;
use crate::calendar::HOME_ZONE;
use crate::engine::{Collection, Engine, Request};
use crate::error::{Error, Result};
use crate::index::{Decisions, Deleting, WriterOptions};
use crate::query::Query;
use crate::render::{
    Deleted, Notice, deleted_json, deletions_json, write_deleted, write_deletions, write_json,
};

/// Remove articles from the index, by id or by query
///
/// Copies of their texts go with them, and they stay away: whatever file holds one of them or
/// its text, it is left out when that is indexed. The files themselves stay as they are. A text
/// of fewer than nine words is known by its id alone.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("articles").required(true).multiple(true)
    .args(["ids", "query", "list", "now"]))]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct DeleteArgs {
    /// Ids or URLs of articles, or `@3` for the third hit of the last answer in this terminal
    #[arg(value_name = "ID", conflicts_with_all = ["query", "list"])]
    ids: Vec<String>,
    /// Every article that this finds: with all its words
    #[arg(long, conflicts_with = "list")]
    query: Option<String>,
    /// Time zone in which the days of the query begin
    #[arg(long, env = "LIMIER_TZ", value_name = "ZONE", default_value = HOME_ZONE, value_parser = text_or(HOME_ZONE))]
    tz: String,
    /// Delete more than one article
    #[arg(long)]
    yes: bool,
    /// Why, for who asks later; it is kept as it stands, under `--now` too
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["list", "undo"])]
    because: Option<String>,
    /// Leave nothing of them in the index folder, neither text nor id, before the command
    /// returns: they are known again by hashes only. ID may be an article that was deleted
    /// before; without ID or --query all of these are meant
    #[arg(long, conflicts_with_all = ["list", "undo"])]
    now: bool,
    /// List what was deleted, when and why
    #[arg(long)]
    list: bool,
    /// Take the deletion of ID back: it comes back when its file is read again
    /// (`limier index --force PATH`)
    #[arg(long, requires = "ids", conflicts_with_all = ["list", "query"])]
    undo: bool,
    /// How to print the list, or what was deleted
    #[arg(long, value_enum, default_value_t = OutputForm::Text, conflicts_with = "undo")]
    format: OutputForm,
    #[command(flatten)]
    waiting: Waiting,
}

pub(super) fn run(args: &DeleteArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let mut out = Vec::new();
    let outcome = match (args.list, args.undo) {
        (true, _) => list(args.format, dir, &mut out)?,
        (_, true) => undo(args, dir, &mut out)?,
        _ => delete(args, dir, terminal, &mut out)?,
    };
    print(terminal, args.format.is_text(), |printed| printed.write_all(&out))?;
    Ok(outcome)
}

/// Lists what was deleted.
fn list(format: OutputForm, dir: &Path, out: &mut Vec<u8>) -> Result<Outcome> {
    let collection = collection(dir)?;
    collection.engine()?;
    let decisions = collection.decisions()?;
    let is_none = decisions.deletions().next().is_none();
    match format {
        OutputForm::Json => write_json(out, &deletions_json(dir, decisions.deletions()))?,
        OutputForm::Text if is_none => say(out, Notice::NoneDeleted)?,
        OutputForm::Text => write_deletions(out, decisions.deletions())?,
    }
    Ok(if is_none { Outcome::Partial } else { Outcome::Complete })
}

/// Takes deletions back.
fn undo(args: &DeleteArgs, dir: &Path, out: &mut Vec<u8>) -> Result<Outcome> {
    let (ids, mut taken_back) = (&args.ids, Vec::new());
    collection(dir)?.revise(&now(), args.waiting.time, &mut |decisions| {
        taken_back = ids.iter().map(|id| decisions.undelete(id)).collect();
    })?;
    for (id, _) in ids.iter().zip(&taken_back).filter(|(_, count)| **count == 0) {
        say(out, Notice::NoDeletion(id))?;
    }
    match taken_back.iter().sum::<usize>() {
        0 => Ok(Outcome::Partial),
        count => {
            say(out, Notice::TakenBack(count as u64))?;
            Ok(Outcome::Complete)
        }
    }
}

fn delete(
    args: &DeleteArgs,
    dir: &Path,
    terminal: &Terminal,
    out: &mut Vec<u8>,
) -> Result<Outcome> {
    let collection = collection(dir)?;
    let ids = meant(args, &*collection, terminal, dir);
    if ids.as_ref().map_or(true, BTreeSet::is_empty) {
        // What is not there may have been deleted by one who was killed at the end.
        collection.tidy(&now());
    }
    let ids = ids?;
    if ids.len() > 1 && !args.yes {
        return Err(Error::DeleteMany(ids.len()));
    }
    let is_about_all = args.now && args.query.is_none() && args.ids.is_empty();
    if is_about_all && collection.decisions()?.deletions().next().is_none() {
        match args.format {
            OutputForm::Text => say(out, Notice::NoneDeleted)?,
            OutputForm::Json => {
                let left = articles(&*collection.engine()?)?;
                write_json(out, &deleted_json(&Deleted { left, ..Deleted::default() }))?;
            }
        }
        return Ok(Outcome::Partial);
    }
    let has_some = !ids.is_empty() || is_about_all;
    let (deleted, signal) = if has_some {
        carry_out(args, &*collection, terminal, dir)?
    } else {
        let left = articles(&*collection.engine()?)?;
        (Deleted { left, ..Deleted::default() }, 0)
    };
    match args.format {
        OutputForm::Text => write_deleted(out, &deleted)?,
        OutputForm::Json => write_json(out, &deleted_json(&deleted))?,
    }
    if !has_some {
        return Ok(Outcome::Partial);
    }
    if args.now {
        LastAnswer::forget_all_of(dir);
        if args.format.is_text() {
            say(out, Notice::Forgotten)?;
        }
    }
    Ok(match signal {
        0 => Outcome::Complete,
        signal => Outcome::Stopped(signals::exit_code(signal)),
    })
}

/// Deletes what is meant, while nobody else writes; returns as well the number of a signal that
/// came meanwhile, or 0: what is decided is carried out.
fn carry_out(
    args: &DeleteArgs,
    collection: &dyn Collection,
    terminal: &Terminal,
    dir: &Path,
) -> Result<(Deleted, usize)> {
    announce_rebuild(dir)?;
    let now = now();
    let because = args.because.as_deref().unwrap_or_default();
    let how = Deleting { now: &now, because, forget: args.now };
    let options = WriterOptions { wait: args.waiting.time, ..WriterOptions::default() };
    let mut store = collection.store(&now, options)?;
    let stop = signals::listen();
    // Another limier may have written until now; from here on none does.
    let ids: Vec<String> = meant(args, collection, terminal, dir)?.into_iter().collect();
    let before = articles(&*collection.engine()?)?;
    if ids.len() > 1 && !args.yes {
        return Err(Error::DeleteMany(ids.len()));
    }
    let copies = store.delete_for_good(&ids, how)?;
    store.finish(None)?;
    let left = articles(&*collection.engine()?)?;
    let deleted = Deleted { articles: before.saturating_sub(left), copies, left };
    Ok((deleted, signals::received(&stop)))
}

fn say(out: &mut Vec<u8>, notice: Notice<'_>) -> io::Result<()> {
    writeln!(out, "{notice}")
}

/// Returns the ids of the articles that are meant, as the collection is now.
fn meant(
    args: &DeleteArgs,
    collection: &dyn Collection,
    terminal: &Terminal,
    dir: &Path,
) -> Result<BTreeSet<String>> {
    let engine = collection.engine()?;
    match &args.query {
        Some(query) => found(&*engine, query, &args.tz),
        None => chosen(&*engine, args, &collection.decisions()?, terminal, dir),
    }
}

/// Returns the ids of the articles that are named: under `--now` also of those that were
/// deleted before.
fn chosen(
    engine: &dyn Engine,
    args: &DeleteArgs,
    decisions: &Decisions,
    terminal: &Terminal,
    dir: &Path,
) -> Result<BTreeSet<String>> {
    let last = terminal.window.and_then(LastAnswer::of);
    let mut ids = BTreeSet::new();
    for name in &args.ids {
        match named(engine, slice::from_ref(name), last.as_ref(), dir) {
            Err(Error::ArticleMissing { .. }) if decisions.has_deleted(name) => {
                if !args.now {
                    return Err(Error::AlreadyDeleted(name.clone()));
                }
                ids.insert(name.clone());
            }
            // A name that is not there is more likely mistyped than gone.
            entries => ids.extend(entries?.into_iter().map(|entry| entry.article.id)),
        }
    }
    Ok(ids)
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
