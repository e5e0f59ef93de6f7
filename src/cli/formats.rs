//! The output formats as values of `--format`, from their table.
//!
//! It knows none of them by name.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::render::{ALL, HitFormat};

/// Returns the names of some formats, as a list.
pub(super) fn names_of(which: fn(&HitFormat) -> bool) -> String {
    let names = ALL.iter().filter(|format| which(format)).map(|format| format.name);
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// Returns a parser of the names of formats, those of which something is wanted: it gives
/// what that is.
pub(super) fn formats<W: Clone + Send + Sync + 'static>(
    wanted: fn(&'static HitFormat) -> Option<W>,
) -> impl TypedValueParser<Value = W> {
    let offered = ALL.iter().filter(|format| wanted(format).is_some());
    let names = offered.map(|format| PossibleValue::new(format.name).help(format.help));
    PossibleValuesParser::new(names).try_map(move |name| {
        let format = ALL.iter().find(|format| format.name == name);
        format.and_then(|format| wanted(format)).ok_or("no such format")
    })
}
