//! Fonts and pictures of a site, tried before anything is printed with them: each alone, so that what is wrong is known by its
//! file, and one that cannot be printed costs nothing but itself.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{FontFile, Picture, PictureKind};

use super::super::worker::{Face, Lost, Output};
use super::typesetter::{Files, Setter};

/// What a picture, or a font, is tried with.
const MAIN: &str = "/liftpress-trial.typ";
/// So many characters of a font are tried.
const TRIED: usize = 200;

/// What came of trials, by what was tried: a site that is served is read again and again, and has the same pictures.
static KNOWN: Mutex<Option<Outcomes>> = Mutex::new(None);

/// Each by the digest of what was tried.
type Outcomes = HashMap<[u8; 32], Result<(), String>>;

fn known() -> MutexGuard<'static, Option<Outcomes>> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The outcome of a trial, which is had once.
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

/// Tries to print a picture; a warning that PDFs have its description instead, where they cannot have it.
/// Texts in it are printed in `fonts`.
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
        let message = format!("`{path}` cannot be printed: {why}");
        let told = Diagnostic::warning(Code::UnusableFile, Place::file(picture.file), message);
        told.help("PDFs show its description instead; save the picture again, for example as PNG or JPEG")
    })
}

/// Tries to read a font, and to print with it; a warning where PDFs go without it. `setter` makes a typesetter that has it alone.
pub(super) fn font(font: &FontFile, setter: impl FnOnce(Vec<u8>) -> Setter) -> Result<(), Diagnostic> {
    let outcome = once(&[&font.bytes], || {
        let setter = setter(font.bytes.clone());
        let faces = setter.faces().map_err(|why| why.to_string())?;
        if faces.is_empty() {
            return Err("it is no font that can be read".to_owned());
        }
        // A sample need not be one that can be read.
        print(&setter, faces.iter().map(sample).collect(), Vec::new(), false)
    });
    outcome.map_err(|why| {
        let message = format!("this font cannot be used: {why}");
        let told = Diagnostic::warning(Code::UnusableFile, Place::file(font.file), message);
        told.help("PDFs are printed without it; download the font again, as OpenType or TrueType")
    })
}

/// Some of all characters of a face, ASCII first.
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

/// A text as Typst's strings are written.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| format!("\\u{{{:x}}}", u32::from(c)));
    format!("\"{}\"", escaped.collect::<String>())
}

fn print(setter: &Setter, text: String, mut files: Files, is_accessible: bool) -> Result<(), String> {
    files.insert(0, (MAIN.to_owned(), text.into_bytes()));
    let (ident, creator) = Default::default();
    match setter.print(MAIN, files, Output::Pdf { ident, creator, is_accessible }) {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(told)) => Err(told.into_iter().next().map_or_else(|| Lost::Crash.to_string(), |told| told.message)),
        Err(why) => Err(why.to_string()),
    }
}

/// The ending by which Typst knows a kind.
pub(super) const fn ending(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Png => "png",
        PictureKind::Jpeg => "jpg",
        PictureKind::Gif => "gif",
        PictureKind::WebP => "webp",
        PictureKind::Svg => "svg",
    }
}
