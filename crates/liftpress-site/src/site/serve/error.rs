//! Why a site is not served.

use std::io;

use thiserror::Error;

/// Why a site is not served.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ServeError {
    /// Somebody else has the port that was asked for.
    #[error("port {port} of {host} is in use; choose another with --port, or any free one with --port 0")]
    PortInUse {
        /// The host.
        host: String,
        /// The port.
        port: u16,
    },
    /// None is free.
    #[error("ports {from} to {until} are all in use; choose another with --port, or any free one with --port 0")]
    NoPort {
        /// The first.
        from: u16,
        /// The last.
        until: u16,
    },
    /// The port cannot be had.
    #[error("cannot serve at {host}, port {port}: {why}")]
    Port {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// What the system says.
        why: String,
    },
    /// It is no host, or none of this machine.
    #[error("cannot serve at `{host}`: {why}; leave --host out to serve to this machine alone")]
    Host {
        /// As it was given.
        host: String,
        /// What the system says.
        why: String,
    },
}

impl ServeError {
    pub(super) fn of_port(host: &str, port: u16, error: &io::Error) -> Self {
        let host = host.to_owned();
        match error.kind() {
            io::ErrorKind::AddrInUse => Self::PortInUse { host, port },
            io::ErrorKind::AddrNotAvailable => Self::Host { host, why: "it is no address of this machine".to_owned() },
            _ => Self::Port { host, port, why: error.to_string() },
        }
    }
}
