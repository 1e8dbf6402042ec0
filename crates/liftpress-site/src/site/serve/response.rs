//! Sends HTTP responses, and closes the connection after each.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::ops::Range;
use std::time::{Duration, Instant};

use super::request::Request;
use super::status::Status;

/// The time within which a browser must receive a response.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// The number of bytes that are written between two checks of the time.
const PART: usize = 64 << 10;

/// A response.
pub(super) struct Response {
    status: Status,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Response {
    pub(super) fn new(status: Status) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// Returns a response whose body is the text of its status.
    pub(super) fn plain(status: Status) -> Self {
        let allow = (status == Status::MethodNotAllowed).then(|| ("Allow", "GET, HEAD".to_owned()));
        let response = Self::new(status).body("text/plain; charset=utf-8", format!("{}\n", status.line()).into());
        Self { headers: response.headers.into_iter().chain(allow).collect(), ..response }
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn body(self, kind: &str, body: Vec<u8>) -> Self {
        Self { body, ..self }.header("Content-Type", kind)
    }

    /// Returns a response with a page, or "not modified" if the browser already has the page. Ranges of bytes are not supported
    /// for pages, because the added script differs in each response.
    pub(super) fn page(request: &Request, kind: &str, tag: &str, body: Vec<u8>) -> Self {
        let response =
            if request.has(tag) { Self::new(Status::NotModified) } else { Self::new(Status::Ok).body(kind, body) };
        response.header("ETag", format!("W/\"{tag}\""))
    }

    /// Returns a response with a file or a range of its bytes, or "not modified" if the browser already has the file.
    pub(super) fn file(request: &Request, kind: &str, tag: &str, body: Vec<u8>) -> Self {
        let etag = format!("\"{tag}\"");
        if request.has(tag) {
            return Self::new(Status::NotModified).header("ETag", etag);
        }
        let is_same_file = request.if_range.as_ref().is_none_or(|wanted| *wanted == etag);
        let wanted = request.range.as_deref().filter(|_| is_same_file && !request.is_head);
        let length = body.len();
        let response = match wanted.map_or(Wanted::All, |wanted| Wanted::new(wanted, length)) {
            Wanted::All => Self::new(Status::Ok).body(kind, body),
            Wanted::Bytes(bytes) => {
                let header = format!("bytes {}-{}/{length}", bytes.start, bytes.end - 1);
                Self::new(Status::PartialContent).header("Content-Range", header).body(kind, body[bytes].to_vec())
            }
            Wanted::Beyond => {
                return Self::plain(Status::OutOfRange).header("Content-Range", format!("bytes */{length}"));
            }
        };
        response.header("Accept-Ranges", "bytes").header("ETag", etag)
    }

    /// Sends the response and closes the connection.
    pub(super) fn send(self, stream: &TcpStream, is_head: bool) -> io::Result<()> {
        let mut head = head(self.status, &self.headers);
        let has_body = !matches!(self.status, Status::NoContent | Status::NotModified);
        if has_body {
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        }
        let mut bytes = (head + "\r\n").into_bytes();
        if has_body && !is_head {
            bytes.extend(self.body);
        }
        write(stream, &bytes, WRITE_TIMEOUT)?;
        close(stream)
    }
}

/// Returns the head of a response, without the final empty line.
pub(super) fn head(status: Status, headers: &[(&'static str, String)]) -> String {
    let mut head = format!("HTTP/1.1 {}\r\n", status.line());
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    // The pages are private: no other site may embed them or run their scripts.
    head + "Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
            Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: same-origin\r\nConnection: close\r\n"
}

/// Writes bytes, and fails if this takes longer than `timeout`.
pub(super) fn write(mut stream: &TcpStream, bytes: &[u8], timeout: Duration) -> io::Result<()> {
    let until = Instant::now() + timeout;
    let mut left = bytes;
    while !left.is_empty() {
        let time = until.saturating_duration_since(Instant::now());
        if time.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(time))?;
        match stream.write(&left[..left.len().min(PART)]) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => left = &left[written..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    stream.flush()
}

/// Closes a connection. Before that, reads for a moment what the browser still sends. If unread bytes were left, the system would
/// reset the connection, and the browser would discard the response.
fn close(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(500)))?;
    let mut rest = [0; 4096];
    for _ in 0..64 {
        if stream.read(&mut rest)? == 0 {
            break;
        }
    }
    Ok(())
}

/// The part of a file that a request asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// The whole file. It is also sent if the range is invalid, or if the request asks for several ranges.
    All,
    Bytes(Range<usize>),
    /// The range is beyond the end of the file.
    Beyond,
}

impl Wanted {
    fn new(wanted: &str, length: usize) -> Self {
        match range(wanted, length) {
            None => Self::All,
            Some(bytes) if bytes.is_empty() => Self::Beyond,
            Some(bytes) => Self::Bytes(bytes),
        }
    }
}

/// Parses a single range of bytes. Returns `None` if the text is not a single valid range.
fn range(wanted: &str, length: usize) -> Option<Range<usize>> {
    let (from, until) = wanted.strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().unwrap_or(usize::MAX));
    match (from, until) {
        ("", "") => None,
        ("", last) => Some(length.saturating_sub(number(last)?)..length),
        (from, "") => Some(number(from)?..length),
        (from, until) => {
            let (from, until) = (number(from)?, number(until)?);
            (from <= until).then(|| from..until.saturating_add(1).min(length))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_a_range_of_bytes() {
        for (wanted, bytes) in [
            ("bytes=0-3", Wanted::Bytes(0..4)),
            ("bytes=2-", Wanted::Bytes(2..10)),
            ("bytes=-3", Wanted::Bytes(7..10)),
            ("bytes=-99", Wanted::Bytes(0..10)),
            ("bytes=9-99999999999999999999999", Wanted::Bytes(9..10)),
            ("bytes=10-", Wanted::Beyond),
            ("bytes=12-13", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=3-2", Wanted::All),
            ("bytes=0-1,3-4", Wanted::All),
            ("bytes=-", Wanted::All),
            ("bytes=a-b", Wanted::All),
            ("lines=0-1", Wanted::All),
        ] {
            assert_eq!(Wanted::new(wanted, 10), bytes, "{wanted}");
        }
    }
}
