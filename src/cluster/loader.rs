//! Articles on their way into a cluster: threads that make documents of them, send these many at
//! a time, and count their words.
//!
//! Few are on their way at once, so that memory is bounded; what went wrong in a thread is told
//! where the next articles are handed over.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::bulk::{Action, Bulk, Written, send};
use super::client::Client;
use super::document::{Beside, document, document_id};
use super::words::Tally;
use crate::article::Article;
use crate::error::{Error, Result};

/// Threads that send.
const THREADS: usize = 4;

/// Text of the articles that are handed over at a time: documents are some four times as long.
const BATCH_BYTES: usize = 2 << 20;

/// Bytes after which a request is sent.
const SENT_BYTES: usize = 12 << 20;

/// Most writes in a request.
const MOST: usize = 5_000;

/// What is to be written.
pub(super) enum Work {
    /// An article that `file` holds.
    Put {
        /// The article.
        article: Box<Article>,
        /// The file.
        file: Arc<str>,
        /// When it was read.
        version: u64,
        /// The number of the run that first brought it.
        arrival: u64,
    },
    /// The article with an id is to go.
    Remove {
        /// The id.
        id: String,
        /// When that was known.
        version: u64,
    },
}

/// What the threads have in common.
struct Shared {
    client: Arc<Client>,
    index: String,
    run: String,
    averages: Mutex<[f32; 3]>,
    state: Mutex<Progress>,
    is_done: Condvar,
}

#[derive(Default)]
struct Progress {
    /// Batches that are not written.
    pending: usize,
    fault: Option<Error>,
    tally: Tally,
    written: Written,
}

/// What hands articles to threads.
pub(super) struct Loader {
    shared: Arc<Shared>,
    batches: Option<SyncSender<Vec<Work>>>,
    threads: Vec<JoinHandle<()>>,
    batch: Vec<Work>,
    batch_bytes: usize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Loader {
    /// Starts the threads that write to an index for a run.
    pub(super) fn start(client: &Arc<Client>, index: &str, run: &str) -> Self {
        let shared = Arc::new(Shared {
            client: Arc::clone(client),
            index: index.to_owned(),
            run: run.to_owned(),
            averages: Mutex::default(),
            state: Mutex::default(),
            is_done: Condvar::new(),
        });
        let (batches, taken) = sync_channel::<Vec<Work>>(1);
        let taken = Arc::new(Mutex::new(taken));
        let threads = (0..THREADS).map(|_| {
            let (shared, taken) = (Arc::clone(&shared), Arc::clone(&taken));
            thread::spawn(move || work(&shared, &taken))
        });
        let threads = threads.collect();
        Self { shared, batches: Some(batches), threads, batch: Vec::new(), batch_bytes: 0 }
    }

    /// Takes note of how long texts are on average.
    pub(super) fn set_averages(&self, averages: [f32; 3]) {
        *lock(&self.shared.averages) = averages;
    }

    /// Hands a write over; it is under way some time later.
    ///
    /// # Errors
    /// What went wrong with one before.
    pub(super) fn push(&mut self, work: Work) -> Result<()> {
        self.batch_bytes += match &work {
            Work::Put { article, .. } => put_bytes(article),
            Work::Remove { .. } => 200,
        };
        self.batch.push(work);
        let is_full = self.batch_bytes >= BATCH_BYTES || self.batch.len() >= MOST;
        if is_full { self.send() } else { Ok(()) }
    }

    /// Tells whether those that wait are sent together with an article.
    pub(super) fn is_filled_by(&self, article: &Article) -> bool {
        self.batch_bytes + put_bytes(article) >= BATCH_BYTES || self.batch.len() + 1 >= MOST
    }

    /// Sends what waits.
    ///
    /// # Errors
    /// What went wrong with one before.
    pub(super) fn send(&mut self) -> Result<()> {
        self.batch_bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        let mut progress = lock(&self.shared.state);
        if let Some(fault) = progress.fault.take() {
            return Err(fault);
        }
        if batch.is_empty() {
            return Ok(());
        }
        progress.pending += 1;
        drop(progress);
        if let Some(batches) = &self.batches {
            // The threads end when this is dropped, and not before.
            let _ = batches.send(batch);
        }
        Ok(())
    }

    /// Waits until all that was handed over is written.
    ///
    /// # Errors
    /// What went wrong.
    pub(super) fn flush(&mut self) -> Result<()> {
        self.send()?;
        let mut progress = lock(&self.shared.state);
        while progress.pending > 0 {
            progress = self.shared.is_done.wait(progress).unwrap_or_else(PoisonError::into_inner);
        }
        progress.fault.take().map_or(Ok(()), Err)
    }

    /// Returns the words counted since this was last asked, and what became of writes.
    pub(super) fn take(&self) -> (Tally, Written) {
        let mut progress = lock(&self.shared.state);
        (std::mem::take(&mut progress.tally), std::mem::take(&mut progress.written))
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.batches = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// Returns how much an article counts in a batch.
fn put_bytes(article: &Article) -> usize {
    article.text_bytes() + 1_000
}

/// Writes batches until there are no more.
fn work(shared: &Shared, taken: &Mutex<Receiver<Vec<Work>>>) {
    loop {
        // One waits for the next batch, the others for their turn.
        let Ok(batch) = lock(taken).recv() else { return };
        let is_over = lock(&shared.state).fault.is_some();
        let mut tally = Tally::default();
        let written =
            if is_over { Ok(Written::default()) } else { write(shared, batch, &mut tally) };
        let mut progress = lock(&shared.state);
        progress.pending -= 1;
        match written {
            Ok(written) => {
                progress.written.replaced += written.replaced;
                progress.written.newer += written.newer;
                progress.tally.absorb(tally);
            }
            Err(error) => {
                progress.fault.get_or_insert(error);
            }
        }
        drop(progress);
        shared.is_done.notify_all();
    }
}

fn write(shared: &Shared, batch: Vec<Work>, tally: &mut Tally) -> Result<Written> {
    let averages = *lock(&shared.averages);
    let Shared { client, index, run, .. } = shared;
    let mut all = Written::default();
    let mut bulk = Bulk::default();
    for work in batch {
        match work {
            Work::Put { article, file, version, arrival } => {
                let words = tally.read(&article);
                let beside = Beside { file: &file, run, arrival, averages };
                let document = document(&article, &words, beside);
                bulk.push(
                    &Action::put_version(&document_id(&article.id), version),
                    Some(&document),
                );
            }
            Work::Remove { id, version } => {
                bulk.push(&Action::remove_version(&document_id(&id), version), None);
            }
        }
        if bulk.len() >= SENT_BYTES {
            add(&mut all, send(client, index, std::mem::take(&mut bulk))?);
        }
    }
    add(&mut all, send(client, index, bulk)?);
    Ok(all)
}

fn add(all: &mut Written, more: Written) {
    all.replaced += more.replaced;
    all.newer += more.newer;
}
