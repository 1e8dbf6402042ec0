//! Answers browsers, each connection in a thread of its own.

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
use super::{News, Told, Wrong};

/// A browser opens six.
const MOST: usize = 128;
/// As much as the main thread has: PDFs are laid out in here.
const STACK: usize = 8 << 20;

const SCRIPT: &str = include_str!("live.js");

/// What answers are made of.
pub(super) struct Desk {
    live: Arc<Live>,
    hosts: Hosts,
    told: Arc<Told>,
    /// How many connections there are.
    open: AtomicUsize,
}

/// A connection, counted as long as it is there.
struct Counted(Arc<Desk>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Answers whoever comes, as long as the process goes on.
pub(super) fn accept(listener: &TcpListener, desk: &Arc<Desk>) {
    for stream in listener.incoming() {
        // The system has no more to give; that passes.
        let Ok(stream) = stream else {
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let is_one_too_many = desk.open.fetch_add(1, Ordering::Relaxed) >= MOST;
        let counted = Counted(Arc::clone(desk));
        if is_one_too_many {
            refuse(&stream);
            continue;
        }
        let answer = move || {
            // A browser that goes away is no mistake of anybody.
            if catch_unwind(AssertUnwindSafe(|| counted.0.answer(&stream))).is_err() {
                let _ = Response::plain(Status::Failed).send(&stream, false);
            }
        };
        // Without a thread the connection is closed.
        let _ = thread::Builder::new().stack_size(STACK).spawn(answer);
    }
}

/// Says that there are too many, if that can be said without waiting.
fn refuse(stream: &TcpStream) {
    let _ = stream.set_nonblocking(true);
    let _ = Response::plain(Status::Unavailable).send(stream, false);
}

impl Desk {
    pub(super) fn new(live: Arc<Live>, hosts: Hosts, told: Arc<Told>) -> Self {
        Self { live, hosts, told, open: AtomicUsize::new(0) }
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
            "/.liftpress/events" if !is_head => events::tell(stream, &request, &self.live, &|now| self.tell(now)),
            _ => {
                let now = self.live.now();
                let answer = Answer::new(now.generation.as_deref(), &request.path);
                self.tell(&now);
                response(&request, answer, now.number).send(stream, is_head)
            }
        }
    }

    /// Tells what came up when pages were made, if that is new and everything else was told before.
    fn tell(&self, now: &Now) {
        let Some(generation) = &now.generation else { return };
        let Some(told) = generation.news() else { return };
        let files = &generation.content.files;
        self.live.change(|now| {
            if now.is_of(generation) && !now.is_broken {
                now.errors = errors(&told, files);
            }
        });
        (self.told)(&News::Page(Wrong { diagnostics: &told, files }));
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

/// A page with the script that keeps it up to date, as its last element.
fn with_script(page: &[u8], tag: &str, number: u64) -> Vec<u8> {
    let script = format!("<script src=\"/.liftpress/live.js\" data-tag=\"{tag}\" data-number=\"{number}\"></script>");
    let end = page.windows(7).rposition(|window| window.eq_ignore_ascii_case(b"</body>")).unwrap_or(page.len());
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}
