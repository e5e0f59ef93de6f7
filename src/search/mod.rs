//! Searching: a query and an index to ranked hits, and hits to snippets.
//!
//! It reads one commit and writes nothing; how hits look is `render`'s affair.

mod bits;
mod condition;
mod copies;
mod cursor;
mod matcher;
mod places;
mod ranking;
mod score;
mod sentence;
mod snippet;
mod top;
mod window;

use std::collections::BTreeMap;

use tantivy::DocAddress;
use tantivy::columnar::Column;
use tantivy::schema::Term;

use crate::error::Result;
use crate::index::{IndexReader, Signatures};
use crate::lexicon::{Expansion, Family, Lexicon};
use crate::query::{Condition, Meaning, Query, QueryWord, Role};

pub use copies::Copy;
pub use matcher::Matcher;
pub use score::{ScoreParts, WordScore};
pub use snippet::{Fragment, Snippet, SnippetOptions, TitleMarks};

use bits::Bits;
use condition::Filter;
use copies::{add_unfound, grouped};
use ranking::{Coverage, Ranking};
use top::{Ties, Top};

/// Which hits are wanted.
#[derive(Debug, Clone, Copy)]
pub struct SearchOptions {
    /// Most hits to return.
    pub limit: usize,
    /// Best hits to leave out before.
    pub offset: usize,
    /// Any word is enough; otherwise articles with all words come first.
    pub any: bool,
    /// In which order.
    pub order: Order,
    /// Whether recent articles count more.
    pub recency: Option<Recency>,
    /// Whether the scores are explained.
    pub explain: bool,
    /// Whether copies of a text are one hit.
    pub group: bool,
}

/// How much age takes off a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recency {
    /// Days after which a score has halved; above 0.
    pub days: f64,
    /// The present moment, in seconds since 1970.
    pub now: i64,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first.
    #[default]
    Relevance,
    /// The oldest first, undated articles last.
    OldestFirst,
    /// The newest first, undated articles last.
    NewestFirst,
}

/// The answer to a query.
#[derive(Debug, Clone)]
pub struct Results {
    /// Articles that may be hits whatever their words.
    pub searched: u64,
    /// Articles found, all pages together.
    pub total: u64,
    /// Of these, with all the words.
    pub total_all_words: u64,
    /// Articles with some of the words were added, since too few have all.
    pub relaxed: bool,
    /// The page of hits, best first.
    pub hits: Vec<Hit>,
    /// The copies of each hit; empty lists unless grouping was asked for.
    pub copies: Vec<Vec<Copy>>,
    /// What the score of each hit is made of, when that was asked for; empty otherwise.
    pub explanations: Vec<ScoreParts>,
    /// Phrases were looked for as words, since too few articles have them with all the
    /// other words.
    pub without_phrases: bool,
    /// Articles that would be hits if they had a date.
    pub undated: u64,
    /// The words of the collection that each word of the query stands for.
    pub expansions: Vec<Expansion>,
    /// Words of the query that no article has in any form, each with the word of the
    /// collection that is spelled most nearly like it, if there is one.
    pub unknown: Vec<(String, Option<String>)>,
    /// The forms that count as a match, and what they are worth.
    pub matcher: Matcher,
}

impl Results {
    /// Returns the reading of a query that these are the answer to.
    #[must_use]
    pub fn reading<'q>(&self, query: &'q Query) -> &'q Query {
        match &query.without_phrases {
            Some(without_phrases) if self.without_phrases => without_phrases,
            _ => query,
        }
    }
}

/// An article found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// Its score; higher is better, comparable within one answer only.
    pub score: f32,
    /// How many words of the query it has.
    pub matched: u32,
    /// Where it is in the index.
    pub address: DocAddress,
}

