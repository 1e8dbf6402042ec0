//! Rendering in a process of its own: templates, fonts and pictures of a site may loop for ever, take all memory, or crash what
//! reads them. A process can be ended whatever it does.
//!
//! The command line calls [`isolate`] once. From then on a [`Renderer`](super::Renderer) fills in a site's own templates, and a
//! `PdfRenderer` prints, in workers: processes of the same program that [`serve`] requests from their standard input. A
//! [`Pool`] starts them, reuses them, and takes one that ended for a request that cannot be done. The library by itself renders
//! in the process that calls it.

mod limits;
mod pool;
mod serve;
mod wire;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::diagnostic::{Code, Diagnostic, Place};

pub(super) use pool::{Lost, Pool};
pub use serve::serve;
#[cfg(feature = "pdf")]
pub(super) use wire::{Answer, Face, Output};
pub(super) use wire::{Request, Setup};

/// The program that workers run.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Renders in workers from now on: processes of `program`, which has to call [`serve`] when [`ARGUMENT`] is its only argument.
/// What was prepared before renders where it did.
pub fn isolate(program: PathBuf) {
    // Whoever was first has said which program that is.
    let _ = PROGRAM.set(program);
}

/// What a program is told to be a worker by.
pub const ARGUMENT: &str = "--render-worker";

/// The program that workers run; nothing where all is rendered in this process.
pub(super) fn program() -> Option<&'static Path> {
    PROGRAM.get().map(PathBuf::as_path)
}

/// An error that costs only what was to be made.
pub(super) fn not_made(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::NotMade, place, message)
}
