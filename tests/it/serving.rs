//! `liftpress serve` as a process, and a small HTTP client for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::command;

/// The longest wait for a response, also on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// A server, stopped when dropped.
pub(crate) struct Serving {
    child: Child,
    lines: Receiver<String>,
    pub(crate) port: u16,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Serving {
    /// Serves a folder at any free port.
    pub(crate) fn start(folder: &Path) -> Self {
        Self::with(folder, &["--port", "0"])
    }

    pub(crate) fn with(folder: &Path, args: &[&str]) -> Self {
        Self::with_path(folder, args, Path::new(&std::env::var_os("PATH").unwrap()))
    }

    /// Serves with other paths to programs.
    pub(crate) fn with_path(folder: &Path, args: &[&str], path: &Path) -> Self {
        let mut serving = Self::spawn(folder, args, path);
        let line = serving.until("site      http");
        serving.port = line.trim_end_matches('/').rsplit_once(':').unwrap().1.parse().unwrap();
        serving.until("Ctrl-C");
        // It responds as soon as it has read the folders: files saved from now on are changes.
        serving.get("/no-such-page");
        serving
    }

    /// Starts without printing its address; waits until it responds.
    pub(crate) fn quiet(folder: &Path, port: u16) -> Self {
        let path = std::env::var_os("PATH").unwrap();
        let mut serving = Self::spawn(folder, &["-q", "--port", &port.to_string()], Path::new(&path));
        serving.port = port;
        let patience = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < patience, "it is not there");
            std::thread::sleep(Duration::from_millis(20));
        }
        serving
    }

    fn spawn(folder: &Path, args: &[&str], path: &Path) -> Self {
        let args: Vec<_> = ["serve"].iter().chain(args).copied().collect();
        let mut command = command(&args);
        let mut child = command.env("PATH", path).current_dir(folder).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let said = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || said.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines, port: 0 }
    }

    /// Waits for a line that contains a text.
    pub(crate) fn until(&self, part: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("never said: {part}"));
            if line.contains(part) {
                return line;
            }
        }
    }

    /// Returns everything printed since the last look.
    pub(crate) fn said(&self) -> Vec<String> {
        self.lines.try_iter().collect()
    }

    pub(crate) fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends these bytes and reads until the connection is closed.
    pub(crate) fn raw(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or_else(|| panic!("{bytes:?}"));
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let (line, headers) = head.split_once("\r\n").unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        };
        Reply {
            status: line.split(' ').nth(1).unwrap().parse().unwrap(),
            headers: headers.split("\r\n").map(header).collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// Sends a request with a method and further headers.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Reply {
        let host = format!("Host: {}", self.host());
        let headers: Vec<_> = [host.as_str()].iter().chain(headers).copied().collect();
        self.raw(&format!("{method} {path} HTTP/1.1\r\n{}\r\n\r\n", headers.join("\r\n")))
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Returns a page without the script that reloads it.
    pub(crate) fn page(&self, path: &str) -> String {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}");
        reply.plain()
    }

    /// Listens as an open page built from these files does.
    pub(crate) fn listen(&self, files: &[(&str, Option<&str>)]) -> Events {
        let part = |(path, tag): &(&str, Option<&str>)| match tag {
            Some(tag) => format!("of={path}&tag={tag}"),
            None => format!("of={path}"),
        };
        let query = files.iter().map(part).collect::<Vec<_>>().join("&");
        let mut stream = self.connect();
        let host = self.host();
        write!(stream, "GET /.liftpress/events?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        Events(BufReader::new(stream))
    }

    /// Listens as a page that has just been loaded.
    pub(crate) fn open(&self, path: &str) -> Events {
        self.listen(&[(path, Some(&self.get(path).tag()))])
    }

    /// Presses Ctrl-C and returns the exit code.
    #[cfg(unix)]
    pub(crate) fn interrupt(mut self) -> Option<i32> {
        let sent = std::process::Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// Returns the page as built.
    pub(crate) fn plain(&self) -> String {
        let text = self.text();
        let Some((before, rest)) = text.split_once("<script src=\"/.liftpress/live.js\"") else { return text };
        format!("{before}{}", rest.split_once("</script>").unwrap().1)
    }

    /// Returns the tag that a page is loaded with.
    pub(crate) fn tag(&self) -> String {
        let text = self.text();
        let (_, script) = text.split_once("<script src=\"/.liftpress/live.js\"").unwrap();
        script.split_once("data-tag=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
    }
}

/// The events that an open page receives.
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    /// Waits for an event of this name and returns its data.
    pub(crate) fn until(&mut self, name: &str) -> Value {
        loop {
            let (next, data) = self.next().unwrap_or_else(|| panic!("no event: {name}"));
            if next == name {
                return data;
            }
        }
    }

    fn next(&mut self) -> Option<(String, Value)> {
        let mut name = String::new();
        // The server sends a sign of life now and then.
        let until = Instant::now() + PATIENCE;
        for line in self.0.by_ref().lines().map_while(Result::ok).take_while(|_| Instant::now() < until) {
            if let Some(text) = line.strip_prefix("event: ") {
                text.clone_into(&mut name);
            } else if let Some(data) = line.strip_prefix("data: ") {
                return Some((name, serde_json::from_str(data).unwrap()));
            }
        }
        None
    }
}
