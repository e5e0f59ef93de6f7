//! What is the matter with a cluster, as a sentence, and what to do about it.
//!
//! The sentences name no option; the advice does.

use crate::cluster_fault::{AddressFault, ClusterFault};

/// Returns what is the matter with the cluster at a place.
pub(super) fn cluster_sentence(place: &str, fault: &ClusterFault) -> String {
    match fault {
        ClusterFault::Address(fault) => format!("{place} {}", address_fault(*fault)),
        ClusterFault::NotBuilt => {
            format!("{place} is in a cluster, and this limier was built without clusters")
        }
        ClusterFault::Unreachable(said) => format!("{place} does not answer: {said}"),
        ClusterFault::TimedOut => format!("{place} did not answer in time"),
        ClusterFault::Unsafe(said) => format!("no safe connection to {place}: {said}"),
        ClusterFault::NoCertificate(path) => format!("{path} holds no certificate"),
        ClusterFault::Credentials(path) => {
            format!("{path} is not a user on one line and a password on the next")
        }
        ClusterFault::Unauthorized => {
            format!("{place} wants a user and a password that it knows")
        }
        ClusterFault::Forbidden => format!("{place} does not allow this user to do that"),
        ClusterFault::Redirected => {
            format!("{place} answered with another address, which is not followed")
        }
        ClusterFault::TooLong(most) => {
            format!("{place} answered with more than the {most} bytes that are read")
        }
        ClusterFault::Nonsense(what) => format!("{place} answered with what is no {what}"),
        ClusterFault::OtherServer(what) => format!("{place} is no OpenSearch but {what}"),
        ClusterFault::OldServer { found, oldest } => {
            format!("{place} is OpenSearch {found}; this limier needs {oldest} or later")
        }
        ClusterFault::NoModule(said) => {
            format!("{place} lacks a module of OpenSearch that limier needs: {said}")
        }
        ClusterFault::Foreign => format!("{place} holds an index that limier did not make"),
        ClusterFault::Mapping(what) => {
            format!("the fields of {place} are not as limier made them: {what}")
        }
        ClusterFault::ReadOnly => {
            format!("{place} can only be read: a disk is full, or its index was set so")
        }
        ClusterFault::Busy => format!("{place} has no time for this now"),
        ClusterFault::Partial { missing, of } => {
            let shards = match (missing, of) {
                (_, Some(of)) => format!("{missing} of {of} shards"),
                (1, None) => "a shard".to_owned(),
                (_, None) => format!("{missing} shards"),
            };
            format!("parts of {place} are missing, {shards}: no whole answer")
        }
        ClusterFault::Refused { status, said } => format!("{place} refused ({status}): {said}"),
        ClusterFault::Contended => {
            format!("others changed {place} at the same time, again and again")
        }
        ClusterFault::GivenUp => {
            format!(
                "this run was not heard of for a day, and given up by others who write to {place}"
            )
        }
        ClusterFault::NotGone => {
            format!("of what was deleted from {place} some is still on a disk")
        }
        ClusterFault::Miscounted { found, had } => {
            format!("made anew, {place} has {found} articles and not {had}: it stays as it was")
        }
    }
}

fn address_fault(fault: AddressFault) -> &'static str {
    match fault {
        AddressFault::NoHost => "names no host",
        AddressFault::NoName => "names no collection behind the host",
        AddressFault::Name => {
            "has a name that no index can have: small letters, figures, `-`, `_` and `.`"
        }
        AddressFault::Secret => "holds a user or a password, which have no place in an address",
        AddressFault::Port => "has a port that is no number",
    }
}

/// Returns what to do about it; `None` when it says that itself.
pub(super) fn cluster_advice(fault: &ClusterFault) -> Option<&'static str> {
    Some(match fault {
        ClusterFault::Address(AddressFault::Secret) => {
            "set LIMIER_CLUSTER_USER and LIMIER_CLUSTER_PASSWORD, or write them into a file and \
             name it with --credentials"
        }
        ClusterFault::Address(_) => "write it as opensearch+https://HOST:9200/NAME",
        ClusterFault::NotBuilt => "build it with `cargo install --path . --features cluster`",
        ClusterFault::Unreachable(_) => {
            "see that its nodes run and that the address is theirs; several are parted by commas"
        }
        ClusterFault::TimedOut | ClusterFault::Busy => "try again, or wait longer with --wait",
        ClusterFault::Unsafe(_) => "name the authority of its certificate with --ca FILE",
        ClusterFault::NoCertificate(_) => "name a file in PEM",
        ClusterFault::Unauthorized => {
            "set LIMIER_CLUSTER_USER and LIMIER_CLUSTER_PASSWORD, or name a file with \
             --credentials"
        }
        ClusterFault::Forbidden => "ask who keeps it, or use another user",
        ClusterFault::Redirected | ClusterFault::Nonsense(_) | ClusterFault::TooLong(_) => {
            "see that the address is that of OpenSearch itself"
        }
        ClusterFault::OtherServer(_) => "name an OpenSearch",
        ClusterFault::OldServer { .. } => "see that it is brought up to date",
        ClusterFault::NoModule(_) => {
            "see that it has its modules `analysis-common` and `lang-painless`"
        }
        ClusterFault::Foreign => "give the collection another name",
        ClusterFault::Mapping(_) => "index the collection again under another name",
        ClusterFault::ReadOnly => {
            "make room on the disks of its nodes; the block goes by itself then"
        }
        ClusterFault::Partial { .. } => {
            "see which node is gone with `limier check`, and try again when it is back"
        }
        ClusterFault::Contended | ClusterFault::Miscounted { .. } => "try again",
        ClusterFault::NotGone => {
            "see that no node is gone with `limier check`, and run `limier delete --now` again"
        }
        ClusterFault::GivenUp => "run it again; see that the clocks of the machines agree",
        ClusterFault::Credentials(_) | ClusterFault::Refused { .. } => return None,
    })
}
