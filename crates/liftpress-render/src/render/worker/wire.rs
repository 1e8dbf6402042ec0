//! The messages between a worker and its caller: a head as JSON, followed by parts as raw bytes.

use std::io::{self, Read, Write};
use std::ops::Range;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place, Severity};

use super::not_made;

/// A message with more parts, or a longer head, is not one of ours.
const MOST_PARTS: u32 = 100_000;
const LONGEST_HEAD: u64 = 64 << 20;

/// What a worker is for; its first message. Its parts begin with the texts of templates, in the order of their names.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::render) enum Setup {
    /// Fills in Tera templates. Two more parts: what every template is given, and the addresses of pictures, as JSON.
    Pages {
        /// The names of all templates.
        names: Vec<String>,
        /// So many of them come with liftpress.
        builtin: usize,
        /// Where the site is published.
        base: Option<String>,
    },
    /// Sets pages with Typst. The other parts are fonts.
    #[cfg(feature = "pdf")]
    Prints {
        /// The names of all templates.
        names: Vec<String>,
        /// So many of them come with liftpress.
        builtin: usize,
    },
}

/// What a worker is asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::render) enum Request {
    /// Fill in a template; the part is what it is given, as JSON.
    Fill {
        /// Its name.
        template: String,
    },
    /// Set a document; the parts are files.
    #[cfg(feature = "pdf")]
    Print {
        /// Its main file.
        main: String,
        /// The paths of the files.
        files: Vec<String>,
        /// What to make of it.
        output: Output,
    },
    /// Say what the fonts have.
    #[cfg(feature = "pdf")]
    Faces,
}

/// What to make of a document.
#[cfg(feature = "pdf")]
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::render) enum Output {
    /// A PDF.
    Pdf {
        /// What its identity is made of.
        ident: String,
        /// Who made it.
        creator: String,
        /// Whether everybody has to be able to read it: PDF/UA.
        is_accessible: bool,
    },
    /// The first page as a picture; a pixel is a point.
    Png,
}

/// A face of a font.
#[cfg(feature = "pdf")]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::render) struct Face {
    /// The name of its family.
    pub(in crate::render) family: String,
    /// The characters that it has.
    pub(in crate::render) coverage: typst::text::Coverage,
}

/// What came of a request.
#[derive(Debug)]
pub(in crate::render) struct Answer {
    /// The page, PDF or picture.
    pub(in crate::render) bytes: Vec<u8>,
    /// Warnings.
    pub(in crate::render) told: Vec<Diagnostic>,
}

/// The head of an answer.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Reply {
    /// It is made, and the part is it.
    Done(Vec<Note>),
    /// Errors.
    Refused(Vec<Note>),
    /// The faces of all fonts.
    #[cfg(feature = "pdf")]
    Faces(Vec<Face>),
}

/// A diagnostic of templates, which both sides count in the same order.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Note {
    kind: Kind,
    message: String,
    help: Option<String>,
    spot: Spot,
    related: Vec<(Spot, String)>,
}

/// What kind of diagnostic.
#[derive(Debug, Serialize, Deserialize)]
enum Kind {
    Error,
    NotMade,
    Warning,
}

/// A template by its number, and bytes of its text.
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
    fn from(told: &Diagnostic) -> Self {
        Self {
            kind: match (told.code, told.severity) {
                (Code::NotMade, _) => Kind::NotMade,
                (_, Severity::Error) => Kind::Error,
                _ => Kind::Warning,
            },
            message: told.message.clone(),
            help: told.help.clone(),
            spot: Spot::of(&told.place),
            related: told.related().iter().map(|also| (Spot::of(&also.place), also.label.clone())).collect(),
        }
    }
}

impl Note {
    /// What it says, where the templates are of these files.
    pub(super) fn diagnostic(self, files: &[FileId]) -> Diagnostic {
        let place = self.spot.place(files);
        let told = match self.kind {
            Kind::Error => Diagnostic::error(Code::Template, place, self.message),
            Kind::NotMade => not_made(place, self.message),
            Kind::Warning => Diagnostic::warning(Code::Template, place, self.message),
        };
        self.related.into_iter().fold(told.helped(self.help), |told, (spot, label)| told.also(spot.place(files), label))
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

/// Reads a message; nothing where there are no more.
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
    // A length that is not true costs no more than what follows.
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_and_cut_ones_are_refused() {
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
