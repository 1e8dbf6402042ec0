//! Sends changes to open pages, as server-sent events.
//!
//! A page sends the paths of its files: its own, and those of its styles, scripts and pictures. For each it sends the tag of the bytes
//! that it has, as far as it knows the tag. So a page misses no change, however late it asks, and gets only changes of its own files.

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
/// After this many checks, the server writes to the page, to notice a connection that was not closed.
const CHECKS_PER_HEARTBEAT: u32 = 15;
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);
/// The number of files of a page. No page has more.
const MOST: usize = 100;

/// Sends changes to a page until the page is closed, or must be reloaded. Calls `on_built` when pages may have been built.
pub(super) fn send(stream: &TcpStream, request: &Request, live: &Live, on_built: &dyn Fn(&Now)) -> io::Result<()> {
    let headers = [("Content-Type", "text/event-stream; charset=utf-8".to_owned())];
    let send = |text: &str| write(stream, text.as_bytes(), WRITE_TIMEOUT);
    send(&(head(Status::Ok, &headers) + "\r\n"))?;
    let mut parts = parts(request);
    let mut sent_errors = None;
    let mut now = live.now();
    // If the site has changed since the page was sent, the page may have fetched its files before or after the change.
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

/// Waits for a change; returns `None` if the page was closed.
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

/// Formats an event. JSON has no line breaks, so the data is one line.
fn event(name: &str, data: &serde_json::Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}
