//! The XML of agencies: `NewsML` 1.2, `NewsML-G2` and NITF.

mod format;
mod g2;
mod newsml1;
mod nitf;
#[cfg(test)]
mod tests;
mod tidy;

pub(super) use format::NewsMl;