/// Runs a query.
///
/// When no article has all its plain words and its phrases, or too few for a pasted
/// headline, the phrases are looked for as words.
pub fn search(reader: &IndexReader, query: &Query, options: SearchOptions) -> Result<Results> {
    let results = search_as_read(reader, query, options)?;
    let Some(without_phrases) = &query.without_phrases else { return Ok(results) };
    let words = query.words.iter().filter(|word| word.role == Role::Plain).count() as u32;
    let is_enough = if words + 1 < PASTED { 1 } else { ENOUGH };
    if results.total_all_words >= is_enough || options.order != Order::Relevance {
        return Ok(results);
    }
    let results = search_as_read(reader, without_phrases, options)?;
    Ok(Results { without_phrases: true, ..results })
}

fn search_as_read(reader: &IndexReader, query: &Query, options: SearchOptions) -> Result<Results> {
    let expansions = expand(reader.lexicon(), query);
    let damaged = |error| reader.damaged(error);
    let among = articles_in(reader, query.language.as_deref()).map_err(damaged)?;
    let ranking = Ranking::new(reader, &query.words, &expansions, among).map_err(damaged)?;
    let filter =
        Filter { reader, ranking: &ranking, condition: query.condition.as_ref(), undated: false };
    let segments = reader.searcher().segment_readers();
    let sets = segments.iter().map(|segment| filter.on(segment));
    let sets = sets.collect::<tantivy::Result<Vec<_>>>().map_err(damaged)?;
    let articles = usize::try_from(reader.len()).unwrap_or(usize::MAX);
    let wanted = options.limit.saturating_add(options.offset).min(articles);
    let words = ranking.plain_words();
    let dates = Dates::new(reader, options).map_err(damaged)?;
    let ties = Ties::open(reader).map_err(damaged)?;
    let by_date = options.order != Order::Relevance;
    let find = |kept: usize| -> Result<(Top<'_>, Coverage, u64, bool)> {
        let run = |coverage, complete| -> Result<Top<'_>> {
            let mut top = Top::new(kept, complete, &ties);
            rank(reader, &ranking, &sets, coverage, |address, score, matched| {
                let score = score * dates.factor(address);
                top.add(dates.key(address), address, score, matched);
            })?;
            Ok(top)
        };
        // By date, articles with some of the words would come between those with all.
        if options.any || words < 2 || by_date {
            let coverage = if options.any { Coverage::Any } else { Coverage::All };
            let top = run(coverage, None)?;
            let all = top.total_with(words);
            return Ok((top, coverage, all, false));
        }
        let all = run(Coverage::All, None)?;
        let total = all.total();
        // Not by what is wanted alone: every page comes from the same order.
        let complete_first = words < PASTED || total >= ENOUGH;
        if total >= wanted as u64 && complete_first {
            return Ok((all, Coverage::All, total, false));
        }
        let most = run(Coverage::Most, complete_first.then_some(words))?;
        let relaxed = most.total() > total;
        Ok((most, Coverage::Most, total, relaxed))
    };
    let signatures = options.group.then(|| Signatures::open(reader)).transpose()?;
    let mut kept = wanted.next_multiple_of(RERANKED);
    let (groups, total, coverage, total_all_words, relaxed) = loop {
        let (top, coverage, total_all_words, relaxed) = find(kept)?;
        let total = top.total();
        let groups = best(reader, &ranking, &dates, coverage, top, options, signatures.as_ref())?;
        // Copies may have left the page short of hits that lie further down.
        if groups.len() == options.limit || total <= kept as u64 {
            break (groups, total, coverage, total_all_words, relaxed);
        }
        kept = kept.saturating_mul(4);
    };
    let (hits, copies): (Vec<Hit>, Vec<Vec<Copy>>) = groups.into_iter().unzip();
    let mut undated = 0;
    if query.condition.as_ref().is_some_and(Condition::asks_for_date) {
        let filter = Filter { undated: true, ..filter };
        let sets = segments.iter().map(|segment| filter.on(segment));
        let sets = sets.collect::<tantivy::Result<Vec<_>>>().map_err(damaged)?;
        rank(reader, &ranking, &sets, coverage, |_, _, _| undated += 1)?;
    }
    let unknown = expansions.iter().zip(&query.words);
    let unknown = unknown
        .filter(|(expansion, word)| expansion.family.is_unknown() && word.role != Role::Unscored);
    let explain = |hit: &Hit| {
        let segment = reader.searcher().segment_reader(hit.address.segment_ord);
        let parts = ranking.explain(segment, coverage, hit.address.doc_id)?;
        Ok(ScoreParts { recency: dates.factor(hit.address), ..parts })
    };
    let explained = hits.iter().filter(|_| options.explain).map(explain);
    Ok(Results {
        explanations: explained.collect::<tantivy::Result<_>>().map_err(damaged)?,
        searched: among,
        total,
        total_all_words,
        relaxed,
        without_phrases: false,
        undated,
        unknown: unknown
            .map(|(_, word)| (word.term.clone(), reader.lexicon().suggestion(&word.term)))
            .collect(),
        matcher: Matcher::new(query, &expansions, &ranking),
        expansions,
        hits,
        copies,
    })
}

