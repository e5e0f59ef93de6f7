//! What a run would do to a collection in a cluster.
//!
//! It takes no number of a run, so that nobody waits for it, and writes nothing.

use std::sync::Arc;

use super::address::Address;
use super::client::Client;
use super::notes;
use super::state;
use super::table::Table;
use crate::error::{Error, Result};
use crate::index::{Decisions, DryRun, Inputs, Store};

/// Opens a collection, if there is one.
///
/// # Errors
/// `Cluster`, and those of reading its state but for `IndexMissing`.
pub(super) fn dry_run(client: Client, address: &Address) -> Result<Box<dyn Store>> {
    let Address { name, place, .. } = address;
    let client = Arc::new(client);
    match state::read(&client, name, place) {
        Err(Error::IndexMissing(_)) => {
            let none: Option<Table> = None;
            Ok(Box::new(DryRun::of(none, Inputs::default(), &Decisions::default())))
        }
        held => {
            held?;
            let inputs = notes::inputs(&client, name)?;
            let decisions = notes::decisions(&client, name, place)?;
            let table = Some(Table::read(&client, name)?).filter(|table| !table.is_empty());
            Ok(Box::new(DryRun::of(table, inputs, &decisions)))
        }
    }
}
