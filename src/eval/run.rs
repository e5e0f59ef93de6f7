//! A run: the ranking that an engine gave for each query.
//!
//! Format (TREC): `qid Q0 docid rank score tag`, blanks between, one a line. As
//! `trec_eval` does, the rank is ignored: the score orders the articles, and equal
//! scores are ordered by docid, the greater first.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::character::{is_invisible, is_obeyed};
use crate::error::{Error, Result};
use crate::line_fault::LineFault;

/// The ids of the articles found for each query, best first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Run {
    rankings: HashMap<String, Vec<String>>,
}

impl Run {
    /// Reads a run; `path` is its place in messages.
    ///
    /// # Errors
    /// `BadLine` for a line of another shape, or an article ranked twice for the
    /// same query.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self> {
        let mut scored = HashMap::<&str, Vec<(f64, &str)>>::new();
        let mut seen = HashSet::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |reason| Error::BadLine { path: path.to_owned(), line: index + 1, reason };
            let columns: Vec<&str> = line.split_ascii_whitespace().collect();
            let &[query, _, id, _, score, _, ..] = columns.as_slice() else {
                return Err(wrong(LineFault::HitColumns));
            };
            let score = score.parse().ok().filter(|score: &f64| !score.is_nan());
            // Added to, -0 becomes 0, which is its equal.
            let score = score.ok_or_else(|| wrong(LineFault::ScoreIsNoNumber))? + 0.0;
            if !seen.insert((query, id)) {
                return Err(wrong(LineFault::RankedTwice));
            }
            scored.entry(query).or_default().push((score, id));
        }
        let mut run = Self::default();
        for (query, mut hits) in scored {
            hits.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| other.1.cmp(one.1)));
            run.add(query, hits.into_iter().map(|(_, id)| trec_id(id)).collect());
        }
        Ok(run)
    }

    /// Adds the ranking of a query, best first; an id that stands twice counts once.
    pub(crate) fn add(&mut self, query: &str, mut ranking: Vec<String>) {
        let mut seen = HashSet::new();
        ranking.retain(|id| seen.insert(id.clone()));
        self.rankings.insert(query.to_owned(), ranking);
    }

    /// Returns the ids found for a query, best first; none for a query it lacks.
    #[must_use]
    pub(crate) fn ranking(&self, query: &str) -> &[String] {
        self.rankings.get(query).map_or(&[], Vec::as_slice)
    }
}

/// Returns an id as a run has it: blanks would break the line, and what is not seen or turns
/// it would make it another one to look at; they become `_`.
#[must_use]
pub(crate) fn trec_id(id: &str) -> String {
    id.replace(|char: char| char.is_whitespace() || is_obeyed(char) || is_invisible(char), "_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sentence;

    #[test]
    fn scores_order_the_articles_and_ranks_do_not() {
        let text = "q Q0 low 1 0.5 t\nq Q0 a 9 2 t\nq Q0 b 9 2.0 t\nq Q0 top 3 1e1 t\n\
                    other Q0 x 1 -3 t more\n";
        let run = Run::parse(text, Path::new("")).expect("good");
        assert_eq!(run.ranking("q"), ["top", "b", "a", "low"]);
        assert_eq!(run.ranking("other"), ["x"]);
        assert!(run.ranking("absent").is_empty());
    }

    #[test]
    fn equal_scores_are_equal_however_written() {
        let run = Run::parse("q Q0 a 1 0 t\nq Q0 b 1 -0.0 t\n", Path::new("")).expect("good");
        assert_eq!(run.ranking("q"), ["b", "a"]);
    }

    #[test]
    fn an_article_counts_once() {
        let mut run = Run::default();
        run.add("q", ["a", "b", "a"].map(str::to_owned).to_vec());
        assert_eq!(run.ranking("q"), ["a", "b"]);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (text, message) in [
            ("q Q0 x 1 2", "r:1: a hit has six columns: qid, Q0, docid, rank, score, tag"),
            ("q Q0 x 1 NaN t", "r:1: the score of a hit is a number"),
            ("q Q0 x 1 high t", "r:1: the score of a hit is a number"),
            ("q Q0 x 1 2 t\nq Q0 x 2 1 t", "r:2: this article is ranked twice for the same query"),
        ] {
            let error = Run::parse(text, Path::new("r")).expect_err("a bad file");
            assert_eq!(sentence(&error), message);
        }
    }
}
