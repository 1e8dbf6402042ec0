//! Measures the time from a saved program to the served page, for the gallery and for a site of 2,000 lifters.
//!
//! `detect` is the time until no more changes arrive and reading starts. `rebuild` is the time from then until the new pages are
//! served. `reload` is the time until an open booklet is fetched again, which includes rendering the booklet. The time that a
//! browser needs itself is not measured.

#![allow(clippy::unwrap_used, clippy::float_arithmetic, reason = "a benchmark may fail")]

mod twelve_weeks;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use liftpress::site::Layout;
use liftpress::site::serve::{News, Server, Times};
use twelve_weeks::{write, write_program};

const ROUNDS: usize = 21;
const LIFTERS: usize = 2000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &folder.path().join("content"));
    measure(
        "gallery",
        folder.path(),
        "madcow",
        "/booklets/sam-example/madcow/booklet.html",
        ("1x5 @ 80% x", "1x5 @ 77.5% x"),
    );
    let folder = tempfile::tempdir().unwrap();
    write_content(folder.path());
    let booklet = "/booklets/lifter-7/twelve-weeks/booklet.html";
    measure("2,000 lifters", folder.path(), "twelve-weeks", booklet, ("70%", "71%"));
}

/// Changes a percentage of a program back and forth, with one of its booklets open.
fn measure(name: &str, folder: &Path, program: &str, booklet: &str, (one, other): (&str, &str)) {
    let server = Server::open("127.0.0.1", Some(0)).unwrap();
    let port = server.port();
    let layout = Layout::find(folder, None).unwrap();
    let (ready, is_ready) = channel();
    let (sender, news) = channel();
    let (_stop, stopped) = channel();
    std::thread::spawn(move || {
        let on_news = move |news: &News<'_>| {
            if let News::Ready { times, .. } = news {
                // Sending fails only at the end, when the folder is removed and the receiver is gone.
                let _ = sender.send((*times, Instant::now()));
            }
        };
        server.run(&layout, Arc::new(on_news), move || ready.send(()).unwrap(), &stopped);
    });
    is_ready.recv().unwrap();
    news.recv().unwrap();
    let file = folder.join("content/programs").join(format!("{program}.yaml"));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(one), "{program} has no {one}");
    let texts = [text.replace(one, other), text];
    let rounds: Vec<_> = (0..ROUNDS).map(|round| save(port, booklet, &file, &texts[round % 2], &news)).collect();
    let median = |part: fn(&Round) -> Duration| {
        let mut times: Vec<_> = rounds.iter().map(part).collect();
        times.sort();
        times[times.len() / 2].as_secs_f64() * 1000.0
    };
    println!("{name}");
    println!("detect   {:>6.1} ms", median(|round| round.detect));
    println!("rebuild  {:>6.1} ms", median(|round| round.rebuild));
    println!("reload   {:>6.1} ms", median(|round| round.reload));
    println!("total    {:>6.1} ms", median(|round| round.detect + round.rebuild + round.reload));
    println!("checked  {:>6.1} ms after the save", median(|round| round.checked));
}

struct Round {
    detect: Duration,
    rebuild: Duration,
    reload: Duration,
    checked: Duration,
}

/// Saves the program with a rename, as editors do, and waits until the new page is served.
fn save(port: u16, booklet: &str, file: &Path, text: &str, news: &Receiver<(Times, Instant)>) -> Round {
    let before = get(port, booklet);
    let tag = before.split_once("data-tag=\"").unwrap().1.split_once('"').unwrap().0;
    let mut events = BufReader::new(request(port, &format!("/.liftpress/events?of={booklet}&tag={tag}")));
    until(&mut events, "event: errors");
    let temporary = file.with_extension("part");
    fs::write(&temporary, text).unwrap();
    let start = Instant::now();
    fs::rename(&temporary, file).unwrap();
    until(&mut events, "event: reload");
    let after = get(port, booklet);
    let end = Instant::now();
    assert!(before != after);
    let (Times { started, served, .. }, checked) = news.recv().unwrap();
    Round { detect: started - start, rebuild: served - started, reload: end - served, checked: checked - start }
}

fn request(port: u16, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
    stream
}

fn get(port: u16, path: &str) -> String {
    let mut text = String::new();
    request(port, path).read_to_string(&mut text).unwrap();
    text
}

fn until(events: &mut BufReader<TcpStream>, wanted: &str) {
    assert!(events.lines().map_while(Result::ok).any(|line| line == wanted), "no line `{wanted}`");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Writes one program of 1,440 sets, and a file for each lifter.
fn write_content(folder: &Path) {
    write_program(folder);
    for number in 0..LIFTERS {
        let (squat, bench, deadlift) = (100 + number % 120, 60 + number % 90, 120 + number % 130);
        let text = format!(
            "name: Lifter {number}\nunits: kg\nmaxes: {{squat: {squat}.5, bench: {bench}, deadlift: {deadlift}}}\nprograms:\n  \
             - {{program: twelve-weeks, start: 2026-12-07, days: [Mon, Tue, Thu, Fri]}}\n"
        );
        write(folder, &format!("lifters/lifter-{number}.yaml"), &text);
    }
}
