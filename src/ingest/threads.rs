//! Threads that read what one thread alone would take long for.
//!
//! They know nothing of what they read. A parser that panics costs its document.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::format::{Later, ReadOutcome};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Threads at work, ended when it is dropped; or none, and then it works itself.
pub(super) struct Threads {
    threads: Vec<JoinHandle<()>>,
    /// To the threads; `None` when there are none.
    queue: Option<Sender<Job>>,
}

/// Something to read, with where to send what it holds.
type Job = (Later, SyncSender<Vec<ReadOutcome>>);

/// What is being read, or has been.
pub(super) enum ReadJob {
    Done(Vec<ReadOutcome>),
    OnTheWay(Receiver<Vec<ReadOutcome>>),
}

impl Threads {
    /// Starts `jobs` threads, or none when that is 1.
    pub(super) fn start(jobs: usize) -> Self {
        let (sender, receiver) = channel::<Job>();
        let receiver = Arc::new(Mutex::new(receiver));
        let threads: Vec<_> = (0..if jobs > 1 { jobs } else { 0 })
            .map_while(|_| {
                let receiver = Arc::clone(&receiver);
                // Those that the system gives do the work, or who asks for it.
                std::thread::Builder::new().spawn(move || work(&receiver)).ok()
            })
            .collect();
        let queue = (!threads.is_empty()).then_some(sender);
        Self { threads, queue }
    }

    /// Returns how many there are.
    pub(super) fn count(&self) -> usize {
        self.threads.len()
    }

    /// Reads something, now or soon.
    pub(super) fn read(&self, read: Later) -> ReadJob {
        let Some(queue) = &self.queue else { return ReadJob::Done(caught(read)) };
        let (sender, receiver) = sync_channel(1);
        // The threads live as long as the queue.
        let _ = queue.send((read, sender));
        ReadJob::OnTheWay(receiver)
    }
}

impl ReadJob {
    /// Returns what was found, when it is there.
    pub(super) fn wait(self) -> Vec<ReadOutcome> {
        match self {
            Self::Done(records) => records,
            Self::OnTheWay(receiver) => receiver.recv().unwrap_or_else(|_| vec![panicked()]),
        }
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            // A thread that panicked has said so by what it did not send.
            let _ = thread.join();
        }
    }
}

/// Reads until there is nothing more to read.
fn work(jobs: &Mutex<Receiver<Job>>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((read, sender)) = job else { return };
        // Nobody waits any more when the run was stopped.
        let _ = sender.send(caught(read));
    }
}

/// Returns what `read` finds; a parser that panics has found a fault.
fn caught(read: Later) -> Vec<ReadOutcome> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| vec![panicked()])
}

/// Returns what a parser that panicked leaves.
pub(super) fn panicked() -> ReadOutcome {
    (None, Err(Reason::Unreadable(ReadFault::Parser)))
}
