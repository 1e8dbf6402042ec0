//! Tests the fonts and the pictures of a site before they are used. Each one is tested alone, so that an error names
//! the right file and affects nothing else.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{FontFile, Picture, PictureKind};

use super::super::worker::{Face, Lost, Output};
use super::typesetter::{Files, Setter};

/// The document that tests a picture or a font.
const MAIN: &str = "/liftpress-trial.typ";
/// The number of a font's characters that are tested.
const TRIED: usize = 200;

/// The results of all tests so far. While a site is served, it is read again and again with the same pictures.
static KNOWN: Mutex<Option<Outcomes>> = Mutex::new(None);

/// The results, by the digest of the file that was tested.
type Outcomes = HashMap<[u8; 32], Result<(), String>>;

fn known() -> MutexGuard<'static, Option<Outcomes>> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the stored result of a test, or runs the test.
fn once(of: &[&[u8]], trial: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let mut hasher = blake3::Hasher::new();
    for part in of {
        hasher.update(part);
    }
    let key = *hasher.finalize().as_bytes();
    if let Some(outcome) = known().as_ref().and_then(|known| known.get(&key)) {
        return outcome.clone();
    }
    let outcome = trial();
    known().get_or_insert_default().insert(key, outcome.clone());
    outcome
}

/// Tests whether a picture can be printed. Texts in the picture are printed in `fonts`. If the test fails, returns a
/// warning that PDFs show the description of the picture instead.
pub(super) fn picture(setter: &Setter, fonts: &[&str], path: &str, picture: &Picture) -> Result<(), Diagnostic> {
    let file = format!("/picture.{}", ending(picture.kind));
    let fonts: Vec<_> = fonts.iter().map(|font| quoted(font)).collect();
    let text = format!(
        "#set page(width: 200pt, height: 200pt, margin: 0pt)\n#set document(title: \"x\")\n#set text(font: ({},))\n#image({file:?}, alt: \"x\", width: 90pt, height: 90pt, fit: \"contain\")",
        fonts.join(", ")
    );
    let outcome = once(&[text.as_bytes(), &picture.bytes], || {
        print(setter, text.clone(), vec![(file.clone(), picture.bytes.clone())], true)
    });
    outcome.map_err(|why| {
        let message = format!("cannot print `{path}`: {why}");
        let warning = Diagnostic::warning(Code::UnusableFile, Place::file(picture.file), message);
        warning.help("save the picture again, for example as PNG or JPEG; until then, PDFs show its description")
    })
}

/// Tests whether a font can be read and printed. If the test fails, returns a warning that PDFs are printed without the
/// font. `setter` makes a typesetter that has only this font.
pub(super) fn font(font: &FontFile, setter: impl FnOnce(Vec<u8>) -> Setter) -> Result<(), Diagnostic> {
    let outcome = once(&[&font.bytes], || {
        let setter = setter(font.bytes.clone());
        let faces = setter.faces().map_err(|why| why.to_string())?;
        if faces.is_empty() {
            return Err("it is not a readable font".to_owned());
        }
        // The sample is only a test, so it need not be accessible.
        print(&setter, faces.iter().map(sample).collect(), Vec::new(), false)
    });
    outcome.map_err(|why| {
        let message = format!("cannot use this font: {why}");
        let warning = Diagnostic::warning(Code::UnusableFile, Place::file(font.file), message);
        warning.help("download the font again, as OpenType or TrueType; until then, PDFs are printed without it")
    })
}

/// Returns a document with some of the characters of a face, starting with ASCII characters.
fn sample(face: &Face) -> String {
    let others = face.coverage.iter().skip_while(|code| *code < 128).filter_map(char::from_u32);
    let others: Vec<char> = others.filter(|c| c.is_alphanumeric()).collect();
    let step = others.len() / TRIED + 1;
    let ascii = (' '..='~').filter(|c| face.coverage.contains((*c).into()));
    let text: String = ascii.chain(others.into_iter().step_by(step)).collect();
    format!(
        "#set document(title: \"x\")\n#text(font: {}, fallback: false, {})\n#pagebreak(weak: true)\n",
        quoted(&face.family),
        quoted(&text)
    )
}

/// Returns a text as a string in Typst's syntax.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| format!("\\u{{{:x}}}", u32::from(c)));
    format!("\"{}\"", escaped.collect::<String>())
}

fn print(setter: &Setter, text: String, mut files: Files, is_accessible: bool) -> Result<(), String> {
    files.insert(0, (MAIN.to_owned(), text.into_bytes()));
    let (ident, creator) = Default::default();
    match setter.print(MAIN, files, Output::Pdf { ident, creator, is_accessible }) {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(errors)) => {
            Err(errors.into_iter().next().map_or_else(|| Lost::Crash.to_string(), |error| error.message))
        }
        Err(why) => Err(why.to_string()),
    }
}

/// Returns the extension by which Typst recognizes this kind of picture.
pub(super) const fn ending(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Png => "png",
        PictureKind::Jpeg => "jpg",
        PictureKind::Gif => "gif",
        PictureKind::WebP => "webp",
        PictureKind::Svg => "svg",
    }
}
