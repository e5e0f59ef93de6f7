//! Evaluation: rankings and judgments to measures of relevance.
//!
//! The definitions are those of NIST's `trec_eval`, averaged over every judged query
//! (its option `-c`): one without hits counts as zero. It never searches: a ranking
//! comes from a TREC run or from whoever searched.

mod comparison;
mod judgments;
mod measures;
mod run;

pub(crate) use comparison::{Comparison, compare};
pub(crate) use judgments::Judgments;
pub(crate) use measures::{Evaluation, Measure, Measures, QueryEvaluation, evaluate};
pub(crate) use run::{Run, trec_id};
