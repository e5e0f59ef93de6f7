//! Articles and collections as JSON for programs. Names and types here are a contract:
//! they grow, they do not change.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serializer;
use serde::ser::SerializeMap;
use serde_json::{Map, Value, json};

use super::printable::json_in_one_line;
use crate::article::{ADDED, Article, Date, EXPORT, EXPORTED_ABOUT, EXPORTED_DECISION};
use crate::engine::{CopyOf, Entry, Fragment, Hit, Overview};

/// Writes a value as one line.
pub(crate) fn write_json(out: &mut dyn Write, json: &Value) -> io::Result<()> {
    writeln!(out, "{}", json_in_one_line(&json.to_string()))
}

/// Returns a hit as one object.
pub(super) fn hit_json(hit: &Hit) -> Value {
    json!({
        "rank": hit.rank,
        "id": hit.id,
        "score": hit.score,
        "title": hit.title,
        "title_derived": hit.title_derived,
        "title_highlights": pairs(&hit.title_marks),
        "url": text(&hit.url),
        "published": iso(hit.published.as_ref()),
        "added": hit.added.map(|added| added.to_string()),
        "source": text(&hit.source),
        "section": text(&hit.section),
        "authors": hit.authors,
        "language": text(&hit.language),
        "all_words": hit.lacks.is_empty(),
        "lacks": hit.lacks,
        "tagged": hit.tagged,
        "fragments": hit.fragments.iter().map(fragment_json).collect::<Vec<_>>(),
        "also": hit.copies.iter().map(found_json).collect::<Vec<_>>(),
    })
}

/// Returns a copy of a hit as one object.
fn found_json(copy: &CopyOf) -> Value {
    let mut json = copy_json(copy);
    json["same_text"] = copy.is_same.into();
    json["found"] = copy.is_found.into();
    json
}

/// Returns what tells a copy from others.
fn copy_json(copy: &CopyOf) -> Value {
    json!({
        "id": copy.id,
        "title": copy.title,
        "url": text(&copy.url),
        "published": iso(copy.published.as_ref()),
        "source": text(&copy.source),
    })
}

fn fragment_json(fragment: &Fragment) -> Value {
    let offset = fragment.char_offset;
    let in_field = |range: &Range<usize>| range.start + offset..range.end + offset;
    let char_highlights: Vec<_> = fragment.highlights.iter().map(in_field).collect();
    json!({
        "text": fragment.text,
        "highlights": pairs(&fragment.highlights),
        "byte_offset": fragment.byte_offset,
        "char_offset": offset,
        "byte_highlights": pairs(&fragment.byte_highlights),
        "char_highlights": pairs(&char_highlights),
        "field": fragment.field.name(),
    })
}

/// Returns ranges as pairs.
fn pairs(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|range| [range.start, range.end]).collect()
}

/// Returns a whole article as one object, with the others that have its text.
#[must_use]
pub(crate) fn entry_json(entry: &Entry) -> Value {
    let Entry { article, copies } = entry;
    json!({
        "id": article.id,
        "url": text(&article.url),
        "title": article.title,
        "title_derived": article.title_derived,
        "description": text(&article.description),
        "body": text(&article.body),
        "published": iso(article.published.as_ref()),
        "modified": iso(article.modified.as_ref()),
        ADDED: article.first_indexed.moment().map(|added| added.to_string()),
        "source": text(&article.source),
        "section": text(&article.section),
        "authors": article.authors,
        "tags": article.tags,
        "language": text(&article.language),
        "also": copies.iter().map(copy_json).collect::<Vec<_>>(),
    })
}

/// Writes an article as one object that indexes again to the same: what the input did
/// not say is left out, and a mark in front tells to take the rest as it stands. The ids of the
/// queries of a file that find it stand at the end.
pub(super) fn write_export(
    out: &mut dyn Write,
    article: &Article,
    queries: Option<&[String]>,
) -> io::Result<()> {
    let (name, limier) = EXPORT;
    let title = if article.title_derived { "" } else { &article.title };
    let language = if article.language_unsure { "" } else { &article.language };
    let mut line = Vec::new();
    let mut json = serde_json::Serializer::new(&mut line);
    let mut object = json.serialize_map(None)?;
    object.serialize_entry(name, limier)?;
    for (name, text) in [
        ("id", article.id.as_str()),
        ("url", &article.url),
        ("title", title),
        ("description", &article.description),
        ("body", &article.body),
        ("published", iso(article.published.as_ref()).unwrap_or_default()),
        ("modified", iso(article.modified.as_ref()).unwrap_or_default()),
        ("source", &article.source),
        ("section", &article.section),
        ("language", language),
    ] {
        if !text.is_empty() {
            object.serialize_entry(name, text)?;
        }
    }
    for (name, list) in [("authors", &article.authors), ("tags", &article.tags)] {
        if !list.is_empty() {
            object.serialize_entry(name, list)?;
        }
    }
    if let Some(added) = article.first_indexed.moment() {
        object.serialize_entry(ADDED, &added.to_string())?;
    }
    if let Some(queries) = queries {
        object.serialize_entry("queries", queries)?;
    }
    object.end()?;
    writeln!(out, "{}", json_in_one_line(&String::from_utf8_lossy(&line)))
}

/// Returns a decision about the articles as an object that is read with them again.
pub(super) fn exported_decision(json: &str) -> String {
    format!("{EXPORTED_DECISION}{json}}}")
}

/// Returns what there is to say of the articles of an export as an object that is no article.
pub(super) fn exported_about(json: &str) -> String {
    format!("{EXPORTED_ABOUT}{json}}}")
}

/// Returns what a collection holds as one object.
#[must_use]
pub(crate) fn overview_json(overview: &Overview) -> Value {
    let counts = |counts: &[(String, u64)]| -> Map<String, Value> {
        counts.iter().map(|(name, count)| (name.clone(), json!(count))).collect()
    };
    json!({
        "index": overview.place,
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

fn iso(date: Option<&Date>) -> Option<&str> {
    date.map(|date| date.iso.as_str())
}
