//! Where the articles of `limier index` go: the index, or nowhere.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::IndexArgs;
use crate::article::Article;
use crate::cli::options::now;
use crate::error::{Error, Result};
use crate::index::{Added, IndexReader, IndexWriter, WriterOptions};

/// Where articles go.
pub(super) enum Target {
    Index(Box<IndexWriter>),
    /// Nowhere; the ids there are, and those seen so far.
    DryRun(Option<Box<IndexReader>>, HashSet<String>),
}

impl Target {
    pub(super) fn open(args: &IndexArgs, dir: &Path) -> Result<Self> {
        if args.dry_run {
            return match IndexReader::open(dir) {
                Ok(reader) => Ok(Self::DryRun(Some(Box::new(reader)), HashSet::new())),
                Err(Error::IndexMissing(_)) => Ok(Self::DryRun(None, HashSet::new())),
                Err(error) => Err(error),
            };
        }
        let options = WriterOptions {
            commit_every: WriterOptions::default().commit_every.filter(|_| !args.strict),
            ..WriterOptions::default()
        };
        Ok(Self::Index(Box::new(IndexWriter::open(dir, &now(), options)?)))
    }

    /// Deletes the articles of a file that is read anew, and returns how many the index has.
    pub(super) fn delete_file(&mut self, file: &str) -> Result<u64> {
        match self {
            Self::Index(writer) => writer.delete_file(file),
            Self::DryRun(Some(reader), _) => Ok(reader.articles_of(file)?.len() as u64),
            Self::DryRun(None, _) => Ok(0),
        }
    }

    /// Deletes the articles of files that are gone, and returns how many: those found again
    /// in other files stay.
    pub(super) fn prune(&mut self, gone: &[Arc<str>]) -> Result<u64> {
        match self {
            Self::Index(writer) => {
                if !gone.is_empty() {
                    writer.commit()?;
                }
                gone.iter().map(|file| writer.delete_file(file)).sum()
            }
            Self::DryRun(Some(reader), seen) => {
                let mut count = 0;
                for file in gone {
                    for address in reader.articles_of(file)? {
                        count += u64::from(!seen.contains(&reader.id(address)?));
                    }
                }
                Ok(count)
            }
            Self::DryRun(None, _) => Ok(0),
        }
    }

    pub(super) fn add(&mut self, article: Article, file: &Arc<str>) -> Result<Added> {
        match self {
            Self::Index(writer) => writer.add(article, file),
            Self::DryRun(reader, seen) => {
                let is_there =
                    reader.as_ref().map_or(Ok(false), |reader| reader.has(&article.id))?;
                let is_new = seen.insert(article.id);
                Ok(if is_new && !is_there { Added::New } else { Added::Replaced("".into()) })
            }
        }
    }
}
