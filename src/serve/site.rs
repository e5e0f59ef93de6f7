//! What is served, and to whom: an archive, its name, the hosts it may be asked by.
//!
//! It is made once, and no request changes it.

use std::net::SocketAddr;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::archive::Archive;
use super::credentials::Credentials;

/// What is served.
pub(crate) struct Site {
    /// The articles.
    pub(crate) archive: Archive,
    /// What the collection is called.
    pub(crate) name: String,
    /// Where it is asked.
    pub(crate) bind: SocketAddr,
    /// Names of hosts that it may be asked by, besides those of this machine.
    pub(crate) hosts: Vec<String>,
    /// Who may ask; anybody, where there are none.
    pub(crate) credentials: Option<Credentials>,
    /// Where days begin.
    pub(crate) zone: TimeZone,
    /// The present moment.
    pub(crate) now: fn() -> Timestamp,
}
