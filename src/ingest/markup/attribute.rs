//! The attributes of a tag: names and values, with quotes or without.
//!
//! It reads one tag and never fails: one that is broken has fewer of them.

use std::borrow::Cow;

use super::scanner::Tag;

/// Returns the attributes that stand in a tag: name and value, entities decoded.
pub(super) fn attributes(mut rest: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let name = name.split_ascii_whitespace().next_back().unwrap_or_default();
        let after = after.trim_ascii_start();
        let quote = after.chars().next().filter(|&sign| sign == '"' || sign == '\'');
        let (value, next) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
        };
        rest = next;
        Some((name, htmlize::unescape(value)))
    })
}

impl<'t> Tag<'t> {
    /// Returns the attributes: name and value.
    pub(in crate::ingest) fn attributes(self) -> impl Iterator<Item = (&'t str, Cow<'t, str>)> {
        attributes(self.attributes)
    }

    /// Returns an attribute by its name, in any case.
    pub(in crate::ingest) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        let mut found = attributes(self.attributes);
        found.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Tells whether the element ends with its tag.
    pub(in crate::ingest) fn is_empty(self) -> bool {
        self.is_empty
    }

    /// Tells whether this is its name, in any case.
    pub(in crate::ingest) fn is(self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Tells whether one of its classes fits.
    pub(in crate::ingest) fn has_class(self, fits: impl Fn(&str) -> bool) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(fits))
    }
}
