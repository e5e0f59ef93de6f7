//! What can be asked of a collection, and what it answers, whatever keeps it.
//!
//! Requests and answers are owned data: nothing here reads or ranks an article, and only an
//! overview tells where they are kept. Engines stand on it, outputs and commands ask it.

mod answer;
mod contract;
mod explanation;
mod hit;
mod occurrence;
mod overview;
mod request;
mod table;

pub use answer::{Answer, Hint, Reading};
pub use contract::{Engine, Entry, Match};
pub(crate) use explanation::{ScoreParts, WordScore};
pub use hit::{CopyOf, Fragment, Hit};
pub(crate) use occurrence::Occurrence;
pub use overview::Overview;
pub use request::{Copies, Detail, Order, Recency, Request, SnippetOptions};
pub use table::{Key, Row, Table};
