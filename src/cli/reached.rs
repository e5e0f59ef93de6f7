//! How clusters are reached: by which user, and whose certificates count; told once, when the
//! program begins.
//!
//! A password is never an argument, which others could see in the list of processes.

use std::env;
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::Args;

use crate::cluster::Access;
use crate::error::Result;

/// How clusters are reached.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Reached {
    /// File with the user of a cluster on its first line and the password on its second; or set
    /// `LIMIER_CLUSTER_USER` and `LIMIER_CLUSTER_PASSWORD`
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    credentials: Option<PathBuf>,
    /// File of certificates of an authority that signed that of a cluster, in PEM
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    ca: Option<PathBuf>,
}

static REACHED: OnceLock<Reached> = OnceLock::new();

/// Takes note of what was typed.
pub(super) fn note(reached: &Reached) {
    let _ = REACHED.set(reached.clone());
}

/// Returns how clusters are reached.
///
/// # Errors
/// `Read`, or `Cluster` for a file of another form.
pub(super) fn access() -> Result<Access> {
    let Reached { credentials, ca } = REACHED.get().cloned().unwrap_or_default();
    let mut access = Access::default();
    if let Some(path) = ca {
        access = access.with_authority(&path)?;
    }
    if let Some(folder) = cache() {
        access = access.with_cache(folder);
    }
    match credentials {
        Some(path) => access.with_credentials(&path),
        None => Ok(match env::var("LIMIER_CLUSTER_USER") {
            Ok(user) if !user.is_empty() => {
                access.with_user(&user, &env::var("LIMIER_CLUSTER_PASSWORD").unwrap_or_default())
            }
            _ => access,
        }),
    }
}

/// Returns the folder for what never changes and can be had again.
fn cache() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|it| it.is_absolute());
    let folder = named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache")))?;
    Some(folder.join("limier"))
}
