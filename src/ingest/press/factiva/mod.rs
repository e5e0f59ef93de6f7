//! The text of Factiva, saved as such or put into documents of other kinds: its codes, their
//! order, and the articles that they make.

pub(in crate::ingest) mod code;
pub(in crate::ingest) mod order;
pub(in crate::ingest) mod text;
pub(in crate::ingest) mod uncoded;
