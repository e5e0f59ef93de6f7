//! Names and passwords that open the archive, of a file, and whether a request has one of them.
//!
//! Kept and compared as hashes: how long that takes tells nothing of a password.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Who may ask.
#[derive(Debug)]
pub(crate) struct Credentials {
    /// Hashes of `name:password`.
    pairs: Vec<[u8; 32]>,
    /// Hashes of passwords that go with any name.
    passwords: Vec<[u8; 32]>,
}

impl Credentials {
    /// Reads a file of passwords: `name:password` a line, or a password alone, which goes with
    /// any name; `None` when it has none.
    #[must_use]
    pub(crate) fn read(text: &str) -> Option<Self> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let (pairs, passwords): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.contains(':'));
        let hashes = |texts: &[&str]| texts.iter().map(|text| hash(text.as_bytes())).collect();
        let credentials = Self { pairs: hashes(&pairs), passwords: hashes(&passwords) };
        (!pairs.is_empty() || !passwords.is_empty()).then_some(credentials)
    }

    /// Tells whether the header `Authorization` of a request has one of them (RFC 7617).
    #[must_use]
    pub(super) fn are_in(&self, header: Option<&[u8]>) -> bool {
        let Some(typed) = header.and_then(basic) else { return false };
        let password = typed.iter().position(|byte| *byte == b':').map(|at| &typed[at + 1..]);
        let has = |known: &[[u8; 32]], typed: &[u8]| {
            let typed = hash(typed);
            // Each is looked at, whichever is the one.
            known.iter().fold(false, |found, known| found | is_same(known, &typed))
        };
        has(&self.pairs, &typed) | password.is_some_and(|password| has(&self.passwords, password))
    }
}

/// Returns what stands behind `Basic`.
fn basic(header: &[u8]) -> Option<Vec<u8>> {
    let (scheme, rest) = header.split_at_checked(6)?;
    scheme.eq_ignore_ascii_case(b"basic ").then_some(())?;
    STANDARD.decode(rest.trim_ascii()).ok()
}

fn hash(text: &[u8]) -> [u8; 32] {
    Sha256::digest(text).into()
}

fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.iter().zip(other).fold(0, |found, (one, other)| found | (one ^ other)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_with_its_name_or_with_any() {
        let known = Credentials::read("anne:lune bleue\n\n  secret  \n").expect("two");
        let header = |typed: &str| format!("Basic {}", STANDARD.encode(typed));
        let opens = |header: &str| known.are_in(Some(header.as_bytes()));
        assert!(opens(&header("anne:lune bleue")) && opens(&header("x:secret")));
        assert!(opens(&header(":secret").replace("Basic", "basic")));
        for wrong in ["anne:lune", "paul:lune bleue", "secret", "x:Secret", "", ":", "x:secret:"] {
            assert!(!opens(&header(wrong)), "{wrong}");
        }
        assert!(!opens("Bearer secret") && !opens("Basic") && !opens("Basic %%%"));
        assert!(!known.are_in(None));
        assert!(Credentials::read(" \n\n").is_none(), "a file without one opens nothing");
    }
}
