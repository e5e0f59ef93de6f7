//! What a reader of streams finds, kept for tests.
//!
//! It keeps the order in which things came and writes nothing.

use std::io::BufRead;
use std::path::Path;

use super::bytes::meter::Meter;
use super::bytes::source::{Origin, Source};
use super::catalog::Catalog;
use super::driver::Driver;
use super::place::Place;
use super::record::field::FieldNames;
use super::sink::Sink;
use crate::article::Article;
use crate::error::Result;
use crate::read_as::ReadAs;
use crate::rejection::Rejection;
use crate::render::said::{kind_label, reason_sentence, rejection_sentence};
use crate::unread_kind::UnreadKind;

/// What was found.
#[derive(Debug, Default, PartialEq)]
pub(super) struct TestSink {
    /// Articles and rejections in their order.
    found: Vec<Result<Article, Rejection>>,
    /// What is left out of names.
    root: String,
    /// How each file was read; `-` for one of a kind that is not.
    pub(super) read_as: Vec<String>,
    /// Files that are not read, with their kinds.
    pub(super) skipped: Vec<String>,
}

impl TestSink {
    /// Returns a sink that leaves this folder out of ids and names.
    pub(super) fn below(root: &Path) -> Self {
        Self { root: format!("{}/", root.display()), ..Self::default() }
    }

    /// Returns what `read` finds in a file of this name.
    pub(super) fn by(
        read: impl FnOnce(Source<'_>, &mut Driver<'_>) -> Result<()>,
        name: &str,
        input: Box<dyn BufRead + '_>,
    ) -> Self {
        let mut found = Self::default();
        let names = FieldNames::default();
        let mut driver = Driver::new(Catalog::default(), &names, 1, &mut found);
        let origin = Origin::file(Path::new(name));
        let source = Source::new(origin, input, Meter::new(None));
        read(source, &mut driver).expect("a sink that takes all");
        drop(driver);
        found
    }

    /// Returns the articles.
    pub(super) fn articles(&self) -> impl Iterator<Item = &Article> {
        self.found.iter().filter_map(|record| record.as_ref().ok())
    }

    /// Returns the rejections as people are told.
    pub(super) fn rejected(&self) -> Vec<String> {
        self.found
            .iter()
            .filter_map(|record| Some(rejection_sentence(record.as_ref().err()?)))
            .collect()
    }

    /// Returns articles as `show` does and rejections as `line: reason`, in their order.
    pub(super) fn lines(&self, show: impl Fn(&Article) -> String) -> Vec<String> {
        let line = |record: &Result<Article, Rejection>| match record {
            Ok(article) => show(article),
            Err(Rejection { line: Some(line), reason, .. }) => {
                format!("{line}: {}", reason_sentence(reason))
            }
            Err(Rejection { reason, .. }) => reason_sentence(reason),
        };
        self.found.iter().map(line).collect()
    }
}

impl Sink for TestSink {
    fn wants(&mut self, _: &Place) -> Result<bool> {
        Ok(true)
    }

    fn finished(&mut self, _: &Path, read: Option<ReadAs>) -> Result<()> {
        let formats = |read: ReadAs| read.formats.into_iter().collect::<Vec<_>>().join(" ");
        self.read_as.push(read.map_or_else(|| "-".to_owned(), formats));
        Ok(())
    }

    fn article(&mut self, mut article: Article, _: &Path) -> Result<()> {
        article.id = article.id.replace(&self.root, "");
        self.found.push(Ok(article));
        Ok(())
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        self.found.push(Err(rejection));
        Ok(())
    }

    fn skipped(&mut self, path: &Path, kind: &UnreadKind) {
        let path = path.display().to_string();
        self.skipped.push(format!("{}: {}", path.replace(&self.root, ""), kind_label(kind)));
    }

    fn progress(&mut self, _: u64, _: u64) {}
}
