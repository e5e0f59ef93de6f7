//! Where an article was published, which tells it from others with its id, and the mark that is
//! put behind the id then. An address says most; without one the source does. The path of a file
//! says nothing on another machine, nor of a new version in another file: it counts only where the
//! id is made of it, and two files go by the same path in two folders. Of a stream only the text
//! tells it from the next one, as it does of articles without address that one file gives one
//! id.

use std::path::Path;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::file_name::path_of;
use crate::article::{Article, TextField};
use crate::path_label::path_label;

/// Most bytes of an address that tells a place.
const MAX_ADDRESS: usize = 65_530;

/// Figures of a mark.
const MARK_LENGTH: usize = 10;

/// Where an article was published: a hash of its address, or else of its source; of its file
/// or text where its id is made of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PublishedAt(u64);

/// What tells an article from others with its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) place: PublishedAt,
    /// What the text tells where the place is no address, which tells enough.
    pub(crate) text: PublishedAt,
}

impl Identity {
    /// Returns what tells an article of `file` from others.
    pub(crate) fn of(article: &Article, file: &str) -> Self {
        let place = match article.url.is_empty() && is_made_of(&article.id, file) {
            true if file.is_empty() => PublishedAt::of_text(article),
            true => PublishedAt::of_file(file),
            false => PublishedAt::of(&article.url, &article.source),
        };
        let text = if place.is_address() { place } else { PublishedAt::of_text(article) };
        Self { place, text }
    }
}

impl PublishedAt {
    /// Returns where an article with this address and of this source was published.
    pub(crate) fn of(url: &str, source: &str) -> Self {
        // The last bit tells addresses from sources.
        Self(match address(url) {
            Some(address) => xxh3_64(address.as_bytes()) | 1,
            None => xxh3_64(source.as_bytes()) & !1,
        })
    }

    /// Returns where an article of `file` comes from whose id is made of the path of the file.
    pub(crate) fn of_file(file: &str) -> Self {
        Self(xxh3_64(file.as_bytes()) & !1)
    }

    /// Returns what the title and text of an article tell where nothing else does. The
    /// standfirst counts where there is no body only: an index may keep it with other blanks.
    pub(crate) fn of_text(article: &Article) -> Self {
        let mut hash = Xxh3::new();
        let last = if article.body.is_empty() { TextField::Description } else { TextField::Body };
        for field in [TextField::Title, last] {
            hash.update(article.text(field).as_bytes());
            hash.update(&[0]);
        }
        Self(hash.digest() & !1)
    }

    /// Returns its hash.
    #[cfg(feature = "cluster")]
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// Returns what has this hash.
    #[cfg(feature = "cluster")]
    pub(crate) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Tells whether it is an address.
    pub(crate) fn is_address(self) -> bool {
        self.0 & 1 == 1
    }

    /// Returns an id with the mark of an article that was published here.
    pub(crate) fn marked(self, id: &str) -> String {
        format!("{id}@{:0MARK_LENGTH$x}", self.0 >> 24)
    }
}

/// Tells whether an id is made of the path by which a file was given, as the index names it;
/// of a stream that has no name when `file` is empty.
pub(crate) fn is_made_of(id: &str, file: &str) -> bool {
    if file.is_empty() {
        return id == "-" || id.starts_with("-#");
    }
    let file = path_of(file);
    let file = path_label(&file);
    let Some(name) = file.rsplit(['/', '\\']).next() else { return false };
    let Some(at) = id.find(name) else { return false };
    let (path, rest) = id.split_at(at + name.len());
    let mut path = Path::new(path);
    while let Ok(rest) = path.strip_prefix(".").or_else(|_| path.strip_prefix("..")) {
        path = rest;
    }
    (rest.is_empty() || rest.starts_with(['#', '/'])) && Path::new(&*file).ends_with(path)
}

/// Returns an id without what may be a mark behind it; `None` when there is none.
pub(crate) fn without_mark(id: &str) -> Option<&str> {
    let (id, mark) = id.rsplit_once('@')?;
    let mut figures = mark.bytes().map(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (mark.len() == MARK_LENGTH && figures.all(|is_figure| is_figure)).then_some(id)
}

/// Returns an address as far as it tells a place: with or without `https` it is the same, and
/// the one of a whole site tells none.
fn address(url: &str) -> Option<&str> {
    // No column holds one that is longer.
    if url.len() > MAX_ADDRESS {
        return None;
    }
    let Some((_, rest)) = url.split_once("://") else {
        return Some(url).filter(|url| !url.is_empty());
    };
    let rest = rest.trim_end_matches('/');
    rest.contains(['/', '?', '#']).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: (&str, &str), other: (&str, &str), expected: bool) {
        let [one, other] = [one, other].map(|(url, source)| PublishedAt::of(url, source));
        assert_eq!(one == other, expected);
    }

    #[test]
    fn an_address_tells_more_than_a_source() {
        check(("https://a.example/1", "A"), ("http://a.example/1/", "B"), true);
        check(("https://a.example/1", "A"), ("https://a.example/2", "A"), false);
        check(("https://a.example/1", "A"), ("", "A"), false);
        check(("", "A"), ("", "A"), true);
        check(("", "A"), ("", "B"), false);
        check(("https://a.example/", "A"), ("", "A"), true);
        check(("urn:a:1", ""), ("urn:a:2", ""), false);
    }

    #[test]
    fn marks_are_the_same_on_every_machine() {
        let address = PublishedAt::of("https://a.example/1", "A");
        assert_eq!(address.marked("x"), "x@0821989eb1");
        assert_ne!(PublishedAt::of("", "A").marked("x"), PublishedAt::of("", "B").marked("x"));
    }

    #[test]
    fn an_id_may_be_made_of_a_path() {
        for id in ["a.txt", "press/a.txt", "./a.txt", "../press/a.txt", "/x/press/a.txt#2"] {
            assert!(is_made_of(id, "/x/press/a.txt"), "{id}");
        }
        assert!(is_made_of("a.zip/une.html", "/x/a.zip"));
        assert!(is_made_of("press/a%250A.txt", "/x/press/a%0A.txt"));
        assert!(is_made_of("press/a%0A.txt", "/x/press/a\n.txt"));
        for id in ["", "a", "aa.txt", "a.txt2", "autre/a.txt", "a"] {
            assert!(!is_made_of(id, "/x/press/a.txt"), "{id}");
        }
        assert!(is_made_of("-", "") && is_made_of("-#2", "") && !is_made_of("-2", ""));
    }

    #[test]
    fn a_mark_is_ten_figures_behind_an_at() {
        assert_eq!(without_mark("une@dix@0821989eb1"), Some("une@dix"));
        for id in ["x", "x@", "x@0123", "x@01234567é", "x@0123456789a", "x@012345678A"] {
            assert_eq!(without_mark(id), None, "{id}");
        }
    }
}
