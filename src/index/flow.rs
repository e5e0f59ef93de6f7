//! Flow control between the reading thread and the indexing threads.
//!
//! tantivy's queue counts documents, whatever their size; this counts their bytes,
//! so that memory stays bounded when articles are long.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long nothing arrives until a share passes that has waited.
const PATIENCE: Duration = Duration::from_secs(2);

/// Bytes handed over and not yet indexed, with a bound.
#[derive(Debug, Clone)]
pub(super) struct Flow {
    shared: Arc<(Mutex<usize>, Condvar)>,
    max_bytes: usize,
}

/// A share of the flow, given back when dropped.
#[derive(Debug)]
pub(super) struct Share {
    flow: Flow,
    bytes: usize,
}

impl Flow {
    /// Returns a flow of at most `max_bytes`; one larger share passes alone.
    pub(super) fn new(max_bytes: usize) -> Self {
        Self { shared: Arc::default(), max_bytes }
    }

    /// Takes a share, waiting when there is too much on the way until half of it
    /// has arrived: two threads that hand over one by one would wake all the time.
    ///
    /// Where nothing arrives for a while it passes: indexing threads that have stopped, as on a
    /// full disk, take nothing out of their queue, and only who hands over is told so.
    pub(super) fn take(&self, bytes: usize) -> Share {
        let mut on_the_way = self.lock();
        if *on_the_way + bytes > self.max_bytes {
            while *on_the_way > self.max_bytes / 2 {
                let before = *on_the_way;
                let waited = self.shared.1.wait_timeout(on_the_way, PATIENCE);
                let (now, time) = waited.unwrap_or_else(PoisonError::into_inner);
                on_the_way = now;
                if time.timed_out() && *on_the_way >= before {
                    break;
                }
            }
        }
        *on_the_way += bytes;
        drop(on_the_way);
        Share { flow: self.clone(), bytes }
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let half = self.flow.max_bytes / 2;
        let mut on_the_way = self.flow.lock();
        let before = *on_the_way;
        *on_the_way -= self.bytes;
        // Whoever waits does so until then; to wake asks the system, also where nobody waits.
        if before > half && *on_the_way <= half {
            self.flow.shared.1.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_share_waits_until_half_has_arrived() {
        let flow = Flow::new(10);
        let (first, second) = (flow.take(4), flow.take(5));
        let (sender, receiver) = mpsc::channel();
        let waiting = std::thread::spawn({
            let flow = flow.clone();
            move || {
                let share = flow.take(3);
                sender.send(()).expect("the test waits");
                drop(share);
            }
        });
        assert!(receiver.recv_timeout(Duration::from_millis(50)).is_err(), "9 of 10 on the way");
        drop(first);
        assert!(receiver.recv_timeout(Duration::from_secs(10)).is_ok(), "5 of 10 on the way");
        drop(second);
        waiting.join().expect("no panic");
        assert_eq!(*flow.lock(), 0);
    }

    #[test]
    fn a_share_passes_when_nothing_arrives_any_more() {
        let flow = Flow::new(10);
        let never_indexed = flow.take(9);
        drop(flow.take(3));
        assert_eq!(*flow.lock(), 9);
        drop(never_indexed);
    }

    #[test]
    fn a_share_larger_than_the_flow_passes_alone() {
        let flow = Flow::new(10);
        drop(flow.take(1_000));
        assert_eq!(*flow.lock(), 0);
    }
}
