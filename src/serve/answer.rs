//! What answers a request: a function for each address.
//!
//! It is a type and nothing else; which address has which stands with the pages and with the API.

use super::asked::Asked;
use super::fault::Fault;
use super::reply::Reply;

/// What answers a request.
pub(super) type Answer = fn(&Asked) -> Result<Reply, Fault>;
