//! What a node says when it refuses, put into faults that are known.
//!
//! The texts that it keeps are shortened and hold no sign that a terminal would obey.

use serde::Deserialize;

use crate::cluster_fault::ClusterFault;

/// Most characters that are kept of what a node said.
const MAX_CHARS: usize = 300;

/// What a node says when another one, which it asked for its part, ends or is gone: the next
/// node, or the same one a little later, knows where to ask instead.
const GONE: [&str; 6] = [
    "connect_transport_exception",
    "node_closed_exception",
    "node_disconnected_exception",
    "node_not_connected_exception",
    "receive_timeout_transport_exception",
    "send_request_transport_exception",
];

/// What is said of a node that is gone with what it kept of a moment.
const MISSED: &str = "no node found for id";

/// Tells whether what was kept of a moment is gone with a node: it does not come back.
pub(super) fn is_of_a_moment(fault: &ClusterFault) -> bool {
    matches!(fault, ClusterFault::Unreachable(said) if said.starts_with(MISSED))
}

/// An error as `OpenSearch` tells it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    #[serde(rename = "type")]
    kind: String,
    reason: Option<String>,
    root_cause: Vec<Told>,
    caused_by: Option<Box<Told>>,
}

#[derive(Deserialize)]
struct Refusal {
    error: Told,
}

/// Returns the fault that an answer tells of with a status that is no success.
pub(super) fn fault_of(status: u16, body: &[u8]) -> ClusterFault {
    match status {
        401 => return ClusterFault::Unauthorized,
        300..=399 => return ClusterFault::Redirected,
        _ => {}
    }
    match serde_json::from_slice::<Refusal>(body) {
        Ok(Refusal { error }) => error.fault(status),
        Err(_) if status == 403 => ClusterFault::Forbidden,
        Err(_) if matches!(status, 429 | 503) => ClusterFault::Busy,
        Err(_) => {
            let said = shortened(&String::from_utf8_lossy(&body[..body.len().min(MAX_CHARS)]));
            ClusterFault::Refused { status, said }
        }
    }
}

impl Told {
    /// Returns the fault that it is.
    pub(super) fn fault(&self, status: u16) -> ClusterFault {
        let said = self.said();
        let is_about = |words: &str| said.contains(words);
        match self.kind.as_str() {
            "cluster_block_exception" if is_about("read-only") || is_about("flood") => {
                ClusterFault::ReadOnly
            }
            "cluster_block_exception" | "cluster_manager_not_discovered_exception" => {
                ClusterFault::Busy
            }
            "security_exception" => ClusterFault::Forbidden,
            _ if self.is_of_gone() => {
                ClusterFault::Unreachable(self.missed().map_or(said, shortened))
            }
            "circuit_breaking_exception" | "rejected_execution_exception" => ClusterFault::Busy,
            "unavailable_shards_exception" | "no_shard_available_action_exception" => {
                ClusterFault::Partial { missing: 1, of: None }
            }
            "search_phase_execution_exception" if is_about("missing shards [") => {
                // Each is named: `[presse-000001][0]`.
                let missing = said.matches("][").count().max(1) as u64;
                ClusterFault::Partial { missing, of: None }
            }
            "search_phase_execution_exception" if is_about("Partial shards failure") => {
                ClusterFault::Partial { missing: 1, of: None }
            }
            "search_phase_execution_exception" if is_about("all shards failed") => {
                match self.root_cause.first() {
                    None => ClusterFault::Partial { missing: 1, of: None },
                    Some(cause) => cause.fault(status),
                }
            }
            "strict_dynamic_mapping_exception" | "mapper_parsing_exception" => {
                ClusterFault::Mapping(said)
            }
            _ if is_about("Unknown tokenfilter") || is_about("failed to find global") => {
                ClusterFault::NoModule(said)
            }
            _ if status == 429 => ClusterFault::Busy,
            _ => ClusterFault::Refused { status, said },
        }
    }

