//! Dates as inputs write them.
//!
//! Nothing here guesses or knows what day it is: what is no sure date is none.

mod clock;
mod columns;
mod in_path;
mod parse;
mod period;
mod phrase;
mod reader;
#[cfg(test)]
mod tests;
mod zone;

pub(super) use columns::date_in_columns;
pub(super) use in_path::{NamedPlace, date_in_path};
pub(super) use parse::{parse_date, parse_given};
pub(super) use zone::in_canada;
