//! Splits a table of any length into pieces of whole rows. Only the pieces that are being read are in memory.

use std::io::{self, Read};

use crate::diagnostic::{Before, Code};

use super::{unmerged, unseen};

/// The largest size of a row in bytes. A longer row is not made of cells, or has a quote that is never closed.
const MAX_ROW_SIZE: usize = 64 << 10;
/// The number of rows in a piece: enough to be worth a task of their own, and few enough that every core gets some
/// pieces.
const ROWS: usize = 8;

/// A table of which the rest is still to be read.
pub struct Pieces<R> {
    from: R,
    buffer: Vec<u8>,
    /// The bytes that were read and not returned yet.
    pending: Vec<u8>,
    /// The number of bytes and lines before `pending`.
    before: Before,
    /// Whether the next bytes belong to a line that is skipped because it is too long.
    is_skipping: bool,
    is_over: bool,
    breaks: Breaks,
}

/// How the lines of a table end. The first line break in the table decides this.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Unknown,
    /// Not known yet. The last byte was a carriage return, which may be a line break by itself.
    CarriageReturn,
    /// In line feeds, with or without a carriage return before each.
    New,
    /// In carriage returns alone, as old programs wrote them.
    Old,
}

/// A few consecutive rows.
pub struct Piece {
    pub(super) text: String,
    pub(super) before: Before,
    /// Why the piece is not read; `None` if it can be read. A refused piece is one row that is not text or is too long.
    pub(super) refused: Option<Refused>,
}

/// Why a row is not read.
pub(super) struct Refused {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// The first wrong byte of the piece's text.
    pub(super) at: usize,
}

impl<R: Read> Pieces<R> {
    pub(super) fn new(from: R) -> Self {
        let (buffer, pending) = (vec![0; MAX_ROW_SIZE], Vec::new());
        Self {
            from,
            buffer,
            pending,
            before: Before::default(),
            is_skipping: false,
            is_over: false,
            breaks: Breaks::Unknown,
        }
    }

    /// Returns the next rows that are available, at most `most` of them, as pieces; no pieces at the end of the table.
    /// Waits only until one row is complete, because the program that writes the rows may be waiting for the result of
    /// that row.
    ///
    /// # Errors
    /// Returns the error of the reader.
    pub fn next(&mut self, most: usize) -> io::Result<Vec<Piece>> {
        loop {
            let ends = row_ends(&self.pending, most, self.is_over);
            if !ends.is_empty() {
                return Ok(self.cut(&ends));
            }
            if self.pending.len() > MAX_ROW_SIZE {
                return Ok(vec![self.too_long()]);
            }
            if self.is_over {
                return Ok(Vec::new());
            }
            self.fill()?;
        }
    }

