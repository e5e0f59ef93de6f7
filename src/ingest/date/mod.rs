//! Dates as inputs write them.

mod clock;
mod parse;
mod phrase;
mod reader;
#[cfg(test)]
mod tests;
mod zone;

pub(super) use parse::parse_date;
pub(super) use zone::in_canada;
