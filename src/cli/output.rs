//! Standard output as commands write it.
//!
//! A terminal is sent nothing that it would obey; a program gets every byte as it is.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice, StripStream};

use super::pager::page;
use super::terminal::Terminal;
use crate::error::{Error, Result};
use crate::render::{Notice, printable};

/// Writes to standard output, for people or for programs.
pub(super) fn print<E>(
    terminal: &Terminal,
    for_people: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<()>
where
    Error: From<E>,
{
    if for_people {
        let mut text = Vec::new();
        write(&mut text)?;
        return print_from(terminal, &text, None);
    }
    let mut out = ForPrograms::new();
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Returns standard output, for people without a pager or for programs.
pub(super) fn output(for_people: bool) -> Box<dyn Write> {
    // What is stripped comes in pieces, which are gathered behind it.
    let stdout: Box<dyn Write> = Box::new(io::BufWriter::new(io::stdout()));
    match AutoStream::choice(&io::stdout()) {
        _ if !for_people => Box::new(ForPrograms::new()),
        ColorChoice::Never => Box::new(StripStream::new(stdout)),
        _ => stdout,
    }
}

/// Writes a text for people, in a pager when the screen is too small for it: there it begins
/// near the line (from 0) that is to be seen.
pub(super) fn print_from(terminal: &Terminal, text: &[u8], line: Option<usize>) -> Result<()> {
    let mut shown = Cow::Borrowed(text);
    if !terminal.colours {
        shown = Cow::Owned(anstream::adapter::strip_bytes(text).into_vec());
    }
    if let (Some(pager), Some(rows)) = (&terminal.pager, terminal.rows()) {
        let lines = rows_of(text, terminal);
        if lines > rows {
            let from = line.filter(|line| *line >= rows).map_or(0, |line| line - LINES_BEFORE);
            if page(&shown, pager, from.min(lines - rows)) {
                return Ok(());
            }
        }
    }
    let mut out = io::stdout().lock();
    out.write_all(&shown)?;
    Ok(out.flush()?)
}

/// Lines seen in front of the one that a pager begins with.
const LINES_BEFORE: usize = 3;

/// Returns how many rows a text takes on the screen.
fn rows_of(text: &[u8], terminal: &Terminal) -> usize {
    let columns = terminal.screen.map_or(usize::MAX, |screen| screen.columns.max(1));
    let width = |line: &str| textwrap::core::display_width(line).div_ceil(columns).max(1);
    String::from_utf8_lossy(text).lines().map(width).sum()
}

/// Writes a line to standard error.
pub(super) fn tell(notice: Notice<'_>) {
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}", printable(&notice.to_string()));
}

/// Standard output for programs: every byte as it is, except that a terminal is
/// shown nothing that it would obey.
pub(super) struct ForPrograms {
    out: io::BufWriter<io::Stdout>,
    is_terminal: bool,
}

impl ForPrograms {
    pub(super) fn new() -> Self {
        let stdout = io::stdout();
        Self { is_terminal: stdout.is_terminal(), out: io::BufWriter::new(stdout) }
    }
}

impl Write for ForPrograms {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_terminal {
            let text = String::from_utf8_lossy(bytes);
            self.out.write_all(printable(&text).as_bytes())?;
            return Ok(bytes.len());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
