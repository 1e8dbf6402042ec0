//! Sure mends made in the texts of a content folder, without a word of the rest being touched.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Edit, FileId};

use super::yaml::value_of;
use super::{Content, Files, Input};

/// One mend may lay the next one open: a key that is spelled right has a value to be read.
const MOST_ROUNDS: usize = 5;

/// A file that was mended, in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// As its author would type it.
    pub path: String,
    /// The text that was read.
    pub before: String,
    /// The text that should be there.
    pub after: String,
}

/// Makes the edits that `edits` finds in what is read, and reads again, until there are none. Of edits that overlap, the
/// first is made. A file that would no longer be YAML afterwards keeps all but its first.
pub fn mend(input: &Input, edits: impl Fn(&mut Content) -> Vec<Edit>) -> Vec<Mended> {
    let mut input = input.clone();
    let mut mended: BTreeMap<String, Mended> = BTreeMap::new();
    for _ in 0..MOST_ROUNDS {
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
            let entry = mended.entry(path.clone()).or_insert_with(|| Mended {
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
    mended.into_values().filter(|mended| mended.before != mended.after).collect()
}

/// The text of a file with the edits, or with the first of them; nothing where neither is YAML any more, or all is as it was.
fn with_edits(files: &Files, file: FileId, edits: BTreeSet<Edit>) -> Option<String> {
    let (text, yaml) = (files.text(file), files.yaml(file));
    let (start, behind) = (files.yaml_start(file), text.len() - files.yaml_start(file) - yaml.len());
    let reads = |yaml: &str| value_of(yaml).is_some();
    let was_yaml = reads(yaml);
    let is_fine = |after: &String| after != text && (!was_yaml || reads(&after[start..after.len() - behind]));
    let first = edits.first().cloned();
    Some(Edit::all(text, edits)).filter(is_fine).or_else(|| Some(Edit::all(text, first)).filter(is_fine))
}
