//! How a cluster is reached: who asks, and whose certificates count.
//!
//! It reads the files that say so; a password is in no message, and printed nowhere.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ureq::tls::{Certificate, PemItem, parse_pem};

use crate::cluster_fault::ClusterFault;
use crate::error::{Error, Result};

/// Most bytes of a file of credentials, or of certificates.
const MAX_BYTES: u64 = 1 << 20;

/// How a cluster is reached.
#[derive(Clone, Default)]
pub(crate) struct Access {
    /// The header that tells who asks.
    pub(super) authorization: Option<String>,
    /// The authorities whose certificates count, where they are not those of the web.
    pub(super) authorities: Option<Vec<Certificate<'static>>>,
    /// Where what never changes may be kept for the next time.
    pub(super) cache: Option<PathBuf>,
}

impl fmt::Debug for Access {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Access").finish_non_exhaustive()
    }
}

impl Access {
    /// Returns the same for a user with a password.
    pub(crate) fn with_user(self, user: &str, password: &str) -> Self {
        let both = STANDARD.encode(format!("{user}:{password}"));
        Self { authorization: Some(format!("Basic {both}")), ..self }
    }

    /// Returns the same for the user in a file: the name on its first line, the password on its
    /// second.
    ///
    /// # Errors
    /// `Read`, or `Cluster` for a file of another form.
    pub(crate) fn with_credentials(self, path: &Path) -> Result<Self> {
        let text = read(path)?;
        let mut lines = text.lines();
        let (user, password) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
        if user.is_empty() || user.contains(':') || lines.any(|line| !line.is_empty()) {
            let fault = ClusterFault::Credentials(path.display().to_string());
            return Err(Error::Cluster { place: path.to_owned(), fault });
        }
        Ok(self.with_user(user, password))
    }

    /// Returns the same where certificates count that are signed by an authority in a file.
    ///
    /// # Errors
    /// `Read`, or `Cluster` for a file without a certificate.
    pub(crate) fn with_authority(self, path: &Path) -> Result<Self> {
        let text = read(path)?;
        let items = parse_pem(text.as_bytes()).filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        });
        let authorities: Vec<_> = items.collect();
        if authorities.is_empty() {
            let fault = ClusterFault::NoCertificate(path.display().to_string());
            return Err(Error::Cluster { place: path.to_owned(), fault });
        }
        Ok(Self { authorities: Some(authorities), ..self })
    }

    /// Returns the same that keeps what never changes in a folder.
    pub(crate) fn with_cache(self, folder: PathBuf) -> Self {
        Self { cache: Some(folder), ..self }
    }
}

fn read(path: &Path) -> Result<String> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES).read_to_string(&mut text));
    let told = |source: io::Error| Error::Read { path: path.to_owned(), source };
    read.map(|_| text).map_err(told)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn who_asks_is_read_from_two_lines_and_never_printed() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("qui");
        fs::write(&path, "lea\ngeheim\n").expect("a writable folder");
        let access = Access::default().with_credentials(&path).expect("two lines");
        assert_eq!(access.authorization.as_deref(), Some("Basic bGVhOmdlaGVpbQ=="));
        assert!(!format!("{access:?}").contains("bGVh"));
        for wrong in ["", "\ngeheim", "l:a\nx", "lea\ngeheim\nautre"] {
            fs::write(&path, wrong).expect("a writable folder");
            let error = Access::default().with_credentials(&path).expect_err("no two lines");
            assert!(!error.to_string().contains("geheim"), "{error}");
        }
    }

    #[test]
    fn a_file_without_a_certificate_is_no_authority() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("ca.pem");
        fs::write(&path, "rien").expect("a writable folder");
        assert!(Access::default().with_authority(&path).is_err());
    }
}
