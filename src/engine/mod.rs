//! What can be asked of a collection, and what it answers, whatever keeps it.
//!
//! Requests and answers are owned data: nothing here reads or ranks an article, and only an
//! overview tells where they are kept. Engines stand on it, outputs and commands ask it.

mod ages;
mod answer;
mod arrivals;
mod collection;
mod concordance;
mod contract;
mod counts;
mod deadline;
mod explanation;
mod hit;
mod marking;
mod marks;
mod occurrence;
mod overview;
mod request;
mod table;

pub(crate) use ages::Ages;
pub(crate) use answer::Reading;
pub use answer::{Answer, Hint};
pub(crate) use arrivals::{Arrivals, Commit, Told};
pub(crate) use collection::Collection;
pub(crate) use concordance::{
    Concordance, FARTHEST, KwicArticle, KwicLine, KwicOrder, MOST_BESIDE,
};
pub use contract::Match;
pub(crate) use contract::{Engine, Entry, Visit};
pub(crate) use counts::{CountRow, Counts, ends_of};
pub use deadline::Deadline;
pub use explanation::{ScoreParts, WordScore};
pub use hit::{CopyOf, Fragment, Hit};
pub(crate) use marking::{LEAST, Likelihood, Marking, MarkingWord, MarkingWords};
pub(crate) use marks::ArticleMarks;
pub use occurrence::Occurrence;
pub use overview::Overview;
pub use request::{Copies, Detail, Forms, Order, Recency, Request, SnippetOptions};
pub use table::{Key, Row, Table};
