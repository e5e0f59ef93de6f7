//! What stands behind the `?` of an address: names with values, in their order.
//!
//! An address is written from them again, so that every state of a page is one. It knows no name
//! and what no value means.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

/// Most of them.
pub(super) const MOST: usize = 200;

/// What stays as it is in an address.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Names with values; a value is never empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// Reads what stands behind the `?`; what is no UTF-8 becomes a sign that says so. `None`
    /// when they are too many.
    pub(super) fn read(query: &str) -> Option<Self> {
        let parts = query.split('&').filter(|part| !part.is_empty());
        if parts.clone().nth(MOST).is_some() {
            return None;
        }
        let decoded = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode(text.as_bytes()).decode_utf8_lossy().into_owned()
        };
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decoded(name), decoded(value))
        };
        // A form sends what was left empty, too.
        Some(Self(parts.map(pair).filter(|(_, value)| !value.is_empty()).collect()))
    }

    /// Returns the first value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Returns all values of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Returns names and values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the same without a name.
    pub(super) fn without(&self, name: &str) -> Self {
        self.only(|known| known != name)
    }

    /// Returns those whose names are wanted.
    pub(super) fn only(&self, is_wanted: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| is_wanted(name)).cloned().collect())
    }

    /// Returns the same without a value of a name.
    pub(super) fn less(&self, name: &str, value: &str) -> Self {
        let is_other = |pair: &&(String, String)| pair.0 != name || pair.1 != value;
        Self(self.0.iter().filter(is_other).cloned().collect())
    }

    /// Returns the same with one more value of a name.
    pub(super) fn more(&self, name: &str, value: &str) -> Self {
        let mut params = self.clone();
        if !value.is_empty() {
            params.0.push((name.to_owned(), value.to_owned()));
        }
        params
    }

    /// Returns the same with this value of a name, and no other.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        self.without(name).more(name, value)
    }

    /// Returns the address of a path with them.
    pub(super) fn at(&self, path: &str) -> String {
        let mut address = path.to_owned();
        let mut sign = '?';
        for (name, value) in &self.0 {
            let (name, value) = (encoded(name), encoded(value));
            // Writing to a string succeeds.
            let _ = write!(address, "{sign}{name}={value}");
            sign = '&';
        }
        address
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string().replace("%20", "+")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_read_as_browsers_write_it() {
        let params =
            Params::read("q=l%27%C3%A9t%C3%A9+2020&source=a&source=b%26c&sort=&x").expect("few");
        assert_eq!(params.get("q"), Some("l'été 2020"));
        assert_eq!(params.all("source").collect::<Vec<_>>(), ["a", "b&c"]);
        assert_eq!((params.get("sort"), params.get("x")), (None, None));
        assert_eq!(params.at("/"), "/?q=l%27%C3%A9t%C3%A9+2020&source=a&source=b%26c");
        assert_eq!(params.less("source", "a").with("q", "é").at("/"), "/?source=b%26c&q=%C3%A9");
        assert_eq!(Params::read("q=%ff%C3").expect("few").get("q"), Some("\u{FFFD}\u{FFFD}"));
        assert_eq!(Params::default().at("/"), "/");
    }

    #[test]
    fn there_are_only_so_many() {
        assert!(Params::read(&"a=1&".repeat(MOST)).is_some());
        assert!(Params::read(&"a=1&".repeat(MOST + 1)).is_none());
    }

    proptest! {
        #[test]
        fn an_address_is_read_back(pairs in proptest::collection::vec((".{1,8}", ".{1,20}"), 0..8)) {
            let params = Params(pairs);
            let address = params.at("/");
            let read = Params::read(address.split_once('?').map_or("", |(_, query)| query));
            prop_assert_eq!(read, Some(params), "{}", address);
        }
    }
}
