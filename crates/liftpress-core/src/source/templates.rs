//! The templates and fonts of a site's own.

use std::ffi::OsStr;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{FontFile, Template};

use super::Files;
use super::folder::{Entry, files_of, read, read_bytes, shown};
use super::walk::LARGEST;

/// Files that are templates, or included in some.
const ENDINGS: [&str; 7] = ["html", "md", "typ", "css", "js", "xml", "txt"];
/// Fonts with the signs of half the world are that large.
const LARGEST_FONT: u64 = 32 << 20;

/// Whether a file is a font, by its name.
#[must_use]
pub fn is_font(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["otf", "ttf", "ttc"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The templates of a site's own folder and its fonts, by name; none where there is no such folder.
pub fn site_templates(
    folder: &Path,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Template>, Vec<FontFile>) {
    let (mut found, mut fonts) = (Vec::new(), Vec::new());
    if files.snapshot().is_none() && !folder.is_dir() {
        return (found, fonts);
    }
    for Entry { path, inside } in files_of(folder, |_| true, files, diagnostics) {
        let name = inside.to_string_lossy().replace('\\', "/");
        if is_font(&inside) {
            match read_bytes(&path, LARGEST_FONT, files) {
                Ok(bytes) => fonts.push(FontFile { bytes, file: files.add(shown(&path), String::new(), 0..0) }),
                Err(refusal) => {
                    refusal.report(shown(&path), files, diagnostics);
                }
            }
            continue;
        }
        let known = |ending: &OsStr| ENDINGS.iter().find(|known| ending.eq_ignore_ascii_case(known));
        let Some(ending) = inside.extension().and_then(known) else { continue };
        // The template is called as pages ask for it, whatever the case of the file's ending.
        let name = format!("{}{ending}", &name[..name.len() - ending.len()]);
        match read(&path, LARGEST, files) {
            Ok(text) => {
                let file = files.add(shown(&path), text.clone(), 0..0);
                if name.starts_with("builtin/") {
                    let message = "`builtin/` is the name of the templates that come with liftpress";
                    let diagnostic = Diagnostic::error(Code::Template, Place::file(file), message);
                    diagnostics
                        .push(diagnostic.help("to replace one of them, give your file its name without `builtin/`"));
                }
                found.push(Template { name, text, file });
            }
            Err(refusal) => {
                refusal.report(shown(&path), files, diagnostics);
            }
        }
    }
    (found, fonts)
}
