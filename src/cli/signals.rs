//! Signals that end a run: the first asks it to stop after the article in hand, the second ends
//! it at once.

use std::sync::atomic::Ordering;

use crate::ingest::Stop;

/// Listens to signals from now on.
pub(super) fn listen() -> Stop {
    let stop = Stop::default();
    #[cfg(unix)]
    {
        use std::sync::Arc;
        use std::sync::atomic::AtomicBool;

        use signal_hook::consts::{SIGINT, SIGTERM};
        use signal_hook::flag;

        let is_second = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
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

/// Returns the number of the signal that stopped a run; 0 for none.
pub(super) fn received(stop: &Stop) -> usize {
    stop.reason().load(Ordering::Relaxed)
}

/// Returns the exit code of a run that a signal stopped, as shells have it.
pub(super) fn exit_code(signal: usize) -> u8 {
    128 + signal as u8
}
