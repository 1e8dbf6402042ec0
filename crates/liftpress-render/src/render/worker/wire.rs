//! The messages between a worker and its caller. A message has a head as JSON, followed by parts as raw bytes.

use std::io::{self, Read, Write};
use std::ops::Range;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place, Severity};

use super::not_made;

/// The limits that every valid message observes.
const MOST_PARTS: u32 = 100_000;
const LONGEST_HEAD: u64 = 64 << 20;

/// The first message to a worker. It says what the worker renders. Its first parts are the texts of templates, in the
/// order of their names.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::render) enum Setup {
    /// The worker renders Tera templates. Two more parts follow the texts, both as JSON: the values of every template,
    /// and the addresses of pictures.
    Pages {
        /// The names of all templates.
        names: Vec<String>,
        /// The number of built-in templates, which come first.
        builtin: usize,
        /// The address at which the site is published; `None` if it is unknown.
        base: Option<String>,
    },
    /// The worker prints documents with Typst. The parts after the texts are fonts.
    #[cfg(feature = "pdf")]
    Prints {
        /// The names of all templates.
        names: Vec<String>,
        /// The number of built-in templates, which come first.
        builtin: usize,
    },
}

/// A request to a worker.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::render) enum Request {
    /// Render a template. The only part of the message has the template's values as JSON.
    Fill {
        /// The name of the template.
        template: String,
    },
    /// Print a document. The parts of the message are the files of the document.
    #[cfg(feature = "pdf")]
    Print {
        /// The path of the document's main file.
        main: String,
        /// The paths of the files.
        files: Vec<String>,
        /// The kind of output.
        output: Output,
    },
    /// Return the faces in all fonts.
    #[cfg(feature = "pdf")]
    Faces,
}

/// The kind of output that a document is printed as.
#[cfg(feature = "pdf")]
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::render) enum Output {
    /// A PDF.
    Pdf {
        /// The text that the PDF's identity is derived from.
        ident: String,
        /// The name of the program that made the PDF.
        creator: String,
        /// Whether the PDF must be accessible (PDF/UA).
        is_accessible: bool,
    },
    /// The first page, as a PNG picture. One pixel is one point of the page.
    Png,
}

/// A face of a font.
#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::render) struct Face {
    /// The name of the face's family.
    pub(in crate::render) family: String,
    /// The characters that the face has.
    pub(in crate::render) coverage: typst::text::Coverage,
}

/// The result of a request.
#[derive(Debug)]
pub(in crate::render) struct Answer {
    /// The page, PDF or picture.
    pub(in crate::render) bytes: Vec<u8>,
    /// The warnings about templates.
    pub(in crate::render) warnings: Vec<Diagnostic>,
}

/// The head of an answer.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Reply {
    /// The request succeeded. The part of the message is the output.
    Done(Vec<Note>),
    /// The request failed.
    Refused(Vec<Note>),
    /// The faces in all fonts.
    #[cfg(feature = "pdf")]
    Faces(Vec<Face>),
}

/// A diagnostic in which templates are given by numbers, which are the same for the worker and its caller.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Note {
    kind: Kind,
    message: String,
    help: Option<String>,
    spot: Spot,
    related: Vec<(Spot, String)>,
}

/// The kind of a diagnostic.
#[derive(Debug, Serialize, Deserialize)]
enum Kind {
    Error,
    NotMade,
    Warning,
}

/// A place: a template, by its number, and a range of the template's text.
#[derive(Debug, Serialize, Deserialize)]
struct Spot {
    template: u32,
    bytes: Option<Range<usize>>,
}

impl Spot {
    fn of(place: &Place) -> Self {
        let bytes = match &place.at {
            At::Bytes(bytes) => Some(bytes.clone()),
            At::File | At::Node { .. } | At::Map(_) => None,
        };
        Self { template: place.file.0, bytes }
    }

    fn place(self, files: &[FileId]) -> Place {
        let file = usize::try_from(self.template).ok().and_then(|number| files.get(number));
        let file = file.copied().unwrap_or_default();
        Place { file, at: self.bytes.map_or(At::File, At::Bytes) }
    }
}

impl From<&Diagnostic> for Note {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            kind: match (diagnostic.code, diagnostic.severity) {
                (Code::NotMade, _) => Kind::NotMade,
                (_, Severity::Error) => Kind::Error,
                _ => Kind::Warning,
            },
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            spot: Spot::of(&diagnostic.place),
            related: diagnostic.related().iter().map(|also| (Spot::of(&also.place), also.label.clone())).collect(),
        }
    }
}

impl Note {
    /// Returns the diagnostic. `files` has the files of the templates, by number.
    pub(super) fn diagnostic(self, files: &[FileId]) -> Diagnostic {
        let place = self.spot.place(files);
        let diagnostic = match self.kind {
            Kind::Error => Diagnostic::error(Code::Template, place, self.message),
            Kind::NotMade => not_made(place, self.message),
            Kind::Warning => Diagnostic::warning(Code::Template, place, self.message),
        };
        let diagnostic = diagnostic.helped(self.help);
        self.related.into_iter().fold(diagnostic, |diagnostic, (spot, label)| diagnostic.also(spot.place(files), label))
    }
}

/// Writes a message.
pub(super) fn write(to: &mut impl Write, head: &impl Serialize, parts: &[&[u8]]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let count = u32::try_from(parts.len()).map_err(io::Error::other)?;
    to.write_all(&count.to_le_bytes())?;
    for part in [head.as_slice()].iter().chain(parts) {
        to.write_all(&(part.len() as u64).to_le_bytes())?;
        to.write_all(part)?;
    }
    to.flush()
}

/// Reads a message; returns `None` at the end of the input.
pub(super) fn read<H: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<(H, Vec<Vec<u8>>)>> {
    let mut count = [0; 4];
    match from.read_exact(&mut count) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let count = u32::from_le_bytes(count);
    let head = part(from, LONGEST_HEAD)?;
    if count > MOST_PARTS {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let parts = (0..count).map(|_| part(from, u64::MAX)).collect::<io::Result<_>>()?;
    Ok(Some((serde_json::from_slice(&head)?, parts)))
}

fn part(from: &mut impl Read, longest: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > longest {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // Only the bytes that follow are read, because the given length may be wrong.
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_its_own_messages_and_rejects_truncated_ones() {
        let mut bytes = Vec::new();
        write(&mut bytes, &Request::Fill { template: "a.html".into() }, &[b"x", b""]).unwrap();
        write(&mut bytes, &Request::Fill { template: "b".into() }, &[]).unwrap();
        let mut from = bytes.as_slice();
        let (head, parts) = read::<Request>(&mut from).unwrap().unwrap();
        assert!(matches!(head, Request::Fill { template } if template == "a.html"));
        assert_eq!(parts, [b"x".to_vec(), Vec::new()]);
        assert!(read::<Request>(&mut from).unwrap().is_some());
        assert!(read::<Request>(&mut from).unwrap().is_none());
        for cut in 4..bytes.len() / 2 {
            assert!(read::<Request>(&mut &bytes[..cut]).is_err(), "{cut}");
        }
        assert!(read::<Request>(&mut [0xff; 40].as_slice()).is_err());
    }
}
