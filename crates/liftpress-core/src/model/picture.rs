//! Pictures of the content folder, for notes and the cover.

use std::collections::BTreeMap;

use crate::diagnostic::FileId;

/// Pictures by their path in the content folder: `assets/squat.png`.
pub type Pictures = BTreeMap<String, Picture>;

/// A picture, as it is in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The encoding.
    pub kind: PictureKind,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The file.
    pub file: FileId,
}

/// The encoding of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// SVG.
    Svg,
}

impl PictureKind {
    /// Recognizes the encoding by the first bytes of a file. The file's name is ignored.
    ///
    /// ```
    /// use liftpress_core::model::PictureKind;
    /// assert_eq!(PictureKind::of(b"\x89PNG\r\n\x1a\n"), Some(PictureKind::Png));
    /// assert_eq!(PictureKind::of(b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>"), Some(PictureKind::Svg));
    /// assert_eq!(PictureKind::of(b"%PDF-1.7"), None);
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            text => std::str::from_utf8(text).is_ok_and(|text| text.contains("<svg")).then_some(Self::Svg),
        }
    }

    /// Returns the media type: `image/png`.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// Returns the path of a picture in the content folder, without the `./`, `../` or `/` that Markdown can have before it.
///
/// ```
/// use liftpress_core::model::picture_path;
/// assert_eq!(picture_path("assets/squat.png"), "assets/squat.png");
/// // From a file in one of its folders:
/// assert_eq!(picture_path("../assets/squat.png"), "assets/squat.png");
/// ```
#[must_use]
pub fn picture_path(target: &str) -> &str {
    let mut path = target;
    while let Some(rest) = ["./", "../", "/"].iter().find_map(|start| path.strip_prefix(start)) {
        path = rest;
    }
    path
}
