//! The catalog: the formats that are known, and which of them a file is.
//!
//! It asks every format and knows none.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::format::{About, Claim, Content, Describe, Format, Head};
use super::formats::ALL;
use super::kind;
use super::place::Place;
use crate::unread_kind::UnreadKind;

/// The formats that a run knows, those that are sure of less behind.
#[derive(Clone, Copy)]
pub struct Catalog(&'static [&'static dyn Format]);

impl Default for Catalog {
    /// Returns every format that limier reads.
    fn default() -> Self {
        Self(ALL)
    }
}

/// What a file is found to be.
pub(super) enum Choice {
    /// A file of this format.
    Read(&'static dyn Format),
    /// A file of this format by its name, without any byte.
    Empty(&'static dyn Format),
    /// A file of this format by its name; what it really holds.
    Mislabelled(&'static dyn Format, UnreadKind),
    /// A file of a kind that is not read.
    Unread(UnreadKind),
}

/// A format as the help and the README list it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatHelp {
    /// Its name.
    pub name: &'static str,
    /// The extensions of its files, without full stop.
    pub extensions: &'static [&'static str],
    /// Other extensions of files that are read when they hold it.
    pub shared: &'static [&'static str],
    /// What becomes an article.
    pub help: &'static str,
}

impl Catalog {
    /// Returns a catalog of every format and another one, as a line in the table makes it.
    #[cfg(test)]
    pub(super) fn with(format: &'static dyn Format) -> Self {
        Self([&[format][..], ALL].concat().leak())
    }

    /// Returns a catalog of the format of this name alone, which takes every file; it is never
    /// freed.
    #[cfg(any(test, feature = "internals"))]
    #[must_use]
    pub fn only(name: &str) -> Option<Self> {
        let format = *ALL.iter().find(|format| format.about().name == name)?;
        let only: &'static dyn Format = Box::leak(Box::new(super::only::Only(format)));
        Some(Self(Box::leak(Box::new([only]))))
    }

    /// Returns the formats in the order of the table, as people are told of them.
    pub fn list(self) -> impl Iterator<Item = FormatHelp> {
        self.abouts().map(|&About { name, extensions, shared, help, .. }| FormatHelp {
            name,
            extensions,
            shared,
            help,
        })
    }

    /// Returns what an index remembers of each format: `html/1`.
    #[must_use]
    pub fn labels(self) -> Arc<[String]> {
        self.abouts().map(About::label).collect()
    }

    /// Tells whether these are the labels of the formats.
    pub(super) fn is_labelled(self, labels: &[String]) -> bool {
        self.0.len() == labels.len()
            && self.abouts().zip(labels).all(|(about, label)| about.is_labelled(label))
    }

    /// Tells whether one of the formats that `are_meant` could read a file or an entry of it,
    /// as far as names tell; `entries` are the extensions of these.
    pub(super) fn may_take(
        self,
        place: &Place,
        entries: &BTreeSet<String>,
        are_meant: impl Fn(String) -> bool,
    ) -> bool {
        let own = Head::new(&place.path, &[]);
        let own = own.extension().filter(|name| !place.is_named() || self.knows(name));
        let meant: Vec<_> = self.abouts().filter(|about| are_meant(about.label())).collect();
        let mut names = entries.iter().map(String::as_str).chain([own.unwrap_or_default()]);
        // What is a text by its name may hold what others read.
        let is_text = |name: &str| {
            let mut texts = self.abouts().filter(|about| about.content == Content::Prose);
            texts.any(|about| about.extensions.contains(&name))
        };
        names.any(|name| {
            name.is_empty()
                || meant.iter().any(|about| about.has(name))
                || is_text(name) && meant.iter().any(|about| about.content != Content::Binary)
        })
    }

    /// Tells whether an extension is one of a format.
    fn knows(self, extension: &str) -> bool {
        self.abouts().any(|about| about.has(extension))
    }

    /// Tells whether files that were read in these formats, by their labels, hold the latest of
    /// what they have held.
    pub(super) fn hold_the_latest(self, labels: &BTreeSet<String>) -> bool {
        let names = || self.0.iter().filter(|format| format.holds_the_latest());
        let is_such = |label: &String| names().any(|format| format.about().is_of(label));
        !labels.is_empty() && labels.iter().all(is_such)
    }

    /// Returns how files describe those beside them.
    pub(super) fn describing(self) -> impl Iterator<Item = &'static dyn Describe> {
        self.0.iter().filter_map(|format| format.describes())
    }

    /// Returns what the formats say of themselves.
    pub(super) fn abouts(self) -> impl Iterator<Item = &'static About> {
        self.0.iter().map(|format| format.about())
    }

    /// Returns what a file that starts so is; one `named` by the user is judged by its
    /// content when no format knows its name, or the one that does not its content.
    pub(super) fn choose(self, head: Head<'_>, named: bool) -> Choice {
        let is_named_alone = named && !head.extension().is_some_and(|name| self.knows(name));
        let is_by_content = is_named_alone || named && self.best(&head).is_none();
        let head = if is_by_content { head.by_content_alone() } else { head };
        let Some((claim, format)) = self.best(&head) else {
            return Choice::Unread(kind::of_unread(&head));
        };
        let about = format.about();
        if head.bytes().is_empty() {
            return if about.may_be_empty { Choice::Read(format) } else { Choice::Empty(format) };
        }
        if claim != Claim::ByContent
            && let Some(other) = self.surer(about, &head)
        {
            return Choice::Read(other);
        }
        // What a file holds counts more than the name of an archive.
        let is_sure = claim == Claim::ByContent;
        if about.content == Content::Binary
            && !is_sure
            && let Some((Claim::ByContent, other)) = self.best(&head.without_name())
        {
            match other.about() {
                About { content: Content::Binary, .. } => return Choice::Read(other),
                About { content: Content::Prose, noun, .. } => {
                    return Choice::Mislabelled(format, (*noun).into());
                }
                About { content: Content::Syntax, .. } => {}
            }
        }
        let foreign = if is_sure { None } else { kind::foreign(head.bytes()) };
        let is_binary = about.content == Content::Prose && kind::is_binary(head.text());
        match foreign.or(is_binary.then(|| "binary data".into())) {
            Some(what) => Choice::Mislabelled(format, what),
            None => Choice::Read(format),
        }
    }

    /// Returns the format of what a file surely holds that is a text by its name alone: a
    /// table, JSON, a page.
    fn surer(self, about: &About, head: &Head<'_>) -> Option<&'static dyn Format> {
        let is_text = about.content == Content::Prose && head.media_type().is_none();
        if !is_text || !kind::may_be_syntax(head.start()) {
            return None;
        }
        let (claim, other) = self.best(&head.without_name())?;
        let is_other = other.about().content != Content::Binary && other.about().name != about.name;
        (claim == Claim::ByContent && is_other).then_some(other)
    }

    /// Returns the format that is surest of a file; of several the first.
    fn best(self, head: &Head<'_>) -> Option<(Claim, &'static dyn Format)> {
        let claims = self.0.iter().map(|&format| (format.claims(head), format));
        let possible = claims.filter(|(claim, _)| *claim > Claim::No);
        possible.reduce(|best, other| if other.0 > best.0 { other } else { best })
    }
}

#[cfg(test)]
mod tests;
