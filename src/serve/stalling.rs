//! A connection that gives up on who does not read, or hardly: what is sent must go on.
//!
//! How long a client may take to ask is the server's; here is only what it is answered.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

use super::connections::Connection;

/// How long a client may take to read some of what it is sent.
const PATIENCE: Duration = Duration::from_secs(20);

/// What it must read in a second, in the long run.
const BYTES_A_SECOND: f64 = 8_192.0;

/// A connection whose writes end in an error once nothing, or too little, was read for long.
pub(super) struct Stalling {
    stream: TcpStream,
    connection: Arc<Connection>,
    /// Until when a client that is being sent something has time.
    until: Option<Instant>,
    timer: Pin<Box<Sleep>>,
}

impl Stalling {
    pub(super) fn new(stream: TcpStream, connection: Arc<Connection>) -> Self {
        Self { stream, connection, until: None, timer: Box::pin(sleep(PATIENCE)) }
    }

    /// Passes on what became of a write; one that has waited too long has failed. What is read
    /// earns time, up to all of the patience: who reads a byte now and then has none.
    fn timed(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        self.connection.is_sending.store(written.is_pending(), Ordering::Relaxed);
        if let Poll::Ready(Ok(bytes)) = &written
            && self.until.is_none()
            && *bytes > 0
        {
            // Mostly all is taken at once, and nobody waits.
            return written;
        }
        let most = Instant::now() + PATIENCE;
        let until = *self.until.get_or_insert(most);
        if let Poll::Ready(result) = &written {
            let bytes = result.as_ref().map_or(0, |bytes| *bytes);
            let earned = Duration::from_secs_f64(bytes as f64 / BYTES_A_SECOND);
            self.until = Some((until + earned).min(most));
            return written;
        }
        if self.timer.deadline() != until {
            self.timer.as_mut().reset(until);
        }
        ready!(self.timer.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Stalling {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Stalling {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.timed(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, slices);
        this.timed(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // All of an answer has been taken: the next has all the time again.
        this.until = None;
        Pin::new(&mut this.stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
