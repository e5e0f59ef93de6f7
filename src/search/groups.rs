//! Groups: how many of the articles that match have a source, a year, an author.
//!
//! It counts by the ordinals of values in the columns of each segment, and reads the
//! values of a group once.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use jiff::tz::TimeZone;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, SegmentReader};

use super::collect::Collector;
use super::periods::{MONTHS, Periods};
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
    /// The same by the one key that there is, unless that is texts.
    alone: Option<Alone>,
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
    Dates(Dates),
    /// Texts are in no column.
    Texts,
}

impl<'a> Groups<'a> {
    /// Returns a count by these keys; days begin as in a time zone.
    pub(super) fn new(fields: Fields, by: &'a [Key], zone: &'a TimeZone, texts: Texts) -> Self {
        let (counts, columns, by_codes) = (BTreeMap::new(), Vec::new(), HashMap::default());
        let alone = (by.len() == 1 && by[0] != Key::Text).then(Alone::default);
        Self { fields, by, zone, total: 0, counts, columns, by_codes, alone, texts, segment: 0 }
    }

    /// Returns the counts.
    pub(super) fn into_table(mut self) -> tantivy::Result<Table> {
        self.end_of_segment()?;
        let rows = self.counts.into_iter().map(|(values, count)| Row { values, count });
        Ok(Table::new(self.total, rows.collect()))
    }

    /// Adds what was counted in a segment to the whole.
    fn end_of_segment(&mut self) -> tantivy::Result<()> {
        if let (Some(alone), [column]) = (&mut self.alone, self.columns.as_slice()) {
            for (code, count) in alone.drain() {
                *self.counts.entry(vec![column.value(code)?]).or_default() += count;
            }
        }
        for (codes, count) in self.by_codes.drain() {
            let values = self.columns.iter().zip(codes);
            let values = values.map(|(column, code)| column.value(code));
            *self.counts.entry(values.collect::<tantivy::Result<_>>()?).or_default() += count;
        }
        Ok(())
    }
}

/// The articles of a segment by the codes of one key.
#[derive(Default)]
struct Alone {
    /// By ordinals, which are small.
    ordinals: Vec<u64>,
    /// By numbers made from dates.
    dates: HashMap<u64, u64, FixedState>,
    /// Without a value.
    without: u64,
    /// The ordinals of one article.
    of_article: Vec<u64>,
}

impl Alone {
    /// Counts an article in the group of each of its values, once.
    fn take(&mut self, column: &ValueColumn, doc: DocId) {
        let mut is_without = true;
        match column {
            ValueColumn::Terms(Some(terms)) => {
                self.of_article.clear();
                self.of_article.extend(terms.term_ords(doc));
                self.of_article.sort_unstable();
                self.of_article.dedup();
                for ordinal in &self.of_article {
                    let at = *ordinal as usize;
                    if at >= self.ordinals.len() {
                        self.ordinals.resize(at + 1, 0);
                    }
                    self.ordinals[at] += 1;
                    is_without = false;
                }
            }
            ValueColumn::Dates(dates) => {
                if let Some(code) = dates.code(doc) {
                    *self.dates.entry(code).or_default() += 1;
                    is_without = false;
                }
            }
            ValueColumn::Terms(None) | ValueColumn::Texts => {}
        }
        self.without += u64::from(is_without);
    }

    /// Takes the counts out.
    fn drain(&mut self) -> Vec<(Code, u64)> {
        let ordinals = (0..).zip(self.ordinals.drain(..)).filter(|(_, count)| *count > 0);
        let counts = ordinals.chain(self.dates.drain()).map(|(code, count)| (Some(code), count));
        let without = (None, std::mem::take(&mut self.without));
        counts.chain((without.1 > 0).then_some(without)).collect()
    }
}

impl Collector for Groups<'_> {
    fn segment(&mut self, ordinal: u32, segment: &SegmentReader) -> tantivy::Result<()> {
        self.end_of_segment()?;
        self.segment = ordinal;
        let open = |&key| ValueColumn::open(segment, self.fields, key, self.zone);
        self.columns = self.by.iter().map(open).collect::<tantivy::Result<_>>()?;
        Ok(())
    }

    fn collect(&mut self, doc: DocId) {
        self.total += 1;
        if let [column] = self.columns.as_slice()
            && let Some(alone) = &mut self.alone
        {
            return alone.take(column, doc);
        }
        let mut combinations: Vec<Vec<Code>> = vec![Vec::with_capacity(self.by.len())];
        for column in &self.columns {
            let codes = match column {
                ValueColumn::Texts => {
                    vec![self.texts.get(&DocAddress::new(self.segment, doc)).copied()]
                }
                column => column.codes(doc),
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
    fn open(
        segment: &SegmentReader,
        fields: Fields,
        key: Key,
        zone: &TimeZone,
    ) -> tantivy::Result<Self> {
        let name = |field: Field| segment.schema().get_field_name(field);
        let columns = segment.fast_fields();
        let terms = |field| Ok(Self::Terms(columns.str(name(field))?));
        match key {
            Key::Year | Key::Month | Key::Week | Key::Day => {
                let periods = [zone.clone(), PARIS.clone()].map(|zone| Periods::new(key, zone));
                Ok(Self::Dates(Dates {
                    moments: columns.i64(name(fields.published))?,
                    lengths: fields.published_days(segment)?,
                    key,
                    periods: periods.map(RefCell::new),
                }))
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
    fn codes(&self, doc: DocId) -> Vec<Code> {
        let mut codes: Vec<Code> = match self {
            Self::Terms(column) => {
                column.iter().flat_map(|column| column.term_ords(doc)).map(Some).collect()
            }
            Self::Dates(dates) => dates.code(doc).map(Some).into_iter().collect(),
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

/// When articles of a segment were published.
struct Dates {
    /// The moment, and how many days that lasts.
    moments: Column<i64>,
    lengths: Option<Column>,
    key: Key,
    /// The times in the zone that is asked for, and in the one of what lasts days: that is the
    /// same in every zone.
    periods: [RefCell<Periods>; 2],
}

impl Dates {
    /// Returns the year, month, week or day in which an article was published as one number, less
    /// precise where no more is known.
    fn code(&self, doc: DocId) -> Code {
        let seconds = self.moments.first(doc)?;
        let days = self.lengths.as_ref().and_then(|lengths| lengths.first(doc));
        let [is_month, is_year] = SHORTEST.map(|least| days.is_some_and(|days| days >= least));
        let code = |key| Periods::new(key, PARIS.clone()).of(seconds);
        match self.key {
            _ if is_year => code(Key::Year),
            Key::Week | Key::Day if is_month => code(Key::Month),
            _ => self.periods[usize::from(days.is_some())].borrow_mut().of(seconds),
        }
    }
}

/// Returns a date as its number tells it: `2024-03-12`, `2024-W11`, `2024-03`, `2024`.
fn shown_date(code: u64) -> String {
    match (code / 10_000, code / 100 % 100, code % 100) {
        (year, 0, _) => year.to_string(),
        (year, week, 0) if week > MONTHS => format!("{year}-W{:02}", week - MONTHS),
        (year, month, 0) => format!("{year}-{month:02}"),
        (year, month, day) => format!("{year}-{month:02}-{day:02}"),
    }
}