/// When articles were published, as far as the order of hits needs it.
struct Dates {
    columns: Vec<Column<i64>>,
    order: Order,
    recency: Option<Recency>,
}

impl Dates {
    fn new(reader: &IndexReader, options: SearchOptions) -> tantivy::Result<Self> {
        let SearchOptions { order, recency, .. } = options;
        let name = reader.searcher().schema().get_field_name(reader.fields().published);
        let segments = reader.searcher().segment_readers().iter();
        let segments = segments.filter(|_| order != Order::Relevance || recency.is_some());
        let columns = segments.map(|segment| segment.fast_fields().i64(name));
        Ok(Self { columns: columns.collect::<tantivy::Result<_>>()?, order, recency })
    }

    fn published(&self, address: DocAddress) -> Option<i64> {
        self.columns[address.segment_ord as usize].first(address.doc_id)
    }

    /// Returns what the age of an article leaves of its score; an undated one is taken
    /// for as old as halves it.
    fn factor(&self, address: DocAddress) -> f32 {
        let Some(Recency { days, now }) = self.recency else { return 1.0 };
        let age = self.published(address).map_or(days, |at| (now - at).max(0) as f64 / 86_400.0);
        0.5_f64.powf(age / days) as f32
    }

    /// Returns what orders an article: greater comes first.
    fn key(&self, address: DocAddress) -> i64 {
        match self.order {
            Order::Relevance => 0,
            Order::OldestFirst => self.published(address).map_or(i64::MIN, |at| -at),
            Order::NewestFirst => self.published(address).unwrap_or(i64::MIN),
        }
    }
}

/// Returns the words of the collection that each word of a query stands for.
fn expand(lexicon: &Lexicon, query: &Query) -> Vec<Expansion> {
    let whole = |family: Family| Expansion { found: family.forms.len(), family };
    let language = query.language.as_deref().unwrap_or("fr");
    let expand = |word: &QueryWord| match word.meaning {
        Meaning::Family => whole(lexicon.family(&word.term, language)),
        Meaning::Letters => whole(lexicon.with_letters(&word.term)),
        Meaning::Exact => whole(lexicon.exactly(&word.term)),
        Meaning::Prefix => lexicon.with_prefix(&word.term),
        Meaning::Suffix => lexicon.with_suffix(&word.term),
        Meaning::Fuzzy(edits) => lexicon.with_spelling_near(&word.term, edits),
    };
    query.words.iter().map(expand).collect()
}

/// Returns about how many articles are in a language, or at all: those replaced since
/// may be counted.
fn articles_in(reader: &IndexReader, language: Option<&str>) -> tantivy::Result<u64> {
    match language {
        None => Ok(reader.len()),
        Some(language) => {
            let term = Term::from_field_text(reader.fields().language, language);
            reader.searcher().doc_freq(&term)
        }
    }
}

