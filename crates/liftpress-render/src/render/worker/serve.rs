//! The worker's side: after its setup, a worker answers requests until its input ends.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

use crate::diagnostic::{Diagnostic, FileId};
use crate::model::{PictureKind, Template};

use super::super::Pages;
#[cfg(feature = "pdf")]
use super::super::pdf::Typesetter;
use super::limits::{Allowance, Size, Watch};
use super::wire::{self, Answer, Note, Reply, Request, Setup};

/// The renderer of a worker.
enum Engine {
    Pages(Box<Pages>),
    #[cfg(feature = "pdf")]
    Prints(Box<Typesetter>),
}

/// Answers requests from standard input on standard output, until the input ends. If a request exceeds its limits, the
/// process ends.
#[must_use]
pub fn serve() -> ExitCode {
    let watch = Watch::begin();
    let (mut from, mut to) = (BufReader::new(io::stdin().lock()), BufWriter::new(io::stdout().lock()));
    // An error means that the calling process has ended.
    if answer_all(&watch, &mut from, &mut to).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answer_all(watch: &Watch, from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    let Some((setup, parts)) = wire::read(from)? else { return Ok(()) };
    let size = Size { text: 0, pictures: parts.iter().map(Vec::len).sum(), count: 0 };
    let engine = match watch.within(Allowance::SETUP, size, || Engine::new(setup, parts)) {
        Ok(engine) => engine,
        Err(errors) => return wire::write(to, &Reply::Refused(notes(&errors)), &[]),
    };
    wire::write(to, &Reply::Done(Vec::new()), &[])?;
    while let Some((request, parts)) = wire::read::<Request>(from)? {
        let (reply, bytes) = engine.answer(watch, request, parts);
        let parts: &[&[u8]] = if bytes.is_empty() { &[] } else { &[&bytes] };
        wire::write(to, &reply, parts)?;
    }
    Ok(())
}

fn notes(diagnostics: &[Diagnostic]) -> Vec<Note> {
    diagnostics.iter().map(Note::from).collect()
}

fn reply(answer: Result<Answer, Vec<Diagnostic>>) -> (Reply, Vec<u8>) {
    match answer {
        Ok(Answer { bytes, warnings }) => (Reply::Done(notes(&warnings)), bytes),
        Err(errors) => (Reply::Refused(notes(&errors)), Vec::new()),
    }
}

/// Returns the built-in templates and the site's own templates. Their files are numbered in this order.
fn templates(
    names: Vec<String>,
    builtin: usize,
    parts: &mut impl Iterator<Item = Vec<u8>>,
) -> (Vec<Template>, Vec<Template>) {
    let numbered = (0..).map(FileId).zip(names).zip(parts);
    let template = |((file, name), text): ((FileId, String), Vec<u8>)| Template {
        name,
        text: String::from_utf8_lossy(&text).into_owned(),
        file,
    };
    let mut templates: Vec<_> = numbered.map(template).collect();
    let own = templates.split_off(builtin.min(templates.len()));
    (templates, own)
}

impl Engine {
    fn new(setup: Setup, parts: Vec<Vec<u8>>) -> Result<Self, Vec<Diagnostic>> {
        let mut parts = parts.into_iter();
        match setup {
            Setup::Pages { names, builtin, base } => {
                let (templates, own) = templates(names, builtin, &mut parts);
                let mut json = || parts.next().unwrap_or_default();
                let (everywhere, addresses) = (json(), json());
                let addresses = serde_json::from_slice(&addresses).unwrap_or_default();
                Pages::of_json(&templates, &own, &everywhere, base, addresses).map(|pages| Self::Pages(pages.into()))
            }
            #[cfg(feature = "pdf")]
            Setup::Prints { names, builtin } => {
                let (templates, own) = templates(names, builtin, &mut parts);
                Ok(Self::Prints(Typesetter::new(&templates, &own, parts.collect()).into()))
            }
        }
    }

    fn answer(&self, watch: &Watch, request: Request, parts: Vec<Vec<u8>>) -> (Reply, Vec<u8>) {
        let (text, rest) = parts.split_first().map_or((0, parts.as_slice()), |(text, rest)| (text.len(), rest));
        let is_picture = |part: &&Vec<u8>| PictureKind::of(part).is_some_and(|kind| kind != PictureKind::Svg);
        let (pictures, count) = (rest.iter().map(Vec::len).sum(), rest.iter().filter(is_picture).count());
        let size = Size { text, pictures, count };
        match (self, request) {
            (Self::Pages(pages), Request::Fill { template }) => {
                let values = parts.first().map(Vec::as_slice).unwrap_or_default();
                let page = watch.within(Allowance::FILL, size, || pages.fill_json(&template, values));
                reply(page.map(|bytes| Answer { bytes, warnings: Vec::new() }).map_err(|error| vec![error]))
            }
            #[cfg(feature = "pdf")]
            (Self::Prints(setter), Request::Print { main, files, output }) => {
                let files = files.into_iter().zip(parts).collect();
                reply(watch.within(Allowance::PRINT, size, || setter.print(&main, files, &output)))
            }
            #[cfg(feature = "pdf")]
            (Self::Prints(setter), Request::Faces) => (Reply::Faces(setter.faces()), Vec::new()),
            // A pool sends only requests that match the setup of its workers.
            #[cfg(feature = "pdf")]
            _ => (Reply::Refused(Vec::new()), Vec::new()),
        }
    }
}
