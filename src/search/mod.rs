//! Searching: a query and an index to ranked hits, and hits to snippets.
//!
//! It reads one commit and writes nothing; how hits look is `render`'s affair.

mod cursor;
mod filter;
mod ranking;
mod sentence;
mod snippet;
mod top;

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use tantivy::DocAddress;

use crate::error::Result;
use crate::index::IndexReader;
use crate::lexicon::Family;
use crate::query::{Query, QueryWord};

pub use snippet::{Fragment, Snippet, SnippetOptions, TitleMarks};

use filter::Filter;
use ranking::{Coverage, Ranking};
use top::Top;

/// Which hits are wanted.
#[derive(Debug, Clone, Copy)]
pub struct SearchOptions {
    /// Most hits to return.
    pub limit: usize,
    /// Best hits to leave out before.
    pub offset: usize,
    /// Any word is enough; otherwise articles with all words come first.
    pub any: bool,
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
    /// Words of the query that no article has in any form.
    pub unknown: Vec<String>,
    /// The forms that count as a match, and what they are worth.
    pub matcher: Matcher,
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

/// The forms that a query matches: for marking them in a text.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    /// Each form with the ordinal of its query word.
    forms: HashMap<String, usize, FixedState>,
    /// What finding each query word is worth: its idf.
    idf: Vec<f32>,
}

impl Matcher {
    /// Returns the ordinal of the query word that `term` is a form of.
    fn word(&self, term: &str) -> Option<usize> {
        self.forms.get(term).copied()
    }
}

/// Runs a query.
pub fn search(reader: &IndexReader, query: &Query, options: SearchOptions) -> Result<Results> {
    let lexicon = reader.lexicon();
    let language = query.language.as_deref();
    let family = |word: &QueryWord| lexicon.family(&word.term, language.unwrap_or("fr"));
    let families: Vec<Family> = query.words.iter().map(family).collect();
    let filter = Filter { language };
    let among = filter.articles(reader).map_err(|error| reader.damaged(error))?;
    let ranking = Ranking::new(reader, &families, among).map_err(|error| reader.damaged(error))?;
    let articles = usize::try_from(reader.len()).unwrap_or(usize::MAX);
    let wanted = options.limit.saturating_add(options.offset).min(articles);
    let candidates = wanted.next_multiple_of(RERANKED);
    let words = ranking.words.len() as u32;
    let run = |coverage, complete| {
        let mut top = Top::new(candidates, complete);
        let outcome = reader.searcher().segment_readers().iter().enumerate().try_for_each(
            |(ordinal, segment)| {
                let filter = filter.on(reader, segment)?;
                ranking.rank(segment, coverage, |doc, score, matched| {
                    if filter.passes(doc) {
                        top.add(DocAddress::new(ordinal as u32, doc), score, matched);
                    }
                })
            },
        );
        outcome.map(|()| top).map_err(|error| reader.damaged(error))
    };
    let (top, coverage, total_all_words, relaxed) = if options.any || words == 1 {
        let coverage = if options.any { Coverage::Any } else { Coverage::All };
        let top = run(coverage, None)?;
        let all = top.total_with(words);
        (top, coverage, all, false)
    } else {
        let all = run(Coverage::All, None)?;
        let total = all.total();
        // Not by what is wanted alone: every page comes from the same order.
        let complete_first = words < PASTED || total >= ENOUGH;
        if total >= wanted as u64 && complete_first {
            (all, Coverage::All, total, false)
        } else {
            let most = run(Coverage::Most, complete_first.then_some(words))?;
            let relaxed = most.total() > total;
            (most, Coverage::Most, total, relaxed)
        }
    };
    let unknown = families.iter().zip(&query.words).filter(|(family, _)| family.is_unknown());
    Ok(Results {
        searched: among,
        total: top.total(),
        total_all_words,
        relaxed,
        unknown: unknown.map(|(_, word)| word.term.clone()).collect(),
        matcher: matcher(&families, &ranking),
        hits: best(reader, &ranking, coverage, top, options)?,
    })
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

/// Returns the page of hits asked for, their order settled with positions.
fn best(
    reader: &IndexReader,
    ranking: &Ranking,
    coverage: Coverage,
    top: Top,
    options: SearchOptions,
) -> Result<Vec<Hit>> {
    let complete = top.complete();
    let candidates = top.into_hits(0);
    let page = options.offset..options.offset.saturating_add(options.limit);
    let mut hits = Vec::new();
    for (ordinal, hundred) in candidates.chunks(RERANKED).enumerate() {
        let first = ordinal * RERANKED;
        if first + hundred.len() <= page.start || first >= page.end {
            continue;
        }
        let mut ordered = Top::new(hundred.len(), complete);
        let mut by_segment: BTreeMap<u32, Vec<Hit>> = BTreeMap::new();
        for hit in hundred {
            by_segment.entry(hit.address.segment_ord).or_default().push(*hit);
        }
        for (ordinal, mut hits) in by_segment {
            hits.sort_by_key(|hit| hit.address);
            let docs: Vec<u32> = hits.iter().map(|hit| hit.address.doc_id).collect();
            let segment = reader.searcher().segment_reader(ordinal);
            let scores =
                ranking.rerank(segment, coverage, &docs).map_err(|error| reader.damaged(error))?;
            for (hit, score) in hits.iter().zip(scores) {
                ordered.add(hit.address, score, hit.matched);
            }
        }
        hits.extend(
            ordered.into_hits(0).into_iter().map(|hit| Hit { rank: first + hit.rank, ..hit }),
        );
    }
    hits.retain(|hit| page.contains(&(hit.rank - 1)));
    Ok(hits)
}

fn matcher(families: &[Family], ranking: &Ranking) -> Matcher {
    let mut forms = HashMap::default();
    // A form of two query words is a match of the first: they were typed so.
    for (word, family) in families.iter().enumerate().rev() {
        forms.extend(family.forms.iter().map(|form| (form.term.clone(), word)));
    }
    for (word, family) in families.iter().enumerate() {
        forms.insert(family.forms[0].term.clone(), word);
    }
    Matcher { forms, idf: ranking.words.iter().map(|word| word.idf).collect() }
}
