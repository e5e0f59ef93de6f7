//! An article as a document of a cluster, and back.
//!
//! What can be looked for is made here from its fields; what is kept of it is the article itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::mapping::{PARTS, length_field};
use super::words::{ArticleWords, hex, rounded};
use crate::analysis::{Signature, detect_language};
use crate::article::{Article, Date, FirstIndexed, TextField};
use crate::index::{PublishedAt, tie};
use crate::query::QueryField;
use crate::search::{folded_terms, labels, normed};

/// Most bytes of an id that a document has as its own (`OpenSearch` has 512).
const MAX_ID_BYTES: usize = 480;

/// The sign in front of an id that is a hash.
const HASHED: char = '#';

/// An article as it is kept: what it lacks is left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    title: String,
    #[serde(skip_serializing_if = "is_false")]
    title_derived: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    body: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    published: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    modified: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    section: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    language: String,
    #[serde(skip_serializing_if = "is_false")]
    language_unsure: bool,
    /// When the collection first had it, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<i64>,
    /// The number of the run that first brought it.
    arrival: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A document as an answer holds it.
#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) article: Kept,
}

impl Kept {
    fn of(article: &Article, arrival: u64) -> Self {
        let iso = |date: &Option<Date>| date.as_ref().map(|date| date.iso.clone());
        let added = article.first_indexed.moment().map(Timestamp::as_second);
        let article = article.clone();
        Self {
            added,
            arrival,
            published: iso(&article.published).unwrap_or_default(),
            modified: iso(&article.modified).unwrap_or_default(),
            id: article.id,
            url: article.url,
            title: article.title,
            title_derived: article.title_derived,
            description: article.description,
            body: article.body,
            source: article.source,
            section: article.section,
            authors: article.authors,
            tags: article.tags,
            language: article.language,
            language_unsure: article.language_unsure,
        }
    }

    /// Returns the number of the run that first brought it; 0 where nobody knows.
    pub(super) fn arrival(&self) -> u64 {
        self.arrival
    }

    /// Returns the article.
    pub(super) fn into_article(self) -> Article {
        let mut article = Article {
            id: self.id,
            url: self.url,
            title: self.title,
            title_derived: self.title_derived,
            description: self.description,
            body: self.body,
            published: Date::from_iso(&self.published),
            unread_date: None,
            modified: Date::from_iso(&self.modified),
            source: self.source,
            source_derived: false,
            section: self.section,
            authors: self.authors,
            tags: self.tags,
            language: self.language,
            language_unsure: self.language_unsure,
            first_indexed: self
                .added
                .and_then(|added| Timestamp::from_second(added).ok())
                .map_or(FirstIndexed::Unknown, FirstIndexed::At),
        };
        // As an index in a folder keeps it.
        if let Some(end) = article.description_in_body() {
            article.description = article.body[..end].to_owned();
        }
        article
    }
}

/// Gives an article what it lacks of a title and a language.
pub(super) fn complete(article: &mut Article) {
    article.derive_title();
    if article.language.is_empty() {
        let language = detect_language(&article.title, &article.body);
        language.code.clone_into(&mut article.language);
        article.language_unsure = !language.sure;
    } else {
        article.language_unsure = false;
    }
}

/// Returns the id of the document of an article: its own, or a hash of one that is too long.
pub(super) fn document_id(id: &str) -> String {
    if id.len() <= MAX_ID_BYTES && !id.starts_with(HASHED) {
        return id.to_owned();
    }
    let hash = Sha256::digest(id.as_bytes());
    format!("{HASHED}{}", hex(&hash))
}

/// What tells an article from others with its id, as a document keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownBy {
    /// By its address or else its source.
    pub(super) place: PublishedAt,
    /// By its text.
    pub(super) text: PublishedAt,
    /// It has no address.
    pub(super) has_no_url: bool,
}

impl KnownBy {
    /// Returns what tells an article from others.
    pub(super) fn of(article: &Article) -> Self {
        Self {
            place: PublishedAt::of(&article.url, &article.source),
            text: PublishedAt::of_text(article),
            has_no_url: article.url.is_empty(),
        }
    }

    /// Reads what [`Self::digits`] wrote.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let number = |range: std::ops::Range<usize>| {
            u64::from_str_radix(digits.get(range)?, 16).ok().map(PublishedAt::from_bits)
        };
        Some(Self {
            place: number(0..16)?,
            text: number(16..32)?,
            has_no_url: digits.get(32..)? == "-",
        })
    }

    /// Returns it as text.
    pub(super) fn digits(self) -> String {
        let Self { place, text, has_no_url } = self;
        let sign = if has_no_url { "-" } else { "" };
        format!("{:016x}{:016x}{sign}", place.bits(), text.bits())
    }
}

/// Returns the bins of a sketch, each as a word: its place and its four bits.
pub(super) fn bins(signature: &Signature) -> Vec<String> {
    let each = signature.sketch.iter().zip((0..).step_by(16));
    let each = each.flat_map(|(part, first)| (0..16).map(move |at| (first + at, part >> (4 * at))));
    each.map(|(bin, bits)| format!("{bin}:{:x}", bits & 15)).collect()
}

/// Reads the sketch of a text.
pub(super) fn sketch(digits: &str) -> Option<[u64; 4]> {
    let mut sketch = [0; 4];
    for (at, part) in sketch.iter_mut().enumerate() {
        *part = u64::from_str_radix(digits.get(at * 16..at * 16 + 16)?, 16).ok()?;
    }
    Some(sketch)
}

/// What is told of an article beside what it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside<'a> {
    /// The file that it was read in.
    pub(super) file: &'a str,
    /// The run that read it.
    pub(super) run: &'a str,
    /// The number of the run that first brought it.
    pub(super) arrival: u64,
    /// Lengths on average of the texts of the index.
    pub(super) averages: [f32; 3],
}

