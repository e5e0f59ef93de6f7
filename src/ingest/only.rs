//! A format that takes every file, whatever it is called and whatever it holds: what a fuzz
//! target of one format reads.

use super::format::{About, Claim, Format, Head, Out};
use crate::error::Result;
use crate::ingest::bytes::source::Source;

/// A format that is sure of every file.
pub(super) struct Only(pub(super) &'static dyn Format);

impl Format for Only {
    fn about(&self) -> &'static About {
        self.0.about()
    }

    fn claims(&self, _: &Head<'_>) -> Claim {
        Claim::ByContent
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        self.0.read(source, out)
    }
}
