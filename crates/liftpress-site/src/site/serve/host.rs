//! Checks the host name in each request, as a protection against DNS rebinding. In such an attack, the owner of a page on the
//! internet makes the page's host name lead to this server, so that the page may read what the server sends. But the requests of
//! the page still name that host, so they can be refused.

use std::net::IpAddr;

/// The host names of this server.
pub(super) struct Hosts {
    /// The host of `--host`.
    own: String,
    port: u16,
}

impl Hosts {
    pub(super) fn new(own: &str, port: u16) -> Self {
        Self { own: bracketed(own), port }
    }

    /// Whether a request may name this host. `arrived_at` is the address of this machine at which the request arrived.
    pub(super) fn allow(&self, host: &str, arrived_at: Option<IpAddr>) -> bool {
        let host = host.to_ascii_lowercase();
        let port = format!(":{}", self.port);
        let name = match host.strip_suffix(&port) {
            Some(name) => name,
            None if self.port == 80 => &host,
            None => return false,
        };
        // With `--host 0.0.0.0`, a phone connects to an address of this machine, and names that address as the host.
        let arrived = arrived_at.map(|ip| bracketed(&ip.to_canonical().to_string()));
        ["localhost", "127.0.0.1", "[::1]", &self.own].contains(&name) || arrived.is_some_and(|ip| ip == name)
    }

    /// Returns the address of the site.
    pub(super) fn url(&self) -> String {
        let host = if matches!(self.own.as_str(), "0.0.0.0" | "[::]") { "localhost" } else { &self.own };
        format!("http://{host}:{}/", self.port)
    }
}

/// Writes a host in lower case, and puts an IPv6 address into brackets.
fn bracketed(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    if host.contains(':') && !host.starts_with('[') { format!("[{host}]") } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allows_only_its_own_names() {
        let hosts = Hosts::new("Coach.local", 3000);
        for fine in ["localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000", "coach.local:3000"] {
            assert!(hosts.allow(fine, None), "{fine}");
        }
        for bad in
            ["", "localhost", "localhost:3001", "evil.example:3000", "localhost.evil.example:3000", "0.0.0.0:3000"]
        {
            assert!(!hosts.allow(bad, None), "{bad}");
        }
        let phone = "192.168.1.7".parse().ok();
        assert!(hosts.allow("192.168.1.7:3000", phone) && !hosts.allow("192.168.1.8:3000", phone));
        assert_eq!(Hosts::new("::1", 80).url(), "http://[::1]:80/");
        assert!(Hosts::new("::1", 80).allow("[::1]", None));
    }
}
