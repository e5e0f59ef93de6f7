//! A server that answers as it is told, for as long as a test runs.
//!
//! It is no `OpenSearch`, and knows of HTTP only where a request ends.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What answers a request, given as a line (`GET /presse HTTP/1.1`) and a body.
pub(crate) type Answering = dyn Fn(&str, &str, &mut TcpStream) + Send + Sync;

/// A server on a port of its own.
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) asked: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server.
    pub(crate) fn start(
        answer: impl Fn(&str, &str, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(AtomicUsize::new(0));
        let (answer, counted): (Arc<Answering>, _) = (Arc::new(answer), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (answer, counted) = (Arc::clone(&answer), Arc::clone(&counted));
                thread::spawn(move || serve(stream, &*answer, &counted));
            }
        });
        Self { port, asked }
    }

    /// Starts a server that answers every request with a status and a body.
    pub(crate) fn saying(status: &'static str, body: impl Into<String>) -> Self {
        let body = body.into();
        Self::start(move |_, _, stream| say(stream, status, &body))
    }

    /// Returns the address of a collection on it.
    pub(crate) fn address(&self) -> String {
        format!("opensearch+http://127.0.0.1:{}/presse", self.port)
    }

    /// Returns how many requests came.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// Writes an answer and ends the connection.
pub(crate) fn say(stream: &mut TcpStream, status: &str, body: &str) {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}

fn serve(mut stream: TcpStream, answer: &Answering, asked: &AtomicUsize) {
    let mut bytes = Vec::new();
    let mut chunk = [0; 8_192];
    let end = loop {
        match stream.read(&mut chunk) {
            Ok(count @ 1..) => bytes.extend(&chunk[..count]),
            _ => return,
        }
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
    while bytes.len() < end + length {
        match stream.read(&mut chunk) {
            Ok(count @ 1..) => bytes.extend(&chunk[..count]),
            _ => return,
        }
    }
    asked.fetch_add(1, Ordering::SeqCst);
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let body = String::from_utf8_lossy(&bytes[end..]).into_owned();
    answer(head.lines().next().unwrap_or_default(), &body, &mut stream);
    let _ = stream.shutdown(Shutdown::Both);
}
