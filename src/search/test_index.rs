//! Indexes of articles for tests, cut into segments of one's choice.
//!
//! It is written and read as any other; what is asked of it is not known here.

use std::path::Path;

use crate::article::Article;
use crate::index::{IndexReader, IndexWriter, WriterOptions};

/// When they are made.
pub(super) const NOW: &str = "2025-07-20T12:00:00Z";

/// Indexes articles in a folder, so many to a segment.
pub(super) fn index(dir: &Path, articles: &[Article], to_a_segment: usize) -> IndexReader {
    let options = WriterOptions { threads: 1, ..WriterOptions::default() };
    let mut writer = IndexWriter::open(dir, NOW, options).expect("a new index");
    for articles in articles.chunks(to_a_segment) {
        for article in articles {
            writer.add(article.clone(), &"".into()).expect("an article");
        }
        writer.commit().expect("a commit");
    }
    drop(writer);
    IndexReader::open(dir).expect("an index")
}
