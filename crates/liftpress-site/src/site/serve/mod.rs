//! A site on the author's own machine, always as the folders are: pages are made when a browser asks for them, and open
//! pages are told when they have become others.
//!
//! Nothing is written, and nothing is sent that is not a page of the site: addresses are looked up among its files,
//! and never become a path.

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

/// Where a server is to be found if nothing else is said.
pub const DEFAULT_PORT: u16 = 3000;
/// How many ports are tried from there on.
const TRIED: u16 = 20;

/// A server that has its address, and does not answer yet.
pub struct Server {
    listener: TcpListener,
    hosts: Hosts,
    port: u16,
}

/// What is told while a site is served.
pub enum News<'n> {
    /// Pages are made of the changed folders, and everything that is wrong with them is known.
    Ready {
        /// The files that changed; none at the start.
        changed: &'n [PathBuf],
        /// When what happened.
        times: Times,
        /// Nothing of it keeps all pages from being made; single ones may still be as they were.
        wrong: Wrong<'n>,
    },
    /// The changed folders have errors.
    Broken {
        /// The files that changed; none at the start.
        changed: &'n [PathBuf],
        /// With the errors.
        wrong: Wrong<'n>,
        /// Whether there is something good from before, which goes on being served.
        is_served: bool,
    },
    /// When a page was made, more came up.
    Page(Wrong<'n>),
    /// Changes are noticed late, and why.
    Unwatched(String),
    /// Something went wrong that is our own fault; it is still served.
    Failed,
}

/// Everything that is wrong.
#[derive(Clone, Copy)]
pub struct Wrong<'n> {
    /// In no order.
    pub diagnostics: &'n [Diagnostic],
    /// What they speak of.
    pub files: &'n Files,
}

/// When what happened.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// The first sign of a change.
    pub noticed: Instant,
    /// When nothing changed any more, and reading began.
    pub begun: Instant,
    /// From when on the new pages are served.
    pub served: Instant,
}

impl Times {
    /// From the first sign to the new pages.
    #[must_use]
    pub fn all(&self) -> Duration {
        self.served - self.noticed
    }
}

/// Takes news, from any thread.
pub type Told = dyn Fn(&News<'_>) + Send + Sync;

impl Server {
    /// Takes the port; without one, the first that is free from [`DEFAULT_PORT`] on. Port 0 is any that is free.
    pub fn open(host: &str, port: Option<u16>) -> Result<Self, ServeError> {
        let wrong = |error: std::io::Error| ServeError::Host { host: host.to_owned(), why: error.to_string() };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let addresses: Vec<SocketAddr> = (bare, 0).to_socket_addrs().map_err(wrong)?.collect();
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
        let port = listener.local_addr().map_err(wrong)?.port();
        Ok(Self { listener, hosts: Hosts::new(host, port), port })
    }

    /// Where the site is to be found.
    #[must_use]
    pub fn url(&self) -> String {
        self.hosts.url()
    }

    /// Where other machines find the site, unless it is served to this machine alone.
    #[must_use]
    pub fn network_url(&self) -> Option<String> {
        let ip = self.listener.local_addr().ok()?.ip();
        let reached = if ip.is_unspecified() { network_address(ip) } else { Some(ip) };
        (!ip.is_loopback()).then(|| match reached {
            Some(ip) => format!("http://{}/", SocketAddr::new(ip, self.port)),
            None => self.url(),
        })
    }

    /// The port that was taken.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Serves a site until there is a word, or nobody left to say it, at `end`. `ready` is called when the first pages
    /// can be asked for. Connections that are open then end with the process.
    pub fn run(self, layout: &Layout, told: Arc<Told>, ready: impl FnOnce(), end: &Receiver<()>) {
        let live = Arc::new(Live::new());
        let Self { listener, hosts, .. } = self;
        let mut rebuild = rebuild::Rebuild::start(layout.clone(), Arc::clone(&live), Arc::clone(&told));
        thread::spawn(move || rebuild.forever());
        thread::spawn(move || connection::accept(&listener, &Arc::new(connection::Desk::new(live, hosts, told))));
        ready();
        let _ = end.recv();
    }
}

/// The address by which this machine is in a network: the one that it would send from. Nothing is sent.
fn network_address(any: IpAddr) -> Option<IpAddr> {
    let from = |own: IpAddr, to: IpAddr| {
        let socket = UdpSocket::bind((own, 0)).ok()?;
        socket.connect((to, 9)).ok()?;
        socket.local_addr().ok().as_ref().map(SocketAddr::ip).filter(|ip| !ip.is_unspecified())
    };
    // Addresses of documentation, which lead to no machine.
    let v4 = || from(Ipv4Addr::UNSPECIFIED.into(), Ipv4Addr::new(192, 0, 2, 1).into());
    let v6 = || from(Ipv6Addr::UNSPECIFIED.into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into());
    if any.is_ipv6() { v4().or_else(v6) } else { v4() }
}

/// What somebody who panicked has left is still good: nothing is changed in several steps.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
