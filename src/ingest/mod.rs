//! Inputs to articles: places, compression, encodings, and one file or folder a format.
//!
//! Everything found goes to a [`Sink`]: an article, a rejected record with its place and
//! reason, or a file of a kind that is not read. It never prints. Documents and sheets are
//! held whole, up to 64 MB; of streams of records (JSON Lines, tables, archives, press
//! databases) one record at a time.

mod again;
mod anonymous;
mod beside;
mod bytes;
mod catalog;
mod date;
mod dated;
mod defaults;
mod driver;
mod format;
mod formats;
#[cfg(test)]
mod fuzzed;
mod intake;
mod kind;
mod limits;
mod markup;
mod nesting;
#[cfg(any(test, feature = "internals"))]
mod only;
mod open;
mod open_file;
mod place;
mod pre;
mod press;
mod program;
mod record;
mod sink;
mod stop;
#[cfg(test)]
pub(crate) mod test_formats;
#[cfg(test)]
mod test_sink;
#[cfg(test)]
mod tests;
mod threads;
mod update;
mod update_options;
mod visits;
mod watch;

pub use catalog::{Catalog, FormatHelp};
pub use defaults::defaults;
#[cfg(any(test, feature = "internals"))]
pub use driver::read;
pub(crate) use limits::limits;
pub use place::{Place, places, total_bytes};
pub use pre::{FileGlob, Preprocessor};
pub use record::field::FieldNames;
#[cfg(any(test, feature = "internals"))]
pub use sink::Sink;
pub use stop::Stop;
pub use update::update;
pub use update_options::{Prune, UpdateOptions};
pub use watch::{UpdateCounts, Watch};
