//! Load on `limier serve` from the same machine: so many requests a second, whoever waits, or so
//! many clients that each ask again once they are answered.
//!
//! `limier-load 127.0.0.1:4242 paths.txt open 300 60` or `… closed 50 60`: a path a line. Latency is
//! counted from when a request was due, not from when it could be sent. It asks loopback only.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// Connections of the open loop.
const CONNECTIONS: usize = 64;

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let [address, paths, kind, number, seconds] = args.as_slice() else {
        panic!("ADDRESS PATHS open RATE SECONDS, or ADDRESS PATHS closed CLIENTS SECONDS");
    };
    let address: SocketAddr = address.parse().expect("an address");
    assert!(address.ip().is_loopback(), "loopback only");
    let paths: Vec<String> =
        fs::read_to_string(paths).expect("paths").lines().map(str::to_owned).collect();
    let number: usize = number.parse().expect("a number");
    let seconds = Duration::from_secs(seconds.parse().expect("seconds"));
    let is_open = kind == "open";
    let paths = Arc::new(paths);
    let next = Arc::new(AtomicUsize::new(0));
    let times = Arc::new(Mutex::new(Vec::new()));
    let failed = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let clients = (0..if is_open { CONNECTIONS } else { number }).map(|_| {
        let (paths, next, times, failed) =
            (Arc::clone(&paths), Arc::clone(&next), Arc::clone(&times), Arc::clone(&failed));
        thread::spawn(move || {
            let (mut connection, mut own) = (None, Vec::new());
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let mut due = Instant::now();
                if is_open {
                    due = start + Duration::from_secs_f64(at as f64 / number as f64);
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                }
                if due.duration_since(start) >= seconds {
                    break;
                }
                let path = &paths[at.wrapping_mul(7_919) % paths.len()];
                match ask(&mut connection, address, path) {
                    Some(200) => own.push(due.elapsed()),
                    _ => {
                        connection = None;
                        failed.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
            times.lock().expect("times").extend(own);
        })
    });
    clients.collect::<Vec<_>>().into_iter().for_each(|client| client.join().expect("a client"));
    let mut times = times.lock().expect("times").clone();
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    println!(
        "{kind} {number}: {} answers, {:.0}/s, {} failed; p50 {:.2} ms, p90 {:.2}, p99 {:.2}, max {:.2}",
        times.len(),
        times.len() as f64 / start.elapsed().as_secs_f64(),
        failed.load(Ordering::Relaxed),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
    );
}

/// Asks for a path and reads the answer; returns its status.
fn ask(
    connection: &mut Option<BufReader<TcpStream>>,
    address: SocketAddr,
    path: &str,
) -> Option<u16> {
    if connection.is_none() {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_nodelay(true).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        *connection = Some(BufReader::new(stream));
    }
    let stream = connection.as_mut()?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    stream.get_mut().write_all(request.as_bytes()).ok()?;
    let (mut line, mut status, mut length) = (String::new(), None, 0);
    loop {
        line.clear();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
            status = rest.split(' ').next()?.parse().ok();
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
            length = value.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    status
}