    /// Tells whether another node that is gone is why.
    fn is_of_gone(&self) -> bool {
        let mut causes = self.root_cause.iter().chain(self.caused_by.as_deref());
        GONE.contains(&self.kind.as_str())
            || self.missed().is_some()
            || causes.any(Self::is_of_gone)
    }

    /// Returns that a node is missed that has what is asked for.
    fn missed(&self) -> Option<&str> {
        let own = self.reason.as_deref().filter(|reason| reason.starts_with(MISSED));
        let mut causes = self.root_cause.iter().chain(self.caused_by.as_deref());
        own.or_else(|| causes.find_map(Self::missed))
    }

    /// Returns what it says, its cause behind it.
    fn said(&self) -> String {
        let mut said = format!("{}: {}", self.kind, self.reason.as_deref().unwrap_or_default());
        if let Some(cause) = &self.caused_by {
            said.push_str("; ");
            said.push_str(&cause.said());
        }
        shortened(&said)
    }
}

/// Returns the beginning of a text, every sign that is none to be seen made a space.
pub(super) fn shortened(text: &str) -> String {
    let chars = text.chars().take(MAX_CHARS);
    chars.map(|char| if char.is_control() { ' ' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, body: &str, expected: &ClusterFault) {
        assert_eq!(fault_of(status, body.as_bytes()), *expected);
    }

    #[test]
    fn refusals_are_known() {
        check(401, "", &ClusterFault::Unauthorized);
        check(403, "<html>", &ClusterFault::Forbidden);
        check(302, "", &ClusterFault::Redirected);
        check(503, "starting", &ClusterFault::Busy);
        check(
            403,
            r#"{"error":{"type":"cluster_block_exception","reason":"index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"},"status":403}"#,
            &ClusterFault::ReadOnly,
        );
        check(
            503,
            r#"{"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"","phase":"query","grouped":true,"failed_shards":[],"caused_by":{"type":"search_phase_execution_exception","reason":"Search rejected due to missing shards [[presse-000001][0], [presse-000001][2]]. Consider using `allow_partial_search_results` setting to bypass this error.","phase":"query","grouped":true,"failed_shards":[]}},"status":503}"#,
            &ClusterFault::Partial { missing: 2, of: None },
        );
        check(
            500,
            r#"{"error":{"root_cause":[],"type":"node_not_connected_exception","reason":"[n1] Node not connected"},"status":500}"#,
            &ClusterFault::Unreachable(
                "node_not_connected_exception: [n1] Node not connected".into(),
            ),
        );
        check(
            500,
            r#"{"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"Partial shards failure","phase":"query","grouped":true,"failed_shards":[],"caused_by":{"type":"node_not_connected_exception","reason":"[n1][127.0.0.1:1] Node not connected"}},"status":500}"#,
            &ClusterFault::Unreachable(
                "search_phase_execution_exception: Partial shards failure; \
                 node_not_connected_exception: [n1][127.0.0.1:1] Node not connected"
                    .into(),
            ),
        );
        check(
            500,
            r#"{"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"Partial shards failure","caused_by":{"type":"illegal_state_exception","reason":"no node found for id: FRyb"}},"status":500}"#,
            &ClusterFault::Unreachable("no node found for id: FRyb".into()),
        );
        assert!(is_of_a_moment(&ClusterFault::Unreachable("no node found for id: FRyb".into())));
        check(
            500,
            r#"{"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"Partial shards failure"},"status":500}"#,
            &ClusterFault::Partial { missing: 1, of: None },
        );
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_kept() {
        let ClusterFault::Refused { said, .. } = fault_of(500, b"a\x1b[31m\n\x07b") else {
            panic!("refused")
        };
        assert_eq!(said, "a [31m  b");
        assert_eq!(shortened(&"x".repeat(9_999)).len(), MAX_CHARS);
    }
}
