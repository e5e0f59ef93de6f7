//! An error and what caused it, for people.

use std::error::Error;
use std::io::{self, Write};

use anstyle::AnsiColor;

use super::printable::printable;

/// Writes an error and its causes, a line each.
pub fn write_error(out: &mut dyn Write, error: &dyn Error) -> io::Result<()> {
    let red = AnsiColor::Red.on_default().bold();
    writeln!(out, "{red}error:{red:#} {}", printable(&error.to_string()))?;
    let mut cause = error.source();
    while let Some(error) = cause {
        writeln!(out, "  because: {}", printable(&error.to_string()))?;
        cause = error.source();
    }
    Ok(())
}
