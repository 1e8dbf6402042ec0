//! Which hosts a request may name. A page of the internet whose name is made to lead here would be of the same origin as
//! ours, and could read it (DNS rebinding); it cannot make the browser name another host than its own.

use std::net::IpAddr;

/// The names that this server goes by.
pub(super) struct Hosts {
    /// As `--host` has it.
    own: String,
    port: u16,
}

impl Hosts {
    pub(super) fn new(own: &str, port: u16) -> Self {
        Self { own: bracketed(own), port }
    }

    /// Whether a request may name this host, having come to that address.
    pub(super) fn allow(&self, host: &str, arrived_at: Option<IpAddr>) -> bool {
        let host = host.to_ascii_lowercase();
        let port = format!(":{}", self.port);
        let name = match host.strip_suffix(&port) {
            Some(name) => name,
            None if self.port == 80 => &host,
            None => return false,
        };
        // Under `--host 0.0.0.0` a phone names the address that it reaches.
        let arrived = arrived_at.map(|ip| bracketed(&ip.to_canonical().to_string()));
        ["localhost", "127.0.0.1", "[::1]", &self.own].contains(&name) || arrived.is_some_and(|ip| ip == name)
    }

    /// Where it is to be found.
    pub(super) fn url(&self) -> String {
        let host = if matches!(self.own.as_str(), "0.0.0.0" | "[::]") { "localhost" } else { &self.own };
        format!("http://{host}:{}/", self.port)
    }
}

/// IPv6 stands in brackets in addresses.
fn bracketed(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    if host.contains(':') && !host.starts_with('[') { format!("[{host}]") } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names() {
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
