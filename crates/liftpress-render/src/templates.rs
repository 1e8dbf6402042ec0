//! Templates: the built-in ones, and a site's own that take their place.

use std::ffi::OsStr;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{FontFile, Template};

use super::folder::{Entry, files_of, read, read_bytes, shown};
use super::walk::LARGEST;
use super::{Content, Files};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Files that are templates, or included in some.
const ENDINGS: [&str; 7] = ["html", "md", "typ", "css", "js", "xml", "txt"];
/// Fonts with the signs of half the world are that large.
const LARGEST_FONT: u64 = 32 << 20;

/// Everything that pages are made from.
#[derive(Debug, Default)]
pub struct Templates {
    /// Those that come with liftpress.
    pub builtin: Vec<Template>,
    /// The site's own, which take their place.
    pub own: Vec<Template>,
    /// The site's own fonts, in the order in which they are preferred to the ones that come with liftpress.
    pub fonts: Vec<FontFile>,
    /// The fonts that come with liftpress: Inter, which has Latin, Greek and Cyrillic.
    pub builtin_fonts: Vec<&'static [u8]>,
}

fn builtin_fonts() -> Vec<&'static [u8]> {
    let files = BUILTIN.get_dir("fonts").into_iter().flat_map(Dir::files);
    let mut fonts: Vec<_> = files.filter(|file| is_font(file.path())).collect();
    fonts.sort_by_key(|file| file.path());
    fonts.into_iter().map(include_dir::File::contents).collect()
}

fn is_font(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["otf", "ttf", "ttc"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

impl Templates {
    /// The built-in ones and those in `folder`, which need not exist. What cannot be read is told.
    pub fn read(folder: &Path, content: &mut Content) -> Self {
        let builtin = builtin(&mut content.files);
        let (own, fonts) = own(folder, &mut content.files, &mut content.diagnostics);
        Self { builtin, own, fonts, builtin_fonts: builtin_fonts() }
    }
}

/// The built-in templates, by name.
pub fn builtin(files: &mut Files) -> Vec<Template> {
    let mut found = Vec::new();
    let mut folders = vec![&BUILTIN];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let name = file.path().to_string_lossy().replace('\\', "/");
            if let Some(text) = file.contents_utf8() {
                let id = files.add(format!("built-in template {name}"), text.to_owned(), 0..0);
                found.push(Template { name, text: text.to_owned(), file: id });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The templates of a site's own folder and its fonts, by name; none where there is no such folder.
fn own(folder: &Path, files: &mut Files, diagnostics: &mut Vec<Diagnostic>) -> (Vec<Template>, Vec<FontFile>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_compiled_in() {
        let mut files = Files::default();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let names = |templates: Vec<Template>| templates.into_iter().map(|t| (t.name, t.text)).collect::<Vec<_>>();
        let compiled = names(builtin(&mut files));
        let (there, fonts) = own(&folder, &mut files, &mut Vec::new());
        let mut there = names(there);
        there.sort();
        assert_eq!(compiled, there);
        assert!(builtin_fonts().into_iter().eq(fonts.iter().map(|font| font.bytes.as_slice())));
    }
}
