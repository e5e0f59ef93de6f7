//! What an index holds, counted from its columns.

use std::collections::BTreeMap;
use std::fs::Metadata;

use jiff::Timestamp;
use tantivy::schema::Field;
use tantivy::{SegmentReader, TantivyError};
use walkdir::WalkDir;

use super::copies::CopyCounts;
use super::manifest::Manifest;
use super::reader::IndexReader;
use crate::calendar::PARIS;
use crate::error::Result;

/// What an index holds.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The folder.
    pub dir: String,
    /// Articles.
    pub articles: u64,
    /// Articles without a date of publication.
    pub undated: u64,
    /// Articles whose language is a guess.
    pub language_unsure: u64,
    /// Distinct words.
    pub distinct_words: usize,
    /// Articles by year (in Paris), oldest first.
    pub years: Vec<(String, u64)>,
    /// Articles by source, most first; those without one are left out.
    pub sources: Vec<(String, u64)>,
    /// Articles by language, most first.
    pub languages: Vec<(String, u64)>,
    /// Articles that repeat the text of another.
    pub copies: CopyCounts,
    /// Parts the index consists of.
    pub segments: usize,
    /// Size of all files.
    pub bytes: u64,
    /// What the index says of itself.
    pub manifest: Manifest,
}

impl IndexReader {
    /// Counts what the index holds, after a check of all its bytes.
    ///
    /// # Errors
    /// `IndexDamaged` when a file is not as it was written.
    pub fn overview(&self) -> Result<Overview> {
        self.verify()?;
        let fields = self.fields();
        let segments = self.searcher().segment_readers();
        let mut dated = 0;
        let mut unsure = 0;
        let mut years = BTreeMap::<i16, u64>::new();
        for segment in segments {
            let mut count = || -> tantivy::Result<()> {
                let published = segment.fast_fields().i64(self.name(fields.published))?;
                let guessed = segment.fast_fields().bool(self.name(fields.language_unsure))?;
                for doc in segment.doc_ids_alive() {
                    unsure += u64::from(guessed.first(doc).is_some());
                    let Some(seconds) = published.first(doc) else { continue };
                    dated += 1;
                    if let Ok(moment) = Timestamp::from_second(seconds) {
                        *years.entry(moment.to_zoned(PARIS.clone()).year()).or_default() += 1;
                    }
                }
                Ok(())
            };
            count().map_err(|error| self.damaged(error))?;
        }
        Ok(Overview {
            dir: self.dir().display().to_string(),
            articles: self.len(),
            undated: self.len() - dated,
            language_unsure: unsure,
            distinct_words: self.lexicon().distinct_words(),
            years: years.into_iter().map(|(year, count)| (year.to_string(), count)).collect(),
            sources: self.counts_of(fields.source)?,
            languages: self.counts_of(fields.language)?,
            copies: self.copies()?,
            segments: segments.len(),
            bytes: self.bytes(),
            manifest: self.manifest().clone(),
        })
    }

    /// Returns the size of all files.
    fn bytes(&self) -> u64 {
        let files = WalkDir::new(self.dir())
            .max_depth(2)
            .into_iter()
            .filter_map(|entry| entry.ok()?.metadata().ok());
        files.filter(Metadata::is_file).map(|file| file.len()).sum()
    }

    /// Returns the values of a column with the number of their articles, most first.
    fn counts_of(&self, field: Field) -> Result<Vec<(String, u64)>> {
        let mut counts = BTreeMap::<String, u64>::new();
        for segment in self.searcher().segment_readers() {
            add_counts(segment, self.name(field), &mut counts)
                .map_err(|error| self.damaged(error))?;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(counts)
    }

    fn name(&self, field: Field) -> &str {
        self.searcher().schema().get_field_name(field)
    }
}

fn add_counts(
    segment: &SegmentReader,
    name: &str,
    counts: &mut BTreeMap<String, u64>,
) -> Result<(), TantivyError> {
    let Some(column) = segment.fast_fields().str(name)? else { return Ok(()) };
    let mut by_ordinal = vec![0; column.num_terms()];
    for doc in segment.doc_ids_alive() {
        for ordinal in column.term_ords(doc) {
            by_ordinal[ordinal as usize] += 1;
        }
    }
    let mut value = String::new();
    for (ordinal, count) in by_ordinal.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        value.clear();
        column.ord_to_str(ordinal as u64, &mut value)?;
        *counts.entry(value.clone()).or_default() += count;
    }
    Ok(())
}
