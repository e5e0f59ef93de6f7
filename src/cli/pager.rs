//! A text in a pager: the program is started, given the text, and waited for.
//!
//! Which program it is, and whether one is wanted, is told elsewhere.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Pagers that are told by `+N` which line to begin with.
const OPEN_AT_A_LINE: [&str; 3] = ["less", "more", "most"];

/// What a shell ends with when it cannot start a program.
const NOT_STARTED: [i32; 2] = [126, 127];

/// Shows a text in a pager, `line` (from 0) at the top where it can begin there, and waits until
/// it is left. Returns whether the pager could be started.
pub(super) fn page(text: &[u8], pager: &str, line: usize) -> bool {
    // Ctrl-C is for the pager, which ends a search with it. Where that cannot be had, it ends
    // limier as well.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::default());
    show(text, &at_line(pager, line)).unwrap_or(false)
}

fn show(text: &[u8], typed: &str) -> io::Result<bool> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(typed).stdin(Stdio::piped());
    // Colours are shown, and a short text stays on the screen; as with git.
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Who has read enough leaves before the end.
        let _ = stdin.write_all(text);
    }
    let code = child.wait()?.code();
    Ok(!code.is_some_and(|code| NOT_STARTED.contains(&code)))
}

/// Returns what is typed to begin with a line, where the pager can.
fn at_line(pager: &str, line: usize) -> String {
    let program = pager.split_whitespace().next().map(Path::new);
    let program = program.and_then(Path::file_name).unwrap_or_default();
    if line > 0 && OPEN_AT_A_LINE.iter().any(|name| *name == program) {
        format!("{pager} +{}", line + 1)
    } else {
        pager.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_that_can_begins_with_a_line() {
        assert_eq!(at_line("less -FRX", 11), "less -FRX +12");
        assert_eq!(at_line("/usr/bin/more", 1), "/usr/bin/more +2");
        assert_eq!(at_line("less -FRX", 0), "less -FRX");
        assert_eq!(at_line("bat --plain", 11), "bat --plain");
    }

    #[test]
    fn a_pager_that_is_not_there_is_told_from_one_that_fails_or_is_left() {
        assert!(!page(b"", "exec 2>&-; /no/such/pager", 0));
        assert!(page(b"", "exit 3", 0));
        assert!(page(&"line\n".repeat(200_000).into_bytes(), "exit 0", 0));
    }
}
