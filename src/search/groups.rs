//! Groups: how many of the articles that match have a source, a year, an author.
//!
//! It counts by the ordinals of values in the columns of each segment, and reads the
//! values of a group once.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, SegmentReader};

use super::collect::Collector;
use crate::analysis::Signature;
use crate::calendar::PARIS;
use crate::engine::{Key, Row, Table};
use crate::error::Result;
use crate::index::{Fields, IndexReader, Signatures, first_near};

/// Counts articles by keys.
pub(super) struct Groups<'a> {
    fields: Fields,
    by: &'a [Key],
    zone: &'a TimeZone,
    total: u64,
    counts: BTreeMap<Vec<Option<String>>, u64>,
    /// The columns of the segment that is being counted, one for each key.
    columns: Vec<ValueColumn>,
    /// The articles of that segment by the codes of their values.
    by_codes: HashMap<Vec<Code>, u64, FixedState>,
    /// The text of each article that is counted, where texts are a key.
    texts: Texts,
    segment: u32,
}

/// A number for the text of each article, the same for those with the same one, or nearly.
pub(super) type Texts = HashMap<DocAddress, u64, FixedState>;

/// Returns the texts of articles.
pub(super) fn texts_of(reader: &IndexReader, articles: &[DocAddress]) -> Result<Texts> {
    let signatures = Signatures::open(reader)?;
    let mut texts: Vec<Signature> = Vec::new();
    let mut by_text: HashMap<u64, usize, FixedState> = HashMap::default();
    let places = articles.iter().map(|address| {
        let signature = signatures.of(*address);
        let mut add = || {
            texts.push(signature);
            texts.len() - 1
        };
        // A text too short to tell is like no other.
        let place = match signature.exact {
            0 => add(),
            exact => *by_text.entry(exact).or_insert_with(add),
        };
        (*address, place)
    });
    let places: Vec<(DocAddress, usize)> = places.collect();
    let first = first_near(&texts);
    Ok(places.into_iter().map(|(address, place)| (address, first[place] as u64)).collect())
}

/// What stands for a value in a segment: an ordinal, a number made from a date.
type Code = Option<u64>;

/// The values of a key in a segment.
enum ValueColumn {
    Terms(Option<StrColumn>),
    /// When articles were published, how many days that lasts, and the precision wanted.
    Dates(Column<i64>, Option<Column>, Key),
    /// Texts are in no column.
    Texts,
}

impl<'a> Groups<'a> {
    /// Returns a count by these keys; days begin as in a time zone.
    pub(super) fn new(fields: Fields, by: &'a [Key], zone: &'a TimeZone, texts: Texts) -> Self {
        let (counts, columns, by_codes) = (BTreeMap::new(), Vec::new(), HashMap::default());
        Self { fields, by, zone, total: 0, counts, columns, by_codes, texts, segment: 0 }
    }

    /// Returns the counts.
    pub(super) fn into_table(mut self) -> tantivy::Result<Table> {
        self.end_of_segment()?;
        let rows = self.counts.into_iter().map(|(values, count)| Row { values, count });
        Ok(Table::new(self.total, rows.collect()))
    }

    /// Adds what was counted in a segment to the whole.
    fn end_of_segment(&mut self) -> tantivy::Result<()> {
        for (codes, count) in self.by_codes.drain() {
            let values = self.columns.iter().zip(codes);
            let values = values.map(|(column, code)| column.value(code));
            *self.counts.entry(values.collect::<tantivy::Result<_>>()?).or_default() += count;
        }
        Ok(())
    }
}

impl Collector for Groups<'_> {
    fn segment(&mut self, ordinal: u32, segment: &SegmentReader) -> tantivy::Result<()> {
        self.end_of_segment()?;
        self.segment = ordinal;
        let open = |&key| ValueColumn::open(segment, self.fields, key);
        self.columns = self.by.iter().map(open).collect::<tantivy::Result<_>>()?;
        Ok(())
    }

    fn collect(&mut self, doc: DocId) {
        self.total += 1;
        let mut combinations: Vec<Vec<Code>> = vec![Vec::with_capacity(self.by.len())];
        for column in &self.columns {
            let codes = match column {
                ValueColumn::Texts => {
                    vec![self.texts.get(&DocAddress::new(self.segment, doc)).copied()]
                }
                column => column.codes(doc, self.zone),
            };
            combinations = combinations
                .into_iter()
                .flat_map(|known| {
                    codes.iter().map(move |code| [known.as_slice(), &[*code]].concat())
                })
                .collect();
        }
        for codes in combinations {
            *self.by_codes.entry(codes).or_default() += 1;
        }
    }
}

