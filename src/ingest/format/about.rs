//! What a format says of itself: data, for the table of formats and everything that is
//! made from it.

/// A format in the table.
#[derive(Debug)]
pub(in crate::ingest) struct About {
    /// The name by which an index remembers it; it never changes.
    pub(in crate::ingest) name: &'static str,
    /// It grows when the same files give other articles: they are then read again.
    pub(in crate::ingest) version: u32,
    /// What such a file is to a reader of messages: `a page`.
    pub(in crate::ingest) noun: &'static str,
    /// The extensions of its files, in lower case, the usual one first.
    pub(in crate::ingest) extensions: &'static [&'static str],
    /// Extensions that it shares with other formats: of such files it reads those that it
    /// knows by their content.
    pub(in crate::ingest) shared: &'static [&'static str],
    /// What becomes an article, as the help and the README say it.
    pub(in crate::ingest) help: &'static str,
    pub(in crate::ingest) content: Content,
    /// A file without any byte is one of this format.
    pub(in crate::ingest) may_be_empty: bool,
}

/// What the bytes of a format are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Content {
    /// No text, such as an archive. Names of archives are often wrong, so what such a file
    /// holds counts more.
    Binary,
    /// Text with a syntax, in any encoding: what is none shows when it is read.
    Syntax,
    /// Text that anything could pass for, in any encoding: what is none is refused before.
    Prose,
}

/// How sure a format is that a file is one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ingest) enum Claim {
    /// It is none.
    No,
    /// It may be one, unless another format knows better.
    Possible,
    /// Its name says so.
    ByName,
    /// Its first bytes say so, and its name does not say otherwise.
    ByContent,
}

impl About {
    /// Returns what an index remembers of a file that was read so: `html/1`.
    pub(in crate::ingest) fn label(&self) -> String {
        format!("{}/{}", self.name, self.version)
    }

    /// Tells whether this is its label.
    pub(in crate::ingest) fn is_labelled(&self, label: &str) -> bool {
        let parts = label.split_once('/');
        parts
            .is_some_and(|(name, version)| name == self.name && version.parse() == Ok(self.version))
    }

    /// Tells whether this is its label, or that of another version of it.
    pub(in crate::ingest) fn is_of(&self, label: &str) -> bool {
        label.split_once('/').is_some_and(|(name, _)| name == self.name)
    }

    /// Tells whether files with this extension can be of this format.
    pub(in crate::ingest) fn has(&self, extension: &str) -> bool {
        self.extensions.contains(&extension) || self.shared.contains(&extension)
    }
}
