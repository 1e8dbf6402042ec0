//! From text to values, or to what is wrong with the text.

use std::ops::Range;

use serde_yaml::Value;

use crate::diagnostic::{At, Code, Diagnostic, FileId, Part, Place};
use crate::source::Files;

use super::index::{Duplicate, Index};

/// The file's YAML as one value; nothing where it cannot be read, which is then among the diagnostics.
pub(crate) fn parse(files: &Files, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let text = files.yaml(file);
    let error = match serde_yaml::from_str(text) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let duplicates = Index::new(text).duplicates;
    if !duplicates.is_empty() {
        let start = files.yaml_start(file);
        let place = |span: &Range<usize>| Place { file, at: At::Bytes(start + span.start..start + span.end) };
        for Duplicate { first, again } in duplicates {
            let message = format!("`{}` stands here a second time", &text[again.clone()]);
            diagnostics.push(
                Diagnostic::error(Code::DuplicateKey, place(&again), message)
                    .also(place(&first), "it stands here first")
                    .help("keep one of the two; a lift done twice on a day goes in a list: `- squat: …`"),
            );
        }
        return None;
    }
    let whole = error.to_string();
    let message = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
    let place = match error.location() {
        None => {
            Place { file, at: At::Node { path: crate::diagnostic::Path::default(), part: Part::Value, within: None } }
        }
        Some(location) => {
            let start = files.yaml_start(file) + offset(text, location.line(), location.column());
            Place { file, at: At::Bytes(start..start + 1) }
        }
    };
    let mut diagnostic = Diagnostic::error(Code::Syntax, place, format!("this is not YAML: {message}"));
    diagnostic.help = help(&message).map(str::to_owned);
    diagnostics.push(diagnostic);
    None
}

/// Byte of a line and column, both from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let inside = text[start..].chars().take(column.saturating_sub(1)).take_while(|c| *c != '\n');
    start + inside.map(char::len_utf8).sum::<usize>()
}

fn help(message: &str) -> Option<&'static str> {
    if message.contains("cannot start any token") {
        Some("indent with spaces, not tabs; quote a text that begins with @ or %")
    } else if message.contains("mapping values are not allowed") {
        Some("quote a text that contains a colon and a space, and check the indentation")
    } else if message.contains("did not find expected") {
        Some("check the indentation, the brackets and the quotes of this line and the one before")
    } else {
        None
    }
}
