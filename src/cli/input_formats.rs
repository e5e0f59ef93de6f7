//! The formats of inputs as the help lists them; the README holds the same as a table.
//!
//! It takes them from their table and adds none.

use crate::ingest::{Catalog, FormatHelp};

/// Returns what is read, a format a line.
pub(super) fn help() -> String {
    let rows: Vec<_> = Catalog::default().list().map(|format| (names(&format), format)).collect();
    let width = rows.iter().map(|(names, _)| names.join(" ").len()).max().unwrap_or_default();
    let lines = rows.iter().map(|(names, FormatHelp { help, .. })| {
        format!("  {:width$}  {}\n", names.join(" "), help.replace('`', ""))
    });
    format!(
        "Reads as articles:\n{}\nEach also compressed (.gz, .zst). Files without extension, standard \
         input and files named\nhere are judged by what they hold.",
        lines.collect::<String>()
    )
}

/// Returns the extensions of a format, those behind that it shares with others.
pub(super) fn names(format: &FormatHelp) -> Vec<String> {
    let extensions = format.extensions.iter().chain(format.shared);
    extensions.map(|extension| format!(".{extension}")).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Returns what is read as the README's table, which has no kind without an extension of
    /// its own, and those that are read alike in one row.
    fn table() -> String {
        let mut rows: Vec<(Vec<String>, &str)> = Vec::new();
        for format in Catalog::default().list().filter(|format| !format.extensions.is_empty()) {
            match rows.last_mut().filter(|(_, help)| *help == format.help) {
                Some((known, _)) => known.extend(names(&format)),
                None => rows.push((names(&format), format.help)),
            }
        }
        let rows = rows.iter().map(|(names, help)| {
            format!("| `{}` | {} |\n", names.join("`, `"), help.replace('|', "\\|"))
        });
        format!("| file | articles |\n|---|---|\n{}", rows.collect::<String>())
    }

    /// `LIMIER_GOLDEN=write cargo test readme` writes the table anew.
    #[test]
    fn the_table_of_the_readme_is_that_of_the_formats() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let readme = fs::read_to_string(&path).expect("a README");
        let start = readme.find("| file | articles |").expect("a table of formats");
        let length = readme[start..].find("\n\n").expect("text below the table") + 1;
        let (before, rest) = readme.split_at(start);
        let (found, after) = rest.split_at(length);
        if std::env::var_os("LIMIER_GOLDEN").is_some_and(|value| value == "write") {
            fs::write(&path, [before, &table(), after].concat()).expect("a writable README");
            return;
        }
        assert_eq!(found, table(), "LIMIER_GOLDEN=write cargo test readme writes it anew");
    }

    #[test]
    fn every_format_is_in_the_help() {
        let help = help();
        for format in Catalog::default().list() {
            let is_told = |line: &str| names(&format).iter().all(|name| line.contains(name));
            assert!(help.lines().any(is_told), "{format:?} in {help}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 98), "{help}");
    }
}
