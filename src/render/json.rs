//! Answers as JSON for programs. Names and types here are a contract: they grow,
//! they do not change.

use std::ops::Range;

use serde_json::{Map, Value, json};

use super::ShownHit;
use crate::article::EXPORT;
use crate::index::{Overview, StoredArticle, TextField};
use crate::query::Query;
use crate::search::{Copy, Fragment, Matcher, Results};

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
pub fn hit_json(shown: &ShownHit, matcher: &Matcher) -> Value {
    let ShownHit { hit, article, snippet, copies, .. } = shown;
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
        "also": copies.iter().map(|(article, copy)| found_json(article, *copy)).collect::<Vec<_>>(),
    })
}

/// Returns a copy of a hit as one object.
fn found_json(article: &StoredArticle, copy: Copy) -> Value {
    let mut json = copy_json(article);
    json.insert("same_text".to_owned(), copy.is_same.into());
    json.insert("found".to_owned(), copy.is_found.into());
    Value::Object(json)
}

/// Returns what tells a copy from others.
fn copy_json(article: &StoredArticle) -> Map<String, Value> {
    let title = Some(article.title());
    let [url, published] = [article.url(), article.published()].map(text);
    [
        ("id", Some(article.id())),
        ("title", title),
        ("url", url),
        ("published", published),
        ("source", text(article.source())),
    ]
    .map(|(name, value)| (name.to_owned(), value.into()))
    .into_iter()
    .collect()
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

/// Returns a whole article as one object; `copies` are the others with its text.
#[must_use]
pub fn article_json(article: &StoredArticle, copies: &[StoredArticle]) -> Value {
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
        "also": copies.iter().map(|copy| Value::Object(copy_json(copy))).collect::<Vec<_>>(),
    })
}

/// Returns an article as one object that indexes again to the same: what the input did
/// not say is left out, and a mark in front tells to take the rest as it stands.
#[must_use]
pub fn export_json(article: &StoredArticle, language_is_guess: bool) -> Value {
    let (name, limier) = EXPORT;
    let mut json = Map::from_iter([(name.to_owned(), limier.into())]);
    let title = if article.title_is_derived() { "" } else { article.title() };
    let language = if language_is_guess { "" } else { article.language() };
    for (name, text) in [
        ("id", article.id()),
        ("url", article.url()),
        ("title", title),
        ("description", article.text(TextField::Description)),
        ("body", article.text(TextField::Body)),
        ("published", article.published()),
        ("modified", article.modified()),
        ("source", article.source()),
        ("section", article.section()),
        ("language", language),
    ] {
        if !text.is_empty() {
            json.insert(name.to_owned(), text.into());
        }
    }
    for (name, list) in [("authors", article.authors()), ("tags", article.tags())] {
        if !list.is_empty() {
            json.insert(name.to_owned(), list.into());
        }
    }
    Value::Object(json)
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
        "copies": {
            "same": overview.copies.same,
            "same_groups": overview.copies.same_groups,
            "near": overview.copies.near,
            "near_groups": overview.copies.near_groups,
        },
        "segments": overview.segments,
        "bytes": overview.bytes,
        "manifest": overview.manifest,
    })
}

/// Returns `null` for what the input did not say.
fn text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
