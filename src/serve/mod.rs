//! The archive over HTTP, and as a tool of assistants: pages, an API, feeds, MCP.
//!
//! A request becomes what a command asks of the engine, and its answer a page or the JSON of that
//! command. Nothing here writes the index, prints, or reads the time of day: who runs it gives
//! the clock.

mod answer;
mod api;
mod archive;
mod asked;
mod assets;
mod connections;
mod credentials;
mod export;
mod fault;
mod feed;
mod file_name;
mod guard;
mod line;
mod mcp;
mod pages;
mod params;
mod remembered;
mod reply;
mod requests;
mod room;
mod router;
mod server;
mod site;
mod stalling;
mod weight;

pub(crate) use archive::Archive;
pub(crate) use credentials::Credentials;
pub(crate) use mcp::converse;
pub(crate) use server::serve;
pub(crate) use site::Site;
