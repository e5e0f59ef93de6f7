//! `limier help limits`: exit codes, and the sizes that bound what is read and asked.
//!
//! The numbers are the constants that bound things, never copies of them.

use super::page::{Part, Row};
use crate::analysis::MAX_TERM_BYTES;
use crate::cli::kwic::{LINES, MOST_LINES};
use crate::cli::options::DEFAULT_TIMEOUT;
use crate::cli::search::DEFAULT_LIMIT;
use crate::engine::SnippetOptions;
use crate::ingest;
use crate::lexicon::{MAX_EXPANSION, MAX_FORMS};
use crate::query::{
    MAX_BYTES, MAX_DEPTH, MAX_NEARS, MAX_PATTERNS, MAX_VALUES, MAX_WORDS, MOST_WITH_CAPITALS,
};

/// Returns the page.
pub(super) fn page() -> Vec<Part> {
    vec![
        Part::Table("Exit codes:".into(), exit_codes()),
        Part::Table("What is read:".into(), reading()),
        Part::Table("What is asked:".into(), asking()),
    ]
}

fn exit_codes() -> Vec<Row> {
    vec![
        Row::new("0", "something was found; everything was indexed"),
        Row::new(
            "1",
            "nothing was found; some records were rejected, or there was no article; check: an \
             index of an older version, a deletion that is not carried out, or a repair that lost \
             articles",
        ),
        Row::new("2", "an error: no index, a missing file, wrong arguments, a damaged index"),
        Row::new(
            "3",
            "a query was cut: it took longer than --timeout says, or `kwic` has more lines than it can \
             hold; a part of a cluster is missing",
        ),
        Row::new(
            "130",
            "limier index: stopped by Ctrl-C, what was read is kept; delete: it came meanwhile",
        ),
        Row::new(
            "143, 129",
            "likewise, by the signal TERM, or by HUP unless it is ignored (nohup)",
        ),
    ]
}

fn reading() -> Vec<Row> {
    ingest::limits().into_iter().map(|limit| Row::new(limit.most, limit.what)).collect()
}

fn asking() -> Vec<Row> {
    let SnippetOptions { max_fragments, max_chars } = SnippetOptions::DEFAULT;
    let seconds = DEFAULT_TIMEOUT.as_secs() as usize;
    [
        (seconds, "seconds for a query to find its hits, unless --timeout says otherwise"),
        (DEFAULT_LIMIT, "hits, unless --limit says otherwise: as many as there are"),
        (LINES, "lines of `kwic` for people, unless --limit says otherwise"),
        (MOST_LINES, "lines of `kwic` in any case, the first in their order; what is beyond is told"),
        (MAX_BYTES, "bytes of a query; a longer one is refused, as is one with more of these:"),
        (MAX_WORDS as usize, "words, values and dates in a query; plain words count once"),
        (MAX_VALUES as usize, "values of fields and dates among these, ids aside"),
        (MAX_PATTERNS as usize, "words with * or ~ in a query"),
        (MOST_WITH_CAPITALS as usize, "words or phrases with ^ in a query"),
        (MAX_DEPTH as usize, "levels of brackets and signs in a query"),
        (MAX_NEARS as usize, "NEAR/n in a row"),
        (MAX_TERM_BYTES, "bytes of a word; what is longer is cut"),
        (MAX_FORMS, "forms of a word that a search finds, the closest and the commonest"),
        (MAX_EXPANSION, "words that présid*, *crate and Tokaiev~ stand for in a search, the commonest; `count` and `kwic` take all"),
        (max_fragments, "fragments of a snippet, unless --fragments says otherwise"),
        (max_chars, "characters of a snippet, unless --snippet-chars says otherwise"),
    ]
    .map(|(most, what)| Row::new(most.to_string(), what))
    .into()
}
