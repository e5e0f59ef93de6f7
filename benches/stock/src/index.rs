//! `stock index`: one writer, one commit, tantivy's default merge policy.
//!
//! Owns the schema. The index directory is made anew at each run, so that runs
//! are comparable.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::Result;
use crate::analyzer;
use crate::article::Articles;

/// The memory all indexing threads share before they write a segment.
const HEAP_BYTES: usize = 200_000_000;

/// The file that marks a directory as a tantivy index.
const META_FILE: &str = "meta.json";

/// The fields of the index.
pub struct Fields {
    pub id: Field,
    pub title: Field,
    pub body: Field,
}

/// Returns the schema with its fields: all stored, title and body analyzed.
pub fn schema() -> (Schema, Fields) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(analyzer::FRENCH)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing).set_stored();
    let mut builder = Schema::builder();
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED),
        title: builder.add_text_field("title", text.clone()),
        body: builder.add_text_field("body", text),
    };
    (builder.build(), fields)
}

/// Indexes the articles of `jsonl` and prints their number and the wall time.
pub fn run(jsonl: &Path, index_dir: &Path, threads: NonZeroUsize) -> Result<()> {
    let articles = Articles::open(jsonl)?;
    let start = Instant::now();
    recreate(index_dir)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(index_dir, schema)?;
    index.tokenizers().register(analyzer::FRENCH, analyzer::french());
    let mut writer: IndexWriter = index.writer_with_num_threads(threads.get(), HEAP_BYTES)?;
    let mut docs = 0_u64;
    for article in articles {
        let article = article?;
        let mut document = TantivyDocument::new();
        document.add_text(fields.id, article.id.to_string());
        document.add_text(fields.title, &article.title);
        document.add_text(fields.body, &article.body);
        writer.add_document(document)?;
        docs += 1;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    println!("{docs} docs, {:.2} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Makes `index_dir` an empty directory, removing the index it may hold.
///
/// Refuses to remove a directory that holds anything but an index.
fn recreate(index_dir: &Path) -> Result<()> {
    if index_dir.exists() {
        let is_empty = fs::read_dir(index_dir)?.next().is_none();
        if !is_empty && !index_dir.join(META_FILE).exists() {
            return Err(format!("{} is not an index; not removed", index_dir.display()).into());
        }
        fs::remove_dir_all(index_dir)?;
    }
    fs::create_dir_all(index_dir)?;
    Ok(())
}
