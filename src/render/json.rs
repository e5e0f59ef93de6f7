//! Answers as JSON for programs. Names and types here are a contract: they grow,
//! they do not change.

use serde_json::{Map, Value, json};

use crate::index::{Overview, StoredArticle, TextField};
use crate::query::Query;
use crate::search::{Fragment, Hit, Results, Snippet};

/// Returns an answer as one object.
#[must_use]
pub fn results_json(query: &Query, results: &Results, took_ms: f64, hits: &[Value]) -> Value {
    json!({
        "query": query.text,
        "total": results.total,
        "total_all_words": results.total_all_words,
        "relaxed": results.relaxed,
        "words": query.words.iter().map(|word| &word.term).collect::<Vec<_>>(),
        "left_out": query.left_out,
        "without_phrases": results.without_phrases,
        "undated": results.undated,
        "unknown": results.unknown.iter().map(|(word, _)| word).collect::<Vec<_>>(),
        "suggestions": suggestions(results),
        "language": query.language,
        "took_ms": (took_ms * 1_000.0).round() / 1_000.0,
        "hits": hits,
    })
}

/// Returns the word that may have been meant by each unknown one, if there is any.
fn suggestions(results: &Results) -> Value {
    let suggested = results.unknown.iter();
    let suggested =
        suggested.filter_map(|(word, meant)| Some((word.clone(), json!(meant.as_ref()?))));
    Value::Object(suggested.collect())
}

/// Returns a hit as one object.
#[must_use]
pub fn hit_json(hit: &Hit, article: &StoredArticle, snippet: &Snippet) -> Value {
    json!({
        "rank": hit.rank,
        "id": article.id(),
        "score": hit.score,
        "title": article.title(),
        "title_derived": article.title_is_derived(),
        "url": text(article.url()),
        "published": text(article.published()),
        "source": text(article.source()),
        "section": text(article.section()),
        "authors": article.authors(),
        "language": text(article.language()),
        "fragments": snippet.fragments.iter().map(fragment_json).collect::<Vec<_>>(),
    })
}

fn fragment_json(fragment: &Fragment) -> Value {
    let highlights: Vec<[usize; 2]> =
        fragment.highlights.iter().map(|range| [range.start, range.end]).collect();
    json!({
        "text": fragment.text,
        "highlights": highlights,
        "byte_offset": fragment.byte_offset,
        "field": fragment.field.name(),
    })
}

/// Returns a whole article as one object.
#[must_use]
pub fn article_json(article: &StoredArticle) -> Value {
    json!({
        "id": article.id(),
        "url": text(article.url()),
        "title": article.title(),
        "title_derived": article.title_is_derived(),
        "description": text(article.text(TextField::Description)),
        "body": text(article.text(TextField::Body)),
        "published": text(article.published()),
        "modified": text(article.modified()),
        "source": text(article.source()),
        "section": text(article.section()),
        "authors": article.authors(),
        "tags": article.tags(),
        "language": text(article.language()),
    })
}

/// Returns what an index holds as one object.
#[must_use]
pub fn overview_json(overview: &Overview) -> Value {
    let counts = |counts: &[(String, u64)]| -> Map<String, Value> {
        counts.iter().map(|(name, count)| (name.clone(), json!(count))).collect()
    };
    json!({
        "index": overview.dir,
        "articles": overview.articles,
        "undated": overview.undated,
        "language_unsure": overview.language_unsure,
        "distinct_words": overview.distinct_words,
        "years": counts(&overview.years),
        "sources": counts(&overview.sources),
        "languages": counts(&overview.languages),
        "segments": overview.segments,
        "bytes": overview.bytes,
        "manifest": overview.manifest,
    })
}

/// Returns `null` for what the input did not say.
fn text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
