//! A line in front of a few places: who comes waits for one, and is told where the line is long.
//!
//! Who leaves while it waits is in no line any more. What is done in a place is not known here.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Places, and who waits for one.
pub(super) struct Line {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    most: usize,
    patience: Duration,
}

/// Somebody who waits.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Line {
    /// Returns a line of `most` at most in front of so many places, in which nobody waits longer.
    pub(super) fn new(places: usize, most: usize, patience: Duration) -> Self {
        let places = Arc::new(Semaphore::new(places));
        Self { places, waiting: AtomicUsize::new(0), most, patience }
    }

    /// Returns a place once there is one; `None` when too many wait already, or it takes too long.
    pub(super) async fn place(&self) -> Option<OwnedSemaphorePermit> {
        let places = Arc::clone(&self.places);
        if let Ok(place) = Arc::clone(&places).try_acquire_owned() {
            return Some(place);
        }
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        // It is left also when this is given up.
        let _waits = Waits(&self.waiting);
        if before >= self.most {
            return None;
        }
        timeout(self.patience, places.acquire_owned()).await.ok()?.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(test: impl Future<Output = ()>) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build().expect("a runtime").block_on(test);
    }

    #[test]
    fn who_waits_too_long_or_behind_too_many_has_no_place() {
        run(async {
            let line = Line::new(1, 1, Duration::from_millis(20));
            let place = line.place().await.expect("it is free");
            let (first, second) = (line.place(), line.place());
            let (mut first, mut second) = (std::pin::pin!(first), std::pin::pin!(second));
            assert!(timeout(Duration::from_millis(1), &mut first).await.is_err(), "it waits");
            assert!(
                timeout(Duration::from_millis(1), &mut second).await.expect("at once").is_none()
            );
            assert!(first.await.is_none(), "too long");
            drop(place);
            assert!(line.place().await.is_some());
        });
    }

    #[test]
    fn who_leaves_is_in_line_no_more() {
        run(async {
            let line = Line::new(1, 2, Duration::from_secs(9));
            let place = line.place().await.expect("it is free");
            for _ in 0..5 {
                let waiting = timeout(Duration::from_millis(1), line.place()).await;
                assert!(waiting.is_err(), "the line is never full");
            }
            assert_eq!(line.waiting.load(Ordering::Relaxed), 0);
            drop(place);
        });
    }
}
