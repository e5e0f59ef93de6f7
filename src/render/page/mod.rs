//! What pages say, in French and in English: words, numbers, dates, readings, faults.
//!
//! A sentence is made of typed data, in one place for each language; what is markup, and where
//! a sentence stands, is not known here.

mod dates;
mod fault;
mod french_dates;
mod french_syntax;
mod hints;
mod numbers;
mod param;
mod tongue;
mod words;

pub(crate) use dates::{long_date, period};
pub(crate) use fault::fault_sentence;
pub(crate) use hints::{found, told};
pub(crate) use numbers::{counted_articles, number, percent};
pub(crate) use param::{ParamFault, ParamProblem};
pub(crate) use tongue::Tongue;
pub(crate) use words::Words;
