//! `limier serve`: the archive in a browser, for programs, for feed readers; `--mcp` for assistants.
//!
//! It reads what is allowed and opens the collection; what is answered is the server's.

use std::io::{self, BufWriter, Write};
use std::net::{Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::Timestamp;

use super::open::collection;
use super::options::clock;
use super::outcome::Outcome;
use super::output::tell;
use super::queries::read_text;
use super::unset::text_or;
use crate::calendar::HOME_ZONE;
use crate::error::{Error, Result};
use crate::render::Notice;
use crate::serve::{Archive, Credentials, Site, converse, serve};

/// Serve the archive: a search page, an API, feeds; or a tool for assistants
///
/// Open <http://127.0.0.1:4242> in a browser. What is indexed meanwhile is found as soon as it is
/// committed; nothing is written to the index. INT or TERM finishes what runs, and ends.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// Where to listen: an address and a port, 0 for a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4242")]
    bind: SocketAddr,
    /// A name that the server is asked by from elsewhere, as `archive.example.org`; several may be
    /// given. Needed to listen beyond this machine
    #[arg(long, value_name = "NAME", value_parser = parse_host)]
    allow_host: Vec<String>,
    /// Ask for a password: one of those in a file, a line each, alone or as `name:password`
    #[arg(long, value_name = "FILE")]
    password: Option<PathBuf>,
    /// Speak the Model Context Protocol on standard input and output instead
    #[arg(long, conflicts_with_all = ["bind", "allow_host", "password"])]
    mcp: bool,
    /// What the pages call the archive; otherwise `limier`
    #[arg(long, value_name = "TITLE", default_value = "limier", hide_default_value = true)]
    title: String,
    /// Time zone in which days begin
    #[arg(long, value_name = "ZONE", env = "LIMIER_TZ", default_value = HOME_ZONE, value_parser = text_or(HOME_ZONE))]
    tz: String,
}

/// Reads the name of a host as a browser sends it: letters, digits, `-` and `_` with dots between,
/// or an address (RFC 1123, 2.1).
fn parse_host(text: &str) -> std::result::Result<String, String> {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(is_sign)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_address = inner.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok());
    let is_name = text.len() <= 253 && text.split('.').all(is_label);
    if is_name || is_address {
        return Ok(text.to_owned());
    }
    Err("a host is named as in an address, without scheme, port or path: archive.example.org"
        .to_owned())
}

/// Serves until a signal ends it, or the other side does.
pub(super) fn run(args: &ServeArgs, dir: &Path) -> Result<Outcome> {
    if !args.bind.ip().is_loopback() && args.allow_host.is_empty() {
        return Err(Error::BindBeyond(args.bind));
    }
    let credentials = args.password.as_deref().map(|path| {
        Credentials::read(&read_text(path)?).ok_or_else(|| Error::PasswordsEmpty(path.to_owned()))
    });
    let site = Site {
        name: args.title.clone(),
        bind: args.bind,
        hosts: args.allow_host.clone(),
        credentials: credentials.transpose()?,
        zone: clock(&args.tz)?.zone,
        now: Timestamp::now,
        archive: Archive::open(collection(dir)?)?,
    };
    if args.mcp {
        let mut out = BufWriter::new(io::stdout());
        converse(&Arc::new(site), &mut io::stdin().lock(), &mut out)?;
        out.flush()?;
        return Ok(Outcome::Complete);
    }
    serve(site, &mut |address| tell(Notice::Serving(address)))?;
    Ok(Outcome::Complete)
}
