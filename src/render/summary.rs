//! What became of the records of an indexing run.
//!
//! It counts nothing; people and programs are told the same numbers.

use std::fmt;

use serde_json::{Value, json};

use super::counted::counted;
use super::printable::in_one_line;
use crate::ingest::UpdateCounts;

/// The counts of an indexing run.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Summary {
    /// What became of the inputs.
    pub counts: UpdateCounts,
    /// Nothing was written.
    pub dry_run: bool,
    /// How long it took.
    pub seconds: f64,
    /// Articles in the index now.
    pub total: u64,
}

impl Summary {
    /// Tells whether every record became an article, and there was one.
    #[must_use]
    pub(crate) fn is_complete(&self) -> bool {
        self.counts.rejected == 0
            && (self.counts.indexed > 0
                || self.counts.unchanged > 0
                || self.counts.removed > 0
                || self.counts.left_out > 0
                || self.counts.decisions > 0)
    }

    /// Returns the summary as one JSON object, with the answer to `--search` in it.
    #[must_use]
    pub(crate) fn to_json(&self, search: Option<Value>) -> Value {
        let skipped: serde_json::Map<String, Value> =
            self.counts.skipped.iter().map(|(kind, count)| (kind.clone(), json!(count))).collect();
        let mut summary = json!({
            "indexed": self.counts.indexed,
            "replaced": self.counts.replaced,
            "rejected": self.counts.rejected,
            "undated": self.counts.undated,
            "dates_unread": self.counts.dates_unread,
            "unchanged": self.counts.unchanged,
            "rejected_before": self.counts.rejected_before,
            "removed": self.counts.removed,
            "stopped": self.counts.is_stopped,
            "dry_run": self.dry_run,
            "skipped": skipped,
            "total": self.total,
            "bytes": self.counts.bytes,
            "seconds": rounded(self.seconds),
            "mb_per_second": rounded(self.mb_per_second()),
        });
        if let Some(summary) = summary.as_object_mut() {
            // Few collections have any.
            if self.counts.left_out > 0 {
                summary.insert("left_out".to_owned(), self.counts.left_out.into());
            }
            if self.counts.ids_shared > 0 {
                summary.insert("ids_shared".to_owned(), self.counts.ids_shared.into());
            }
            // Few exports hold any.
            if self.counts.decisions > 0 {
                summary.insert("decisions".to_owned(), self.counts.decisions.into());
            }
            if let Some(search) = search {
                summary.insert("search".to_owned(), search);
            }
        }
        summary
    }

    fn mb_per_second(&self) -> f64 {
        self.counts.bytes as f64 / 1e6 / self.seconds.max(1e-3)
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { counts, seconds, total, .. } = self;
        let UpdateCounts { indexed, replaced, rejected, undated, .. } = counts;
        writeln!(
            formatter,
            "{indexed} indexed, {replaced} replaced, {rejected} rejected, {undated} undated \
             in {seconds:.1} s ({:.1} MB/s); {} in the index",
            self.mb_per_second(),
            counted(*total, "article", "articles")
        )?;
        if self.counts.is_stopped {
            writeln!(formatter, "stopped: what was read is kept, the same command reads the rest")?;
        }
        let found_nothing = !self.is_complete() && self.counts.rejected == 0;
        if found_nothing && self.counts.skipped.is_empty() && !self.counts.is_stopped {
            writeln!(formatter, "nothing to index was found there")?;
        }
        if self.dry_run {
            writeln!(formatter, "nothing was written (--dry-run)")?;
        }
        if self.counts.dates_unread > 0 {
            let dates = counted(self.counts.dates_unread, "date", "dates");
            writeln!(formatter, "{dates} could not be read (--verbose shows some)")?;
        }
        if self.counts.unchanged > 0 {
            write!(formatter, "{} unchanged", counted(self.counts.unchanged, "file", "files"))?;
            if self.counts.rejected_before > 0 {
                let records = counted(self.counts.rejected_before, "record", "records");
                write!(formatter, ", with {records} rejected before (--force reads them again)")?;
            }
            writeln!(formatter)?;
        }
        if self.counts.removed > 0 {
            writeln!(formatter, "{} removed", counted(self.counts.removed, "article", "articles"))?;
        }
        if self.counts.left_out > 0 {
            writeln!(formatter, "{} left out: deleted", self.counts.left_out)?;
        }
        if self.counts.ids_shared > 0 {
            let ids = counted(self.counts.ids_shared, "id", "ids");
            writeln!(formatter, "{ids} of several articles: each has a mark behind `@`")?;
        }
        if self.counts.decisions > 0 {
            let decisions = counted(self.counts.decisions, "decision", "decisions");
            writeln!(formatter, "{decisions} taken over from exports")?;
        }
        for (kind, count) in &self.counts.skipped {
            writeln!(
                formatter,
                "{} not read: {}",
                counted(*count, "file", "files"),
                in_one_line(kind)
            )?;
        }
        Ok(())
    }
}