/// Returns the document of an article.
pub(super) fn document(article: &Article, words: &ArticleWords, beside: Beside<'_>) -> Vec<u8> {
    let Beside { file, run, arrival, averages } = beside;
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    put("id", json!(article.id));
    put("run", json!(run));
    put("arrival", json!(arrival));
    put("known", json!(KnownBy::of(article).digits()));
    put("tie", json!(tie(&article.id)));
    for (name, value) in [
        ("file", file),
        ("url", &article.url),
        ("source", &article.source),
        ("section", &article.section),
        ("language", &article.language),
    ] {
        if !value.is_empty() {
            put(name, json!(value));
        }
    }
    if !article.url.is_empty() {
        put("address", json!(article.url.to_lowercase()));
    }
    if !article.source.is_empty() {
        let labels = labels(&article.source);
        put("source_labels", json!(labels.join(" ")));
        put("source_joined", json!(labels.concat()));
    }
    if !article.section.is_empty() {
        put("section_words", json!(folded_terms(&article.section).join(" ")));
    }
    let of_values = |values: &[String]| -> Value {
        values.iter().map(|value| folded_terms(value).join(" ")).collect()
    };
    if !article.authors.is_empty() {
        put("authors", json!(article.authors));
        put("author_words", of_values(&article.authors));
    }
    if !article.tags.is_empty() {
        put("tags", json!(article.tags));
        put("tag_words", of_values(&article.tags));
    }
    if let Some(date) = &article.published {
        put("seconds", json!(date.seconds));
        if let Some(days) = date.days() {
            let first = Date::day_number(date.seconds);
            put("days", json!(days));
            put("first_day", json!(first));
            put("last_day", json!(first + i64::from(days) - 1));
            put("iso", json!(date.iso));
        } else {
            put("moment", json!(date.seconds));
        }
    }
    if let Some(added) = article.first_indexed.moment() {
        put("added", json!(added.as_second()));
    }
    if article.language_unsure {
        put("unsure", json!(true));
    }
    let signature = Signature::of(&article.body);
    if signature.exact != 0 {
        put("text_hash", json!(format!("{:016x}", signature.exact)));
    }
    if signature.has_sketch() {
        let bytes: Vec<u8> = signature.sketch.iter().flat_map(|part| part.to_be_bytes()).collect();
        put("sketch", json!(hex(&bytes)));
        put("bins", json!(bins(&signature)));
    }
    for field in TextField::ALL {
        let text = &words.texts[field as usize];
        if !text.is_empty() {
            put(field.name(), json!(text));
        }
        put(length_field(field), json!(rounded(words.lengths[field as usize])));
    }
    put("bm", json!(weighed(words, averages)));
    put("capitals", json!(words.capitals));
    // An article of texts can always be written.
    put("article", serde_json::to_value(Kept::of(article, arrival)).unwrap_or_default());
    serde_json::to_vec(&fields).unwrap_or_default()
}

/// Returns each word with what its occurrences count together, by their fields and the lengths of
/// these.
fn weighed(words: &ArticleWords, averages: [f32; 3]) -> String {
    let norms: [f32; 3] = std::array::from_fn(|field| {
        normed(field, rounded(words.lengths[field]) as f32, averages[field].max(1.0))
    });
    let mut text = String::new();
    for (word, times) in &words.times {
        let sum: f32 = times.iter().zip(norms).map(|(times, norm)| *times as f32 * norm).sum();
        #[expect(clippy::cast_sign_loss, reason = "weights are above 0")]
        let count = ((sum * PARTS).round() as u32).max(1);
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        text.push('|');
        text.push_str(&count.to_string());
    }
    text
}

/// Returns the field of documents that holds the words of a field, where it has some of its own.
pub(super) fn words_field(field: QueryField) -> Option<&'static str> {
    Some(match field {
        QueryField::Author => "author_words",
        QueryField::Tag => "tag_words",
        QueryField::Section => "section_words",
        QueryField::Source => "source_labels",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ids_and_those_that_look_like_a_hash_are_hashed() {
        assert_eq!(document_id("a b"), "a b");
        let (long, other) = (document_id(&"x".repeat(481)), document_id(&"x".repeat(482)));
        assert!(long.starts_with('#') && long.len() == 65 && long != other);
        assert_ne!(document_id("#1"), "#1");
    }

    #[test]
    fn what_an_article_is_known_by_is_read_as_it_was_written() {
        for url in ["", "https://a.example/1"] {
            let article = Article {
                url: url.to_owned(),
                source: "A".to_owned(),
                body: "Le pont".to_owned(),
                ..Article::default()
            };
            let known = KnownBy::of(&article);
            assert_eq!(KnownBy::parse(&known.digits()), Some(known));
        }
        assert_eq!(KnownBy::parse("é"), None);
    }

    #[test]
    fn an_article_comes_back_as_it_was() {
        let article = Article {
            id: "pont".to_owned(),
            title: "Le pont".to_owned(),
            body: "Il rouvre.".to_owned(),
            published: Date::from_iso("2024-03"),
            authors: vec!["Léa".to_owned()],
            language: "fr".to_owned(),
            language_unsure: true,
            first_indexed: FirstIndexed::At(Timestamp::UNIX_EPOCH),
            ..Article::default()
        };
        let json = serde_json::to_vec(&Kept::of(&article, 7)).expect("texts");
        let kept: Kept = serde_json::from_slice(&json).expect("the same");
        assert_eq!(kept.arrival(), 7);
        assert_eq!(kept.into_article(), article);
    }
}
