//! What became of the records of an indexing run.

use std::fmt;

use serde_json::{Value, json};

/// The counts of an indexing run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Articles indexed, replaced ones included.
    pub indexed: u64,
    /// Articles that took the place of one with the same id.
    pub replaced: u64,
    /// Records that were no article.
    pub rejected: u64,
    /// Articles without a date of publication.
    pub undated: u64,
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
    pub fn is_complete(&self) -> bool {
        self.rejected == 0 && self.indexed > 0
    }

    /// Returns the summary as one JSON object, with the answer to `--search` in it.
    #[must_use]
    pub fn to_json(&self, search: Option<Value>) -> Value {
        let skipped: serde_json::Map<String, Value> =
            self.skipped.iter().map(|(kind, count)| (kind.clone(), json!(count))).collect();
        let mut summary = json!({
            "indexed": self.indexed,
            "replaced": self.replaced,
            "rejected": self.rejected,
            "undated": self.undated,
            "skipped": skipped,
            "total": self.total,
            "bytes": self.bytes,
            "seconds": rounded(self.seconds),
            "mb_per_second": rounded(self.mb_per_second()),
        });
        if let (Some(search), Some(summary)) = (search, summary.as_object_mut()) {
            summary.insert("search".to_owned(), search);
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
             in {seconds:.1} s ({:.1} MB/s); {total} articles in the index",
            self.mb_per_second()
        )?;
        for (kind, count) in &self.skipped {
            let files = if *count == 1 { "file" } else { "files" };
            writeln!(formatter, "{count} {files} not read: {kind}")?;
        }
        Ok(())
    }
}
