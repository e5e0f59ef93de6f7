//! The program as it is typed: its output, its errors, its exit code.
//!
//! It judges nothing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a command printed, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

/// Returns a folder of the project.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Returns the program, with nothing of the surroundings but a folder to write to.
pub(crate) fn limier(index: &str, home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_limier"));
    command
        .env_clear()
        .env("HOME", home)
        .env("LIMIER_INDEX", index)
        .env("NO_COLOR", "1")
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs a command on an index.
pub(crate) fn run(index: &str, home: &Path, arguments: &[&str]) -> Ran {
    ran(limier(index, home).args(arguments))
}

/// Runs a command.
pub(crate) fn ran(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran { out: text(stdout), err: text(stderr), code: status.code() }
}
