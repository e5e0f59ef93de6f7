//! The fields of the index: the only place that knows their names.
//!
//! It says which format first had which of them, and reads no article.

use tantivy::SegmentReader;
use tantivy::columnar::Column;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema,
    TextFieldIndexing, TextOptions,
};

use super::manifest::FORMAT_VERSION;
use super::store_block::Blocks;
use crate::article::TextField;

/// Name under which the tokenizer is registered with tantivy.
pub(super) const TOKENIZER: &str = "limier";

/// Name under which that of tags is.
pub(super) const TAG_TOKENIZER: &str = "limier_tags";

/// The first format that keeps the words of tags.
const WORDS_OF_TAGS: u32 = 7;

/// The first format that keeps how long dates last.
const LENGTHS_OF_DATES: u32 = 6;

/// The first format that keeps checksums of what is stored, and whether a language is a guess
/// with it.
const CHECKSUMS: u32 = 8;

/// The first format that keeps when articles were first there.
const FIRST_INDEXED: u32 = 9;

/// The first format that keeps weeks of publication, and no list for every second of it.
const WEEKS: u32 = 11;

/// The first format that packs what it stores of each article by itself.
const PACKED_ALONE: u32 = 12;

/// The fields of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Exact, unique.
    pub id: Field,
    /// Words of the headline, when the input gave one.
    pub title: Field,
    /// Words of the standfirst, unless [`Self::description_end`] is there.
    pub description: Field,
    /// Words of the text.
    pub body: Field,
    /// Seconds since 1970.
    pub published: Field,
    /// Exact.
    pub source: Field,
    /// Exact.
    pub section: Field,
    /// ISO 639-1 code.
    pub language: Field,
    /// Present when the language is a guess.
    pub language_unsure: Field,
    /// Stored only: where the standfirst ends in the body when it only repeats its
    /// opening; it has no words of its own then.
    pub description_end: Field,
    /// Stored only: a title made from the opening words.
    pub derived_title: Field,
    /// Stored only, ISO 8601.
    pub published_iso: Field,
    /// Stored only, ISO 8601.
    pub modified_iso: Field,
    /// Exact.
    pub url: Field,
    /// Exact, one value each.
    pub authors: Field,
    /// Exact, one value each.
    pub tags: Field,
    /// The file it came from, exact; not stored.
    pub file: Field,
    /// The order of articles that nothing else tells apart, the same in every index of them:
    /// that of their ids when these are short, otherwise that of hashes of them.
    pub tie: Field,
    /// What tells its text from others, [`crate::analysis::Signature::exact`].
    pub text_hash: Field,
    /// What near texts have in common, [`crate::analysis::Signature::sketch`]: four values.
    pub sketch: Field,
    /// How many days the date of publication lasts, absent for a moment; an index of an older
    /// format has no such field.
    pub published_days: Option<Field>,
    /// The words of the tags, without case and accents; an index of an older format has no such
    /// field.
    pub tag_words: Option<Field>,
    /// The checksum of what is stored of an article, 32 bits; an index of an older format has
    /// no such field.
    pub checksum: Option<Field>,
    /// When it was first indexed, in seconds since 1970, absent where nobody knows; an index of
    /// an older format has no such field.
    pub added: Option<Field>,
    /// The number of the commit with which it first came; an index of an older format has no such
    /// field.
    pub first_commit: Option<Field>,
    /// The [week](super::Week) of publication, absent without a date; an index of an older format
    /// has no such field.
    pub week: Option<Field>,
    /// All that is stored, packed; an index of an older format has no such field and stores
    /// each of the others.
    pub packed: Option<Field>,
}

impl Fields {
    /// Returns the schema of an index of this version, and its fields.
    pub(super) fn schema() -> (Schema, Fields) {
        Self::schema_of(FORMAT_VERSION)
    }

