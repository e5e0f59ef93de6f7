//! Pages: the article of a saved web page.
//!
//! It reads what was saved: nothing is fetched, no script is run.

mod address;
mod article;
mod author;
mod block;
mod body;
mod byline;
mod element;
mod ending;
mod facts;
mod format;
mod gather;
mod headline;
mod holder;
mod json_ld;
mod live;
mod page;
mod pointer;
mod related;
mod scope;
mod seeming;
mod several;
mod shown_authors;
mod shown_dates;
mod surroundings;
#[cfg(test)]
mod tests;
mod tidy;
mod title;

pub(super) use format::Html;
