//! How a file was read: what an index must remember to tell, when limier knows more formats,
//! whether it would read the file otherwise.
//!
//! Formats are names with versions, `html/1`; what is in them is not known here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is given for what articles lack: the values of a field, by its name.
pub(crate) type Defaults = BTreeMap<String, Vec<String>>;

/// How a file was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadAs {
    /// The formats that there were to choose from, in their order.
    pub known: Arc<[String]>,
    /// Its format, and those of the entries in it, also of archives in archives. None of a file
    /// that could not be unpacked; none either when nobody noted it.
    pub formats: BTreeSet<String>,
    /// The extensions of the entries of an archive, whether they were read or not; an empty one
    /// for entries without.
    pub entries: BTreeSet<String>,
    /// The names that fields were said to go by: `body=texte`.
    pub fields: Vec<String>,
    /// What was given for what its articles lack.
    pub defaults: Defaults,
    /// The program that made text of it before.
    pub pre: Option<String>,
}

impl ReadAs {
    /// Returns how a file is read that nothing was read of yet, in one of these formats.
    #[must_use]
    pub fn of(known: &Arc<[String]>) -> Self {
        Self { known: Arc::clone(known), ..Self::default() }
    }
}
