//! Letters: newsletters and alerts, one a file or a mailbox of them, and pages saved as MHTML.
//!
//! It declares and defines nothing.

mod encoded_word;
mod format;
mod letters;
mod message;
mod part;
#[cfg(test)]
mod tests;

pub(super) use format::Mail;
