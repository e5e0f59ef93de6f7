//! What was deleted from an index in a cluster taken off its disks: nodes keep it for a while, for
//! copies that lag behind and until files are merged.
//!
//! It deletes nothing itself.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Asked, Body, Client};
use super::notes::refresh;
use super::state::documents;
use crate::cluster_fault::ClusterFault;
use crate::error::Result;

/// Longest that nodes take to let go of what they keep for others.
const LONGEST: Duration = Duration::from_mins(5);

/// How long to wait before it is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// Takes off the disks what was deleted from an index.
///
/// # Errors
/// `Cluster`, `NotGone` where some of it is still there after minutes.
pub(super) fn purge(client: &Client, index: &str) -> Result<()> {
    let kept = allow(client, index, &json!(0));
    let purged = kept.and_then(|()| expunge(client, index));
    // As it was, also where that failed.
    let back = allow(client, index, &Value::Null);
    purged.and(back)
}

/// Sets how many hundredths of a file may be deleted for it to stay as it is.
fn allow(client: &Client, index: &str, allowed: &Value) -> Result<()> {
    let body = json!({"index": {"merge.policy.expunge_deletes_allowed": allowed}});
    let path = format!("/{index}/_settings");
    let body = body.to_string();
    let asked = Asked { method: "PUT", path: &path, body: Body::Json(body.as_bytes()) };
    let _: Value = client.ask(asked)?;
    Ok(())
}

fn expunge(client: &Client, index: &str) -> Result<()> {
    let start = Instant::now();
    loop {
        refresh(client, index)?;
        for path in [
            format!("/{index}/_flush?force=true&wait_if_ongoing=true"),
            format!("/{index}/_forcemerge?only_expunge_deletes=true"),
        ] {
            let asked = Asked { method: "POST", path: &path, body: Body::None };
            let _: Value = client.ask(asked)?;
        }
        refresh(client, index)?;
        if documents(client, index)?.1 == 0 {
            return Ok(());
        }
        if start.elapsed() > LONGEST {
            return Err(client.error(ClusterFault::NotGone));
        }
        thread::sleep(PAUSE);
    }
}
