//! Where an article was published, which tells it from others with its id, and the mark that
//! is put behind the id then.
//!
//! An address says most; without one the source does. The path of a file says nothing on
//! another machine, nor of a new version in another file.

use xxhash_rust::xxh3::xxh3_64;

/// Figures of a mark.
const MARK_LENGTH: usize = 10;

/// Where an article was published: a hash of its address, or else of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PublishedAt(u64);

impl PublishedAt {
    /// Returns where an article with this address and of this source was published.
    pub(super) fn of(url: &str, source: &str) -> Self {
        // The last bit tells addresses from sources.
        Self(match address(url) {
            Some(address) => xxh3_64(address.as_bytes()) | 1,
            None => xxh3_64(source.as_bytes()) & !1,
        })
    }

    /// Returns an id with the mark of an article that was published here.
    pub(super) fn marked(self, id: &str) -> String {
        format!("{id}@{:0MARK_LENGTH$x}", self.0 >> 24)
    }
}

/// Returns an id without what may be a mark behind it; `None` when there is none.
pub(super) fn without_mark(id: &str) -> Option<&str> {
    let (id, mark) = id.rsplit_once('@')?;
    let mut figures = mark.bytes().map(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (mark.len() == MARK_LENGTH && figures.all(|is_figure| is_figure)).then_some(id)
}

/// Returns an address as far as it tells a place: with or without `https` it is the same, and
/// the one of a whole site tells none.
fn address(url: &str) -> Option<&str> {
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
    fn a_mark_is_ten_figures_behind_an_at() {
        assert_eq!(without_mark("une@dix@0821989eb1"), Some("une@dix"));
        for id in ["x", "x@", "x@0123", "x@01234567é", "x@0123456789a", "x@012345678A"] {
            assert_eq!(without_mark(id), None, "{id}");
        }
    }
}