impl ValueColumn {
    fn open(segment: &SegmentReader, fields: Fields, key: Key) -> tantivy::Result<Self> {
        let name = |field: Field| segment.schema().get_field_name(field);
        let columns = segment.fast_fields();
        let terms = |field| Ok(Self::Terms(columns.str(name(field))?));
        match key {
            Key::Year | Key::Month | Key::Week | Key::Day => {
                let lengths = fields.published_days(segment)?;
                Ok(Self::Dates(columns.i64(name(fields.published))?, lengths, key))
            }
            Key::Source => terms(fields.source),
            Key::Section => terms(fields.section),
            Key::Author => terms(fields.authors),
            Key::Tag => terms(fields.tags),
            Key::Language => terms(fields.language),
            // Words are counted by themselves.
            Key::Word => Ok(Self::Terms(None)),
            Key::Text => Ok(Self::Texts),
        }
    }

    /// Returns what stands for the values of an article, each once; `None` for one without.
    fn codes(&self, doc: DocId, zone: &TimeZone) -> Vec<Code> {
        let mut codes: Vec<Code> = match self {
            Self::Terms(column) => {
                column.iter().flat_map(|column| column.term_ords(doc)).map(Some).collect()
            }
            Self::Dates(column, lengths, key) => {
                let days = lengths.as_ref().and_then(|lengths| lengths.first(doc));
                let date = column.first(doc).and_then(|at| date_code(at, days, *key, zone));
                date.map(Some).into_iter().collect()
            }
            Self::Texts => Vec::new(),
        };
        codes.sort_unstable();
        codes.dedup();
        if codes.is_empty() {
            codes.push(None);
        }
        codes
    }

    fn value(&self, code: Code) -> tantivy::Result<Option<String>> {
        let Some(code) = code else { return Ok(None) };
        Ok(Some(match self {
            Self::Terms(Some(column)) => {
                let mut value = String::new();
                column.ord_to_str(code, &mut value)?;
                value
            }
            Self::Terms(None) => String::new(),
            Self::Dates(..) => shown_date(code),
            Self::Texts => code.to_string(),
        }))
    }
}

/// The fewest days of a month and of a year.
const SHORTEST: [u64; 2] = [28, 365];

/// Returns the year, month, week or day in which a date lies as one number: `20240312`, with
/// zeros where the date or the key is less precise, and a week as a month behind the twelfth;
/// `None` for one outside of the calendar.
fn date_code(seconds: i64, days: Option<u64>, key: Key, zone: &TimeZone) -> Code {
    // What lasts days is the same in every zone.
    let zone = if days.is_some() { PARIS.clone() } else { zone.clone() };
    let date = Timestamp::from_second(seconds).ok()?.to_zoned(zone).date();
    let [is_month, is_year] = SHORTEST.map(|least| days.is_some_and(|days| days >= least));
    if key == Key::Week && !is_month {
        let week = date.iso_week_date();
        let (year, week) = (week.year(), u64::from(week.week().unsigned_abs()));
        return Some((u64::try_from(year).ok()? * 100 + MONTHS + week) * 100);
    }
    let year = u64::try_from(date.year()).ok()?;
    let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs).map(u64::from);
    let month = if is_year || key == Key::Year { 0 } else { month };
    let day = if is_month || key != Key::Day { 0 } else { day };
    Some((year * 100 + month) * 100 + day)
}

/// Months of a year, behind which weeks are counted.
const MONTHS: u64 = 12;

/// Returns a date as its number tells it: `2024-03-12`, `2024-W11`, `2024-03`, `2024`.
fn shown_date(code: u64) -> String {
    match (code / 10_000, code / 100 % 100, code % 100) {
        (year, 0, _) => year.to_string(),
        (year, week, 0) if week > MONTHS => format!("{year}-W{:02}", week - MONTHS),
        (year, month, 0) => format!("{year}-{month:02}"),
        (year, month, day) => format!("{year}-{month:02}-{day:02}"),
    }
}
