//! What an index of articles is made of in a cluster: analysis, similarities, fields.
//!
//! The words are those of limier's tokenizer, parted by blanks; the server makes none of its own.
//! It asks nothing.

use serde_json::{Value, json};

use crate::article::TextField;

/// The version of what limier keeps in a cluster: fields, words, state.
pub(super) const CLUSTER_FORMAT: u32 = 2;

/// How many parts an occurrence is counted in, so that the weights of fields and lengths survive
/// whole numbers.
pub(super) const PARTS: f32 = 1_024.0;

/// Most characters of a value that can be looked up or counted by.
const MOST_CHARS: u32 = 8_191;

/// Positions between two values of one article, so that no phrase reaches over both.
const BETWEEN_VALUES: u32 = 100;

/// Returns the settings and fields of a new index of articles with so many shards.
///
/// While it is new nothing refreshes it and it has no copies.
pub(super) fn articles(shards: usize) -> Value {
    let index = json!({
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "similarity": {
            "times": {
                "type": "scripted", "script": {"source": "return query.boost * doc.freq;"}
            }
        }
    });
    json!({
        "settings": {"index": index, "analysis": analysis()},
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": ["article"]},
            "_meta": {"limier": {"format": CLUSTER_FORMAT}},
            "properties": fields()
        }
    })
}

fn analysis() -> Value {
    json!({
        "tokenizer": {"blanks": {"type": "whitespace", "max_token_length": 65_536}},
        "filter": {"counted": {"type": "delimited_term_freq", "delimiter": "|"}},
        "analyzer": {
            "words": {"type": "custom", "tokenizer": "blanks"},
            "counted": {"type": "custom", "tokenizer": "blanks", "filter": ["counted"]}
        }
    })
}

/// Fields that hold a value as it is.
const KEYWORDS: [&str; 13] = [
    "id",
    "file",
    "known",
    "url",
    "address",
    "source",
    "source_joined",
    "section",
    "language",
    "authors",
    "tags",
    "iso",
    "run",
];

/// Fields that hold the words of values.
const VALUES: [&str; 4] = ["source_labels", "section_words", "author_words", "tag_words"];

fn fields() -> Value {
    let mut fields = json!({
        "article": {"type": "object", "enabled": false},
        "seconds": {"type": "long"},
        "added": {"type": "long"},
        "arrival": {"type": "long"},
        "moment": {"type": "date", "format": "epoch_second"},
        "days": {"type": "integer"},
        "first_day": {"type": "integer"},
        "last_day": {"type": "integer"},
        "tie": {"type": "unsigned_long"},
        "unsure": {"type": "boolean"},
        "text_hash": {"type": "keyword"},
        "sketch": {"type": "keyword", "index": false},
        "bins": {"type": "keyword", "doc_values": false},
        "capitals": {"type": "keyword", "doc_values": false},
        "bm": {
            "type": "text", "analyzer": "counted", "search_analyzer": "words",
            "index_options": "freqs", "norms": false, "similarity": "times"
        }
    });
    for name in KEYWORDS {
        fields[name] = json!({"type": "keyword", "ignore_above": MOST_CHARS});
    }
    for name in VALUES {
        fields[name] = json!({
            "type": "text", "analyzer": "words", "norms": false, "similarity": "boolean",
            "position_increment_gap": BETWEEN_VALUES
        });
    }
    for field in TextField::ALL {
        fields[field.name()] = json!({
            "type": "text", "analyzer": "words", "norms": false, "similarity": "times"
        });
        fields[length_field(field)] = json!({"type": "long", "index": false});
    }
    fields
}

/// Returns the name of the field with the length of a text.
pub(super) fn length_field(field: TextField) -> &'static str {
    match field {
        TextField::Title => "title_length",
        TextField::Description => "description_length",
        TextField::Body => "body_length",
    }
}

/// Returns the settings and fields of a new index of what is known of the articles as a whole.
pub(super) fn state() -> Value {
    json!({
        "settings": {
            "index": {
                "number_of_shards": 1, "auto_expand_replicas": "0-2", "refresh_interval": "-1"
            }
        },
        "mappings": {
            "dynamic": "false",
            "_meta": {"limier": {"format": CLUSTER_FORMAT}},
            "properties": {"kind": {"type": "keyword"}}
        }
    })
}

/// Returns the settings of an index that is no longer new.
pub(super) fn in_use() -> Value {
    json!({"index": {"refresh_interval": "5s", "auto_expand_replicas": "0-1"}})
}
