//! What stands beside the state of a collection: decisions, the files that were read, pieces of
//! words.
//!
//! Each file has a document of its own, so that two who read other files lose nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tantivy::Directory;
use tantivy::directory::MmapDirectory;

use super::bulk::{Action, Bulk, send};
use super::client::{Asked, Body, Client};
use super::said::fault_of;
use super::state::state_index;
use super::walk::walk;
use super::words::{Piece, PieceRef, hash_of, hex};
use crate::cluster_fault::ClusterFault;
use crate::error::Result;
use crate::index::{Decisions, Inputs};

/// Bytes of a piece of words in one document.
const PART: usize = 3 << 20;

/// Most documents of a piece.
const MOST_PARTS: usize = 400;

/// Documents read at a time.
const AT_ONCE: usize = 5_000;

/// Bytes of notes that are sent at a time.
const SENT: usize = 4 << 20;

#[derive(Deserialize)]
struct Lines {
    lines: String,
}

#[derive(Deserialize)]
struct Data {
    data: String,
}

#[derive(Deserialize)]
struct Document<T> {
    #[serde(default)]
    found: bool,
    #[serde(rename = "_source")]
    source: Option<T>,
    #[serde(rename = "_seq_no", default)]
    seq_no: u64,
    #[serde(rename = "_primary_term", default)]
    term: u64,
}

#[derive(Deserialize)]
struct Parts {
    docs: Vec<Document<Data>>,
}

/// Reads the decisions about a collection, none where nothing was decided.
///
/// # Errors
/// `Cluster`, `BadLine`.
pub(super) fn decisions(client: &Client, name: &str, place: &Path) -> Result<Decisions> {
    Ok(held_decisions(client, name, place)?.0)
}

/// Returns which change of the decisions is the last; `None` where nothing was decided.
///
/// # Errors
/// `Cluster`, `BadLine`.
pub(super) fn change_of_decisions(
    client: &Client,
    name: &str,
    place: &Path,
) -> Result<Option<(u64, u64)>> {
    Ok(held_decisions(client, name, place)?.1)
}

fn held_decisions(
    client: &Client,
    name: &str,
    place: &Path,
) -> Result<(Decisions, Option<(u64, u64)>)> {
    let path = format!("/{}/_doc/decisions", state_index(name));
    let found: Option<Document<Lines>> =
        client.find(Asked { method: "GET", path: &path, body: Body::None })?;
    match found {
        Some(Document { found: true, source: Some(Lines { lines }), seq_no, term }) => {
            Ok((Decisions::parse(&lines, place)?, Some((seq_no, term))))
        }
        _ => Ok((Decisions::default(), None)),
    }
}

/// Reads the decisions as their document has them.
///
/// # Errors
/// `BadLine`, or `Cluster` for what holds none.
pub(super) fn parse_decisions(client: &Client, source: Value, place: &Path) -> Result<Decisions> {
    let Lines { lines } = serde_json::from_value(source)
        .map_err(|_| client.error(ClusterFault::Nonsense("decisions about a collection")))?;
    Decisions::parse(&lines, place)
}

/// Changes the decisions, as often as it takes until nobody came before.
///
/// # Errors
/// `Cluster`, `BadLine`.
pub(super) fn decide(
    client: &Client,
    name: &str,
    place: &Path,
    change: &mut dyn FnMut(&mut Decisions),
) -> Result<Decisions> {
    for _ in 0..20 {
        let (mut decisions, seen) = held_decisions(client, name, place)?;
        change(&mut decisions);
        let lines: String = decisions.lines().map(|line| line + "\n").collect();
        let body = json!({"kind": "decisions", "lines": lines}).to_string();
        let index = state_index(name);
        let path = match seen {
            None => format!("/{index}/_create/decisions"),
            Some((seq_no, term)) => {
                format!("/{index}/_doc/decisions?if_seq_no={seq_no}&if_primary_term={term}")
            }
        };
        let asked = Asked { method: "PUT", path: &path, body: Body::Json(body.as_bytes()) };
        match client.answer(asked)? {
            (200..300, _) => return Ok(decisions),
            (409, _) => {}
            (status, body) => return Err(client.error(fault_of(status, &body))),
        }
    }
    Err(client.error(ClusterFault::Contended))
}

/// Reads which files the collection was made from.
///
/// # Errors
/// `Cluster`.
pub(super) fn inputs(client: &Client, name: &str) -> Result<Inputs> {
    let index = state_index(name);
    refresh(client, &index)?;
    let question = json!({"query": {"term": {"kind": "input"}}, "_source": ["lines"]});
    let mut entries = Vec::new();
    walk::<Lines>(client, &index, &question, AT_ONCE, &mut |hit| {
        entries.extend(hit.source.map(|source| source.lines));
        Ok(true)
    })?;
    let read = Inputs::from_entries(entries.iter().map(String::as_str));
    read.map_err(|_| client.error(ClusterFault::Nonsense("list of files")))
}

