//! Tells open pages what has changed, as server-sent events.
//!
//! A page says what it is made of: its own path and those of its styles, scripts and pictures, each with the tag of the
//! bytes that it has, as far as it knows. So nothing is missed, however late it asks, and nothing is told that does not
//! concern it.

use std::io;
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use super::answer::{Answer, CSS};
use super::live::{Live, Now};
use super::request::{Request, decode};
use super::response::{head, write};
use super::status::Status;

/// How often it is looked whether the page is still there; a page that went without a word is noticed by writing to it.
const LOOK: Duration = Duration::from_secs(1);
const LOOKS_TO_A_HEARTBEAT: u32 = 15;
const PATIENCE: Duration = Duration::from_secs(5);
/// No page of ours is made of more.
const MOST: usize = 100;

/// Tells a page what changes, until it is gone or has to be loaded again. `made` is told when pages may have been made.
pub(super) fn tell(stream: &TcpStream, request: &Request, live: &Live, made: &dyn Fn(&Now)) -> io::Result<()> {
    let headers = [("Content-Type", "text/event-stream; charset=utf-8".to_owned())];
    let say = |text: &str| write(stream, text.as_bytes(), PATIENCE);
    say(&(head(Status::Ok, &headers) + "\r\n"))?;
    let mut parts = parts(request);
    let mut told = None;
    let mut now = live.now();
    // What has changed since the page was sent may have been fetched before or after.
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
                    made(&now);
                    return say(&event("reload", &json!(null)));
                }
            };
            say(&event(name, &json!([part.address, tag])))?;
            part.tag = Some(tag);
        }
        is_late = false;
        made(&now);
        if told.as_ref() != Some(&now.errors) {
            say(&event("errors", &json!(now.errors.as_ref())))?;
            told = Some(now.errors);
        }
        now = match next(stream, live, now.number)? {
            Some(next) => next,
            None => return Ok(()),
        };
    }
}

/// Waits for a change; nothing if the page has gone.
fn next(stream: &TcpStream, live: &Live, number: u64) -> io::Result<Option<Now>> {
    for looks in 1.. {
        if let Some(next) = live.after(number, LOOK) {
            return Ok(Some(next));
        }
        if is_gone(stream)? {
            break;
        }
        if looks % LOOKS_TO_A_HEARTBEAT == 0 {
            write(stream, b":\n\n", PATIENCE)?;
        }
    }
    Ok(None)
}

fn is_gone(stream: &TcpStream) -> io::Result<bool> {
    stream.set_nonblocking(true)?;
    let heard = stream.peek(&mut [0]);
    stream.set_nonblocking(false)?;
    match heard {
        Ok(bytes) => Ok(bytes == 0),
        Err(error) => Ok(error.kind() != io::ErrorKind::WouldBlock),
    }
}

/// A file that a page is made of.
struct Part {
    /// As the page has it.
    address: String,
    path: String,
    /// Of the bytes that the page has.
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

/// An event; JSON has no line breaks.
fn event(name: &str, data: &serde_json::Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}
