//! The seam: all that a format is, and all that it sees.
//!
//! A format says what it is ([`About`]), how sure it is of a file by its name and first bytes
//! ([`Format::claims`]), and reads a stream into an output ([`Out`]). It knows neither the files,
//! threads and ids behind that, nor any other format. Each is added by a file in `formats/`, a
//! line in its table and a sample, from which help, README and the memory of an index follow.

mod about;
mod head;
mod seam;
mod told;

pub(super) use about::{About, Claim, Content};
pub(super) use head::Head;
pub(super) use seam::{Describe, Format, Later, Out, ReadOutcome};
pub(super) use told::{MOST_TOLD, told};
