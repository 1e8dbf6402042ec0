//! Answers browsers, with one thread for each connection.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::answer::{Answer, HTML};
use super::events;
use super::host::Hosts;
use super::live::{Live, Now};
use super::rebuild::errors;
use super::request::Request;
use super::response::Response;
use super::status::Status;
use super::{News, NewsHandler, Problems};

/// The greatest number of open connections. A browser opens six.
const MOST: usize = 128;
/// The stack size of a thread in bytes. It is that of the main thread, because PDFs are laid out in these threads.
const STACK: usize = 8 << 20;

const SCRIPT: &str = include_str!("live.js");

/// Answers requests.
pub(super) struct Responder {
    live: Arc<Live>,
    hosts: Hosts,
    on_news: Arc<NewsHandler>,
    /// The number of open connections.
    open: AtomicUsize,
}

/// An open connection. When it is dropped, the number of open connections decreases by one.
struct Counted(Arc<Responder>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Answers all connections until the process ends.
pub(super) fn accept(listener: &TcpListener, responder: &Arc<Responder>) {
    for stream in listener.incoming() {
        // The system is short of resources, so wait a moment.
        let Ok(stream) = stream else {
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let is_one_too_many = responder.open.fetch_add(1, Ordering::Relaxed) >= MOST;
        let counted = Counted(Arc::clone(responder));
        if is_one_too_many {
            refuse(&stream);
            continue;
        }
        let answer = move || {
            // An I/O error means that the browser went away.
            if catch_unwind(AssertUnwindSafe(|| counted.0.answer(&stream))).is_err() {
                let _ = Response::plain(Status::Failed).send(&stream, false);
            }
        };
        // If no thread can start, the connection is closed.
        let _ = thread::Builder::new().stack_size(STACK).spawn(answer);
    }
}

/// Refuses a connection that exceeds the limit. Sends a response if that is possible without waiting.
fn refuse(stream: &TcpStream) {
    let _ = stream.set_nonblocking(true);
    let _ = Response::plain(Status::Unavailable).send(stream, false);
}

impl Responder {
    pub(super) fn new(live: Arc<Live>, hosts: Hosts, on_news: Arc<NewsHandler>) -> Self {
        Self { live, hosts, on_news, open: AtomicUsize::new(0) }
    }

    fn answer(&self, stream: &TcpStream) -> io::Result<()> {
        let request = match Request::read(stream) {
            Ok(Some(request)) => request,
            Ok(None) => return Ok(()),
            Err(status) => return Response::plain(status).send(stream, false),
        };
        let arrived_at = stream.local_addr().ok().map(|at| at.ip());
        let is_head = request.is_head;
        if !self.hosts.allow(&request.host, arrived_at) {
            return Response::plain(Status::Forbidden).send(stream, is_head);
        }
        match request.path.as_str() {
            "/.liftpress/live.js" => {
                Response::new(Status::Ok).body("text/javascript; charset=utf-8", SCRIPT.into()).send(stream, is_head)
            }
            "/.liftpress/events" if !is_head => events::send(stream, &request, &self.live, &|now| self.report(now)),
            _ => {
                let now = self.live.now();
                let answer = Answer::new(now.generation.as_deref(), &request.path);
                self.report(&now);
                response(&request, answer, now.number).send(stream, is_head)
            }
        }
    }

    /// Reports new diagnostics that were found while pages were built. Reports nothing before the diagnostics of all plans are
    /// known.
    fn report(&self, now: &Now) {
        let Some(generation) = &now.generation else { return };
        let Some(diagnostics) = generation.new_diagnostics() else { return };
        let files = &generation.content.files;
        self.live.change(|now| {
            if now.is_of(generation) && !now.is_broken {
                now.errors = errors(&diagnostics, files);
            }
        });
        (self.on_news)(&News::Page(Problems { diagnostics: &diagnostics, files }));
    }
}

fn response(request: &Request, answer: Answer, number: u64) -> Response {
    let Answer { status, kind, file, location } = answer;
    match (status, location) {
        (Status::NoContent, _) => Response::new(status),
        (_, Some(location)) => Response::new(status).header("Location", location),
        (Status::Ok, None) if kind == HTML => {
            Response::page(request, kind, &file.tag, with_script(&file.bytes, &file.tag, number))
        }
        (Status::Ok, None) => Response::file(request, kind, &file.tag, file.bytes.clone()),
        (_, None) => Response::new(status).body(kind, with_script(&file.bytes, &file.tag, number)),
    }
}

/// Adds the script that updates the page, as the last element of the body.
fn with_script(page: &[u8], tag: &str, number: u64) -> Vec<u8> {
    let script = format!("<script src=\"/.liftpress/live.js\" data-tag=\"{tag}\" data-number=\"{number}\"></script>");
    let end = page.windows(7).rposition(|window| window.eq_ignore_ascii_case(b"</body>")).unwrap_or(page.len());
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}
