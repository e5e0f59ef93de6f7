//! Standard output as commands write it.

use std::io::{self, IsTerminal, Write};

use crate::error::Result;
use crate::render::{Notice, printable};

/// Most columns of running text: longer lines are hard to read.
const MAX_COLUMNS: usize = 100;

/// Returns the columns to wrap output at, `None` when it does not go to a terminal.
pub(super) fn output_width() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(usize::from(width.0).clamp(20, MAX_COLUMNS))
}

/// Writes to standard output, for people or for programs; what is written is told whether
/// it goes without colours.
pub(super) fn print(
    for_people: bool,
    write: impl FnOnce(&mut dyn Write, bool) -> io::Result<()>,
) -> Result<()> {
    if for_people {
        let mut out = anstream::stdout().lock();
        let is_plain = out.current_choice() == anstream::ColorChoice::Never;
        write(&mut out, is_plain)?;
        return Ok(out.flush()?);
    }
    let mut out = ForPrograms::new();
    write(&mut out, true)?;
    Ok(out.flush()?)
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
