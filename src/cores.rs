//! Work spread over all cores: who is free takes the next piece.
//!
//! Where the system gives no thread, the others do the work.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Returns how many pieces of work can be done at once.
#[must_use]
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does some work on each of some pieces, several at once; returns what came of them, in their
/// order.
pub(crate) fn on_all_cores<T: Send, R: Send>(
    pieces: Vec<T>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let others = cores().min(pieces.len()).saturating_sub(1);
    let done = Mutex::new(Vec::with_capacity(pieces.len()));
    let pieces = Mutex::new(pieces.into_iter().enumerate());
    let take = || pieces.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        while let Some((at, piece)) = take() {
            let result = work(piece);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    };
    thread::scope(|scope| {
        for _ in 0..others {
            if thread::Builder::new().spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        run();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_pieces_is_in_their_order() {
        let pieces: Vec<u64> = (0..1_000).collect();
        let doubled = on_all_cores(pieces.clone(), |piece| 2 * piece);
        assert!(doubled.into_iter().eq(pieces.into_iter().map(|piece| 2 * piece)));
        assert!(on_all_cores(Vec::<u8>::new(), |piece| piece).is_empty());
    }
}
