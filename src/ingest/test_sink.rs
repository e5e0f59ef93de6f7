//! What a reader of streams finds, kept for tests.

use std::io::BufRead;
use std::path::Path;

use super::bytes::meter::Meter;
use super::bytes::source::{Origin, Source};
use super::intake::Intake;
use super::record::field::FieldNames;
use super::sink::Sink;
use crate::article::Article;
use crate::error::Result;
use crate::rejection::Rejection;

/// Articles and rejections in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct TestSink(Vec<Result<Article, Rejection>>);

impl TestSink {
    /// Returns what `read` finds in a file of this name.
    pub(super) fn by(
        read: impl FnOnce(Source<'_>, &mut Intake<'_>) -> Result<()>,
        name: &str,
        input: Box<dyn BufRead + '_>,
    ) -> Self {
        let mut found = Self::default();
        let names = FieldNames::default();
        let mut intake = Intake::new(&names, 1, &mut found);
        let origin = Origin::file(Path::new(name));
        let source = Source { origin, input, file: None, meter: Meter::new(None) };
        read(source, &mut intake).expect("a sink that takes all");
        drop(intake);
        found
    }

    /// Returns the articles.
    pub(super) fn articles(&self) -> impl Iterator<Item = &Article> {
        self.0.iter().filter_map(|record| record.as_ref().ok())
    }

    /// Returns the rejections as people are told.
    pub(super) fn rejected(&self) -> Vec<String> {
        self.0.iter().filter_map(|record| Some(record.as_ref().err()?.to_string())).collect()
    }

    /// Returns articles as `show` does and rejections as `line: reason`, in their order.
    pub(super) fn lines(&self, show: impl Fn(&Article) -> String) -> Vec<String> {
        let line = |record: &Result<Article, Rejection>| match record {
            Ok(article) => show(article),
            Err(Rejection { line: Some(line), reason, .. }) => format!("{line}: {reason}"),
            Err(Rejection { reason, .. }) => reason.to_string(),
        };
        self.0.iter().map(line).collect()
    }
}

impl Sink for TestSink {
    fn wants(&mut self, _: &Path) -> Result<bool> {
        Ok(true)
    }

    fn finished(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, article: Article, _: &Path) -> Result<()> {
        self.0.push(Ok(article));
        Ok(())
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        self.0.push(Err(rejection));
        Ok(())
    }

    fn skipped(&mut self, _: &Path, _: &str) {}

    fn progress(&mut self, _: u64, _: u64) {}
}
