//! From text to values, or to what is wrong with the text.

use std::ops::Range;

use serde_yaml::Value;

use crate::diagnostic::{At, Diagnostic, FileId, Place};
use crate::source::Files;

use super::compose::compose;

/// The file's YAML as one value, as far as it can be read; what is wrong with it is among the diagnostics.
pub(crate) fn parse(files: &Files, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let (value, faults) = compose(files.yaml(file));
    let start = files.yaml_start(file);
    let place = |span: Range<usize>| Place { file, at: At::Bytes(start + span.start..start + span.end) };
    for fault in faults {
        let mut diagnostic = Diagnostic::error(fault.code, place(fault.span), fault.message);
        diagnostic.help = fault.help.map(str::to_owned);
        diagnostics.push(match fault.first {
            Some(first) => diagnostic.also(place(first), "it stands here first"),
            None => diagnostic,
        });
    }
    value
}
