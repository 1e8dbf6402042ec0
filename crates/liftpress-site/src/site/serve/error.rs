//! Errors in starting the server.

use std::io;

use thiserror::Error;

/// The reason why a site cannot be served.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ServeError {
    /// Another program uses the port.
    #[error("port {port} of {host} is in use; choose another with --port, or let the system choose with --port 0")]
    PortInUse {
        /// The host.
        host: String,
        /// The port.
        port: u16,
    },
    /// No port is free.
    #[error(
        "ports {from} to {until} are all in use; choose another with --port, or let the system choose with --port 0"
    )]
    NoPort {
        /// The first port that was tried.
        from: u16,
        /// The last port that was tried.
        until: u16,
    },
    /// The port cannot be opened.
    #[error("cannot open port {port} of {host}: {why}")]
    Port {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// The error of the system.
        why: String,
    },
    /// The host is unknown, or is not an address of this machine.
    #[error("cannot serve at `{host}`: {why}; leave out --host to serve only to this machine")]
    Host {
        /// The host, as the user wrote it.
        host: String,
        /// The error of the system.
        why: String,
    },
}

impl ServeError {
    pub(super) fn of_port(host: &str, port: u16, error: &io::Error) -> Self {
        let host = host.to_owned();
        match error.kind() {
            io::ErrorKind::AddrInUse => Self::PortInUse { host, port },
            io::ErrorKind::AddrNotAvailable => {
                Self::Host { host, why: "it is not an address of this machine".to_owned() }
            }
            _ => Self::Port { host, port, why: error.to_string() },
        }
    }
}
