//! A part of a document that is an article, or the document as a whole: what its own markup
//! says of it.

use std::borrow::Cow;

use super::prose::Prose;
use crate::ingest::record::tidy::person;

/// What the text of an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Body,
    Title,
    Subtitle,
    Author,
    /// A name below the text.
    Signature,
    /// No text of the article.
    Nowhere,
}

/// An article as it is gathered.
#[derive(Debug, Default)]
pub(super) struct Unit {
    /// What numbers it among others.
    pub(super) number: Option<String>,
    pub(super) title: Prose,
    pub(super) subtitle: Prose,
    pub(super) authors: Vec<String>,
    pub(super) signatures: Vec<String>,
    pub(super) date: Option<String>,
    pub(super) url: Option<String>,
    pub(super) body: Prose,
    /// A name that is being gathered.
    pub(super) name: Prose,
}

impl Unit {
    /// Tells whether no text of it has come.
    pub(super) fn is_at_head(&self) -> bool {
        self.body.is_empty()
    }

    /// Adds text as it stands in the markup.
    pub(super) fn add(&mut self, slot: Slot, text: &str, is_data: bool) {
        let text = if is_data { Cow::Borrowed(text) } else { htmlize::unescape(text) };
        if slot != Slot::Nowhere {
            self.prose(slot).add(&text);
        }
        if slot == Slot::Signature {
            self.body.add(&text);
        }
    }

    /// Returns the text that a slot gathers.
    pub(super) fn prose(&mut self, slot: Slot) -> &mut Prose {
        match slot {
            Slot::Title => &mut self.title,
            Slot::Subtitle => &mut self.subtitle,
            Slot::Author | Slot::Signature => &mut self.name,
            Slot::Body | Slot::Nowhere => &mut self.body,
        }
    }

    /// Ends what a slot gathers.
    pub(super) fn end(&mut self, slot: Slot) {
        match slot {
            Slot::Author | Slot::Signature => {
                let name = std::mem::take(&mut self.name).into_line();
                let name = person(name.trim_end_matches([',', '.', ' ']));
                let names =
                    if slot == Slot::Author { &mut self.authors } else { &mut self.signatures };
                if !name.is_empty() {
                    names.push(name);
                }
            }
            Slot::Title | Slot::Subtitle => self.prose(slot).end_line(),
            Slot::Body | Slot::Nowhere => {}
        }
    }
}
