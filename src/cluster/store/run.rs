//! A run of a store: its number, and what it leaves behind: words that were counted, and that it is
//! over.
//!
//! It writes no article.

use std::collections::HashSet;

use super::ClusterStore;
use crate::cluster::{notes, state};
use crate::cluster_fault::ClusterFault;
use crate::error::{Error, Result};
use crate::index::IndexingRun;

impl ClusterStore {
    /// Takes the number of the run, before anything is written.
    pub(super) fn begin_run(&mut self) -> Result<()> {
        let arrivals: HashSet<u64> = self.table.iter().map(|(_, row)| row.first.commit).collect();
        let (mut run, now) = (0, self.now);
        self.change_state(|state| {
            run = state.runs.begin(now, |number| arrivals.contains(&number));
        })?;
        self.run = Some(run);
        Ok(())
    }

    /// Notes a run, and makes a piece of the words that were counted since the last one.
    pub(super) fn keep_words(&mut self, run: Option<&IndexingRun>) -> Result<()> {
        let io = |source| Error::Write { path: self.place.clone(), source };
        let tally = std::mem::take(&mut self.tally);
        let mut piece = None;
        if tally.articles() > 0 {
            let (reference, packed) = tally.pack().map_err(io)?;
            piece = Some(notes::keep_piece(&self.client, &self.name, reference, &packed)?);
        }
        let stale = std::mem::take(&mut self.stale);
        if piece.is_none() && stale == 0 && run.is_none() {
            return Ok(());
        }
        let (number, now) = (self.run.unwrap_or(0), self.now + self.start.1.elapsed().as_secs());
        let mut is_open = true;
        self.change_state(|state| {
            is_open = state.runs.hear(number, now);
            state.pieces.extend(piece.clone());
            state.stale += stale;
            if let Some(run) = run {
                state.manifest.add_run(run.clone());
            }
        })?;
        // What it wrote may be taken for told: it is to be written again.
        if is_open { Ok(()) } else { Err(self.client.error(ClusterFault::GivenUp)) }
    }

    /// Takes note that the run is over, and that all it wrote can be found.
    pub(super) fn end_run(&mut self) -> Result<()> {
        let (number, is_loading) = (self.run.take().unwrap_or(0), self.state.is_loading);
        if is_loading {
            state::put_in_use(&self.client, &self.name)?;
        }
        self.change_state(|state| {
            state.runs.end(number);
            state.is_loading &= !is_loading;
        })
    }
}
