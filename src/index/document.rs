//! An article as a document of the index, and back.
//!
//! What is indexed borrows the article's strings: nothing is copied before tantivy's own
//! buffers. What is stored is packed before.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::first_seen::FirstSeen;
use super::flow::Share;
use super::packing::packed;
use super::schema::Fields;
use super::stored_document::{StoredDocument, StoredValue};
use super::weeks::Week;
use crate::analysis::Signature;
use crate::article::{Article, Date, FirstIndexed, TextField};

/// An article on its way into the index.
pub(super) struct IndexedArticle {
    pub(super) article: Article,
    /// The file it came from, as [`super::inputs`] names it; empty for a stream.
    pub(super) file: Arc<str>,
    /// What is known of it besides.
    pub(super) known: Known,
    pub(super) fields: Fields,
    /// Made once it is asked for, by the thread that indexes it.
    pub(super) packed: OnceLock<Packed>,
    /// Given back when the article has been indexed.
    #[expect(dead_code, reason = "held for its drop")]
    pub(super) share: Share,
}

/// All that is stored of an article, and its checksum.
pub(super) struct Packed {
    bytes: Box<[u8]>,
    checksum: u64,
}

/// What is known of an article that it does not say.
pub(super) struct Known {
    /// The language is a guess.
    pub(super) language_unsure: bool,
    /// Where the standfirst ends in the body when it only repeats its opening.
    pub(super) description_end: Option<usize>,
    /// Of the text, to know copies.
    pub(super) signature: Signature,
    pub(super) first: FirstSeen,
}

/// An article as it is handed to the indexing threads: in a box, since tantivy's queue has room for
/// forty thousand documents and is made anew with each commit.
pub(super) struct Handed(pub(super) Box<IndexedArticle>);

impl Document for Handed {
    type Value<'a> = ArticleValue<'a>;
    type FieldsValuesIter<'a> = std::vec::IntoIter<(Field, ArticleValue<'a>)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.0.fields_and_values()
    }
}

/// A value of a document, borrowed from its article.
#[derive(Debug, Clone, Copy)]
pub(super) enum ArticleValue<'a> {
    Text(&'a str),
    Signed(i64),
    Number(u64),
    Flag(bool),
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> for ArticleValue<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            ArticleValue::Text(text) => ReferenceValueLeaf::Str(text),
            ArticleValue::Signed(number) => ReferenceValueLeaf::I64(number),
            ArticleValue::Number(number) => ReferenceValueLeaf::U64(number),
            ArticleValue::Flag(flag) => ReferenceValueLeaf::Bool(flag),
            ArticleValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
        })
    }
}

impl IndexedArticle {
    /// Returns the values that are indexed with their fields, in the order of the fields of an
    /// article, and all that is stored in one.
    fn fields_and_values(&self) -> std::vec::IntoIter<(Field, ArticleValue<'_>)> {
        let Self { article, file, known, fields, .. } = self;
        let Known { language_unsure, signature, first, .. } = known;
        let packed = self.packed.get_or_init(|| {
            let stored = stored(article, known, *fields);
            let bytes = packed(|document| StoredDocument::write(stored.clone(), document));
            Packed { bytes, checksum: checksum(stored) }
        });
        let mut values = Vec::with_capacity(24 + article.authors.len() + 2 * article.tags.len());
        let words_of_tags = article.tags.iter().filter(|tag| !tag.is_empty());
        let texts = texts(article, known, *fields)
            .chain(words_of_tags.filter_map(|tag| Some((fields.tag_words?, tag.as_str()))))
            .chain((!file.is_empty()).then_some((fields.file, &**file)));
        values.extend(texts.map(|(field, text)| (field, ArticleValue::Text(text))));
        if let Some(published) = &article.published {
            values.push((fields.published, ArticleValue::Signed(published.seconds)));
            if let Some((field, days)) = fields.published_days.zip(published.days()) {
                values.push((field, ArticleValue::Number(days.into())));
            }
            if let Some(field) = fields.week {
                values.push((field, ArticleValue::Signed(Week::of(published))));
            }
        }
        if *language_unsure {
            values.push((fields.language_unsure, ArticleValue::Flag(true)));
        }
        let numbers = [
            (fields.added, first.added),
            (fields.first_commit, Some(first.commit)),
            (fields.checksum, Some(packed.checksum)),
            (Some(fields.tie), Some(tie(&article.id))),
            (Some(fields.text_hash), Some(signature.exact).filter(|exact| *exact != 0)),
        ];
        let numbers = numbers.into_iter().filter_map(|(field, number)| field.zip(number));
        values.extend(numbers.map(|(field, number)| (field, ArticleValue::Number(number))));
        if signature.has_sketch() {
            let parts = signature.sketch.map(|part| (fields.sketch, ArticleValue::Number(part)));
            values.extend(parts);
        }
        values.extend(fields.packed.map(|field| (field, ArticleValue::Bytes(&packed.bytes))));
        values.into_iter()
    }
}

