//! A program that is run for what it prints, within bounds of time and size.
//!
//! It is given nothing on standard input. What it prints is held whole, up to the size of a
//! document; of its messages the first line is kept. It is done when it ends: a process that it
//! leaves behind, which may hold the ends of its pipes, is not waited for.

use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::bytes::meter::MAX_RECORD_BYTES;
use crate::rejection::{NotConverted, ProgramFault};

/// How long a program may take for one file.
pub(super) const MAX_TIME: Duration = Duration::from_mins(10);

/// Most bytes of messages in which a line is looked for.
const HEAD_BYTES: u64 = 8 << 10;

/// Most characters that are kept of it.
const LINE_CHARS: usize = 200;

/// Bytes that are taken from a program at a time.
const CHUNK_BYTES: usize = 64 << 10;

/// Chunks that may wait to be taken.
const CHUNKS: usize = 16;

/// How long what is there is read when the program has ended.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it is looked whether a program that prints nothing has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// Why a program gave nothing.
#[derive(Debug)]
pub(super) enum Fault {
    /// It could not be started.
    NotRun(io::Error),
    /// It was run and gave nothing.
    Ended(NotConverted),
}

/// How the run of a program came to its end.
enum End {
    Ended(ExitStatus),
    TooLong,
    TooLate,
    TooManyMessages,
}

/// Returns what a program prints, which is killed when it takes longer than `limit`.
///
/// # Errors
/// Why it gives nothing.
pub(super) fn run(mut command: Command, limit: Duration) -> Result<Vec<u8>, Fault> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Fault::NotRun)?;
    let is_flooded = Arc::new(AtomicBool::new(false));
    let said = child.stderr.take().map(|stderr| first_line(stderr, Arc::clone(&is_flooded)));
    let mut text = Vec::new();
    let end = take(&mut child, &mut text, &is_flooded, Instant::now() + limit);
    let most = MAX_RECORD_BYTES >> 20;
    let fault = match end {
        Err(error) => ProgramFault::System(error.to_string()),
        Ok(End::TooLong) => ProgramFault::LongText(most),
        Ok(End::TooManyMessages) => ProgramFault::ManyMessages(most),
        Ok(End::TooLate) => ProgramFault::NotDone(limit.as_secs()),
        Ok(End::Ended(status)) if !status.success() && is_flooded.load(Ordering::Relaxed) => {
            ProgramFault::ManyMessages(most)
        }
        Ok(End::Ended(status)) if !status.success() => how(status),
        _ if text.trim_ascii().is_empty() => ProgramFault::NothingPrinted,
        _ => return Ok(text),
    };
    let said = said.and_then(|said| said.recv_timeout(PATIENCE).ok());
    Err(Fault::Ended(NotConverted { fault, said }))
}

/// Takes what a program prints until it ends, or kills it.
fn take(
    child: &mut Child,
    text: &mut Vec<u8>,
    is_flooded: &AtomicBool,
    until: Instant,
) -> io::Result<End> {
    let mut chunks = child.stdout.take().map(chunks);
    let mut ended = None;
    loop {
        let received = match &chunks {
            Some(chunks) => chunks.recv_timeout(PAUSE),
            None => Err(RecvTimeoutError::Disconnected),
        };
        match received {
            Ok(chunk) => text.extend(chunk?),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => chunks = None,
        }
        if ended.is_none() {
            ended = child.try_wait()?.map(|status| (status, Instant::now() + PATIENCE));
        }
        let stop = match ended {
            _ if text.len() as u64 > MAX_RECORD_BYTES => End::TooLong,
            Some((status, until)) if chunks.is_none() || Instant::now() >= until => {
                return Ok(End::Ended(status));
            }
            Some(_) => continue,
            None if is_flooded.load(Ordering::Relaxed) => End::TooManyMessages,
            None if Instant::now() >= until => End::TooLate,
            None => {
                if chunks.is_none() {
                    thread::sleep(PAUSE);
                }
                continue;
            }
        };
        // It may have ended meanwhile.
        let _ = child.kill();
        child.wait()?;
        return Ok(stop);
    }
}

/// Reads what a program prints, so that it can be waited for meanwhile. It is closed when
/// nobody takes it: a program that prints on without end is told so.
fn chunks(mut stdout: ChildStdout) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, chunks) = sync_channel(CHUNKS);
    thread::spawn(move || {
        loop {
            let mut chunk = vec![0; CHUNK_BYTES];
            let read = match stdout.read(&mut chunk) {
                Ok(0) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read,
            };
            let chunk = read.map(|read| {
                chunk.truncate(read);
                chunk
            });
            let is_last = chunk.is_err();
            if sender.send(chunk).is_err() || is_last {
                break;
            }
        }
    });
    chunks
}

/// Returns how a program ended.
fn how(status: ExitStatus) -> ProgramFault {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return ProgramFault::Signal(signal);
        }
    }
    status.code().map_or_else(|| ProgramFault::Ended(status.to_string()), ProgramFault::ExitCode)
}

/// Reads the messages of a program, so that it need not wait, up to the size of a document; tells
/// when there are more. Returns where the first line comes that is not blank.
fn first_line(stderr: impl Read + Send + 'static, is_flooded: Arc<AtomicBool>) -> Receiver<String> {
    let (sender, line) = channel();
    thread::spawn(move || {
        let mut stderr = BufReader::new(stderr).take(MAX_RECORD_BYTES);
        let mut head = (&mut stderr).take(HEAD_BYTES);
        let mut bytes = Vec::new();
        while head.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
            let line = String::from_utf8_lossy(&bytes);
            if !line.trim().is_empty() {
                let kept: String = line.trim().chars().take(LINE_CHARS).collect();
                // Nobody asks when all went well.
                let _ = sender.send(kept);
                break;
            }
            bytes.clear();
        }
        // What cannot be read is not missed.
        let _ = io::copy(&mut stderr, &mut io::sink());
        is_flooded.store(stderr.limit() == 0, Ordering::Relaxed);
    });
    line
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::render::said::not_converted_label;

    fn shell(line: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", line]);
        command
    }

    #[track_caller]
    fn check(line: &str, limit: u64, expected: Result<&str, &str>) {
        let start = Instant::now();
        let found = run(shell(line), Duration::from_secs(limit));
        let found = found.map(|text| String::from_utf8(text).expect("text"));
        let found = found.map_err(|fault| match fault {
            Fault::NotRun(error) => error.to_string(),
            Fault::Ended(fault) => not_converted_label(&fault),
        });
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned), "{line}");
        assert!(start.elapsed() < Duration::from_secs(25), "{line}: {:?}", start.elapsed());
    }

    #[test]
    fn a_program_that_never_ends_is_killed() {
        check("echo Le pont; exec sleep 40", 1, Err("not done in 1 s"));
        check("exec >&-; echo stuck >&2; exec sleep 40", 1, Err("not done in 1 s: stuck"));
    }

    #[test]
    fn messages_without_end_are_cut() {
        check("exec yes err >&2", 60, Err("more than 64 MB of messages: err"));
    }

    #[test]
    fn a_program_is_done_when_it_ends_whoever_holds_its_pipes() {
        check("(sleep 40 &); echo Le pont", 60, Ok("Le pont\n"));
        check("(sleep 40 &); exit 3", 60, Err("exit code 3"));
        check("(sleep 0.1; echo rouvre) & echo Le pont", 60, Ok("Le pont\nrouvre\n"));
    }
}
