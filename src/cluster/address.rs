//! The address of a collection in a cluster: `opensearch+https://host:9200,other/NAME`.
//!
//! It is what a person typed, taken apart; nothing is looked up. A user or a password has no
//! place in it.

use std::path::{Path, PathBuf};

use crate::cluster_fault::{AddressFault, ClusterFault};
use crate::error::{Error, Result};

/// What stands in front of an address, and whether it is safe.
const SCHEMES: [(&str, &str); 2] =
    [("opensearch+http://", "http"), ("opensearch+https://", "https")];

/// The port where none is named.
const PORT: u16 = 9_200;

/// Most bytes of a name, so that what limier puts behind it has room (`OpenSearch` has 255).
const MAX_NAME_BYTES: usize = 200;

/// Where a collection is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// As it was typed.
    pub(super) place: PathBuf,
    /// The nodes, each as the beginning of a URL: `https://host:9200`.
    pub(super) nodes: Vec<String>,
    /// The name of the collection.
    pub(super) name: String,
}

impl Address {
    /// Reads what was typed in place of a folder; `None` when it is no address of a cluster.
    ///
    /// # Errors
    /// `Cluster` for one that leads nowhere.
    pub(crate) fn parse(typed: &Path) -> Option<Result<Self>> {
        let text = typed.to_str()?;
        let is_of = |(prefix, _): &(&str, &str)| text.starts_with(prefix);
        let (prefix, scheme) = SCHEMES.into_iter().find(is_of)?;
        let read = Self::read(&text[prefix.len()..], scheme, typed);
        Some(read.map_err(|(fault, place)| Error::Cluster {
            place,
            fault: ClusterFault::Address(fault),
        }))
    }

    fn read(rest: &str, scheme: &str, typed: &Path) -> Result<Self, (AddressFault, PathBuf)> {
        let (hosts, name) = rest.split_once('/').unwrap_or((rest, ""));
        // Nothing of it may be told.
        if hosts.contains('@') {
            return Err((AddressFault::Secret, PathBuf::from(format!("opensearch+{scheme}://…"))));
        }
        let bad = |fault| (fault, typed.to_owned());
        let name = name.strip_suffix('/').unwrap_or(name);
        if name.is_empty() {
            return Err(bad(AddressFault::NoName));
        }
        if !is_name(name) {
            return Err(bad(AddressFault::Name));
        }
        let nodes = hosts.split(',').map(|host| node(host, scheme).map_err(bad));
        let nodes = nodes.collect::<Result<_, _>>()?;
        Ok(Self { place: typed.to_owned(), nodes, name: name.to_owned() })
    }
}

/// Returns the beginning of the URLs of a node.
fn node(host: &str, scheme: &str) -> Result<String, AddressFault> {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, "")) => (format!("[{name}]"), None),
        Some((name, port)) => (format!("[{name}]"), port.strip_prefix(':')),
        None => match host.split_once(':') {
            Some((name, port)) => (name.to_owned(), Some(port)),
            None => (host.to_owned(), None),
        },
    };
    let is_of_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_of_host) {
        return Err(AddressFault::NoHost);
    }
    let port = match port {
        None => PORT,
        Some(port) => port.parse().map_err(|_| AddressFault::Port)?,
    };
    Ok(format!("{scheme}://{name}:{port}"))
}

/// Tells whether indices can have a name: small letters, figures, `-`, `_` and `.`, not in front.
fn is_name(name: &str) -> bool {
    let is_sign =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    name.len() <= MAX_NAME_BYTES
        && name.bytes().all(is_sign)
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<Result<Address, AddressFault>> {
        Some(Address::parse(Path::new(typed))?.map_err(|error| match error {
            Error::Cluster { fault: ClusterFault::Address(fault), .. } => fault,
            other => panic!("{other}"),
        }))
    }

    #[test]
    fn an_address_names_nodes_and_a_collection() {
        let address = read("opensearch+http://a,b:9201,[::1]:9202/presse").expect("an address");
        let address = address.expect("a good one");
        assert_eq!(address.nodes, ["http://a:9200", "http://b:9201", "http://[::1]:9202"]);
        assert_eq!(address.name, "presse");
        assert!(read("index").is_none() && read("opensearch/x").is_none());
    }

    #[test]
    fn what_is_wrong_with_an_address_is_told() {
        for (typed, fault) in [
            ("opensearch+http://", AddressFault::NoName),
            ("opensearch+http:///presse", AddressFault::NoHost),
            ("opensearch+https://a", AddressFault::NoName),
            ("opensearch+https://a/", AddressFault::NoName),
            ("opensearch+https://a/Presse", AddressFault::Name),
            ("opensearch+https://a/x/y", AddressFault::Name),
            ("opensearch+https://a/_all", AddressFault::Name),
            ("opensearch+https://a/x?y", AddressFault::Name),
            ("opensearch+https://u:p@a/x", AddressFault::Secret),
            ("opensearch+https://a:http/x", AddressFault::Port),
            ("opensearch+https://a b/x", AddressFault::NoHost),
        ] {
            assert_eq!(read(typed).expect("an address").err(), Some(fault), "{typed}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_not_told() {
        let error = Address::parse(Path::new("opensearch+http://u:geheim@a/x"));
        let error = error.expect("an address").expect_err("a secret in it");
        assert!(!error.to_string().contains("geheim"));
    }
}