/// Returns the texts of an article that there are, in the order of its fields.
fn texts<'a>(
    article: &'a Article,
    known: &Known,
    fields: Fields,
) -> impl Iterator<Item = (Field, &'a str)> + Clone {
    let title = if article.title_derived { fields.derived_title } else { fields.title };
    let description = if known.description_end.is_some() { "" } else { &article.description };
    [
        (fields.id, article.id.as_str()),
        (title, &article.title),
        (fields.description, description),
        (fields.body, &article.body),
        (fields.url, &article.url),
        (fields.source, &article.source),
        (fields.section, &article.section),
        (fields.language, &article.language),
        (fields.published_iso, iso(article.published.as_ref())),
        (fields.modified_iso, iso(article.modified.as_ref())),
    ]
    .into_iter()
    .chain(article.authors.iter().map(move |author| (fields.authors, author.as_str())))
    .chain(article.tags.iter().map(move |tag| (fields.tags, tag.as_str())))
    .filter(|(_, text)| !text.is_empty())
}

/// Returns what is stored of an article, in the order of its fields.
fn stored<'a>(
    article: &'a Article,
    known: &Known,
    fields: Fields,
) -> impl Iterator<Item = (Field, StoredValue<'a>)> + Clone {
    let Known { language_unsure, description_end, first, .. } = known;
    let texts = texts(article, known, fields).map(|(field, text)| (field, StoredValue::Text(text)));
    let number = |field: Option<Field>, number: Option<u64>| {
        field.zip(number).map(|(field, number)| (field, StoredValue::Number(number)))
    };
    let guessed = language_unsure.then_some((fields.language_unsure, StoredValue::Flag(true)));
    let others = [
        number(Some(fields.description_end), description_end.map(|end| end as u64)),
        guessed,
        number(fields.added, first.added),
        number(fields.first_commit, Some(first.commit)),
    ];
    texts.chain(others.into_iter().flatten())
}

/// Returns the checksum of what is stored: half of a sum, which takes half the room.
fn checksum<'d>(stored: impl Iterator<Item = (Field, StoredValue<'d>)>) -> u64 {
    let sum = stored.fold(0, |sum, (field, value)| {
        let mixed = |bytes: &[u8]| xxh3_64_with_seed(bytes, sum ^ u64::from(field.field_id()));
        match value {
            StoredValue::Text(text) => mixed(text.as_bytes()),
            StoredValue::Number(number) => mixed(&number.to_le_bytes()),
            StoredValue::Flag(flag) => mixed(&[u8::from(flag)]),
            StoredValue::Other => !sum,
        }
    });
    sum >> 32
}

/// Returns what orders an id among others: itself when it is short, or a hash.
pub(crate) fn tie(id: &str) -> u64 {
    let mut bytes = [0; 8];
    match bytes.get_mut(..id.len()) {
        Some(start) => {
            start.copy_from_slice(id.as_bytes());
            u64::from_be_bytes(bytes)
        }
        None => xxh3_64(id.as_bytes()),
    }
}

/// Returns a date as it is stored, empty for none.
fn iso(date: Option<&Date>) -> &str {
    date.map_or("", |date| &date.iso)
}

/// A document as it was stored; values are borrowed from it.
pub(crate) struct StoredArticle {
    document: StoredDocument,
    fields: Fields,
}

impl StoredArticle {
    pub(crate) fn new(document: StoredDocument, fields: Fields) -> Self {
        Self { document, fields }
    }

    /// Tells whether its language is known to be a guess; older formats do not store that.
    #[must_use]
    pub(super) fn language_is_guess(&self) -> bool {
        self.document.all(self.fields.language_unsure).next().is_some()
    }

