//! `stock search`: the latency of top-10 searches, in process and warm.
//!
//! A query is the disjunction of its terms over title and body. Every query is
//! run several times, analysis included, and its least time counts, as other
//! programs of the machine only ever add to it; no document is fetched from the
//! store.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, Searcher, Term};

use crate::Result;
use crate::analyzer;
use crate::index::{self, Fields};

const TOP: usize = 10;

/// How often each query is run.
const ROUNDS: usize = 15;

/// Runs the queries of a `qid<TAB>text` file and prints p50 and p99.
pub fn run(index_dir: &Path, queries: &Path) -> Result<()> {
    let (_, fields) = index::schema();
    let searcher = Index::open_in_dir(index_dir)?.reader()?.searcher();
    let mut analyzer = analyzer::french();
    let lines = fs::read_to_string(queries)
        .map_err(|error| format!("cannot read {}: {error}", queries.display()))?;
    let texts: Vec<&str> =
        lines.lines().filter_map(|line| line.split_once('\t')).map(|(_qid, text)| text).collect();
    if texts.is_empty() {
        return Err(format!("no query in {}", queries.display()).into());
    }
    let mut latencies = vec![Duration::MAX; texts.len()];
    for _ in 0..ROUNDS {
        for (text, least) in texts.iter().zip(&mut latencies) {
            let start = Instant::now();
            search(&searcher, &fields, &mut analyzer, text)?;
            *least = start.elapsed().min(*least);
        }
    }
    latencies.sort_unstable();
    println!(
        "p50 {:.3} ms, p99 {:.3} ms",
        percentile(&latencies, 50).as_secs_f64() * 1e3,
        percentile(&latencies, 99).as_secs_f64() * 1e3
    );
    Ok(())
}

fn search(
    searcher: &Searcher,
    fields: &Fields,
    analyzer: &mut TextAnalyzer,
    text: &str,
) -> Result<()> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    analyzer.token_stream(text).process(&mut |token| {
        for field in [fields.title, fields.body] {
            let term = Term::from_field_text(field, &token.text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            clauses.push((Occur::Should, Box::new(query)));
        }
    });
    let collector = TopDocs::with_limit(TOP).order_by_score();
    searcher.search(&BooleanQuery::new(clauses), &collector)?;
    Ok(())
}

/// Returns the smallest latency that at least `percent` % of them do not exceed.
///
/// `latencies` is sorted and not empty.
pub fn percentile(latencies: &[Duration], percent: usize) -> Duration {
    let rank = (latencies.len() * percent).div_ceil(100);
    latencies[rank.saturating_sub(1)]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::percentile;

    #[track_caller]
    fn check(count: u64, percent: usize, expected: u64) {
        let latencies: Vec<Duration> = (1..=count).map(Duration::from_millis).collect();
        let expected = Duration::from_millis(expected);
        assert_eq!(percentile(&latencies, percent), expected);
    }

    #[test]
    fn takes_the_nearest_rank() {
        check(1, 50, 1);
        check(1, 99, 1);
        check(4, 50, 2);
        check(100, 99, 99);
        check(101, 99, 100);
    }
}
