//! Reads the head of an HTTP request, within limits of size and time.

use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use percent_encoding::percent_decode_str;

use super::status::Status;

/// The size of the largest head that is read, in bytes. The heads that browsers send have one or two KiB.
const LARGEST_HEAD: usize = 16 << 10;
const MOST_HEADERS: usize = 64;
/// The time within which a head must arrive. A slower sender may only want to block a connection.
const READ_TIMEOUT: Duration = Duration::from_secs(10);

/// A request.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// Whether the request asks only for the head of the response.
    pub(super) is_head: bool,
    /// The path of the address, decoded.
    pub(super) path: String,
    /// The parameters after `?`, decoded, in order.
    pub(super) query: Vec<(String, String)>,
    /// The host that the request names.
    pub(super) host: String,
    /// The tags of the versions that the browser has, as in the header `If-None-Match`.
    pub(super) if_none_match: Option<String>,
    /// The range of bytes that the request asks for, as in the header `Range`.
    pub(super) range: Option<String>,
    /// The tag of the version to which the range applies, as in the header `If-Range`.
    pub(super) if_range: Option<String>,
}

impl Request {
    /// Waits for a head and reads it. Returns `None` if no request arrives, for example because the browser closes the
    /// connection.
    pub(super) fn read(mut stream: &TcpStream) -> Result<Option<Self>, Status> {
        let until = Instant::now() + READ_TIMEOUT;
        let mut head = Vec::new();
        let mut part = [0; 4096];
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Status::TimedOut);
            }
            stream.set_read_timeout(Some(left)).map_err(|_| Status::BadRequest)?;
            match stream.read(&mut part) {
                Ok(0) if head.is_empty() => return Ok(None),
                Ok(0) => return Err(Status::BadRequest),
                Ok(read) => head.extend_from_slice(&part[..read]),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return if head.is_empty() { Ok(None) } else { Err(Status::TimedOut) };
                }
                Err(_) => return Ok(None),
            }
            if let Some(request) = Self::parse(&head)? {
                return Ok(Some(request));
            }
            if head.len() >= LARGEST_HEAD {
                return Err(Status::HeadTooLarge);
            }
        }
    }

    /// Whether the browser already has the file with this tag.
    pub(super) fn has(&self, tag: &str) -> bool {
        let is_it = |one: &str| one.trim().trim_start_matches("W/").trim_matches('"') == tag;
        self.if_none_match.as_deref().is_some_and(|known| known.trim() == "*" || known.split(',').any(is_it))
    }

    /// Parses a request. Returns `None` if the head is not complete yet.
    fn parse(head: &[u8]) -> Result<Option<Self>, Status> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(head) {
            Ok(httparse::Status::Complete(_)) => {}
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(httparse::Error::TooManyHeaders) => return Err(Status::HeadTooLarge),
            Err(_) => return Err(Status::BadRequest),
        }
        let mut request = Self::default();
        match parsed.method {
            Some("GET") => {}
            Some("HEAD") => request.is_head = true,
            _ => return Err(Status::MethodNotAllowed),
        }
        let target = parsed.path.filter(|target| target.starts_with('/')).ok_or(Status::BadRequest)?;
        let target = target.split('#').next().unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        request.path = decode(path).ok_or(Status::NotFound)?;
        request.query = query.split('&').filter_map(parameter).collect();
        let mut hosts = 0;
        for header in parsed.headers.iter() {
            let value = || std::str::from_utf8(header.value).map(|value| value.trim().to_owned());
            match header.name.to_ascii_lowercase().as_str() {
                "host" => {
                    hosts += 1;
                    request.host = value().map_err(|_| Status::BadRequest)?;
                }
                "if-none-match" => request.if_none_match = value().ok(),
                "range" => request.range = value().ok(),
                "if-range" => request.if_range = value().ok(),
                _ => {}
            }
        }
        // A request with two host headers is an attack: one program would read the first host, and another program the second.
        if hosts == 1 { Ok(Some(request)) } else { Err(Status::BadRequest) }
    }
}

pub(super) fn decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

fn parameter(pair: &str) -> Option<(String, String)> {
    let (name, value) = pair.split_once('=')?;
    Some((decode(name)?, decode(&value.replace('+', " "))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(head: &str) -> Result<Option<Request>, Status> {
        Request::parse(head.as_bytes())
    }

    #[test]
    fn parses_a_request() {
        let request = parse("HEAD /a%20b/?x=1%2F2+3&y#z HTTP/1.1\r\nHOST: localhost:1 \r\nRange: bytes=0-1\r\n\r\n");
        let request = request.unwrap().unwrap();
        assert!(request.is_head);
        assert_eq!((request.path.as_str(), request.host.as_str()), ("/a b/", "localhost:1"));
        assert_eq!(request.query, [("x".to_owned(), "1/2 3".to_owned())]);
        assert_eq!((request.range.as_deref(), request.if_none_match), (Some("bytes=0-1"), None));
    }

    #[test]
    fn waits_for_an_incomplete_head_and_refuses_a_bad_one() {
        assert!(parse("GET / HTTP/1.1\r\nHost: a").unwrap().is_none());
        for (head, status) in [
            ("POST / HTTP/1.1\r\nHost: a\r\n\r\n", Status::MethodNotAllowed),
            ("GET / HTTP/1.1\r\n\r\n", Status::BadRequest),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", Status::BadRequest),
            ("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", Status::BadRequest),
            ("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", Status::NotFound),
            ("\u{16}\u{3}\u{1} TLS\r\n\r\n", Status::BadRequest),
        ] {
            assert_eq!(parse(head).unwrap_err(), status, "{head}");
        }
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(MOST_HEADERS + 1));
        assert_eq!(parse(&many).unwrap_err(), Status::HeadTooLarge);
    }
}
