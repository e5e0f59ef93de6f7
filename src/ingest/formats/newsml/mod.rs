//! The XML of agencies: `NewsML` 1.2, `NewsML-G2` and NITF.
//!
//! Nothing else of a message becomes an article: pictures, captions and the news of its sending
//! do not.

mod format;
mod g2;
mod name;
mod newsml1;
mod nitf;
#[cfg(test)]
mod tests;

pub(super) use format::NewsMl;
