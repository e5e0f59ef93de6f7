//! Europresse and Eureka: what their users save as HTML, of every generation.

mod article;
mod format;
#[cfg(test)]
mod tests;

pub(super) use format::Europresse;
