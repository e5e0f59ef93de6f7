//! A collection that a cluster keeps: what opens its engine and its store.
//!
//! It holds its address and how it is reached, and asks nothing until something is opened.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use xxhash_rust::xxh3::xxh3_64;

use super::access::Access;
use super::address::Address;
use super::client::{Asked, Body, Client};
use super::dry_run::dry_run;
use super::notes;
use super::opened::ClusterEngine;
use super::rebuild::rebuild;
use super::recount::{Recount, recount};
use super::state;
use super::store::ClusterStore;
use super::walk::count_each;
use crate::cluster_fault::ClusterFault;
use crate::engine::{Collection, Engine};
use crate::error::{Error, Result};
use crate::index::{Checkup, Decisions, OldVersion, Repair, Store, WriterOptions};

/// A collection in a cluster, which need not be there yet.
pub(crate) struct ClusterCollection {
    /// Where it is.
    pub(crate) address: Address,
    /// How it is reached.
    pub(crate) access: Access,
}

#[derive(Deserialize)]
struct Health {
    status: String,
    active_primary_shards: u64,
    unassigned_shards: u64,
    active_shards: u64,
}

impl ClusterCollection {
    fn client(&self, patience: Duration) -> Client {
        Client::new(&self.address, &self.access, patience)
    }
}

impl Collection for ClusterCollection {
    fn engine(&self) -> Result<Box<dyn Engine>> {
        let Address { name, place, .. } = &self.address;
        let client = self.client(Duration::ZERO);
        Ok(Box::new(ClusterEngine::open(client, name, place, self.access.cache.as_deref())?))
    }

    fn stamp(&self) -> Result<u64> {
        let Address { name, place, .. } = &self.address;
        let client = self.client(Duration::ZERO);
        let state = state::read(&client, name, place)?.change();
        let decisions = notes::change_of_decisions(&client, name, place)?;
        let articles = state::documents(&client, name)?;
        Ok(xxh3_64(format!("{state:?} {decisions:?} {articles:?}").as_bytes()))
    }

    fn store(&self, now: &str, options: WriterOptions) -> Result<Box<dyn Store>> {
        let Address { name, place, .. } = &self.address;
        let client = self.client(options.wait);
        Ok(Box::new(ClusterStore::open(client, name, place.clone(), now, options)?))
    }

    fn dry_run(&self) -> Result<Box<dyn Store>> {
        dry_run(self.client(Duration::ZERO), &self.address)
    }

    fn decisions(&self) -> Result<Decisions> {
        let Address { name, place, .. } = &self.address;
        let client = self.client(Duration::ZERO);
        state::read(&client, name, place)?;
        notes::decisions(&client, name, place)
    }

    fn revise(
        &self,
        _: &str,
        wait: Duration,
        change: &mut dyn FnMut(&mut Decisions),
    ) -> Result<()> {
        let Address { name, place, .. } = &self.address;
        let client = self.client(wait);
        state::read(&client, name, place)?;
        notes::decide(&client, name, place, change)?;
        Ok(())
    }

    fn old_version(&self) -> Result<Option<OldVersion>> {
        let Address { name, place, .. } = &self.address;
        match state::read(&self.client(Duration::ZERO), name, place) {
            Err(Error::IndexMissing(_)) => Ok(None),
            held => Ok(held?.state.old_version()),
        }
    }

    fn check(&self) -> Result<Checkup> {
        let Address { name, place, .. } = &self.address;
        let client = self.client(Duration::ZERO);
        let state = state::read(&client, name, place)?.state;
        let path = format!("/_cluster/health/{name},{}", state::state_index(name));
        let health: Health = client.ask(Asked { method: "GET", path: &path, body: Body::None })?;
        if health.status == "red" {
            let missing = health.unassigned_shards.max(1);
            let of = health.active_shards + missing;
            return Err(client.error(ClusterFault::Partial { missing, of: Some(of) }));
        }
        let articles = count_each(&client, name, &[json!({"match_all": {}})])?;
        Ok(Checkup {
            undone: 0,
            dir: place.display().to_string(),
            articles: articles.first().copied().unwrap_or(0),
            files: usize::try_from(health.active_primary_shards).unwrap_or(usize::MAX),
            damaged: Vec::new(),
            affected: Vec::new(),
            manifest: state.manifest,
        })
    }

    fn repair(&self, _: &str, wait: Duration) -> Result<Repair> {
        let Address { name, place, .. } = &self.address;
        let client = Arc::new(self.client(wait));
        let state = state::read(&client, name, place)?.state;
        if state.is_old() {
            rebuild(&client, name, place)?;
            return Ok(Repair { old: Some(state.manifest), ..Repair::default() });
        }
        notes::refresh(&client, name)?;
        recount(&client, name, place, Recount::Always)?;
        Ok(Repair::default())
    }
}
