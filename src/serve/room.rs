//! Room for answers that are on their way: so many bytes in all, whoever reads them and how slowly.
//!
//! What is small needs none, since there are only so many connections. It sends nothing itself.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::reply::Reply;

/// Most bytes of an answer that needs no room.
const SMALL: usize = 128 << 10;

/// Most bytes of all others at once.
const MOST: usize = 128 << 20;

/// The bytes that room is given by.
const UNIT: usize = 1 << 10;

/// Room that is left.
pub(super) struct Room(Arc<Semaphore>);

impl Room {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(MOST / UNIT)))
    }

    /// Returns an answer with the room that it needs, once there is some; `None` when there is none
    /// for so long, and the answer is gone.
    pub(super) async fn with(&self, reply: Reply, patience: Duration) -> Option<Reply> {
        if reply.body.len() <= SMALL {
            return Some(reply);
        }
        // One that is larger than all the room has all of it.
        let units = u32::try_from((reply.body.len() / UNIT).min(MOST / UNIT)).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.0).acquire_many_owned(units);
        let room: OwnedSemaphorePermit = timeout(patience, room).await.ok()?.ok()?;
        Some(Reply { room: Some(room), ..reply })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::reply::PLAIN;

    #[test]
    fn what_is_large_holds_room_until_it_has_been_sent() {
        let test = async {
            let room = Room::new();
            let large = || Reply::new(PLAIN, vec![b'x'; MOST / 2]);
            let now = Duration::from_millis(1);
            let one = room.with(large(), now).await.expect("there is room").into_response(None);
            let other = room.with(large(), now).await.expect("and for another");
            assert!(room.with(large(), now).await.is_none(), "not for a third");
            let small = Reply::new(PLAIN, "small");
            assert!(room.with(small, now).await.is_some_and(|reply| reply.room.is_none()));
            drop(one);
            assert!(room.with(large(), now).await.is_some(), "once one was sent");
            drop(other);
            let whole = room.with(Reply::new(PLAIN, vec![b'x'; MOST + 1]), now).await;
            assert!(whole.is_some(), "one alone may be larger");
        };
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build().expect("a runtime").block_on(test);
    }
}
