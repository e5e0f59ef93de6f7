//! `limier serve`: what it answers over the loopback, to friends and to others.
//!
//! The server is the real program, asked by hand-written HTTP: what is sent is what is meant.

mod answers;
mod browsers;
mod hostile;
mod lifetime;
mod mcp;
mod pages;
pub(crate) mod server;
