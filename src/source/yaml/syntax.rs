//! From text to values, or to what is wrong with the text.

use serde_yaml::Value;

use crate::diagnostic::{At, Diagnostic, FileId, Place};
use crate::source::Files;

use super::compose::compose;

/// The file's YAML as one value, as far as it can be read; what is wrong with it is among the diagnostics.
pub(crate) fn parse(files: &Files, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let (value, faults) = compose(files.yaml(file));
    let start = files.yaml_start(file);
    for fault in faults {
        let place = Place { file, at: At::Bytes(start + fault.span.start..start + fault.span.end) };
        let help = fault.help.map(str::to_owned);
        diagnostics.push(Diagnostic { help, ..Diagnostic::error(fault.code, place, fault.message) });
    }
    value
}

/// The value of a text that has nothing wrong with it.
pub(crate) fn value_of(text: &str) -> Option<Value> {
    let (value, faults) = compose(text);
    value.filter(|_| faults.is_empty())
}
