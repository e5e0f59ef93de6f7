//! Entities that a document declares itself.
//!
//! They are never expanded, since that can be made to grow without bound. Files of a
//! document type, which `<!ENTITY % nitf SYSTEM "nitf.dtd">` takes in, hold no text;
//! names that HTML has too are read as there.

use std::collections::HashSet;

use memchr::{memchr, memchr_iter, memmem};

/// The beginning of a declaration.
const DECLARATION: &[u8] = b"<!ENTITY";

/// Longer names are not looked for.
const MAX_NAME_BYTES: usize = 100;

/// The names of entities that a document declares and HTML does not have.
#[derive(Debug, Default)]
pub(super) struct OwnEntities<'t> {
    names: HashSet<&'t str>,
}

impl<'t> OwnEntities<'t> {
    /// Takes the names that a declaration declares.
    pub(super) fn declare(&mut self, declaration: &'t str) {
        for at in memmem::find_iter(declaration.as_bytes(), DECLARATION) {
            let rest = declaration[at + DECLARATION.len()..].trim_ascii_start();
            let name = rest.split_ascii_whitespace().next().unwrap_or_default();
            if !name.starts_with('%') && !is_of_html(name) {
                self.names.insert(name);
            }
        }
    }

    /// Tells whether a text refers to one of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let longest = self.names.iter().map(|name| name.len()).max().unwrap_or_default();
        let longest = longest.min(MAX_NAME_BYTES);
        let is_own = |at: usize| {
            let rest = &text.as_bytes()[at + 1..];
            let end = memchr(b';', &rest[..rest.len().min(longest + 1)]);
            end.is_some_and(|end| self.names.contains(&text[at + 1..][..end]))
        };
        !self.names.is_empty() && memchr_iter(b'&', text.as_bytes()).any(is_own)
    }
}

fn is_of_html(name: &str) -> bool {
    let reference = format!("&{name};");
    htmlize::unescape(&reference) != reference
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(declaration: &str, text: &str, expected: bool) {
        let mut own = OwnEntities::default();
        own.declare(declaration);
        assert_eq!(own.are_in(text), expected, "{text} with {declaration}");
    }

    #[test]
    fn entities_of_the_document_are_known_where_they_are_used() {
        check("<!ENTITY agence 'APO'>", "selon &agence;", true);
        check("<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY\nd '&b;']>", "&d;", true);
        check("<!ENTITY agence 'APO'>", "agence; & &agences;", false);
        check("<!ENTITY photo SYSTEM 'a.jpg' NDATA jpeg>", "un texte", false);
    }

    #[test]
    fn those_of_html_and_files_of_a_document_type_do_no_harm() {
        check("<!ENTITY nbsp '&#160;'><!ENTITY eacute 'é'>", "l'&eacute;t&eacute;&nbsp;!", false);
        check("<!DOCTYPE a [<!ENTITY % b SYSTEM 'b.dtd'> %b;]>", "&amp; %b; &b;", false);
    }

    #[test]
    fn no_declaration_is_too_odd() {
        for odd in ["<!ENTITY", "<!ENTITY>", "<!ENTITY %", "<!ENTITY é 'è'>"] {
            check(odd, "&é", false);
        }
    }
}
