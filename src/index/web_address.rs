//! An address of the web as far as it tells an article: as people copy it, without what tells
//! where they came from.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Parameters that tell of the way to an article, by how their names begin.
const TRACKING: [&str; 24] = [
    "utm_", "at_", "mc_", "mtm_", "pk_", "ns_", "hsa_", "xtor", "xtref", "xtmc", "fbclid", "gclid",
    "gbraid", "wbraid", "dclid", "msclkid", "twclid", "ttclid", "yclid", "igshid", "mibextid",
    "srsltid", "_ga", "_gl",
];

/// What addresses begin with that are left out.
const OPENINGS: [&str; 6] = ["https://www.", "https://", "http://www.", "http://", "www.", ""];

/// An address as far as it tells an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WebAddress<'u> {
    host: String,
    path: Cow<'u, str>,
    parameters: Vec<&'u str>,
    /// The path as it is written.
    written: &'u str,
}

impl<'u> WebAddress<'u> {
    /// Reads an address, with or without scheme; `None` for what is none, and for the one of a
    /// whole site, which tells no article.
    pub(super) fn read(url: &'u str) -> Option<Self> {
        let rest = OPENINGS.iter().find_map(|opening| url.strip_prefix(opening))?;
        let rest = rest.split('#').next()?;
        let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, written) = place.split_once('/').unwrap_or((place, ""));
        let written = written.trim_end_matches('/');
        let is_kept =
            |name: &&str| !name.is_empty() && !TRACKING.iter().any(|start| name.starts_with(start));
        let parameters: Vec<&str> = parameters.split('&').filter(is_kept).collect();
        let is_host = host.contains('.') && !host.contains(char::is_whitespace);
        (is_host && !(written.is_empty() && parameters.is_empty())).then(|| Self {
            host: host.to_lowercase(),
            path: percent_decode_str(written).decode_utf8_lossy(),
            parameters,
            written,
        })
    }

    /// Returns what the addresses begin with that may tell the same article.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = String> {
        // What follows may be written in other ways.
        let is_other = |char: char| !char.is_ascii() || char == '%';
        let plain = self.written.split(is_other).next().unwrap_or("");
        OPENINGS.iter().map(move |opening| format!("{opening}{}/{plain}", self.host))
    }

    /// Tells whether another address tells the same article.
    pub(super) fn is(&self, url: &str) -> bool {
        WebAddress::read(url).is_some_and(|other| {
            (&self.host, &self.path, &self.parameters)
                == (&other.host, &other.path, &other.parameters)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expected: bool) {
        let address = WebAddress::read(one).expect("an address");
        assert_eq!(address.is(other), expected, "{one} and {other}");
        if expected {
            let begins = |beginning: String| other.starts_with(&beginning);
            assert!(address.beginnings().any(begins), "{one} and {other}");
        }
    }

    #[test]
    fn an_address_is_known_without_scheme_and_tracking() {
        let stored = "https://www.exemple.fr/2024/pont.html";
        for typed in [
            "exemple.fr/2024/pont.html",
            "www.exemple.fr/2024/pont.html",
            "http://Exemple.fr/2024/pont.html/",
            "https://www.exemple.fr/2024/pont.html?utm_source=rss&utm_medium=feed",
            "https://www.exemple.fr/2024/pont.html?fbclid=IwAR0#xtor=AL-32280270",
            "exemple.fr/2024/pont.html#commentaires",
        ] {
            check(typed, stored, true);
            check(stored, &format!("{stored}#xtor=RSS-1"), true);
        }
        check("exemple.fr/a?id=3&xtor=1", "https://exemple.fr/a?utm_campaign=x&id=3", true);
        check("exemple.fr/%C3%A9t%C3%A9", "https://exemple.fr/été", true);
    }

    #[test]
    fn other_places_are_other_articles() {
        check("exemple.fr/a?id=3", "https://exemple.fr/a?id=4", false);
        check("exemple.fr/a?id=3", "https://exemple.fr/a", false);
        check("exemple.fr/a", "https://exemple.fr/ab", false);
        check("exemple.fr/a", "https://m.exemple.fr/a", false);
        check("exemple.fr/a", "https://exemple.fr/A", false);
    }

    #[test]
    fn a_site_and_a_word_are_no_article() {
        for none in
            ["", "pont", "https://exemple.fr/", "exemple.fr", "exemple.fr/?utm_a=1", "a b.c/d"]
        {
            assert_eq!(WebAddress::read(none), None, "{none:?}");
        }
    }
}