/// Writes what is noted of files and was not before, and takes away what is noted no more.
///
/// # Errors
/// `Cluster`.
pub(super) fn keep_inputs(
    client: &Client,
    name: &str,
    before: &BTreeMap<Arc<str>, String>,
    now: &BTreeMap<Arc<str>, String>,
) -> Result<()> {
    let id = |file: &str| {
        let hash = Sha256::digest(file.as_bytes());
        format!("input-{}", hex(&hash[..16]))
    };
    let index = state_index(name);
    let mut bulk = Bulk::default();
    for (file, lines) in now.iter().filter(|(file, lines)| before.get(*file) != Some(lines)) {
        let document = json!({"kind": "input", "lines": lines}).to_string();
        bulk.push(&Action::put(&id(file)), Some(document.as_bytes()));
        if bulk.len() >= SENT {
            send(client, &index, std::mem::take(&mut bulk))?;
        }
    }
    for file in before.keys().filter(|file| !now.contains_key(*file)) {
        bulk.push(&Action::remove(&id(file)), None);
    }
    send(client, &index, bulk)?;
    Ok(())
}

/// Writes a piece of words, and returns what it says of itself with how many parts it has.
///
/// # Errors
/// `Cluster`.
pub(super) fn keep_piece(
    client: &Client,
    name: &str,
    reference: PieceRef,
    packed: &[u8],
) -> Result<PieceRef> {
    let index = state_index(name);
    let parts = packed.chunks(PART);
    let count = parts.len();
    for (number, part) in parts.enumerate() {
        let document = json!({"kind": "words", "data": STANDARD.encode(part)}).to_string();
        let mut bulk = Bulk::default();
        let id = format!("words-{}-{number}", reference.id);
        bulk.push(&Action::put(&id), Some(document.as_bytes()));
        send(client, &index, bulk)?;
    }
    Ok(PieceRef { parts: count, ..reference })
}

/// Takes pieces of words away that are no longer named.
///
/// # Errors
/// `Cluster`.
pub(super) fn remove_pieces(client: &Client, name: &str, pieces: &[PieceRef]) -> Result<()> {
    let mut bulk = Bulk::default();
    for piece in pieces {
        for number in 0..piece.parts {
            bulk.push(&Action::remove(&format!("words-{}-{number}", piece.id)), None);
        }
    }
    send(client, &state_index(name), bulk)?;
    Ok(())
}

/// Reads a piece of words: from the folder of what never changes where it is there, which takes
/// it otherwise.
///
/// # Errors
/// `Cluster`.
pub(super) fn piece(
    client: &Client,
    name: &str,
    reference: &PieceRef,
    cache: Option<&Path>,
) -> Result<Piece> {
    let nonsense = || client.error(ClusterFault::Nonsense("words of a collection"));
    let is_id = reference.id.len() == 32 && reference.id.bytes().all(|it| it.is_ascii_hexdigit());
    if !is_id || reference.parts > MOST_PARTS {
        return Err(nonsense());
    }
    let kept: Option<PathBuf> = cache.map(|cache| cache.join(format!("{}.forms", reference.id)));
    if let Some(piece) = kept.as_deref().and_then(read_kept) {
        return Ok(piece);
    }
    let ids: Vec<String> =
        (0..reference.parts).map(|number| format!("words-{}-{number}", reference.id)).collect();
    let path = format!("/{}/_mget", state_index(name));
    let Parts { docs } = client.post(&path, &json!({ "ids": ids }))?;
    let mut packed = Vec::new();
    for document in docs {
        let Document { source: Some(Data { data }), .. } = document else { return Err(nonsense()) };
        STANDARD.decode_vec(data, &mut packed).map_err(|_| nonsense())?;
    }
    if hash_of(&packed) != reference.id {
        return Err(nonsense());
    }
    let (piece, bytes) = Piece::unpack(&packed).ok_or_else(nonsense)?;
    if let Some(path) = kept {
        // What cannot be kept is asked for again.
        let _ = keep(&path, &bytes);
    }
    Ok(piece)
}

/// The last bytes of a piece that was kept.
const KEPT_WHOLE: [u8; 8] = *b"limier\r\n";

/// Reads a piece that was kept, as far as it is looked at: it was on the disk, whole, before it
/// had its name.
fn read_kept(path: &Path) -> Option<Piece> {
    let (folder, name) = (path.parent()?, Path::new(path.file_name()?));
    let file = MmapDirectory::open(folder).ok()?.open_read(name).ok()?;
    let bytes = file.read_bytes().ok()?;
    let end = bytes.len().checked_sub(KEPT_WHOLE.len())?;
    if bytes[end..] != KEPT_WHOLE {
        return None;
    }
    Piece::open(&bytes.slice(0..end))
}

fn keep(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().ok_or(std::io::ErrorKind::NotFound)?;
    fs::create_dir_all(folder)?;
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let write = || {
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.write_all(&KEPT_WHOLE)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    let written = write();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Lets searches see all that was written to an index.
///
/// # Errors
/// `Cluster`.
pub(super) fn refresh(client: &Client, index: &str) -> Result<()> {
    let path = format!("/{index}/_refresh");
    let _: Value = client.ask(Asked { method: "POST", path: &path, body: Body::None })?;
    Ok(())
}
