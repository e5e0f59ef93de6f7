//! Reads a file as limier does and looks at all that is found: what holds of every article and
//! rejection is asserted here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use limier::internals::{
    Catalog, FieldNames, Place, ReadAs, Sink, UnreadKind, read, rejection_message,
};
use limier::{Article, Result, errors::Rejection};

/// Reads `bytes` as a file of this name.
pub(crate) fn look_at(name: &[u8], bytes: &[u8], catalog: Catalog) {
    let path = path(name);
    fs::write(&path, bytes).expect("written");
    let place = Place { path: path.clone(), walked: 0, obstacle: None };
    read(&[place], catalog, &FieldNames::default(), 1, &mut Looker).expect("read");
    fs::remove_file(path).expect("removed");
}

/// Returns where the file of this name is written: in memory, where there is a place for it.
fn path(name: &[u8]) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let dir = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    let name: String =
        name.iter().filter(|byte| plain(byte)).map(|byte| char::from(*byte)).collect();
    dir.join(format!("limier-fuzz-{}-{name}", process::id()))
}

/// Looks at what is found.
struct Looker;

impl Sink for Looker {
    fn wants(&mut self, _: &Place) -> Result<bool> {
        Ok(true)
    }

    fn article(&mut self, article: Article, _: &Path) -> Result<()> {
        assert!(!article.id.is_empty(), "{article:?}");
        let has_text = [&article.title, &article.description, &article.body];
        assert!(has_text.iter().any(|text| !text.is_empty()), "{article:?}");
        assert!(article.language.is_empty() || article.language.len() == 2, "{article:?}");
        Ok(())
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        assert!(!rejection_message(&rejection).is_empty());
        Ok(())
    }

    fn finished(&mut self, _: &Path, _: Option<ReadAs>) -> Result<()> {
        Ok(())
    }

    fn skipped(&mut self, _: &Path, kind: &UnreadKind) {
        assert!(!kind.name.is_empty());
    }

    fn progress(&mut self, _: u64, _: u64) {}
}
