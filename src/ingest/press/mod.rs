//! What press databases have in common: files of many articles, bylines, mastheads, names of
//! languages, and the marks by which one file shows what it holds of several.

pub(super) mod accession;
mod addressed;
pub(super) mod byline;
pub(super) mod clipping;
pub(super) mod count;
pub(super) mod cut;
mod dateline;
pub(super) mod day;
mod dispatch;
pub(super) mod document_number;
pub(super) mod factiva;
pub(super) mod gaps;
mod headed;
mod headlines;
mod kinship;
pub(super) mod label;
pub(super) mod language;
pub(super) mod line;
pub(super) mod mark;
pub(super) mod masthead;
mod others;
pub(super) mod parts;
pub(super) mod plain;
pub(super) mod report;
mod rows;
pub(super) mod starred;
pub(super) mod starred_text;
mod wrapping;
