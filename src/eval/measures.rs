//! The measures, with the definitions of `trec_eval` (NIST).
//!
//! An article is relevant from grade 1 on; an article that nobody judged is not.
//! `MRR@10` is `recip_rank` within the first ten, `nDCG@10` is `ndcg_cut.10` (the gain
//! is the grade, the discount log2(rank + 1)), `P@20` is `P.20`, `MAP` is `map` over
//! the whole ranking, `R@10` and `R@100` are `recall.10` and `recall.100`.

use std::collections::HashMap;

use super::judgments::Judgments;
use super::run::Run;

/// A measure of relevance, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// One over the rank of the first relevant article, zero beyond the tenth.
    Mrr10,
    /// Gain of the first ten, discounted by rank, of the best that was possible.
    Ndcg10,
    /// Share of the first twenty that is relevant.
    P20,
    /// Precision at each relevant article, zero for those not found.
    Map,
    /// Share of the relevant articles among the first ten.
    R10,
    /// Share of the relevant articles among the first hundred.
    R100,
}

impl Measure {
    /// All of them, in the order they are printed.
    pub(crate) const ALL: [Self; 6] =
        [Self::Mrr10, Self::Ndcg10, Self::P20, Self::Map, Self::R10, Self::R100];

    /// Returns its name for people.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mrr10 => "MRR@10",
            Self::Ndcg10 => "nDCG@10",
            Self::P20 => "P@20",
            Self::Map => "MAP",
            Self::R10 => "R@10",
            Self::R100 => "R@100",
        }
    }

    /// Returns its name in output for programs.
    #[must_use]
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Mrr10 => "mrr_10",
            Self::Ndcg10 => "ndcg_10",
            Self::P20 => "p_20",
            Self::Map => "map",
            Self::R10 => "recall_10",
            Self::R100 => "recall_100",
        }
    }
}

/// The value of each measure.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Measures([f64; Measure::ALL.len()]);

impl Measures {
    /// Returns the value of a measure.
    #[must_use]
    pub(crate) fn get(&self, measure: Measure) -> f64 {
        self.0[measure as usize]
    }

    /// Measures a ranking against the grades of the judged articles.
    fn of(ranking: &[String], grades: &HashMap<String, u32>) -> Self {
        let gains: Vec<u32> =
            ranking.iter().map(|id| grades.get(id).copied().unwrap_or(0)).collect();
        let mut ideal: Vec<u32> = grades.values().copied().filter(|grade| *grade > 0).collect();
        ideal.sort_unstable_by(|one, other| other.cmp(one));
        let relevant = ideal.len() as f64;
        let found =
            |depth: usize| gains.iter().take(depth).filter(|gain| **gain > 0).count() as f64;
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let ranks = gains.iter().zip(1_u32..).filter(|(gain, _)| **gain > 0);
        let first = ranks.clone().map(|(_, rank)| rank).next().filter(|rank| *rank <= 10);
        let precisions =
            sum(ranks.zip(1_u32..).map(|((_, rank), found)| f64::from(found) / f64::from(rank)));
        Self([
            first.map_or(0.0, |rank| 1.0 / f64::from(rank)),
            share(discounted(&gains), discounted(&ideal)),
            found(20) / 20.0,
            share(precisions, relevant),
            share(found(10), relevant),
            share(found(100), relevant),
        ])
    }
}

/// Returns the gain of the first ten, discounted by rank.
fn discounted(gains: &[u32]) -> f64 {
    let gains = gains.iter().take(10).zip(1_u32..);
    sum(gains.map(|(gain, rank)| f64::from(*gain) / f64::from(rank + 1).log2()))
}

/// Returns the sum of numbers; that of none is 0, where the library's is -0.
fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}

/// What a run is worth for one query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QueryEvaluation {
    /// Its id.
    pub query: String,
    /// Rank of the first relevant article, from 1.
    pub first: Option<usize>,
    /// The measures.
    pub measures: Measures,
}

/// What a run is worth.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evaluation {
    /// Every judged query, in the order of the judgments; never empty.
    pub queries: Vec<QueryEvaluation>,
    /// Queries with at least one hit.
    pub answered: usize,
    /// Hits of all queries.
    pub hits: usize,
    /// Relevant articles of all queries.
    pub relevant: usize,
    /// Of these, found.
    pub relevant_found: usize,
}

impl Evaluation {
    /// Returns the mean of a measure over the judged queries.
    #[must_use]
    pub(crate) fn mean(&self, measure: Measure) -> f64 {
        let sum: f64 = self.queries.iter().map(|query| query.measures.get(measure)).sum();
        sum / self.queries.len() as f64
    }
}

