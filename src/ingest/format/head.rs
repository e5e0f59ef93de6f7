//! The head of a file: its name and its first bytes, by which formats know their own.
//!
//! It reads nothing further: whoever opened the file hands the bytes over.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::path::Path;

use super::about::{About, Claim};
use crate::ingest::bytes::{encoding, line_ends};
use crate::ingest::markup;

/// Most bytes in which the first element of XML is looked for.
const XML_BYTES: usize = 64 << 10;

/// A first look at a file.
pub(in crate::ingest) struct Head<'h> {
    /// Its name in lower case, without the ending of a compressed file.
    name: String,
    media_type: Option<&'h str>,
    says_nothing: bool,
    bytes: &'h [u8],
    /// The same in UTF-8, its lines ended by line feeds.
    text: Cow<'h, [u8]>,
    root: OnceCell<Option<String>>,
}

impl<'h> Head<'h> {
    /// Returns a first look at a file of this name.
    pub(in crate::ingest) fn new(path: &Path, bytes: &'h [u8]) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst"));
        let name = plain.map(str::to_owned).unwrap_or(name);
        let text = line_ends::mended(encoding::utf8_head(bytes));
        let says_nothing = extension(&name).is_none();
        Self { name, media_type: None, says_nothing, bytes, text, root: OnceCell::new() }
    }

    /// Returns the same look at a file of this media type, which says what a name would.
    pub(in crate::ingest) fn of_type(self, media_type: Option<&'h str>) -> Self {
        let says_nothing = self.says_nothing && media_type.is_none();
        Self { media_type, says_nothing, ..self }
    }

    /// Returns the same look at a file whose name says nothing, whatever it is.
    pub(in crate::ingest) fn by_content_alone(self) -> Self {
        Self { says_nothing: true, ..self }
    }

    /// Returns the same look at a file whose name is left out.
    pub(in crate::ingest) fn without_name(&self) -> Head<'_> {
        Head {
            name: String::new(),
            media_type: None,
            says_nothing: true,
            bytes: self.bytes,
            text: Cow::Borrowed(&self.text),
            root: OnceCell::new(),
        }
    }

    /// Returns the extension of the name in lower case, that of `a.html.gz` being `html`.
    /// What follows the last full stop of a sentence, of a date or of an address is none.
    pub(in crate::ingest) fn extension(&self) -> Option<&str> {
        extension(&self.name)
    }

    /// Tells whether it is judged by its content alone.
    pub(in crate::ingest) fn says_nothing(&self) -> bool {
        self.says_nothing
    }

    /// Returns the media type, where one is known.
    pub(in crate::ingest) fn media_type(&self) -> Option<&str> {
        self.media_type
    }

    /// Returns the first bytes, as many as have been read.
    pub(in crate::ingest) fn bytes(&self) -> &[u8] {
        self.bytes
    }

    /// Returns the first bytes as text, in UTF-8 whatever the file is in, its lines ended by line
    /// feeds; of what is no text the bytes as they are.
    pub(in crate::ingest) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Returns the beginning of the text without mark and blanks.
    pub(in crate::ingest) fn start(&self) -> &[u8] {
        self.text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.text).trim_ascii_start()
    }

    /// Returns the beginning of a file that may be XML, and nothing of another; a broken
    /// character is replaced.
    pub(in crate::ingest) fn xml(&self) -> Cow<'_, str> {
        if self.extension() != Some("xml") && self.start().first() != Some(&b'<') {
            return Cow::Borrowed("");
        }
        let head = &self.text[..self.text.len().min(XML_BYTES)];
        encoding_rs::UTF_8.decode(head).0
    }

    /// Returns the name of the first element of XML or of a page, without prefix, in lower
    /// case.
    pub(in crate::ingest) fn root(&self) -> Option<&str> {
        self.root.get_or_init(|| markup::root(&self.xml())).as_deref()
    }

    /// Returns the claim of a format on a file that `holds` what it knows by content: where
    /// the name is its own or says nothing, or is one that several formats share.
    pub(in crate::ingest) fn claim(&self, about: &About, holds: impl FnOnce() -> bool) -> Claim {
        let is_one_of = |names: &[&str]| self.extension().is_some_and(|name| names.contains(&name));
        let (is_own, is_shared) = (is_one_of(about.extensions), is_one_of(about.shared));
        match () {
            () if (is_own || is_shared || self.says_nothing) && holds() => Claim::ByContent,
            () if is_own => Claim::ByName,
            // Nothing speaks against it.
            () if is_shared && self.bytes.is_empty() => Claim::Possible,
            () => Claim::No,
        }
    }
}

fn extension(name: &str) -> Option<&str> {
    const MOST: usize = 10;
    let (_, extension) = name.rsplit_once('.')?;
    let is_one = (1..=MOST).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_one.then_some(extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        assert_eq!(Head::new(Path::new(name), b"").extension(), expected, "{name}");
    }

    #[test]
    fn what_follows_a_full_stop_is_not_always_an_extension() {
        check("a.JSON", Some("json"));
        check("a.warc.gz", Some("warc"));
        check("a.jsonl.zst", Some("jsonl"));
        check("depeches.2020.gz", None);
        check("index.html?p=12", None);
        check("une.html.1", None);
        check("afp.20200115", None);
        check("Le Monde du 3. janvier", None);
        check("M. Dupont-Moretti", None);
    }

    #[test]
    fn the_first_element_is_that_of_xml_or_of_what_starts_like_it() {
        let root = |name: &str, text: &str| {
            Head::new(Path::new(name), text.as_bytes()).root().map(str::to_owned)
        };
        let feed = "<?xml version='1.0'?><!-- <html> --><RSS version='2.0'>";
        assert_eq!(root("a.xml", feed).as_deref(), Some("rss"));
        assert_eq!(root("a", &format!("\u{FEFF} {feed}")).as_deref(), Some("rss"));
        assert_eq!(root("a.xml", &format!("texte {feed}")).as_deref(), Some("rss"));
        assert_eq!(root("a.txt", &format!("texte {feed}")), None);
    }
}