    /// Returns the first row that is not empty, together with the empty rows before it.
    pub(super) fn header(&mut self) -> io::Result<Piece> {
        let mut header = Piece { text: String::new(), before: Before::default(), refused: None };
        while header.refused.is_none() && header.text.trim().is_empty() && header.text.len() < MAX_ROW_SIZE {
            let Some(Piece { text, refused, .. }) = self.next(1)?.pop() else { break };
            let before = header.text.len();
            let refused = refused.map(|refused| Refused { at: before + refused.at, ..refused });
            header = Piece { text: header.text + &text, refused, ..header };
        }
        Ok(header)
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = loop {
            match self.from.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.is_over = count == 0;
        self.with_line_feeds(count);
        let mut new = &self.buffer[..count];
        if self.is_skipping {
            let line_break = new.iter().position(|byte| *byte == b'\n');
            let (passed, rest) = new.split_at(line_break.map_or(count, |at| at + 1));
            self.before.pass(passed);
            self.is_skipping = line_break.is_none();
            new = rest;
        }
        self.pending.extend_from_slice(new);
        Ok(())
    }

    /// Replaces carriage returns with line feeds in the first `count` bytes of the buffer, if lines end in carriage
    /// returns alone.
    fn with_line_feeds(&mut self, count: usize) {
        if count == 0 && self.breaks == Breaks::CarriageReturn {
            end_line(self.pending.last_mut());
        }
        for at in 0..count {
            let byte = self.buffer[at];
            if self.breaks == Breaks::CarriageReturn && byte != b'\n' {
                let before = at.checked_sub(1).map_or(self.pending.last_mut(), |at| self.buffer.get_mut(at));
                end_line(before);
            }
            self.breaks = match (self.breaks, byte) {
                (Breaks::Unknown, b'\r') => Breaks::CarriageReturn,
                (Breaks::Unknown | Breaks::CarriageReturn, b'\n') => Breaks::New,
                (Breaks::CarriageReturn, _) => Breaks::Old,
                (known, _) => known,
            };
            if self.breaks == Breaks::New {
                return;
            }
            if self.breaks == Breaks::Old && byte == b'\r' {
                self.buffer[at] = b'\n';
            }
        }
    }

    /// Returns the rows that end at `ends`, in pieces.
    fn cut(&mut self, ends: &[usize]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for rows in ends.chunks(ROWS) {
            let end = rows.last().copied().unwrap_or(start);
            let is_text = text_of(&self.pending[start..end]).is_ok();
            // If one row is not text, each row becomes a piece of its own, so that the other rows are still read.
            let own_ends = if is_text { &rows[rows.len() - 1..] } else { rows };
            for &end in own_ends {
                let bytes = &self.pending[start..end];
                let (text, refused) = match text_of(bytes) {
                    Ok(text) => (text.to_owned(), None),
                    Err(refused) => (shown(bytes, refused.at), Some(refused)),
                };
                pieces.push(Piece { text, before: self.before, refused });
                self.before.pass(bytes);
                start = end;
            }
        }
        self.pending.drain(..start);
        pieces
    }

    /// Returns the first line of a row that is too long. The next row starts after that line.
    fn too_long(&mut self) -> Piece {
        const SHOWN: usize = 80;
        let line_break = self.pending.iter().position(|byte| *byte == b'\n');
        let end = line_break.map_or(self.pending.len(), |at| at + 1);
        self.is_skipping = line_break.is_none();
        let refused = Refused {
            code: Code::Syntax,
            message: format!("the row is longer than {} KiB", MAX_ROW_SIZE >> 10),
            help: "close the quote that starts in it, or break the line; reading continues at the next line",
            at: 0,
        };
        let text = shown(&self.pending[..end.min(SHOWN)], 0);
        let piece = Piece { text, before: self.before, refused: Some(refused) };
        self.before.pass(&self.pending[..end]);
        self.pending.drain(..end);
        piece
    }
}

impl Before {
    fn pass(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        self.lines += bytes.split(|byte| *byte == b'\n').count() - 1;
    }
}

/// The position of the table's reader in a row, as far as it decides where the row ends.
#[derive(Clone, Copy)]
enum Within {
    /// At the start of a cell.
    Start,
    Cell,
    Quotes,
    /// After a quote within quotes. It either closes the quotes, or is the first of two quotes that mean one quote
    /// character.
    QuoteInQuotes,
}

/// Returns where the next rows end, after their line breaks. `is_all` means that no bytes will follow.
fn row_ends(bytes: &[u8], most: usize, is_all: bool) -> Vec<usize> {
    let (mut ends, mut start, mut within) = (Vec::new(), 0, Within::Start);
    for (at, byte) in bytes.iter().enumerate() {
        if ends.len() == most || at - start >= MAX_ROW_SIZE {
            return ends;
        }
        within = match (within, byte) {
            (Within::Quotes, b'"') => Within::QuoteInQuotes,
            (Within::Quotes, _) | (Within::Start | Within::QuoteInQuotes, b'"') => Within::Quotes,
            (_, b'\n') => {
                start = at + 1;
                ends.push(start);
                Within::Start
            }
            (_, b',') => Within::Start,
            _ => Within::Cell,
        };
    }
    if is_all && start < bytes.len() && ends.len() < most {
        ends.push(bytes.len());
    }
    ends
}

/// Returns bytes as text. Refuses bytes that are not UTF-8, invisible characters, and merge conflicts.
fn text_of(bytes: &[u8]) -> Result<&str, Refused> {
    let refused = |at, message: String, help| Refused { code: Code::NotText, message, help, at };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        refused(error.valid_up_to(), "the row is not UTF-8 text".to_owned(), "save the file as UTF-8 text")
    })?;
    if let Some(line) = unmerged::first_line(text, false) {
        let (message, help) = (unmerged::MESSAGE.to_owned(), unmerged::HELP);
        return Err(Refused { code: Code::MergeConflict, message, help, at: line.start });
    }
    match unseen::first_of_file(text) {
        None => Ok(text),
        Some((at, c)) => Err(refused(at, format!("invisible character {}", unseen::name(c)), unseen::HELP)),
    }
}

