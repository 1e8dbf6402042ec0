//! Merge conflicts: lines that Git leaves in a file when it cannot merge two versions.

use std::ops::Range;
use std::path::Path;

use super::walk::is_yaml;

/// The message for a line that Git left in a file.
pub(super) const MESSAGE: &str = "unresolved merge: Git left two versions of the text here";
pub(super) const HELP: &str =
    "keep one version, and delete the lines that start with `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`";

/// Returns the bytes of the first line that Git left in a text, without its line break.
pub(super) fn first_line(text: &str, is_prose: bool) -> Option<Range<usize>> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if is_marker(bare, is_prose) {
            return Some(at..at + bare.len());
        }
        at += line.len();
    }
    None
}

/// Returns whether a file is prose, in which a line of `=======` makes a heading.
pub(super) fn is_prose(path: &Path) -> bool {
    !is_yaml(path) && path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("csv"))
}

fn is_marker(line: &str, is_prose: bool) -> bool {
    let after = |marker: &str| line.strip_prefix(marker);
    let is_over = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    after("<<<<<<<").is_some_and(|rest| !rest.starts_with('<'))
        || [">>>>>>>", "|||||||"].into_iter().filter_map(after).any(is_over)
        || (!is_prose && line == "=======")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_markers_of_git_at_the_start_of_a_line() {
        for line in ["<<<<<<< HEAD", "<<<<<<<", "<<<<<<<HEAD", "||||||| 3f2a1c9", ">>>>>>> other", ">>>>>>>", "======="]
        {
            let text = format!("\u{feff}a\r\n{line}\r\nb\n");
            assert_eq!(first_line(&text, false), Some(6..6 + line.len()), "{line}");
        }
        assert_eq!(first_line("<<<<<<< HEAD", true), Some(0..12));
        for line in
            ["a <<<<<<< b", " <<<<<<< HEAD", "<<<<<< HEAD", "<<<<<<<<", ">>>>>>>>", ">>>>>>>a", "========", "=======a"]
        {
            assert_eq!(first_line(&format!("a\n{line}\n"), false), None, "{line}");
        }
        assert_eq!(first_line("Heading\n=======\n", true), None);
    }
}
