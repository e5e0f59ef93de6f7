//! The words of a collection counted again, and pieces of them put together.
//!
//! Counts drift when articles are replaced or deleted; articles never do.

use std::path::Path;

use serde_json::json;

use super::client::Client;
use super::document::Source;
use super::notes::{keep_piece, piece, remove_pieces};
use super::state::{self, State};
use super::walk::walk;
use super::words::{PieceRef, Tally, Words};
use crate::error::{Error, Result};
use crate::lexicon::Exceptions;

/// Articles read at a time.
const AT_ONCE: usize = 1_000;

/// Pieces from which on they are put together.
const MANY: usize = 8;

/// One in so many articles may be counted that is no more.
const STALE: u64 = 5;

/// When to count again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recount {
    /// In any case.
    Always,
    /// Where much has changed since.
    WhereWorth,
}

/// Counts the words again where that is worth it, or puts pieces together where there are many.
///
/// # Errors
/// `Cluster`.
pub(super) fn recount(client: &Client, name: &str, place: &Path, when: Recount) -> Result<()> {
    let held = state::read(client, name, place)?.state;
    let counted: u64 = held.pieces.iter().map(|piece| piece.articles).sum();
    let is_worth = held.stale.saturating_mul(STALE) > counted;
    let (reference, packed) = if when == Recount::Always || is_worth {
        let mut tally = Tally::default();
        let question = json!({"query": {"match_all": {}}});
        walk::<Source>(client, name, &question, AT_ONCE, &mut |hit| {
            if let Some(Source { article }) = hit.source {
                tally.read(&article.into_article());
            }
            Ok(true)
        })?;
        tally.pack()
    } else if held.pieces.len() > MANY {
        let read =
            |reference: &PieceRef| Ok((reference.clone(), piece(client, name, reference, None)?));
        let pieces = held.pieces.iter().map(read).collect::<Result<Vec<_>>>()?;
        Words::new(pieces, Exceptions::default()).join()
    } else {
        return Ok(());
    }
    .map_err(|source| Error::Write { path: place.to_owned(), source })?;
    let new = keep_piece(client, name, reference, &packed)?;
    let is_counted = when == Recount::Always || is_worth;
    state::change(client, name, place, |state| replace(state, &held, &new, is_counted))?;
    // Who has read the state before, and not yet these, reads it again.
    let old: Vec<PieceRef> = held.pieces.into_iter().filter(|piece| piece.id != new.id).collect();
    remove_pieces(client, name, &old)
}

/// Puts a piece in the place of those that were known; what others added meanwhile stays.
fn replace(state: &mut State, known: &State, new: &PieceRef, is_counted: bool) {
    state.pieces.retain(|piece| !known.pieces.iter().any(|known| known.id == piece.id));
    state.pieces.push(new.clone());
    if is_counted {
        state.stale = state.stale.saturating_sub(known.stale);
    }
}
