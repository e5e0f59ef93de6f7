//! Judgments: which articles answer which query, and how well.
//!
//! Format (TREC qrels): `qid iteration docid grade`, blanks between, one a line.
//! Empty lines are skipped.

use std::collections::HashMap;
use std::path::Path;

use super::run::trec_id;
use crate::error::{Error, Result};
use crate::line_fault::LineFault;

/// The judged articles of each query.
#[derive(Debug, Clone, Default)]
pub(crate) struct Judgments {
    queries: Vec<(String, HashMap<String, u32>)>,
}

impl Judgments {
    /// Reads judgments; `path` is their place in messages.
    ///
    /// A grade below zero means "not judged", as for `trec_eval`, and counts as zero.
    ///
    /// # Errors
    /// `BadLine` for a line of another shape or an article judged twice for the
    /// same query, `JudgmentsEmpty` when there is none at all.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self> {
        let mut queries: Vec<(String, HashMap<String, u32>)> = Vec::new();
        let mut ordinals = HashMap::<&str, usize>::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |reason| Error::BadLine { path: path.to_owned(), line: index + 1, reason };
            let mut columns = line.split_ascii_whitespace();
            let (Some(query), Some(_), Some(id), Some(grade), None) =
                (columns.next(), columns.next(), columns.next(), columns.next(), columns.next())
            else {
                return Err(wrong(LineFault::JudgmentColumns));
            };
            let grade: i64 = grade.parse().map_err(|_| wrong(LineFault::GradeIsNoNumber))?;
            let grade = u32::try_from(grade.max(0)).map_err(|_| wrong(LineFault::GradeTooLarge))?;
            let ordinal = *ordinals.entry(query).or_insert_with(|| {
                queries.push((query.to_owned(), HashMap::new()));
                queries.len() - 1
            });
            if queries[ordinal].1.insert(trec_id(id), grade).is_some() {
                return Err(wrong(LineFault::JudgedTwice));
            }
        }
        if queries.is_empty() {
            return Err(Error::JudgmentsEmpty(path.to_owned()));
        }
        Ok(Self { queries })
    }

    /// Returns the judged queries in the order of the file: id, and the grade of each
    /// judged article; those with a grade of 1 or more are relevant.
    #[must_use]
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &HashMap<String, u32>)> {
        self.queries.iter().map(|(id, grades)| (id.as_str(), grades))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sentence;

    #[track_caller]
    fn refused(text: &str, message: &str) {
        let error = Judgments::parse(text, Path::new("q.rels")).expect_err("a bad file");
        assert_eq!(sentence(&error), message);
    }

    #[test]
    fn queries_keep_their_order_and_negative_grades_count_as_zero() {
        let judgments =
            Judgments::parse("b 0 x 1\na\t0\ty\t2\n\nb 0 z -1\n", Path::new("")).expect("good");
        let ids: Vec<_> = judgments.iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["b", "a"]);
        let (_, grades) = judgments.iter().next().expect("two queries");
        assert_eq!((grades["x"], grades["z"]), (1, 0));
    }

    #[test]
    fn a_bad_line_is_named() {
        refused("a 0 x 1\na 0 y", "q.rels:2: a judgment has four columns: qid, 0, docid, grade");
        refused("a 0 x 1 more", "q.rels:1: a judgment has four columns: qid, 0, docid, grade");
        refused("a 0 x good", "q.rels:1: the grade of a judgment is a whole number");
        refused("a 0 x 1\na 0 x 0", "q.rels:2: this article is judged twice for the same query");
        refused("\n", "q.rels holds no judgment; write one a line: qid 0 docid grade");
    }
}
