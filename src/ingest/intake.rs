//! The intake: articles and rejections on their way to the sink, in the order of
//! the inputs. Documents are read by several threads.
//!
//! Here articles without id get theirs: the URL, or else the path.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::document::{Document, Record};
use super::field::FieldNames;
use super::source::{Origin, Source};
use super::{Reason, Rejection, Sink};
use crate::error::Result;

/// Most bytes of documents that are read or wait.
const MAX_BYTES_ON_THE_WAY: usize = 32 << 20;

/// Most documents that are read or wait, for each thread.
const MAX_DOCUMENTS_PER_THREAD: usize = 16;

/// Takes what the inputs hold and hands it to a [`Sink`].
pub(super) struct Intake<'a> {
    pub(super) names: Arc<FieldNames>,
    sink: &'a mut dyn Sink,
    threads: Vec<JoinHandle<()>>,
    /// To the threads; `None` when there are none.
    queue: Option<std::sync::mpsc::Sender<Job>>,
    /// The documents handed over, with their bytes.
    on_the_way: VecDeque<(Origin, usize, Receiver<Vec<Record>>)>,
    bytes_on_the_way: usize,
}

/// A document with where to send what it holds.
type Job = (Document, SyncSender<Vec<Record>>);

impl<'a> Intake<'a> {
    /// Returns an intake that reads documents in `jobs` threads, by itself when that
    /// is 1.
    pub(super) fn new(names: &FieldNames, jobs: usize, sink: &'a mut dyn Sink) -> Self {
        let names = Arc::new(names.clone());
        let (sender, receiver) = channel::<Job>();
        let receiver = Arc::new(Mutex::new(receiver));
        let threads: Vec<_> = (0..if jobs > 1 { jobs } else { 0 })
            .map(|_| {
                let (names, receiver) = (Arc::clone(&names), Arc::clone(&receiver));
                std::thread::spawn(move || read_documents(&receiver, &names))
            })
            .collect();
        let queue = (!threads.is_empty()).then_some(sender);
        Self { names, sink, threads, queue, on_the_way: VecDeque::new(), bytes_on_the_way: 0 }
    }

    /// Takes a document to read.
    pub(super) fn document(&mut self, document: Document) -> Result<()> {
        let origin = document.origin.clone();
        let Some(queue) = &self.queue else {
            let records = read(&document, &self.names);
            return self.hand_over(&origin, records);
        };
        let (sender, receiver) = sync_channel(1);
        let bytes = document.bytes.len();
        // The threads live as long as the queue.
        let _ = queue.send((document, sender));
        self.on_the_way.push_back((origin, bytes, receiver));
        self.bytes_on_the_way += bytes;
        let most = MAX_DOCUMENTS_PER_THREAD * self.threads.len();
        while self.on_the_way.len() > most || self.bytes_on_the_way > MAX_BYTES_ON_THE_WAY {
            self.take_first()?;
        }
        Ok(())
    }

    /// Takes a record of a stream; its number is that of its line, or its own.
    pub(super) fn record(&mut self, origin: &Origin, record: Record) -> Result<()> {
        self.drain()?;
        self.hand_over(origin, [record])
    }

    /// Takes a stream or a document that cannot be read at all.
    pub(super) fn rejected(&mut self, origin: &Origin, reason: Reason) -> Result<()> {
        self.record(origin, (None, Err(reason)))
    }

    /// Takes note of a file whose kind is not read.
    pub(super) fn skipped(&mut self, path: &Path, kind: &str) {
        self.sink.skipped(path, kind);
    }

    /// Takes note of bytes read from `source` since it was last told of.
    pub(super) fn progress(&mut self, source: &Source<'_>, bytes: u64) {
        self.sink.progress(source.disk_bytes.take(), bytes);
    }

    /// Hands over everything that is on the way.
    pub(super) fn drain(&mut self) -> Result<()> {
        while !self.on_the_way.is_empty() {
            self.take_first()?;
        }
        Ok(())
    }

    fn take_first(&mut self) -> Result<()> {
        let Some((origin, bytes, receiver)) = self.on_the_way.pop_front() else { return Ok(()) };
        self.bytes_on_the_way -= bytes;
        let records = receiver.recv().unwrap_or_else(|_| vec![panicked()]);
        self.hand_over(&origin, records)
    }

    fn hand_over(
        &mut self,
        origin: &Origin,
        records: impl IntoIterator<Item = Record>,
    ) -> Result<()> {
        for (number, record) in records {
            match record {
                Ok(mut article) => {
                    if article.id.is_empty() {
                        article.id = match number {
                            _ if !article.url.is_empty() => article.url.clone(),
                            None => origin.path.display().to_string(),
                            Some(number) => format!("{}#{number}", origin.path.display()),
                        };
                    }
                    self.sink.article(article)?;
                }
                Err(reason) => {
                    let path = origin.path.to_path_buf();
                    self.sink.rejected(Rejection { path, line: number, reason })?;
                }
            }
        }
        Ok(())
    }
}

impl Drop for Intake<'_> {
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            // A thread that panicked has said so by what it did not send.
            let _ = thread.join();
        }
    }
}

/// Reads documents until there are no more.
fn read_documents(jobs: &Mutex<Receiver<Job>>, names: &FieldNames) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((document, sender)) = job else { return };
        // Nobody waits any more when the run was stopped.
        let _ = sender.send(read(&document, names));
    }
}

/// Reads a document; a parser that panics costs that document.
fn read(document: &Document, names: &FieldNames) -> Vec<Record> {
    catch_unwind(AssertUnwindSafe(|| document.read(names))).unwrap_or_else(|_| vec![panicked()])
}

fn panicked() -> Record {
    (None, Err(Reason::Unreadable("its parser failed".to_owned())))
}
