//! Answers as JSON for programs. Names and types here are a contract: they grow,
//! they do not change.

use std::ops::Range;

use serde_json::{Map, Value, json};

use crate::index::{Overview, StoredArticle, TextField};
use crate::query::Query;
use crate::search::{Fragment, Hit, Matcher, Results, Snippet};

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
pub fn hit_json(hit: &Hit, article: &StoredArticle, matcher: &Matcher, snippet: &Snippet) -> Value {
    let fragments = snippet.fragments.iter();
    json!({
        "rank": hit.rank,
        "id": article.id(),
        "score": hit.score,
        "title": article.title(),
        "title_derived": article.title_is_derived(),
        "title_highlights": pairs(&matcher.title_marks(article.title())),
        "url": text(article.url()),
        "published": text(article.published()),
        "source": text(article.source()),
        "section": text(article.section()),
        "authors": article.authors(),
        "language": text(article.language()),
        "fragments": fragments.map(|fragment| fragment_json(fragment, article)).collect::<Vec<_>>(),
    })
}

fn fragment_json(fragment: &Fragment, article: &StoredArticle) -> Value {
    let before = &article.text(fragment.field)[..fragment.byte_offset];
    let char_offset = before.chars().count();
    let in_field = |range: &Range<usize>| range.start + char_offset..range.end + char_offset;
    let char_highlights: Vec<_> = fragment.highlights.iter().map(in_field).collect();
    json!({
        "text": fragment.text,
        "highlights": pairs(&fragment.highlights),
        "byte_offset": fragment.byte_offset,
        "char_offset": char_offset,
        "byte_highlights": pairs(&fragment.byte_highlights),
        "char_highlights": pairs(&char_highlights),
        "field": fragment.field.name(),
    })
}

/// Returns ranges as pairs.
fn pairs(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|range| [range.start, range.end]).collect()
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
