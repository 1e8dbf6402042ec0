//! The pictures in the `assets/` folder of a content folder.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::model::{Picture, PictureKind, Pictures};

use super::Files;
use super::folder::{Entry, Refusal, files_of, merged, read_bytes, shown};

/// The largest size of a picture. A larger picture is probably a photograph in full size, and every booklet would
/// contain it.
const MAX_SIZE: u64 = 2 << 20;

/// Returns every picture, by its path in the content folder. A file that cannot be read, or is not a picture, is
/// reported and left out.
pub(super) fn pictures(folder: &Path, files: &mut Files, diagnostics: &mut Vec<Diagnostic>) -> Pictures {
    let mut pictures = Pictures::new();
    for Entry { path, inside } in files_of(folder, is_relevant, files, diagnostics) {
        let read = read_bytes(&path, MAX_SIZE, files).and_then(|bytes| match PictureKind::of(&bytes) {
            Some(PictureKind::Svg) => {
                let text = merged(&path, String::from_utf8_lossy(&bytes).into_owned());
                text.map(|_| (PictureKind::Svg, bytes))
            }
            Some(kind) => Ok((kind, bytes)),
            None => Err(Refusal::unreadable("it is not a PNG, JPEG, GIF, WebP or SVG picture")),
        });
        match read {
            Ok((kind, bytes)) => {
                let file = files.add(shown(&path), String::new(), 0..0);
                pictures.insert(inside.to_string_lossy().replace('\\', "/"), Picture { kind, bytes, file });
            }
            Err(refusal) => refusal.warn(shown(&path), files, diagnostics),
        }
    }
    pictures
}

fn is_relevant(inside: &Path) -> bool {
    inside.starts_with("assets")
}
