//! The site's own templates and fonts.

use std::ffi::OsStr;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{FontFile, Template};

use super::Files;
use super::folder::{Entry, files_of, read, read_bytes, shown};
use super::walk::MAX_SIZE;

/// The endings of templates, and of files that templates include.
const ENDINGS: [&str; 7] = ["html", "md", "typ", "css", "js", "xml", "txt"];
/// The largest size of a font. Fonts with the characters of many languages are about this large.
const MAX_FONT_SIZE: u64 = 32 << 20;

/// Returns whether a file is a font, by its ending.
#[must_use]
pub fn is_font(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["otf", "ttf", "ttc"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Returns the templates and the fonts in a site's template folder, sorted by name. If there is no such folder, both
/// lists are empty.
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
            match read_bytes(&path, MAX_FONT_SIZE, files) {
                Ok(bytes) => fonts.push(FontFile { bytes, file: files.add(shown(&path), String::new(), 0..0) }),
                Err(refusal) => {
                    refusal.report(shown(&path), files, diagnostics);
                }
            }
            continue;
        }
        let known = |ending: &OsStr| ENDINGS.iter().find(|known| ending.eq_ignore_ascii_case(known));
        let Some(ending) = inside.extension().and_then(known) else { continue };
        // Pages name their templates in lower case, so the ending of the file is changed to it.
        let name = format!("{}{ending}", &name[..name.len() - ending.len()]);
        match read(&path, MAX_SIZE, files) {
            Ok(text) => {
                let file = files.add(shown(&path), text.clone(), 0..0);
                if name.starts_with("builtin/") {
                    let message = "the folder `builtin/` is reserved for the templates of liftpress";
                    let diagnostic = Diagnostic::error(Code::Template, Place::file(file), message);
                    let help = "to replace a built-in template, move your file out of `builtin/`";
                    diagnostics.push(diagnostic.help(help));
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
