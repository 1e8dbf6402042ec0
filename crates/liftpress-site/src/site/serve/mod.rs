//! Serves a site while its author edits it (`liftpress serve`). A page is built when a browser requests it, and an open page is
//! updated when its files change.
//!
//! The server writes no files. It sends only files that a build would write: an address is looked up in the list of these files,
//! and is never used as a path on disk.

mod answer;
mod connection;
mod error;
mod events;
mod file_times;
mod generation;
mod host;
mod live;
mod rebuild;
mod request;
mod response;
mod status;
mod watch;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs, UdpSocket};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::source::Files;

pub use error::ServeError;

use super::layout::Layout;
use host::Hosts;
use live::Live;

/// The first port that is tried by default.
pub const DEFAULT_PORT: u16 = 3000;
/// The number of ports that are tried by default.
const TRIED: u16 = 20;

/// A server that has opened a port, but does not answer requests yet.
pub struct Server {
    listener: TcpListener,
    hosts: Hosts,
    port: u16,
}

/// An event while a site is served.
pub enum News<'n> {
    /// A new version of the site is served, and all its diagnostics are known.
    Ready {
        /// The files that changed. Empty when the server starts.
        changed: &'n [PathBuf],
        /// The times of the change.
        times: Times,
        /// The diagnostics. If a page has errors, its earlier version may still be served.
        problems: Problems<'n>,
    },
    /// The content has errors because of which no page can be built.
    Broken {
        /// The files that changed. Empty when the server starts.
        changed: &'n [PathBuf],
        /// The diagnostics.
        problems: Problems<'n>,
        /// Whether an earlier version is served.
        is_served: bool,
    },
    /// More diagnostics were found while a page was built.
    Page(Problems<'n>),
    /// The folders cannot be watched, so changes are noticed late. The text is the reason.
    Unwatched(String),
    /// A bug in liftpress caused a panic. The server continues.
    Failed,
}

/// All diagnostics of a version.
#[derive(Clone, Copy)]
pub struct Problems<'n> {
    /// The diagnostics, in no particular order.
    pub diagnostics: &'n [Diagnostic],
    /// The files to which they refer.
    pub files: &'n Files,
}

/// The times of a change.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// The time of the first sign of a change.
    pub noticed: Instant,
    /// The time at which reading started, after the changes had stopped.
    pub started: Instant,
    /// The time from which the new pages are served.
    pub served: Instant,
}

impl Times {
    /// Returns the time from the first sign of a change until the new pages are served.
    #[must_use]
    pub fn all(&self) -> Duration {
        self.served - self.noticed
    }
}

/// A function that receives events. It is called from any thread.
pub type NewsHandler = dyn Fn(&News<'_>) + Send + Sync;

impl Server {
    /// Opens a port of `host`. Without a `port`, opens the first free port from [`DEFAULT_PORT`] on. Port 0 means any free port.
    ///
    /// # Errors
    ///
    /// Fails if `host` is not an address of this machine, or if no port can be opened.
    pub fn open(host: &str, port: Option<u16>) -> Result<Self, ServeError> {
        let unknown_host = |error: std::io::Error| ServeError::Host { host: host.to_owned(), why: error.to_string() };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let addresses: Vec<SocketAddr> = (bare, 0).to_socket_addrs().map_err(unknown_host)?.collect();
        let bind = |port: u16| {
            let addresses: Vec<_> = addresses.iter().map(|at| SocketAddr::new(at.ip(), port)).collect();
            TcpListener::bind(addresses.as_slice())
        };
        let listener = match port {
            Some(port) => bind(port).map_err(|error| ServeError::of_port(host, port, &error))?,
            None => (DEFAULT_PORT..DEFAULT_PORT + TRIED)
                .map(|port| bind(port).map_err(|error| ServeError::of_port(host, port, &error)))
                .find(|bound| !matches!(bound, Err(ServeError::PortInUse { .. })))
                .unwrap_or(Err(ServeError::NoPort { from: DEFAULT_PORT, until: DEFAULT_PORT + TRIED - 1 }))?,
        };
        let port = listener.local_addr().map_err(unknown_host)?.port();
        Ok(Self { listener, hosts: Hosts::new(host, port), port })
    }

    /// Returns the address of the site.
    #[must_use]
    pub fn url(&self) -> String {
        self.hosts.url()
    }

    /// Returns the address of the site for other machines; `None` if only this machine can open the site.
    #[must_use]
    pub fn network_url(&self) -> Option<String> {
        let ip = self.listener.local_addr().ok()?.ip();
        let reached = if ip.is_unspecified() { network_address(ip) } else { Some(ip) };
        (!ip.is_loopback()).then(|| match reached {
            Some(ip) => format!("http://{}/", SocketAddr::new(ip, self.port)),
            None => self.url(),
        })
    }

    /// Returns the number of the open port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Serves a site until `end` receives a message, or its sender is dropped. Calls `ready` when the first pages can be requested. Open
    /// connections end with the process.
    pub fn run(self, layout: &Layout, on_news: Arc<NewsHandler>, ready: impl FnOnce(), end: &Receiver<()>) {
        let live = Arc::new(Live::new());
        let Self { listener, hosts, .. } = self;
        let mut rebuild = rebuild::Rebuild::start(layout.clone(), Arc::clone(&live), Arc::clone(&on_news));
        thread::spawn(move || rebuild.forever());
        thread::spawn(move || {
            connection::accept(&listener, &Arc::new(connection::Responder::new(live, hosts, on_news)));
        });
        ready();
        let _ = end.recv();
    }
}

/// Returns the address of this machine in its network, which is the address from which it would send. Sends nothing.
fn network_address(any: IpAddr) -> Option<IpAddr> {
    let from = |own: IpAddr, to: IpAddr| {
        let socket = UdpSocket::bind((own, 0)).ok()?;
        socket.connect((to, 9)).ok()?;
        socket.local_addr().ok().as_ref().map(SocketAddr::ip).filter(|ip| !ip.is_unspecified())
    };
    // These addresses are reserved for documentation, so they lead to no machine.
    let v4 = || from(Ipv4Addr::UNSPECIFIED.into(), Ipv4Addr::new(192, 0, 2, 1).into());
    let v6 = || from(Ipv6Addr::UNSPECIFIED.into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into());
    if any.is_ipv6() { v4().or_else(v6) } else { v4() }
}

/// Locks a mutex, even if a thread panicked while it held the lock. The data is still valid then, because every change is a
/// single step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
