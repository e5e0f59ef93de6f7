//! Dates as inputs write them.

mod clock;
mod parse;
mod phrase;
mod reader;
#[cfg(test)]
mod tests;

pub(super) use parse::parse_date;
