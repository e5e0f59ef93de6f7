//! Europresse and Eureka: what their users save as HTML, of every generation.
//!
//! One file may hold several of them: each article is read by its own layout.

mod article;
mod format;
#[cfg(test)]
mod tests;

pub(super) use format::Europresse;
