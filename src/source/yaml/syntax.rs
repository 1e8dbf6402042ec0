//! From text to values, or to what is wrong with the text.

use std::ops::Range;

use serde_yaml::Value;

use crate::diagnostic::{At, Diagnostic, FileId, Place};
use crate::model::decimal_comma;
use crate::source::Files;

use super::commas::{decimal_commas, with_points};
use super::compose::compose;
use super::decode::misread;

/// The file's YAML as one value, as far as it can be read; what is wrong with it is among the diagnostics.
pub(crate) fn parse(files: &Files, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    if files.is_refused(file) {
        return None;
    }
    let (text, start) = (files.yaml(file), files.yaml_start(file));
    let (value, faults) = compose(&with_points(text));
    let place = |span: Range<usize>| Place { file, at: At::Bytes(start + span.start..start + span.end) };
    for number in decimal_commas(text) {
        let given = &text[number.clone()];
        diagnostics.push(misread(given, place(number), decimal_comma(given, 0..given.len())));
    }
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

/// The value of a text that has nothing wrong with it.
pub(crate) fn value_of(text: &str) -> Option<Value> {
    let (value, faults) = compose(text);
    value.filter(|_| faults.is_empty())
}
