//! Where a command writes: standard output or a file, whose name then tells the format.
//!
//! A file is written whole or not at all, and no terminal is sent what is no text.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::print;
use super::output_file::{OutputFile, refuse_within};
use super::terminal::Terminal;
use crate::error::{Error, Result};
use crate::render::{ALL, HitFormat, Kind};

/// Where a command writes.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Destination {
    /// File to write, in place of one that is there; otherwise standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write csv as a French Excel opens it: semicolons between cells, commas in numbers, and a
    /// mark that says that it is UTF-8
    #[arg(long)]
    pub(super) excel: bool,
}

impl Destination {
    /// Returns the format to write: the one that is named, or else the one that the file is named
    /// after among those that are offered, or else the usual one.
    ///
    /// # Errors
    /// `OtherEnding` when the file is named after none of them, `ExcelFormat` when it is to be as
    /// Excel takes it and cannot be, `NotText` when it is no text and goes to a terminal.
    pub(super) fn format(
        &self,
        named: Option<&'static HitFormat>,
        usual: &'static HitFormat,
        is_offered: fn(&HitFormat) -> bool,
    ) -> Result<&'static HitFormat> {
        let extension = self.output.as_ref().and_then(|path| path.extension()?.to_str());
        let of_file = extension.and_then(|extension| {
            let is_text = extension.eq_ignore_ascii_case("txt");
            let is_named = |format: &&&HitFormat| {
                let is_named = format.name.eq_ignore_ascii_case(extension);
                (is_named || is_text && format.for_people) && is_offered(format)
            };
            ALL.iter().find(is_named).copied()
        });
        // What ends in `txt` can be any text.
        let ending = extension.filter(|ending| !ending.eq_ignore_ascii_case("txt"));
        if let (Some(ending), None, None) = (ending, named, of_file) {
            let offered = ALL.iter().filter(|format| is_offered(format));
            let formats = offered.map(|format| format.name).collect();
            return Err(Error::OtherEnding { ending: ending.to_owned(), formats });
        }
        let format = named.or(of_file).unwrap_or(usual);
        if self.excel && format.kind != Kind::Cells {
            return Err(Error::ExcelFormat);
        }
        if format.kind == Kind::Binary && self.output.is_none() && io::stdout().is_terminal() {
            return Err(Error::NotText);
        }
        Ok(format)
    }

    /// Writes what stands in no place of its own: to the file, or to standard output.
    pub(super) fn write<E>(
        &self,
        format: &HitFormat,
        terminal: &Terminal,
        index: &Path,
        write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<()>
    where
        Error: From<E>,
    {
        let Some(path) = &self.output else { return print(terminal, format.for_people, write) };
        refuse_within(path, index)?;
        let mut out = OutputFile::until_signals(path)?;
        let written = if format.for_people {
            let mut text = Vec::new();
            write(&mut text)?;
            let text = anstream::adapter::strip_bytes(&text).into_vec();
            out.write_all(&text).map_err(Error::Output)
        } else {
            write(&mut out).map_err(Error::from)
        };
        written.map_err(|error| match error {
            Error::Output(source) => out.failed(source),
            error => error,
        })?;
        out.finish()
    }
}
