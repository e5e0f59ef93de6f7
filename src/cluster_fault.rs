//! What is the matter with a cluster that keeps a collection, or with how it was named.
//!
//! It is data: what the cluster said is hostile text, shortened where it comes in.

/// What is the matter with a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClusterFault {
    /// The address is none of a collection: what is wrong.
    Address(AddressFault),
    /// This program was built without what speaks to clusters.
    NotBuilt,
    /// No node answers; what was said last.
    Unreachable(String),
    /// No node answered in time.
    TimedOut,
    /// No connection that is safe: what was said of the certificate.
    Unsafe(String),
    /// The authority's file holds no certificate.
    NoCertificate(String),
    /// The file of credentials is not two lines.
    Credentials(String),
    /// It wants a user and a password, or others than were given.
    Unauthorized,
    /// The user may not do this.
    Forbidden,
    /// It answered with an address elsewhere.
    Redirected,
    /// An answer is longer than any that is expected; its bytes at most.
    TooLong(u64),
    /// An answer is not what was asked for: what was asked.
    Nonsense(&'static str),
    /// It is another server than `OpenSearch`; what it says that it is.
    OtherServer(String),
    /// Its version is older than what this program knows.
    OldServer {
        /// Its version.
        found: String,
        /// The oldest known.
        oldest: &'static str,
    },
    /// It lacks a module; what it said.
    NoModule(String),
    /// The name is that of something else.
    Foreign,
    /// Fields of the index are not as they were made: the first of them.
    Mapping(String),
    /// It takes nothing: the disk of a node is full, or the index was set so.
    ReadOnly,
    /// It has no time for this now.
    Busy,
    /// Parts of the collection are nowhere: so many of so many shards.
    Partial {
        /// Shards that did not answer.
        missing: u64,
        /// All of them, where that was told.
        of: Option<u64>,
    },
    /// It refused, for another reason.
    Refused {
        /// The status of its answer.
        status: u16,
        /// What it said.
        said: String,
    },
    /// Of what was deleted some is still on a disk.
    NotGone,
    /// Made anew, it has another number of articles: how many, and how many it had.
    Miscounted {
        /// Articles that it has.
        found: u64,
        /// Articles that it had.
        had: u64,
    },
    /// A run was not heard of for so long that others gave it up.
    GivenUp,
    /// Others changed it at the same time, again and again.
    Contended,
}

/// What is wrong with the address of a collection in a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFault {
    /// It has no host.
    NoHost,
    /// It has no name behind the host.
    NoName,
    /// The name has a sign that names of indices cannot have.
    Name,
    /// It holds a user or a password.
    Secret,
    /// A port is no number.
    Port,
}
