//! Kinds of contents that no format reads: what they are called, and what to do with them first.
//!
//! A kind is data, of which `render` makes the words. It looks into no file.

use std::borrow::Cow;

/// A kind of contents that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadKind {
    /// What to call it: an extension with a full stop, or a few words. Files are counted by it.
    pub name: Cow<'static, str>,
    /// What makes it one that is read, where there is something.
    pub remedy: Option<Remedy>,
}

/// What makes contents that are not read such that are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// It is packed in a way that is not read.
    Unpack,
    /// It is an older form of web archive.
    ConvertToWarc,
    /// It is a page with all that belongs to it.
    SaveAsHtml,
    /// It is a list of references that no format reads.
    SaveAsRis,
    /// It is a document of which only programs know the text.
    SaveAsText,
    /// A program made text of it before, and is not given now.
    GiveProgram,
    /// It is elsewhere, and links are not followed unless that is asked for.
    FollowLinks,
}

impl UnreadKind {
    /// Returns the kind with this name, and what is to be done with it first.
    pub(crate) fn with(name: impl Into<Cow<'static, str>>, remedy: Remedy) -> Self {
        Self { name: name.into(), remedy: Some(remedy) }
    }
}

impl<N: Into<Cow<'static, str>>> From<N> for UnreadKind {
    fn from(name: N) -> Self {
        Self { name: name.into(), remedy: None }
    }
}
