//! Reading again: whether a file that was read, and has not changed, would be read otherwise
//! by the formats that there are now.
//!
//! Most files are told by what is remembered of them. Of others the head is looked at, and the
//! heads of what is in an archive; no article is read.

use std::path::Path;

use super::catalog::Catalog;
use super::driver::Driver;
use super::place::Place;
use super::record::field::FieldNames;
use super::sink::Sink;
use crate::article::Article;
use crate::error::Result;
use crate::read_as::ReadAs;
use crate::rejection::Rejection;
use crate::unread_kind::UnreadKind;

/// Returns how a file that was read as `then` would be read now, or `None` when it is to be
/// read again: a format of it has another version, or one that was not there takes it or
/// something in it.
#[must_use]
pub fn known_again(place: &Place, catalog: Catalog, then: &ReadAs) -> Option<ReadAs> {
    if catalog.is_labelled(&then.known) {
        return Some(then.clone());
    }
    let known = catalog.labels();
    if !then.formats.iter().all(|format| known.contains(format)) {
        return None;
    }
    // Which format takes what a program makes of it shows when it is run.
    if then.pre.is_some() {
        return Some(ReadAs { known, ..then.clone() });
    }
    let is_new = |label: &String| !then.known.contains(label);
    // How it was read may not have been noted.
    let is_noted = !then.formats.is_empty();
    if is_noted && !catalog.may_take(place, &then.entries, |label| is_new(&label)) {
        return Some(ReadAs { known, ..then.clone() });
    }
    match look(place, catalog) {
        Some(now) => {
            let (fields, defaults) = (then.fields.clone(), then.defaults.clone());
            (!now.formats.iter().any(is_new)).then_some(ReadAs { fields, defaults, ..now })
        }
        // It was named itself when it was read, or never was.
        None => is_noted.then(|| ReadAs { known, ..then.clone() }),
    }
}

/// Returns how a file would be read, `None` when its kind is not read.
fn look(place: &Place, catalog: Catalog) -> Option<ReadAs> {
    let names = FieldNames::default();
    let mut found = Heads::default();
    // The sink takes whatever it is told.
    let _ = Driver::for_heads(catalog, &names, &mut found).read(place);
    found.0
}

/// Takes note of how a file would be read.
#[derive(Default)]
struct Heads(Option<ReadAs>);

impl Sink for Heads {
    fn wants(&mut self, _: &Place) -> Result<bool> {
        Ok(true)
    }

    fn article(&mut self, _: Article, _: &Path) -> Result<()> {
        Ok(())
    }

    fn rejected(&mut self, _: Rejection) -> Result<()> {
        Ok(())
    }

    fn finished(&mut self, _: &Path, read: Option<ReadAs>) -> Result<()> {
        self.0 = read;
        Ok(())
    }

    fn skipped(&mut self, _: &Path, _: &UnreadKind) {}

    fn progress(&mut self, _: u64, _: u64) {}
}