/// Measures a run; queries that nobody judged are left out.
#[must_use]
pub(crate) fn evaluate(judgments: &Judgments, run: &Run) -> Evaluation {
    let mut evaluation =
        Evaluation { queries: Vec::new(), answered: 0, hits: 0, relevant: 0, relevant_found: 0 };
    for (query, grades) in judgments.iter() {
        let ranking = run.ranking(query);
        let is_relevant = |id: &String| grades.get(id).is_some_and(|grade| *grade > 0);
        evaluation.answered += usize::from(!ranking.is_empty());
        evaluation.hits += ranking.len();
        evaluation.relevant += grades.values().filter(|grade| **grade > 0).count();
        evaluation.relevant_found += ranking.iter().filter(|id| is_relevant(id)).count();
        evaluation.queries.push(QueryEvaluation {
            query: query.to_owned(),
            first: ranking.iter().position(is_relevant).map(|index| index + 1),
            measures: Measures::of(ranking, grades),
        });
    }
    evaluation
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Measures a ranking (`a b c`) against judgments (`a=2 x=1`), to four digits.
    #[track_caller]
    fn check(judged: &str, ranking: &str, expected: [f64; 6]) {
        let grades = judged.split(' ').map(|pair| pair.split_once('=').expect("id=grade"));
        let lines: String =
            grades.map(|(id, grade)| format!("q 0 {id} {grade}\n")).collect::<Vec<_>>().concat();
        let judgments = Judgments::parse(&lines, Path::new("")).expect("good judgments");
        let mut run = Run::default();
        run.add("q", ranking.split_whitespace().map(str::to_owned).collect());
        let evaluation = evaluate(&judgments, &run);
        for (measure, expected) in Measure::ALL.into_iter().zip(expected) {
            let found = evaluation.mean(measure);
            assert!((found - expected).abs() < 5e-5, "{}: {found:.5}", measure.name());
        }
    }

    #[test]
    fn a_single_answer_at_rank_two() {
        // nDCG: 1 / log2(3) = 0.6309.
        check("x=1", "a x b", [0.5, 0.6309, 0.05, 0.5, 1.0, 1.0]);
    }

    #[test]
    fn several_answers_and_one_never_found() {
        // Relevant at ranks 1 and 3, of three: MAP (1/1 + 2/3) / 3 = 0.5556;
        // nDCG (1 + 1/2) / (1 + 0.6309 + 0.5) = 0.7039.
        check("x=1 y=1 z=1 a=0", "x a y b", [1.0, 0.7039, 0.1, 0.5556, 0.6667, 0.6667]);
    }

    #[test]
    fn the_gain_is_the_grade() {
        // (1 + 3 / log2(3)) / (3 + 1 / log2(3)) = 2.8928 / 3.6309.
        check("x=1 y=3", "x y", [1.0, 0.7967, 0.1, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn cuts_fall_after_the_tenth_the_twentieth_and_the_hundredth() {
        let filler = |count: usize| {
            (0..count).map(|number| format!("f{number} ")).collect::<Vec<_>>().concat()
        };
        check("x=1", &format!("{}x", filler(9)), [0.1, 0.2891, 0.05, 0.1, 1.0, 1.0]);
        check("x=1", &format!("{}x", filler(10)), [0.0, 0.0, 0.05, 1.0 / 11.0, 0.0, 1.0]);
        check("x=1", &format!("{}x", filler(20)), [0.0, 0.0, 0.0, 1.0 / 21.0, 0.0, 1.0]);
        check("x=1", &format!("{}x", filler(100)), [0.0, 0.0, 0.0, 1.0 / 101.0, 0.0, 0.0]);
    }

    #[test]
    fn nothing_relevant_and_nothing_found_are_zero() {
        check("x=0", "x a", [0.0; 6]);
        check("x=1", "", [0.0; 6]);
        assert!(sum([].into_iter()).is_sign_positive(), "printed without a sign");
    }

    #[test]
    fn queries_without_hits_count_and_queries_without_judgments_do_not() {
        let judgments = Judgments::parse("a 0 x 1\nb 0 y 1\nb 0 z 1", Path::new("")).expect("good");
        let mut run = Run::default();
        run.add("a", vec!["w".to_owned(), "x".to_owned()]);
        run.add("unjudged", vec!["x".to_owned()]);
        let evaluation = evaluate(&judgments, &run);
        assert!((evaluation.mean(Measure::Mrr10) - 0.25).abs() < 1e-9);
        let Evaluation { queries, answered, hits, relevant, relevant_found } = evaluation;
        assert_eq!((queries.len(), answered, hits, relevant, relevant_found), (2, 1, 2, 3, 1));
        assert_eq!((queries[0].first, queries[1].first), (Some(2), None));
    }
}
