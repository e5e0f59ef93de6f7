//! The server: it listens, hands each connection to the router, and ends when it is told to.
//!
//! A client has some seconds to ask and to read, and there are only so many at once. One thread
//! does all of this; searches run on others, see `router.rs`.

use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use super::connections::{Connection, Connections};
use super::router::{THREADS, router};
use super::site::Site;
use super::stalling::Stalling;
use crate::error::{Error, Result};

/// Most connections at once.
const CONNECTIONS: usize = 900;

/// How long a client may take to send what it asks, or to ask again.
const ASKING: Duration = Duration::from_secs(10);

/// Most bytes of what a client sends: the address and the headers.
const ASKED_BYTES: usize = 96 * 1024;

/// How often it is looked for another commit.
const LOOK: Duration = Duration::from_millis(250);

/// The stack of a thread that searches: that of the program itself, by which the nesting of a
/// query is bounded.
const STACK: usize = 8 << 20;

/// How long what runs may take to finish.
const FINISHING: Duration = Duration::from_secs(15);

/// How long a request that has not been sent whole may still be, once the server ends.
const GRACE: Duration = Duration::from_millis(1_500);

/// How often it is looked whether an answer that runs then has ended.
const AGAIN: Duration = Duration::from_millis(100);

/// How long to wait where no connection could be accepted, as when files are all in use.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until a signal ends it, and then finishes what runs; calls `ready` with the address once
/// it listens.
///
/// # Errors
/// `Bind` when it cannot listen there.
pub(crate) fn serve(site: Site, ready: &mut dyn FnMut(SocketAddr)) -> Result<()> {
    let bind = site.bind;
    let failed = |source| Error::Bind { bind, source };
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime
        .enable_all()
        .max_blocking_threads(THREADS + 2)
        .thread_stack_size(STACK)
        .build()
        .map_err(failed)?;
    let site = Arc::new(site);
    let served = runtime.block_on(async {
        // Registered before it is told that it listens: whoever waits for that may end it.
        let stopped = stopped();
        let listener = TcpListener::bind(bind).await.map_err(failed)?;
        ready(listener.local_addr().map_err(failed)?);
        tokio::spawn(look_for_commits(Arc::clone(&site)));
        accept(&listener, &site, stopped).await;
        Ok(())
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

/// Returns what becomes true when a signal asks to end.
fn stopped() -> watch::Receiver<bool> {
    let (stop, stopped) = watch::channel(false);
    #[cfg(unix)]
    for kind in
        [tokio::signal::unix::SignalKind::terminate(), tokio::signal::unix::SignalKind::interrupt()]
    {
        let stop = stop.clone();
        // Without them a signal ends it at once.
        if let Ok(mut signal) = tokio::signal::unix::signal(kind) {
            tokio::spawn(async move {
                signal.recv().await;
                stop.send_replace(true);
            });
        }
    }
    #[cfg(not(unix))]
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        stop.send_replace(true);
    });
    stopped
}

/// Opens another commit whenever one lands.
async fn look_for_commits(site: Arc<Site>) {
    loop {
        sleep(LOOK).await;
        let site = Arc::clone(&site);
        // Opening maps files, which may take long on a slow disk.
        let _ = tokio::task::spawn_blocking(move || site.archive.refresh()).await;
    }
}

async fn accept(listener: &TcpListener, site: &Arc<Site>, stopped: watch::Receiver<bool>) {
    let router = router(site);
    let connections = Arc::new(Connections::default());
    let mut stopping = stopped.clone();
    let mut end = pin!(stopping.wait_for(|stop| *stop));
    loop {
        // Who comes is taken in first: somebody idle may have to leave for it.
        let accepted = poll_fn(|context| match end.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(None),
            Poll::Pending => listener.poll_accept(context).map(Some),
        });
        match accepted.await {
            None => break,
            Some(Ok((stream, _))) => {
                let mut opened = pin!(connections.open(CONNECTIONS));
                let opened = poll_fn(|context| match end.as_mut().poll(context) {
                    Poll::Ready(_) => Poll::Ready(None),
                    Poll::Pending => opened.as_mut().poll(context).map(Some),
                });
                let Some(open) = opened.await else { break };
                let (router, stopped) = (router.clone(), stopped.clone());
                tokio::spawn(async move {
                    converse(stream, router, &open.connection, stopped).await;
                });
            }
            Some(Err(_)) => sleep(BREATH).await,
        }
    }
    let _ = timeout(FINISHING, connections.none()).await;
}

/// Answers what a client asks until it leaves or has to, or until the answer that runs when the
/// server ends.
async fn converse(
    stream: TcpStream,
    router: axum::Router,
    known: &Arc<Connection>,
    mut stopped: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let stream = TokioIo::new(Stalling::new(stream, Arc::clone(known)));
    let router = TowerToHyperService::new(router);
    let service = service_fn(|request| {
        let answering = known.answering();
        let answer = router.call(request);
        async move {
            let _answering = answering;
            answer.await
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(ASKING).max_buf_size(ASKED_BYTES);
    let mut connection = pin!(http.serve_connection(stream, service));
    let mut end = pin!(stopped.wait_for(|stop| *stop));
    let mut leaves = pin!(known.asked_to_leave());
    let mut grace = pin!(sleep(Duration::ZERO));
    let mut is_ending = false;
    poll_fn(|context| {
        if !is_ending && end.as_mut().poll(context).is_ready() {
            is_ending = true;
            connection.as_mut().graceful_shutdown();
            grace.as_mut().reset(Instant::now() + GRACE);
        }
        // What goes wrong with a client is the client's.
        if connection.as_mut().poll(context).is_ready() || leaves.as_mut().poll(context).is_ready()
        {
            return Poll::Ready(());
        }
        while is_ending && grace.as_mut().poll(context).is_ready() {
            if !known.is_busy() {
                return Poll::Ready(());
            }
            grace.as_mut().reset(Instant::now() + AGAIN);
        }
        Poll::Pending
    })
    .await;
}
