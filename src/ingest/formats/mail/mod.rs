//! Letters: newsletters and alerts, one a file or a mailbox of them, and pages saved as MHTML.
//!
//! It declares and defines nothing.

mod format;
mod letters;
mod message;
#[cfg(test)]
mod tests;

pub(super) use format::Mail;
