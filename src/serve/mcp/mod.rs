//! The archive as a tool of assistants: the Model Context Protocol over standard input and output.
//!
//! By hand, since it is four methods and three tools: JSON-RPC, a message a line. Nothing is written
//! to the index, and each answer is short.

mod session;
mod tools;

pub(crate) use session::converse;
