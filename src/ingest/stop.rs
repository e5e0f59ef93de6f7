//! The wish to stop: what reads inputs ends after the article in hand, also while it waits for
//! more of a stream.
//!
//! Who wishes it, by a signal or otherwise, is known elsewhere.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// Bytes of a stream read at a time.
const CHUNK_BYTES: usize = 64 << 10;

/// How often who waits for more of a stream looks whether to stop.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Whether reading is to stop, and why.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    reason: Arc<AtomicUsize>,
    is_cut: Arc<AtomicBool>,
}

impl Stop {
    /// Returns the place where a reason to stop is written: a number, of a signal for example,
    /// 0 while there is none.
    #[must_use]
    pub fn reason(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.reason)
    }

    /// Tells whether to stop.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.reason.load(Ordering::Relaxed) != 0
    }

    /// Tells whether a stream was cut off, so that what came last of it may be half of what it
    /// is.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut.load(Ordering::Relaxed)
    }

    /// Returns a stream that ends when reading is to stop.
    pub(super) fn cutting(&self, mut input: impl Read + Send + 'static) -> impl Read + 'static {
        let (sender, chunks) = sync_channel(1);
        let failed = sender.clone();
        let spawned = thread::Builder::new().spawn(move || {
            loop {
                let mut chunk = vec![0; CHUNK_BYTES];
                let read = loop {
                    match input.read(&mut chunk) {
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        read => break read,
                    }
                };
                let is_end = !matches!(read, Ok(1..));
                let read = read.map(|count| {
                    chunk.truncate(count);
                    chunk
                });
                // Nobody reads on who has stopped.
                if sender.send(read).is_err() || is_end {
                    return;
                }
            }
        });
        if let Err(error) = spawned {
            // The first thing that is read.
            let _ = failed.try_send(Err(error));
        }
        Cutting { chunks, chunk: io::Cursor::default(), stop: self.clone() }
    }
}

/// A stream that is read in another thread, since reading may wait for ever.
struct Cutting {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: io::Cursor<Vec<u8>>,
    stop: Stop,
}

impl Read for Cutting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.chunk.read(buffer)?;
        if count > 0 || buffer.is_empty() {
            return Ok(count);
        }
        loop {
            match self.chunks.recv_timeout(LOOK_EVERY) {
                Ok(chunk) => {
                    self.chunk = io::Cursor::new(chunk?);
                    return self.chunk.read(buffer);
                }
                Err(RecvTimeoutError::Timeout) if !self.stop.is_asked() => {}
                Err(RecvTimeoutError::Timeout) => {
                    self.stop.is_cut.store(true, Ordering::Relaxed);
                    return Ok(0);
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_read_to_its_end() {
        let text: Vec<u8> = (0..300_000_u32).map(|number| number as u8).collect();
        let mut read = Vec::new();
        let stop = Stop::default();
        stop.cutting(io::Cursor::new(text.clone())).read_to_end(&mut read).expect("memory");
        assert!(read == text && !stop.is_cut());
    }

    #[test]
    fn who_waits_for_more_stops_when_asked() {
        let (mut reader, writer) = io::pipe().expect("a pipe");
        let stop = Stop::default();
        let mut stream = stop.cutting(reader.try_clone().expect("a pipe"));
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_millis(20));
                stop.reason().store(2, Ordering::Relaxed);
            });
            assert_eq!(stream.read(&mut [0; 8]).expect("an end"), 0);
        });
        assert!(stop.is_cut());
        drop(writer);
        assert_eq!(reader.read(&mut [0; 8]).expect("an end"), 0);
    }
}
