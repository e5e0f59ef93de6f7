//! A collection in a cluster: the same answers as from a folder, on real nodes, and what becomes
//! of servers that are none or mean harm.
//!
//! What needs real nodes is ignored (`on_nodes`), and run by `.ci/run` where Maven and a JDK of 21
//! or newer are; the rest needs nothing.

#![allow(clippy::unwrap_used)]

mod hostile;
mod nodes;
mod on_nodes;
mod server;
mod told;
mod typed;
