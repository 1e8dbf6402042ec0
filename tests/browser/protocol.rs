//! The Chrome `DevTools` protocol over a pipe: commands, answers and events are JSON texts that end with NUL. A pipe needs no
//! port, which two tests could both claim, and no crate.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The longest wait for an answer, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// A running Chromium, stopped when dropped.
pub(crate) struct Protocol {
    child: Child,
    commands: ChildStdin,
    messages: Receiver<Value>,
    /// Received events that are not used yet.
    events: VecDeque<Value>,
    last: u64,
}

impl Protocol {
    /// Starts Chromium, which reads commands from descriptor 3 and writes to 4.
    pub(crate) fn start(args: &[String]) -> std::io::Result<Self> {
        let script = "command -v chromium >/dev/null || exit 127
            exec chromium --remote-debugging-pipe \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1";
        let mut child = Command::new("sh")
            .args(["-c", script, "chromium"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (commands, answers) = pipes.ok_or(std::io::ErrorKind::BrokenPipe)?;
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let texts = BufReader::new(answers).split(0).map_while(Result::ok);
            for message in texts.filter_map(|text| serde_json::from_slice(&text).ok()) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, commands, messages, events: VecDeque::new(), last: 0 })
    }

    /// Sends a command, to a page if there is a session, and waits for its result.
    pub(crate) fn call(&mut self, session: Option<&str>, method: &str, params: &Value) -> Result<Value, String> {
        self.last += 1;
        let id = self.last;
        let mut command = json!({"id": id, "method": method, "params": params});
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        let sent = self.commands.write_all(format!("{command}\0").as_bytes()).and_then(|()| self.commands.flush());
        sent.map_err(|error| format!("{method}: {error}"))?;
        let until = Instant::now() + PATIENCE;
        loop {
            let mut message = self.next(until).ok_or_else(|| format!("{method}: no answer"))?;
            if message["id"] != id {
                self.events.push_back(message);
            } else if message["error"].is_null() {
                return Ok(message["result"].take());
            } else {
                return Err(format!("{method}: {}", message["error"]));
            }
        }
    }

    /// Waits for an event of a page.
    pub(crate) fn wait_for(&mut self, session: &str, method: &str) {
        let is_it = |event: &Value| event["sessionId"] == session && event["method"] == method;
        let until = Instant::now() + PATIENCE;
        while !self.events.iter().any(is_it) {
            let event = self.next(until).unwrap_or_else(|| panic!("no {method}"));
            self.events.push_back(event);
        }
    }

    /// Returns the events so far.
    pub(crate) fn events(&mut self) -> impl Iterator<Item = Value> + use<'_> {
        self.events.extend(self.messages.try_iter());
        self.events.drain(..)
    }

    fn next(&mut self, until: Instant) -> Option<Value> {
        self.messages.recv_timeout(until.saturating_duration_since(Instant::now())).ok()
    }
}

impl Drop for Protocol {
    fn drop(&mut self) {
        // Closing it also ends its child processes.
        let _ = self.call(None, "Browser.close", &json!({}));
        let _ = self.child.wait();
    }
}