/// Ranks the articles of every segment; `sets` are those that may be hits.
fn rank(
    reader: &IndexReader,
    ranking: &Ranking,
    sets: &[Option<Bits>],
    coverage: Coverage,
    mut found: impl FnMut(DocAddress, f32, u32),
) -> Result<()> {
    for ((segment, set), ordinal) in
        reader.searcher().segment_readers().iter().zip(sets).zip(0_u32..)
    {
        ranking
            .rank(segment, set.as_ref(), coverage, |doc, score, matched| {
                found(DocAddress::new(ordinal, doc), score, matched);
            })
            .map_err(|error| reader.damaged(error))?;
    }
    Ok(())
}

/// Words from which on a query is a pasted headline or sentence, of which an article
/// that answers may lack one: those with all the words come first only when there
/// are [`ENOUGH`].
const PASTED: u32 = 5;

/// Articles with all the words of a pasted text that make an answer by themselves.
const ENOUGH: u64 = 10;

/// Hits whose order is settled together with positions. Each hundred stays by
/// itself, so that the order does not depend on the page asked for.
const RERANKED: usize = 100;

/// Returns the page of hits asked for, their order settled with positions, each with
/// its copies when there are signatures to know them by.
fn best(
    reader: &IndexReader,
    ranking: &Ranking,
    dates: &Dates,
    coverage: Coverage,
    top: Top<'_>,
    options: SearchOptions,
    signatures: Option<&Signatures>,
) -> Result<Vec<(Hit, Vec<Copy>)>> {
    let complete = top.complete();
    let page = options.offset..options.offset.saturating_add(options.limit);
    let is_on_page = |rank: usize| page.contains(&(rank - 1));
    let ties = top.ties();
    let candidates = top.into_hits(0);
    let mut hits = Vec::new();
    if options.order == Order::Relevance {
        for (ordinal, hundred) in candidates.chunks(RERANKED).enumerate() {
            let first = ordinal * RERANKED;
            // What copies there are before tells where a page begins.
            if signatures.is_none() && (first + hundred.len() <= page.start || first >= page.end) {
                continue;
            }
            if signatures.is_some_and(|signatures| {
                first >= page.end && grouped(hits.iter().copied(), signatures).len() >= page.end
            }) {
                break;
            }
            let mut ordered = Top::new(hundred.len(), complete, ties);
            rerank(reader, ranking, dates, coverage, hundred, &mut ordered)?;
            let ordered = ordered.into_hits(0);
            hits.extend(ordered.into_iter().map(|hit| Hit { rank: first + hit.rank, ..hit }));
        }
    } else {
        hits = candidates;
    }
    let mut groups = match signatures {
        Some(signatures) => grouped(hits, signatures),
        None => hits.into_iter().map(|hit| (hit, Vec::new())).collect(),
    };
    groups.retain(|(hit, _)| is_on_page(hit.rank));
    if let Some(signatures) = signatures {
        groups.iter_mut().try_for_each(|group| add_unfound(reader, signatures, group))?;
    }
    Ok(groups)
}

/// Adds hits to `ordered` with the scores that positions give them.
fn rerank(
    reader: &IndexReader,
    ranking: &Ranking,
    dates: &Dates,
    coverage: Coverage,
    hits: &[Hit],
    ordered: &mut Top<'_>,
) -> Result<()> {
    let mut by_segment: BTreeMap<u32, Vec<Hit>> = BTreeMap::new();
    for hit in hits {
        by_segment.entry(hit.address.segment_ord).or_default().push(*hit);
    }
    for (ordinal, mut hits) in by_segment {
        hits.sort_by_key(|hit| hit.address);
        let docs: Vec<u32> = hits.iter().map(|hit| hit.address.doc_id).collect();
        let segment = reader.searcher().segment_reader(ordinal);
        let scores =
            ranking.rerank(segment, coverage, &docs).map_err(|error| reader.damaged(error))?;
        for (hit, score) in hits.iter().zip(scores) {
            let score = score * dates.factor(hit.address);
            ordered.add(dates.key(hit.address), hit.address, score, hit.matched);
        }
    }
    Ok(())
}
