//! Which kind of collection a command is about.
//!
//! It alone chooses: no command opens an index, or reads a file of one, by itself.

use std::path::Path;

#[cfg(feature = "cluster")]
use super::reached::access;
#[cfg(feature = "cluster")]
use crate::cluster::{Address, ClusterCollection};
#[cfg(not(feature = "cluster"))]
use crate::cluster_fault::ClusterFault;
use crate::engine::{Collection, Engine, Request};
#[cfg(not(feature = "cluster"))]
use crate::error::Error;
use crate::error::Result;
use crate::search::IndexFolder;

/// Returns the collection that a command is about.
///
/// # Errors
/// `Cluster` for an address that leads nowhere, `Read` for a file that tells how it is reached.
#[cfg(feature = "cluster")]
pub(super) fn collection(dir: &Path) -> Result<Box<dyn Collection>> {
    match Address::parse(dir) {
        None => Ok(Box::new(IndexFolder(dir.to_owned()))),
        Some(address) => Ok(Box::new(ClusterCollection { address: address?, access: access()? })),
    }
}

/// Returns the collection that a command is about.
///
/// # Errors
/// `Cluster` for the address of one, which this program cannot ask.
#[cfg(not(feature = "cluster"))]
pub(super) fn collection(dir: &Path) -> Result<Box<dyn Collection>> {
    if is_in_cluster(dir) {
        // What may be a password is not told.
        let place = "opensearch+…".into();
        return Err(Error::Cluster { place, fault: ClusterFault::NotBuilt });
    }
    Ok(Box::new(IndexFolder(dir.to_owned())))
}

/// Tells whether what was named in place of a folder is an address of a cluster.
pub(super) fn is_in_cluster(dir: &Path) -> bool {
    let is_of = |text: &str| {
        ["opensearch+http://", "opensearch+https://"].iter().any(|it| text.starts_with(it))
    };
    dir.to_str().is_some_and(is_of)
}

/// Opens the engine of the collection that a command asks, which stays open: to unmap its files
/// takes longer than the end of the process does.
pub(super) fn open(dir: &Path) -> Result<&'static dyn Engine> {
    Ok(Box::leak(collection(dir)?.engine()?))
}

/// Returns how many articles an engine answers for.
pub(super) fn articles(engine: &dyn Engine) -> Result<u64> {
    Ok(engine.groups(&Request::default(), &[])?.total)
}