    /// Returns the checksum of all that is stored of it.
    #[must_use]
    pub(super) fn checksum(&self) -> u64 {
        checksum(self.document.values())
    }

    /// Returns it as it was added, but for what the store does not keep: whether its
    /// language is a guess.
    #[must_use]
    pub(crate) fn to_article(&self) -> Article {
        let owned = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
        Article {
            id: self.id().to_owned(),
            url: self.url().to_owned(),
            title: self.title().to_owned(),
            title_derived: self.title_is_derived(),
            description: self.text(TextField::Description).to_owned(),
            body: self.text(TextField::Body).to_owned(),
            published: Date::from_iso(self.published()),
            unread_date: None,
            modified: Date::from_iso(self.modified()),
            source: self.source().to_owned(),
            source_derived: false,
            section: self.section().to_owned(),
            authors: owned(self.authors()),
            tags: owned(self.tags()),
            language: self.language().to_owned(),
            language_unsure: false,
            first_indexed: self.added().map_or(FirstIndexed::Unknown, FirstIndexed::At),
        }
    }

    /// Returns when the index first had it.
    #[must_use]
    pub(super) fn first_seen(&self) -> FirstSeen {
        let number = |field: Option<Field>| self.number(field?);
        let [added, commit] = [self.fields.added, self.fields.first_commit].map(number);
        FirstSeen { added, commit: commit.unwrap_or(0) }
    }

    /// Returns when it was first indexed, where that is known.
    #[must_use]
    pub(crate) fn added(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.first_seen().added?.try_into().ok()?).ok()
    }

    /// Returns the id.
    #[must_use]
    pub(crate) fn id(&self) -> &str {
        self.first(self.fields.id)
    }

    /// Returns the title, given or derived; never empty for an indexed article.
    #[must_use]
    pub(crate) fn title(&self) -> &str {
        let given = self.first(self.fields.title);
        if given.is_empty() { self.first(self.fields.derived_title) } else { given }
    }

    /// Tells whether the title was made from the opening words.
    #[must_use]
    pub(crate) fn title_is_derived(&self) -> bool {
        self.first(self.fields.title).is_empty()
    }

    /// Returns the stored text of a field, as its words' offsets count it; empty
    /// for a derived title, whose words are those of the body.
    #[must_use]
    pub(crate) fn text(&self, field: TextField) -> &str {
        match field {
            TextField::Title => self.first(self.fields.title),
            TextField::Description => match self.number(self.fields.description_end) {
                Some(end) => self.first(self.fields.body).get(..end as usize).unwrap_or_default(),
                None => self.first(self.fields.description),
            },
            TextField::Body => self.first(self.fields.body),
        }
    }

    /// Returns the URL.
    #[must_use]
    pub(crate) fn url(&self) -> &str {
        self.first(self.fields.url)
    }

    /// Returns the date of publication in ISO 8601, empty when undated.
    #[must_use]
    pub(crate) fn published(&self) -> &str {
        self.first(self.fields.published_iso)
    }

    /// Returns the date of the last change in ISO 8601.
    #[must_use]
    pub(crate) fn modified(&self) -> &str {
        self.first(self.fields.modified_iso)
    }

    /// Returns the source.
    #[must_use]
    pub(crate) fn source(&self) -> &str {
        self.first(self.fields.source)
    }

    /// Returns the section.
    #[must_use]
    pub(crate) fn section(&self) -> &str {
        self.first(self.fields.section)
    }

    /// Returns the language code.
    #[must_use]
    pub(crate) fn language(&self) -> &str {
        self.first(self.fields.language)
    }

    /// Returns the authors.
    #[must_use]
    pub(crate) fn authors(&self) -> Vec<&str> {
        self.all(self.fields.authors)
    }

    /// Returns the tags.
    #[must_use]
    pub(crate) fn tags(&self) -> Vec<&str> {
        self.all(self.fields.tags)
    }

    fn first(&self, field: Field) -> &str {
        self.document.all(field).next().and_then(StoredValue::as_text).unwrap_or_default()
    }

    fn all(&self, field: Field) -> Vec<&str> {
        self.document.all(field).filter_map(StoredValue::as_text).collect()
    }

    fn number(&self, field: Field) -> Option<u64> {
        self.document.all(field).next().and_then(StoredValue::as_number)
    }
}