    /// Returns the schema of an index of a format that can be read, and its fields.
    pub(super) fn schema_of(format: u32) -> (Schema, Fields) {
        let mut builder = Schema::builder();
        let alone = format >= PACKED_ALONE;
        // What stores a field, where each is stored.
        let stored = || if alone { TextOptions::default() } else { STORED.into() };
        let numbers = || if alone { NumericOptions::default() } else { STORED.into() };
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        let of_tags = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TAG_TOKENIZER)
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        );
        let fields = Fields {
            id: builder.add_text_field("id", stored() | STRING | FAST),
            title: builder.add_text_field("title", stored() | words.clone()),
            description: builder.add_text_field("description", stored() | words.clone()),
            body: builder.add_text_field("body", stored() | words),
            published: if format >= WEEKS {
                builder.add_i64_field("published", FAST)
            } else {
                builder.add_i64_field("published", FAST | INDEXED)
            },
            source: builder.add_text_field("source", stored() | STRING | FAST),
            section: builder.add_text_field("section", stored() | STRING | FAST),
            language: builder.add_text_field("language", stored() | STRING | FAST),
            language_unsure: if format >= CHECKSUMS {
                builder.add_bool_field("language_unsure", numbers() | FAST)
            } else {
                builder.add_bool_field("language_unsure", FAST)
            },
            description_end: builder.add_u64_field("description_end", numbers()),
            derived_title: builder.add_text_field("derived_title", stored()),
            published_iso: builder.add_text_field("published_iso", stored()),
            modified_iso: builder.add_text_field("modified_iso", stored()),
            url: builder.add_text_field("url", stored() | FAST),
            authors: builder.add_text_field("authors", stored() | FAST),
            tags: builder.add_text_field("tags", stored() | FAST),
            file: builder.add_text_field("file", STRING | FAST),
            tie: builder.add_u64_field("tie", FAST),
            text_hash: builder.add_u64_field("text_hash", FAST | INDEXED),
            sketch: builder.add_u64_field("sketch", FAST),
            published_days: (format >= LENGTHS_OF_DATES)
                .then(|| builder.add_u64_field("published_days", FAST)),
            tag_words: (format >= WORDS_OF_TAGS)
                .then(|| builder.add_text_field("tag_words", of_tags)),
            checksum: (format >= CHECKSUMS).then(|| builder.add_u64_field("checksum", FAST)),
            added: (format >= FIRST_INDEXED)
                .then(|| builder.add_u64_field("added", numbers() | FAST)),
            first_commit: (format >= FIRST_INDEXED)
                .then(|| builder.add_u64_field("first_commit", numbers() | FAST)),
            week: (format >= WEEKS).then(|| builder.add_i64_field("week", INDEXED)),
            packed: alone.then(|| builder.add_bytes_field("packed", STORED)),
        };
        (builder.build(), fields)
    }

    /// Tells whether the blocks of stored articles are packed.
    pub(super) fn blocks(&self) -> Blocks {
        if self.packed.is_some() { Blocks::Plain } else { Blocks::Packed }
    }

    /// Opens the checksums of a segment, when its format has them.
    pub(super) fn checksums(&self, segment: &SegmentReader) -> tantivy::Result<Option<Column>> {
        let Some(field) = self.checksum else { return Ok(None) };
        segment.fast_fields().column_opt(segment.schema().get_field_name(field))
    }

    /// Opens when the articles of a segment were first indexed, when that is known of any.
    pub(crate) fn added(self, segment: &SegmentReader) -> tantivy::Result<Option<Column>> {
        let Some(field) = self.added else { return Ok(None) };
        segment.fast_fields().column_opt(segment.schema().get_field_name(field))
    }

    /// Opens the numbers of the commits with which the articles of a segment first came, when its
    /// format has them.
    pub(crate) fn first_commits(self, segment: &SegmentReader) -> tantivy::Result<Option<Column>> {
        let Some(field) = self.first_commit else { return Ok(None) };
        segment.fast_fields().column_opt(segment.schema().get_field_name(field))
    }

    /// Opens the lengths of the dates of a segment, when it has dates that are no moments.
    pub(crate) fn published_days(self, segment: &SegmentReader) -> tantivy::Result<Option<Column>> {
        let Some(field) = self.published_days else { return Ok(None) };
        segment.fast_fields().column_opt(segment.schema().get_field_name(field))
    }

    /// Returns the field of the index that holds these words.
    #[must_use]
    pub(crate) fn text(&self, field: TextField) -> Field {
        match field {
            TextField::Title => self.title,
            TextField::Description => self.description,
            TextField::Body => self.body,
        }
    }
}
