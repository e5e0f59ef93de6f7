//! What is shown while `limier index` runs: a progress bar, and lines around it.
//!
//! It shows what it is told and decides nothing; that standard error is gone stops no run.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::IndexArgs;
use super::rejects::Rejects;
use crate::error::Result;
use crate::ingest::Watch;
use crate::rejection::Rejection;
use crate::render::{Notice, counted, printable, rejection_message};
use crate::unread_kind::UnreadKind;

/// Examples of unread dates that are printed.
const MAX_EXAMPLES: usize = 20;

/// Characters of one that are printed.
const MAX_EXAMPLE_CHARS: usize = 80;

/// Shows what happens, and keeps what is rejected where that was asked for.
pub(super) struct Monitor {
    rejects: Option<Rejects>,
    progress: ProgressBar,
    verbose: bool,
    /// Examples of unread dates that were printed.
    examples: usize,
}

impl Monitor {
    /// Starts to show what happens; `total_bytes` is what there is to read, as far as it is
    /// known.
    pub(super) fn start(args: &IndexArgs, total_bytes: Option<u64>) -> Result<Self> {
        let rejects = args.rejects.as_deref().map(Rejects::create).transpose()?;
        let progress = progress_bar(total_bytes);
        Ok(Self { rejects, progress, verbose: args.verbose, examples: 0 })
    }

    /// Shows that what was read is being written.
    pub(super) fn writing(&self) {
        self.progress.set_message("writing");
    }

    /// Takes the progress bar away.
    pub(super) fn clear(&self) {
        self.progress.finish_and_clear();
    }

    /// Sees to it that everything rejected is kept.
    pub(super) fn keep_rejects(&mut self) -> Result<()> {
        self.rejects.take().map_or(Ok(()), Rejects::finish)
    }

    /// Writes a line to standard error, around the progress bar.
    fn say(&self, what: impl Display) {
        let line = what.to_string();
        let line = printable(&line);
        // With standard error gone there is nobody left to tell; the articles count.
        let _ = self.progress.suspend(|| writeln!(io::stderr(), "{line}"));
    }
}

impl Watch for Monitor {
    fn rejected(&mut self, rejection: &Rejection) -> Result<()> {
        if let Some(rejects) = &mut self.rejects {
            rejects.write(rejection)?;
        }
        self.say(rejection_message(rejection));
        Ok(())
    }

    fn unread_date(&mut self, id: &str, date: &str) {
        if self.verbose && self.examples < MAX_EXAMPLES {
            self.examples += 1;
            let date: String = date.chars().take(MAX_EXAMPLE_CHARS).collect();
            self.say(Notice::UnreadDate { id, date: &date });
        }
    }

    fn not_read(&mut self, path: &Path, kind: &UnreadKind) {
        self.say(Notice::NotRead { path, kind });
    }

    fn stay(&mut self, path: &Path, articles: u64) {
        self.say(Notice::ArticlesStay { path, articles });
    }

    fn unused(&mut self, path: &Path, columns: &str) {
        if self.verbose {
            self.say(Notice::UnusedColumns { path, columns });
        }
    }

    fn progress(&mut self, disk_bytes: u64, articles: u64) {
        self.progress.inc(disk_bytes);
        if !self.progress.is_hidden() {
            self.progress.set_message(counted(articles, "article", "articles"));
        }
    }
}

/// Returns a progress bar, hidden unless standard error is a terminal.
fn progress_bar(total_bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match total_bytes {
        Some(total) => (
            ProgressBar::new(total),
            "{bar:30} {percent:>3} %  {msg}  {binary_bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}  {binary_bytes_per_sec}"),
    };
    // The templates are constants; a wrong one would show in the first run.
    bar.with_style(ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_bar()))
}
