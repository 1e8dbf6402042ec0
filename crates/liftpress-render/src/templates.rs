//! The built-in templates and fonts, and the site's own ones, which replace the built-in ones.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::model::{FontFile, Template};
use crate::source::{Content, Files, is_font, site_templates};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../templates");

/// The templates and fonts that pages are rendered with.
#[derive(Debug, Default)]
pub struct Templates {
    /// The built-in templates.
    pub builtin: Vec<Template>,
    /// The site's own templates. Each one replaces the built-in template of the same name.
    pub own: Vec<Template>,
    /// The site's own fonts, in order of preference. All of them are preferred to the built-in fonts.
    pub fonts: Vec<FontFile>,
    /// The built-in font files: Inter, which has Latin, Greek and Cyrillic letters.
    pub builtin_fonts: Vec<&'static [u8]>,
}

fn builtin_fonts() -> Vec<&'static [u8]> {
    let files = BUILTIN.get_dir("fonts").into_iter().flat_map(Dir::files);
    let mut fonts: Vec<_> = files.filter(|file| is_font(file.path())).collect();
    fonts.sort_by_key(|file| file.path());
    fonts.into_iter().map(include_dir::File::contents).collect()
}

impl Templates {
    /// Reads the built-in templates and those in `folder`, which may be missing. Adds a diagnostic to `content` for
    /// each file that cannot be read.
    pub fn read(folder: &Path, content: &mut Content) -> Self {
        let builtin = builtin(&mut content.files);
        let (own, fonts) = site_templates(folder, &mut content.files, &mut content.diagnostics);
        Self { builtin, own, fonts, builtin_fonts: builtin_fonts() }
    }
}

/// Returns the built-in templates, sorted by name, and adds their texts to `files`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_compiled_in() {
        let mut files = Files::default();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
        let names = |templates: Vec<Template>| templates.into_iter().map(|t| (t.name, t.text)).collect::<Vec<_>>();
        let compiled = names(builtin(&mut files));
        let (there, fonts) = site_templates(&folder, &mut files, &mut Vec::new());
        let mut there = names(there);
        there.sort();
        assert_eq!(compiled, there);
        assert!(builtin_fonts().into_iter().eq(fonts.iter().map(|font| font.bytes.as_slice())));
    }
}
