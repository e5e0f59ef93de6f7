//! What became of the records of an indexing run.

use std::fmt;

use serde_json::{Value, json};

use super::counted::counted;

/// The counts of an indexing run.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Summary {
    /// Articles indexed, replaced ones included.
    pub indexed: u64,
    /// Articles that took the place of one with the same id.
    pub replaced: u64,
    /// Records that were no article.
    pub rejected: u64,
    /// Articles without a date of publication.
    pub undated: u64,
    /// Of these, the ones with a date that cannot be read.
    pub dates_unread: u64,
    /// Files that are as they were when they were last read.
    pub unchanged: u64,
    /// Records of these that were no article when they were read.
    pub rejected_before: u64,
    /// Articles removed: their file is gone or holds them no more.
    pub removed: u64,
    /// Decisions of exports that were taken over.
    pub decisions: u64,
    /// Nothing was written.
    pub dry_run: bool,
    /// Files of kinds that are not read, by kind.
    pub skipped: Vec<(String, u64)>,
    /// Bytes read, decompressed.
    pub bytes: u64,
    /// How long it took.
    pub seconds: f64,
    /// Articles in the index now.
    pub total: u64,
}

impl Summary {
    /// Tells whether every record became an article, and there was one.
    #[must_use]
    pub(crate) fn is_complete(&self) -> bool {
        self.rejected == 0
            && (self.indexed > 0 || self.unchanged > 0 || self.removed > 0 || self.decisions > 0)
    }

    /// Returns the summary as one JSON object, with the answer to `--search` in it.
    #[must_use]
    pub(crate) fn to_json(&self, search: Option<Value>) -> Value {
        let skipped: serde_json::Map<String, Value> =
            self.skipped.iter().map(|(kind, count)| (kind.clone(), json!(count))).collect();
        let mut summary = json!({
            "indexed": self.indexed,
            "replaced": self.replaced,
            "rejected": self.rejected,
            "undated": self.undated,
            "dates_unread": self.dates_unread,
            "unchanged": self.unchanged,
            "rejected_before": self.rejected_before,
            "removed": self.removed,
            "dry_run": self.dry_run,
            "skipped": skipped,
            "total": self.total,
            "bytes": self.bytes,
            "seconds": rounded(self.seconds),
            "mb_per_second": rounded(self.mb_per_second()),
        });
        if let Some(summary) = summary.as_object_mut() {
            // Few exports hold any.
            if self.decisions > 0 {
                summary.insert("decisions".to_owned(), self.decisions.into());
            }
            if let Some(search) = search {
                summary.insert("search".to_owned(), search);
            }
        }
        summary
    }

    fn mb_per_second(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.seconds.max(1e-3)
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { indexed, replaced, rejected, undated, seconds, total, .. } = self;
        writeln!(
            formatter,
            "{indexed} indexed, {replaced} replaced, {rejected} rejected, {undated} undated \
             in {seconds:.1} s ({:.1} MB/s); {} in the index",
            self.mb_per_second(),
            counted(*total, "article", "articles")
        )?;
        if self.dry_run {
            writeln!(formatter, "nothing was written (--dry-run)")?;
        }
        if self.dates_unread > 0 {
            let dates = counted(self.dates_unread, "date", "dates");
            writeln!(formatter, "{dates} could not be read (--verbose shows some)")?;
        }
        if self.unchanged > 0 {
            write!(formatter, "{} unchanged", counted(self.unchanged, "file", "files"))?;
            if self.rejected_before > 0 {
                let records = counted(self.rejected_before, "record", "records");
                write!(formatter, ", with {records} rejected before (--force reads them again)")?;
            }
            writeln!(formatter)?;
        }
        if self.removed > 0 {
            writeln!(formatter, "{} removed", counted(self.removed, "article", "articles"))?;
        }
        if self.decisions > 0 {
            let decisions = counted(self.decisions, "decision", "decisions");
            writeln!(formatter, "{decisions} taken over from exports")?;
        }
        for (kind, count) in &self.skipped {
            writeln!(formatter, "{} not read: {kind}", counted(*count, "file", "files"))?;
        }
        Ok(())
    }
}
