//! The two traits of the seam: a format, and the output that it reads into.
//!
//! It names no format, and of what is behind the output neither files nor threads.

use std::collections::BTreeMap;
use std::io;

use super::about::{About, Claim};
use super::head::Head;
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::compression;
use crate::ingest::bytes::source::{Hints, Origin, Source, Whole};
use crate::ingest::record::description::Description;
use crate::ingest::record::field::FieldNames;
use crate::read_fault::ReadFault;
use crate::rejection::Reason;
use crate::unread_kind::UnreadKind;

/// A format of inputs.
pub(in crate::ingest) trait Format: Sync {
    /// Returns what it is.
    fn about(&self) -> &'static About;

    /// Tells how sure it is that a file which starts so is one of its own;
    /// [`Head::claim`] gives the usual answer.
    fn claims(&self, head: &Head<'_>) -> Claim;

    /// Reads everything in a stream; an error is one of the output.
    ///
    /// What cannot be read is a rejection. A parser that panics costs what is left of the
    /// stream, or the document that it reads in another thread.
    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()>;

    /// Tells whether a file of this format holds the latest of what it has held: what it holds
    /// no more has not been taken back.
    fn holds_the_latest(&self) -> bool {
        false
    }

    /// Returns how files of this format describe those beside them, where they do.
    fn describes(&self) -> Option<&'static dyn Describe> {
        None
    }
}

/// Files that say of texts beside them what these do not say themselves.
pub(in crate::ingest) trait Describe: Sync {
    /// Returns the names that such a file has.
    fn names(&self) -> &'static [&'static str];

    /// Returns what such a file says of each, by its name in lower case, without extension.
    fn read(&self, bytes: &[u8], names: &FieldNames) -> BTreeMap<String, Description>;
}

/// What was found: an article, its id empty when it has none, or why there is none; with
/// the line or the number of the record, `None` for a file that is one article.
pub(in crate::ingest) type ReadOutcome = (Option<u64>, Result<Article, Reason>);

/// Something to read in another thread.
pub(in crate::ingest) type Later = Box<dyn FnOnce() -> Vec<ReadOutcome> + Send>;

/// Takes what a format finds, in order.
pub(in crate::ingest) trait Out {
    /// Returns the names that fields go by.
    fn names(&self) -> &FieldNames;

    /// Takes a record.
    fn record(&mut self, at: &Origin, record: ReadOutcome) -> Result<()>;

    /// Takes a record read from `raw`, which is shown when it is no article.
    fn record_from(
        &mut self,
        at: &Origin,
        number: u64,
        raw: &[u8],
        record: Result<Article, Reason>,
    ) -> Result<()>;

    /// Takes a decision that an export of limier holds on a line, as JSON.
    fn decision(&mut self, at: &Origin, line: u64, json: &str) -> Result<()>;
    /// Takes records that another thread is to read; `bytes` is the memory they hold.
    fn later(&mut self, at: &Origin, bytes: usize, read: Later) -> Result<()>;

    /// Takes an entry of an archive, to be read as a file in a folder is.
    fn entry(&mut self, entry: Source<'_>) -> Result<()>;

    /// Takes note of a part of a file, of a kind that is not read.
    fn skipped(&mut self, at: &Origin, kind: &UnreadKind);

    /// Takes note of columns of a table that no field takes.
    fn unused(&mut self, at: &Origin, columns: &str);

    /// Takes note of bytes read from `source` since it was last told of.
    fn progress(&mut self, source: &Source<'_>, bytes: u64);

    /// Takes a stream or a part of it that cannot be read.
    fn rejected(&mut self, at: &Origin, reason: Reason) -> Result<()> {
        self.record(at, (None, Err(reason)))
    }
}

/// Returns what a document holds, from its bytes and what is known of it from outside.
pub(in crate::ingest) type ReadWhole = fn(&[u8], &Hints) -> Vec<ReadOutcome>;

impl dyn Out + '_ {
    /// Reads a stream whole, since it holds one article or little more, and what is in it
    /// in another thread; above 64 MB it is rejected as `too_large`.
    pub(in crate::ingest) fn whole(
        &mut self,
        mut source: Source<'_>,
        too_large: Reason,
        read: ReadWhole,
    ) -> Result<()> {
        let whole = source.read_whole();
        if whole.is_too_large() {
            self.progress(&source, whole.bytes.len() as u64);
            return self.rejected(&source.origin, too_large);
        }
        self.document(source, whole, read)
    }

    /// Takes a stream that was read whole, and what is in it from another thread.
    pub(in crate::ingest) fn document(
        &mut self,
        source: Source<'_>,
        whole: Whole,
        read: ReadWhole,
    ) -> Result<()> {
        let Whole { bytes, fault } = whole;
        self.progress(&source, bytes.len() as u64);
        let Source { origin, hints, .. } = source;
        if fault.as_ref().is_none_or(compression::is_trailing) {
            self.later(&origin, bytes.len(), Box::new(move || read(&bytes, &hints)))?;
        }
        let reject =
            |error: io::Error| self.rejected(&origin, Reason::Unreadable(ReadFault::of(&error)));
        fault.map_or(Ok(()), reject)
    }
}
