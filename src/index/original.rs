//! An article of an index as it was added.
//!
//! What was guessed of it is taken out again, and will be guessed anew.

use tantivy::DocAddress;

use super::document::StoredArticle;
use super::reader::IndexReader;
use crate::article::{Article, Date};
use crate::error::Result;

/// Returns the article at an address as it was added.
pub(super) fn original(reader: &IndexReader, address: DocAddress) -> Result<Article> {
    let (schema, fields) = (reader.searcher().schema(), reader.fields());
    let columns = reader.searcher().segment_reader(address.segment_ord).fast_fields();
    let published = columns.i64(schema.get_field_name(fields.published));
    let guesses = columns.bool(schema.get_field_name(fields.language_unsure));
    let published = published.map_err(|error| reader.damaged(error))?.first(address.doc_id);
    let guess = guesses.map_err(|error| reader.damaged(error))?.first(address.doc_id);
    Ok(as_added(&reader.article(address)?, published, guess.is_some()))
}

/// Returns an article as it was added. A language that was guessed is guessed again.
pub(super) fn as_added(
    stored: &StoredArticle,
    published: Option<i64>,
    language_is_guess: bool,
) -> Article {
    let article = stored.to_article();
    let language = if language_is_guess { String::new() } else { article.language };
    let published = published.map(|seconds| Date { iso: stored.published().to_owned(), seconds });
    Article { published, language, ..article }
}
