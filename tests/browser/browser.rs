//! A headless Chromium with a profile of its own.

use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::page::{Page, View};
use crate::protocol::Protocol;

pub(crate) struct Browser {
    pub(crate) protocol: Protocol,
    /// Declared after the protocol, so that it is removed after Chromium has ended.
    _profile: TempDir,
}

impl Browser {
    /// Starts Chromium. Returns `None` with a message if it is not installed; under CI it must be.
    pub(crate) fn start() -> Option<Self> {
        let profile = tempfile::tempdir().unwrap();
        let mut args: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
        ]
        .map(str::to_owned)
        .into();
        args.push(format!("--user-data-dir={}", profile.path().display()));
        let started = Protocol::start(&args).map_err(|error| error.to_string()).and_then(|mut protocol| {
            protocol.call(None, "Browser.getVersion", &json!({}))?;
            Ok(protocol)
        });
        match started {
            Ok(protocol) => Some(Self { protocol, _profile: profile }),
            Err(error) => {
                assert!(std::env::var_os("CI").is_none(), "chromium: {error}");
                eprintln!("skipped: no chromium ({error})");
                None
            }
        }
    }

    /// Opens a file as a double click does, and waits until it is loaded.
    pub(crate) fn open(&mut self, file: &Path, view: View) -> Page<'_> {
        Page::open(self, &format!("file://{}", file.display()), view)
    }
}
