//! Parses a text to a value, and reports the mistakes in it.

use std::ops::Range;

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place, lookalike};
use crate::model::decimal_comma;
use crate::source::Files;

use super::commas::{decimal_commas, with_points};
use super::compose::compose;
use super::decode::misread;
use super::value::Yaml;

/// Returns the YAML of a file as one value, as far as it can be read. Mistakes are added to the diagnostics.
pub(crate) fn parse(files: &Files, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Option<Yaml> {
    let (text, start) = (files.yaml(file), files.yaml_start(file));
    let (value, faults) = compose(&with_points(text), file, start);
    let place = |span: Range<usize>| Place { file, at: At::Bytes(start + span.start..start + span.end) };
    for number in decimal_commas(text) {
        let given = &text[number.clone()];
        diagnostics.push(misread(given, place(number), decimal_comma(given, 0..given.len())));
    }
    for fault in faults {
        let lookalike = hidden_space(&text[..fault.span.end.min(text.len())]).filter(|_| fault.code == Code::Syntax);
        let mut diagnostic = Diagnostic::error(fault.code, place(fault.span), fault.message);
        diagnostic.help = fault.help.map(str::to_owned);
        if let Some((span, name)) = lookalike {
            diagnostic = diagnostic.help("replace it with a plain space").also(place(span), format!("this is {name}"));
        }
        diagnostics.push(match fault.first {
            Some(first) => diagnostic.also(place(first), "first used here"),
            None => diagnostic,
        });
    }
    value
}

/// Returns the place and the name of the last character that only looks like a space, but is where YAML needs a real
/// one: in the indentation, or after a colon or a hyphen.
fn hidden_space(text: &str) -> Option<(Range<usize>, String)> {
    text.char_indices().rev().find_map(|(at, c)| {
        let name = lookalike(c)?;
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        let is_indentation = line.chars().all(|c| c.is_whitespace() || lookalike(c).is_some());
        (is_indentation || line.ends_with([':', '-'])).then(|| (at..at + c.len_utf8(), name))
    })
}

/// Returns the value of a text; `None` if the text has a mistake.
pub(crate) fn value_of(text: &str) -> Option<Yaml> {
    let (value, faults) = compose(text, FileId::default(), 0);
    value.filter(|_| faults.is_empty())
}
