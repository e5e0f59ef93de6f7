//! Signals that end a run: the first asks it to stop after the article in hand, the second ends
//! it at once. One of a terminal that closes is none under `nohup`.

use std::sync::atomic::Ordering;

use crate::ingest::Stop;

/// Listens to signals from now on.
pub(super) fn listen() -> Stop {
    let stop = Stop::default();
    #[cfg(unix)]
    {
        use std::sync::Arc;
        use std::sync::atomic::AtomicBool;

        use signal_hook::flag;

        let is_second = Arc::new(AtomicBool::new(false));
        for signal in ending() {
            let number = signal.unsigned_abs() as usize;
            // Without them a signal ends the run, which loses no more than a kill does. What
            // ends it comes first, so that it sees what the signals before have set.
            let _ = flag::register_conditional_shutdown(
                signal,
                i32::from(exit_code(number)),
                Arc::clone(&is_second),
            );
            let _ = flag::register(signal, Arc::clone(&is_second));
            let _ = flag::register_usize(signal, stop.reason(), number);
        }
    }
    stop
}

/// Returns the signals that are to end this process.
#[cfg(unix)]
pub(super) fn ending() -> impl Iterator<Item = i32> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    [SIGINT, SIGTERM].into_iter().chain((!is_ignored(SIGHUP)).then_some(SIGHUP))
}

/// Tells whether who started this process has it ignore a signal, by `proc_pid_status(5)`; where
/// there is no such file, it is taken for ignored, and ends the process as the system does.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_none_or(|mask| mask >> (signal - 1) & 1 == 1)
}

/// Returns the number of the signal that stopped a run; 0 for none.
pub(super) fn received(stop: &Stop) -> usize {
    stop.reason().load(Ordering::Relaxed)
}

/// Returns the exit code of a run that a signal stopped, as shells have it.
pub(super) fn exit_code(signal: usize) -> u8 {
    128 + signal as u8
}
