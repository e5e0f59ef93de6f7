//! The connections that are open: only so many, and who does nothing makes room for who comes.
//!
//! One that is being answered is never ended for another. It knows nothing of what is said.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// All connections.
#[derive(Default)]
pub(super) struct Connections {
    open: Mutex<BTreeMap<u64, Arc<Connection>>>,
    next: AtomicU64,
    clock: Arc<AtomicU64>,
    /// Wakes who waits for one to end.
    ended: Notify,
}

/// One of them.
#[derive(Default)]
pub(super) struct Connection {
    /// Requests of it that are being answered.
    answering: AtomicUsize,
    /// Tells whether it waits for the other side to read.
    pub(super) is_sending: AtomicBool,
    /// When it was opened or asked last, in requests and connections of all.
    last: AtomicU64,
    clock: Arc<AtomicU64>,
    /// Asks it to end.
    leave: Notify,
}

/// A request that is being answered.
pub(super) struct Answering(Arc<Connection>);

/// A connection for as long as it is open.
pub(super) struct Open {
    all: Arc<Connections>,
    number: u64,
    pub(super) connection: Arc<Connection>,
}

impl Connections {
    /// Takes in a connection, once there are fewer than `most`: whoever is idle for longest is asked
    /// to leave.
    pub(super) async fn open(self: &Arc<Self>, most: usize) -> Open {
        loop {
            let ended = self.ended.notified();
            {
                let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
                if open.len() < most {
                    let number = self.next.fetch_add(1, Ordering::Relaxed);
                    let connection = Arc::new(Connection {
                        clock: Arc::clone(&self.clock),
                        ..Connection::default()
                    });
                    connection.asks();
                    open.insert(number, Arc::clone(&connection));
                    return Open { all: Arc::clone(self), number, connection };
                }
                let idle = open.values().filter(|connection| !connection.is_busy());
                let idlest = idle.min_by_key(|connection| connection.last.load(Ordering::Relaxed));
                if let Some(idlest) = idlest {
                    idlest.leave.notify_one();
                }
            }
            ended.await;
        }
    }

    /// Returns once none is open.
    pub(super) async fn none(&self) {
        loop {
            let ended = self.ended.notified();
            if self.open.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
                return;
            }
            ended.await;
        }
    }
}

impl Connection {
    fn asks(&self) {
        self.last.store(self.clock.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Notes that a request of it is being answered, until what is returned is dropped.
    pub(super) fn answering(self: &Arc<Self>) -> Answering {
        self.asks();
        self.answering.fetch_add(1, Ordering::Relaxed);
        Answering(Arc::clone(self))
    }

    /// Tells whether it is being answered, or sent an answer.
    pub(super) fn is_busy(&self) -> bool {
        self.answering.load(Ordering::Relaxed) > 0 || self.is_sending.load(Ordering::Relaxed)
    }

    /// Returns once it is asked to leave.
    pub(super) async fn asked_to_leave(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut open = self.all.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&self.number);
        drop(open);
        self.all.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[test]
    fn who_is_idle_for_longest_makes_room() {
        let test = async {
            let all = Arc::new(Connections::default());
            let soon = Duration::from_millis(20);
            let answered = all.open(3).await;
            let _answering = answered.connection.answering();
            let [asked, idle] = [all.open(3).await, all.open(3).await];
            drop(asked.connection.answering());
            let fourth = all.open(3);
            let mut fourth = std::pin::pin!(fourth);
            assert!(timeout(soon, &mut fourth).await.is_err(), "it waits until one has left");
            assert!(timeout(soon, answered.connection.asked_to_leave()).await.is_err());
            assert!(timeout(soon, asked.connection.asked_to_leave()).await.is_err());
            assert!(timeout(soon, idle.connection.asked_to_leave()).await.is_ok());
            drop(idle);
            let fourth = timeout(soon, fourth).await.expect("there is room");
            assert!(timeout(soon, all.none()).await.is_err());
            drop((answered, asked, fourth));
            assert!(timeout(soon, all.none()).await.is_ok());
        };
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build().expect("a runtime").block_on(test);
    }
}