/// Returns the bytes of a refused row as text that a message can show. The bytes before `from` are text; the others are
/// escaped.
fn shown(bytes: &[u8], from: usize) -> String {
    let (fine, rest) = bytes.split_at(from);
    let rest = String::from_utf8_lossy(rest);
    String::from_utf8_lossy(fine).into_owned() + &unseen::escaped(rest.trim_end_matches(['\r', '\n']))
}

fn end_line(byte: Option<&mut u8>) {
    if let Some(byte) = byte {
        *byte = b'\n';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that returns a limited number of bytes at a time.
    struct Slowly<'t>(&'t [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    fn pieces_of(bytes: &[u8], at_a_time: usize, most: usize) -> Vec<Piece> {
        let mut pieces = Pieces::new(Slowly(bytes, at_a_time));
        std::iter::from_fn(|| pieces.next(most).ok().filter(|next| !next.is_empty())).flatten().collect()
    }

    #[test]
    fn splits_a_table_into_whole_rows() {
        let table = "a,b\r\n\"x\n\"\"y\",1\nz \"5\" w,\"2\" \n\n\"\",3";
        let rows = ["a,b\r\n", "\"x\n\"\"y\",1\n", "z \"5\" w,\"2\" \n", "\n", "\"\",3"];
        for at_a_time in 1..=table.len() {
            let pieces = pieces_of(table.as_bytes(), at_a_time, 1);
            assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), rows);
            assert_eq!(pieces.iter().map(|piece| piece.before.lines).collect::<Vec<_>>(), [0, 1, 3, 4, 5]);
        }
        let many = "1\n".repeat(20);
        let lengths: Vec<_> = pieces_of(many.as_bytes(), 7, 100).iter().map(|piece| piece.text.len()).collect();
        assert_eq!(lengths.iter().sum::<usize>(), many.len());
        assert_eq!(pieces_of(many.as_bytes(), 100, 100).len(), 3);
    }

    #[test]
    fn reads_lines_that_end_in_carriage_returns_alone() {
        for table in ["a,b\r1,2\r\r3,4", "a,b\r", "a,b\r\n1,2\r\n"] {
            let expected = if table.contains('\n') { table.to_owned() } else { table.replace('\r', "\n") };
            for at_a_time in 1..=table.len() {
                let pieces = pieces_of(table.as_bytes(), at_a_time, 1);
                assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), expected);
                assert_eq!(pieces.len(), expected.split_inclusive('\n').count());
            }
        }
    }

    #[test]
    fn refuses_only_the_row_that_is_not_text() {
        let pieces = pieces_of(b"a\n\xffb\nc\xc3\xa9\x1b[1m\nd\n", 100, 100);
        let found: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.text.as_str(), piece.refused.as_ref().map(|refused| (refused.at, refused.code))))
            .collect();
        let bad = |at| Some((at, Code::NotText));
        assert_eq!(found, [("a\n", None), ("\u{fffd}b", bad(0)), ("c\u{e9}U+001B[1m", bad(3)), ("d\n", None)]);
        assert_eq!(pieces[3].before, Before { bytes: 13, lines: 3 });
    }

    #[test]
    fn refuses_only_the_first_line_of_a_row_that_is_too_long() {
        let quote = format!("\"open,1\n{}", "b,2\n".repeat(MAX_ROW_SIZE));
        let line = format!("{}\nb,2\n", "x".repeat(5 * MAX_ROW_SIZE));
        for (table, rest) in [(&quote, quote.len() - 8), (&line, 4)] {
            let pieces = pieces_of(table.as_bytes(), MAX_ROW_SIZE, 1000);
            assert!(pieces[0].refused.is_some() && pieces[0].text.len() <= 80, "{}", pieces[0].text.len());
            let read = &pieces[1..];
            assert!(read.iter().all(|piece| piece.refused.is_none()));
            assert_eq!(read.iter().map(|piece| piece.text.len()).sum::<usize>(), rest);
            assert_eq!((read[0].before.lines, read[0].before.bytes), (1, table.len() - rest));
        }
    }
}
