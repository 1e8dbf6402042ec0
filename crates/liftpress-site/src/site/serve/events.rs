//! Notifies open pages of changes, with server-sent events.
//!
//! In its request, a page lists the files that it consists of: the page itself, and its styles, scripts and pictures. With each
//! file, the page sends the tag of the bytes that it has, if it knows the tag. So a page misses no change, however late it
//! connects, and is notified only of changes to its own files.

use std::io;
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use super::answer::{Answer, CSS};
use super::live::{Live, Now};
use super::request::{Request, decode};
use super::response::{head, write};
use super::status::Status;

/// How often to check whether the page has closed the connection.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);
/// The number of checks after which the server writes to the page. This shows whether a connection that was never closed is lost.
const CHECKS_PER_HEARTBEAT: u32 = 15;
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);
/// The greatest number of files of a page. No real page has more.
const MOST: usize = 100;

/// Notifies a page of changes until the page is closed, or must be reloaded. Calls `on_built` after files may have been built to
/// compare them.
pub(super) fn send(stream: &TcpStream, request: &Request, live: &Live, on_built: &dyn Fn(&Now)) -> io::Result<()> {
    let headers = [("Content-Type", "text/event-stream; charset=utf-8".to_owned())];
    let send = |text: &str| write(stream, text.as_bytes(), WRITE_TIMEOUT);
    send(&(head(Status::Ok, &headers) + "\r\n"))?;
    let mut parts = parts(request);
    let mut sent_errors = None;
    let mut now = live.now();
    // If the site has changed since the page was sent, the page may have fetched its other files before or after that change.
    let mut is_late = request.query.iter().any(|(name, value)| name == "number" && *value != now.number.to_string());
    loop {
        for part in &mut parts {
            let Answer { kind, file, .. } = Answer::new(now.generation.as_deref(), &part.path);
            let tag = file.tag.clone();
            let name = match &part.tag {
                Some(known) if *known == tag => continue,
                None if !is_late => "seen",
                _ if kind == CSS => "style",
                _ => {
                    on_built(&now);
                    return send(&event("reload", &json!(null)));
                }
            };
            send(&event(name, &json!([part.address, tag])))?;
            part.tag = Some(tag);
        }
        is_late = false;
        on_built(&now);
        if sent_errors.as_ref() != Some(&now.errors) {
            send(&event("errors", &json!(now.errors.as_ref())))?;
            sent_errors = Some(now.errors);
        }
        now = match next(stream, live, now.number)? {
            Some(next) => next,
            None => return Ok(()),
        };
    }
}

/// Waits for a change, and returns the changed version of the site. Returns `None` if the page was closed.
fn next(stream: &TcpStream, live: &Live, number: u64) -> io::Result<Option<Now>> {
    for checks in 1.. {
        if let Some(next) = live.after(number, CHECK_INTERVAL) {
            return Ok(Some(next));
        }
        if is_closed(stream)? {
            break;
        }
        if checks % CHECKS_PER_HEARTBEAT == 0 {
            write(stream, b":\n\n", WRITE_TIMEOUT)?;
        }
    }
    Ok(None)
}

fn is_closed(stream: &TcpStream) -> io::Result<bool> {
    stream.set_nonblocking(true)?;
    let peeked = stream.peek(&mut [0]);
    stream.set_nonblocking(false)?;
    match peeked {
        Ok(bytes) => Ok(bytes == 0),
        Err(error) => Ok(error.kind() != io::ErrorKind::WouldBlock),
    }
}

/// A file of a page: the page itself, or a style, script or picture.
struct Part {
    /// The address, as the page wrote it.
    address: String,
    path: String,
    /// The tag of the bytes that the page has.
    tag: Option<String>,
}

fn parts(request: &Request) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (name, value) in request.query.iter().take(2 * MOST) {
        match (name.as_str(), parts.last_mut()) {
            ("of", _) => {
                let path = decode(value).unwrap_or_default();
                parts.push(Part { address: value.clone(), path, tag: None });
            }
            ("tag", Some(part)) => part.tag = Some(value.clone()),
            _ => {}
        }
    }
    parts
}

/// Formats an event. The data is one line, because JSON is written without line breaks.
fn event(name: &str, data: &serde_json::Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}
