//! The XML of agencies: `NewsML` 1.2, `NewsML-G2` and NITF.

pub(in crate::ingest) mod format;
mod g2;
mod newsml1;
mod nitf;
#[cfg(test)]
mod tests;
mod tidy;
