//! Applies edits to the texts of a content folder, and leaves everything else in them as it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Edit, FileId};

use super::yaml::value_of;
use super::{Content, Files, Input};

/// The most rounds of edits. One fix may make another one possible: the value of a misspelled key is read only after
/// the key is fixed.
const MAX_ROUNDS: usize = 5;

/// A file with edits, in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedFile {
    /// The path of the file, as its author would type it.
    pub path: String,
    /// The text that was read.
    pub before: String,
    /// The edited text.
    pub after: String,
}

/// Applies the edits that `edits` finds, reads the content again, and repeats this until there are no more edits. Of
/// edits that overlap, only the first is applied. If all edits together would make a file invalid YAML, only its first
/// edit is applied.
pub fn apply_edits(input: &Input, edits: impl Fn(&mut Content) -> Vec<Edit>) -> Vec<EditedFile> {
    let mut input = input.clone();
    let mut edited: BTreeMap<String, EditedFile> = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        let mut content = Content::read_input(&input);
        let mut by_file: BTreeMap<FileId, BTreeSet<Edit>> = BTreeMap::new();
        for edit in edits(&mut content) {
            by_file.entry(edit.file).or_default().insert(edit);
        }
        let mut is_done = true;
        for (file, edits) in by_file {
            let Some(after) = with_edits(&content.files, file, edits) else { continue };
            let path = content.files.path(file).to_owned();
            let before = content.files.text(file);
            let entry = edited.entry(path.clone()).or_insert_with(|| EditedFile {
                path: path.clone(),
                before: before.to_owned(),
                after: String::new(),
            });
            entry.after.clone_from(&after);
            input.texts.insert(path, after);
            is_done = false;
        }
        if is_done {
            break;
        }
    }
    edited.into_values().filter(|file| file.before != file.after).collect()
}

/// Returns the text of a file after all edits or, if that text is not valid YAML, after the first edit alone. Returns
/// `None` if neither text is valid YAML, or if the edits change nothing.
fn with_edits(files: &Files, file: FileId, edits: BTreeSet<Edit>) -> Option<String> {
    let (text, yaml) = (files.text(file), files.yaml(file));
    let (start, rest) = (files.yaml_start(file), text.len() - files.yaml_start(file) - yaml.len());
    let reads = |yaml: &str| value_of(yaml).is_some();
    let was_yaml = reads(yaml);
    let is_fine = |after: &String| after != text && (!was_yaml || reads(&after[start..after.len() - rest]));
    let first = edits.first().cloned();
    Some(Edit::all(text, edits)).filter(is_fine).or_else(|| Some(Edit::all(text, first)).filter(is_fine))
}
