//! Renders in separate processes. The templates, fonts and pictures of a site may make the code that reads them loop
//! forever, use all memory, or crash. Whatever a process does, it can be ended.
//!
//! The command line calls [`isolate`] once. From then on, workers fill in the site's own templates for a
//! [`Renderer`](super::Renderer), and print for a `PdfRenderer`. Workers are processes of the same program that call
//! [`serve`] and read requests from standard input. A `Pool` starts workers and reuses them. If a worker ends without
//! an answer, its request has failed. Without `isolate`, the library renders in the process that calls it.

mod limits;
mod pool;
mod serve;
mod wire;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::diagnostic::{Code, Diagnostic, Place};

pub(super) use pool::{Lost, Pool};
pub use serve::serve;
pub(super) use wire::{Answer, Request, Setup};
#[cfg(feature = "pdf")]
pub(super) use wire::{Face, Output};

/// The program that workers run.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From this call on, rendering is done by workers: processes of `program`, which must call [`serve`] when [`ARGUMENT`]
/// is its only argument. Renderers that already exist are not affected.
pub fn isolate(program: PathBuf) {
    // If the program was set before, this call changes nothing.
    let _ = PROGRAM.set(program);
}

/// The argument with which a program must become a worker.
pub const ARGUMENT: &str = "--render-worker";

/// Returns the program that workers run; `None` if everything is rendered in this process.
pub(super) fn program() -> Option<&'static Path> {
    PROGRAM.get().map(PathBuf::as_path)
}

/// Returns an error that affects only the current page or PDF.
pub(super) fn not_made(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::NotMade, place, message)
}
