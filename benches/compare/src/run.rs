//! Running a program: what it took, and what it printed.
//!
//! Nothing here knows which program that is.

use std::error::Error;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// How often the memory of a process is looked at.
const EVERY: Duration = Duration::from_millis(20);

/// What a process took.
#[derive(Clone, Copy)]
pub struct Taken {
    pub wall: Duration,
    /// User and system together.
    pub cpu: Duration,
    /// Most of its own, anonymous memory, in bytes.
    pub memory: u64,
}

/// Runs a program to its end; `watched` tells whether its memory is looked at.
///
/// # Errors
/// When it cannot be run, or fails.
pub fn run(command: &mut Command, watched: bool) -> Result<(Taken, String), Box<dyn Error>> {
    let named = format!("{command:?}");
    let before = cpu_of_children()?;
    let start = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let child = child.as_mut().map_err(|error| format!("cannot run {named}: {error}"))?;
    let mut memory = 0;
    while watched && child.try_wait()?.is_none() {
        memory = memory.max(anonymous(child.id()));
        sleep(EVERY);
    }
    let mut printed = String::new();
    child.stdout.take().ok_or("no output")?.read_to_string(&mut printed)?;
    let status = child.wait()?;
    let wall = start.elapsed();
    // Exit code 1 says that nothing was found.
    if !matches!(status.code(), Some(0 | 1)) {
        return Err(format!("{named} failed: {status}").into());
    }
    Ok((Taken { wall, cpu: cpu_of_children()? - before, memory }, printed))
}

fn cpu_of_children() -> Result<Duration, Box<dyn Error>> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(Duration::from_micros(micros.try_into()?))
}

/// Returns the anonymous memory of a process, 0 when it is gone.
fn anonymous(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    number.unwrap_or(0) * 1024
}

/// Returns the one in the middle, of an odd number the very middle; `times` is not empty.
pub fn median<T: Copy + PartialOrd>(times: &[T]) -> T {
    let mut sorted = times.to_vec();
    sorted.sort_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
    sorted[sorted.len() / 2]
}
