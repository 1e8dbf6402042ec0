//! A roster of any length, read row by row and never stored as a whole.

use std::io::Read;

use crate::diagnostic::{At, Code, Diagnostic, Edit, FileId, Fix, Located, Place, Sources};
use crate::model::{Lifter, Slug};

use super::names::{Names, Titles};
use super::rows::{Piece, Pieces, Refused};
use super::table::Table;
use super::yaml::Reader;
use super::{Content, Files, roster};

/// Reads the rows of a roster.
pub struct StreamedRoster {
    file: FileId,
    columns: Vec<String>,
    separator: char,
    /// The titles of the site's programs.
    titles: Titles,
    /// The program of the lifters whose rows name no program.
    program: Slug,
}

impl StreamedRoster {
    /// Reads the header, and returns the rows as pieces. Nothing but the header is stored, and the file may have any
    /// length.
    ///
    /// # Errors
    /// Returns the mistakes in the header, or why it cannot be read.
    pub fn open<R: Read>(
        content: &mut Content,
        path: &str,
        from: R,
        program: &Slug,
    ) -> Result<(Self, Pieces<R>), Vec<Diagnostic>> {
        let mut pieces = Pieces::new(from);
        let header = match pieces.header() {
            Ok(header) => header,
            Err(error) => {
                let file = content.files.add(path.to_owned(), String::new(), 0..0);
                return Err(vec![unreadable(file, &error)]);
            }
        };
        let mark = if header.text.starts_with('\u{feff}') { 3 } else { 0 };
        let bytes = mark..header.text.len();
        let file = content.files.add(path.to_owned(), header.text, bytes);
        if let Some(refused) = header.refused {
            return Err(vec![refused.diagnostic(file, 0, content.files.text(file))]);
        }
        let titles =
            content.programs.iter().map(|program| (Some(program.title.as_str()), program.slug.clone())).collect();
        let mut diagnostics = Vec::new();
        let names = Names { library: Some(&content.library), ..Names::default() };
        let mut reader = Reader { names, ..Reader::new(&mut diagnostics) };
        let columns = Table::open(&content.files, file, &mut reader)
            .and_then(|(header, _)| Some((roster::columns(&mut reader, &header)?, header.separator())));
        let (columns, separator) = columns.ok_or(diagnostics)?;
        Ok((Self { file, columns, separator, titles, program: program.clone() }, pieces))
    }

    /// Returns the lifters of the rows without mistakes, and the mistakes in the other rows.
    #[must_use]
    pub fn read(&self, content: &Content, piece: &Piece) -> (Vec<Lifter>, Vec<Diagnostic>) {
        let offset = piece.before.bytes;
        if let Some(refused) = &piece.refused {
            return (Vec::new(), vec![refused.diagnostic(self.file, offset, &piece.text)]);
        }
        let (mut lifters, mut diagnostics) = (Vec::new(), Vec::new());
        let names = Names { library: Some(&content.library), titles: Some(&self.titles), ..Names::default() };
        let mut reader = Reader { names, ..Reader::new(&mut diagnostics) };
        let mut rows = Table::of_rows(self.file, &piece.text, offset, self.columns.len(), self.separator);
        while let Some(row) = rows.next(&mut reader) {
            let (lifter, is_fine) =
                roster::lifter(&self.columns, &row, Some(&self.program), &content.settings, &mut reader);
            lifters.extend(lifter.filter(|_| is_fine));
        }
        (lifters, diagnostics)
    }

    /// Returns the diagnostic for a roster whose remaining rows cannot be read.
    #[must_use]
    pub fn unreadable(&self, error: &std::io::Error) -> Diagnostic {
        unreadable(self.file, error)
    }

    /// Returns whether a place is in the roster.
    #[must_use]
    pub fn has(&self, place: &Place) -> bool {
        place.file == self.file
    }

    /// Returns the texts that the places of a piece's lifters refer to.
    #[must_use]
    pub const fn sources<'s>(&self, files: &'s Files, piece: &'s Piece) -> PieceSources<'s> {
        PieceSources { files, file: self.file, piece }
    }
}

/// The texts of a piece of a roster, and of all files that were read whole.
pub struct PieceSources<'s> {
    files: &'s Files,
    file: FileId,
    piece: &'s Piece,
}

impl Sources for PieceSources<'_> {
    fn locate(&self, place: &Place) -> Located<'_> {
        let Piece { text, before, .. } = self.piece;
        match &place.at {
            At::Bytes(bytes) if place.file == self.file && bytes.start >= before.bytes => {
                let span = Some(bytes.start - before.bytes..bytes.end - before.bytes);
                Located { text, before: *before, span, ..self.files.locate(&Place::file(self.file)) }
            }
            _ => self.files.locate(place),
        }
    }

    /// Returns `None`: a streamed roster is not edited.
    fn edit(&self, _: &Fix) -> Option<Edit> {
        None
    }
}

impl Refused {
    /// Returns the diagnostic for a piece with this `text`, which starts at byte `offset` of the file.
    fn diagnostic(&self, file: FileId, offset: usize, text: &str) -> Diagnostic {
        let place = Place { file, at: At::Bytes(offset + self.at..offset + text.len()) };
        Diagnostic::error(self.code, place, self.message.clone()).help(self.help)
    }
}

fn unreadable(file: FileId, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::Unreadable, Place::file(file), format!("cannot be read: {error}"))
}
