//! Rendering in separate processes. A site's templates, fonts and pictures may loop forever, use all memory, or crash the code that
//! reads them; a process can be ended whatever it does.
//!
//! The command line calls [`isolate`] once. From then on a [`Renderer`](super::Renderer) fills in a site's own templates, and a
//! `PdfRenderer` prints, in workers: processes of the same program that call [`serve`] and read requests from standard input. A
//! `Pool` starts and reuses them; if one ends without an answer, the request has failed. Without `isolate`, the library renders in
//! the process that calls it.

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

/// Renders in workers from now on: processes of `program`, which has to call [`serve`] when [`ARGUMENT`] is its only argument.
/// Renderers that exist already are not affected.
pub fn isolate(program: PathBuf) {
    // A second call changes nothing.
    let _ = PROGRAM.set(program);
}

/// The argument that makes a program a worker.
pub const ARGUMENT: &str = "--render-worker";

/// Returns the program that workers run; `None` if everything is rendered in this process.
pub(super) fn program() -> Option<&'static Path> {
    PROGRAM.get().map(PathBuf::as_path)
}

/// Returns an error that affects only the current page or PDF.
pub(super) fn not_made(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::NotMade, place, message)
}
