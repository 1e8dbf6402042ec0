//! Pictures within pages: a booklet is one file, so they are written into it.

use std::collections::BTreeMap;

use data_encoding::BASE64;

use crate::model::Pictures;

/// The addresses of pictures: all of a picture, as text.
pub(super) type Addresses = BTreeMap<String, String>;

pub(super) fn addresses(pictures: &Pictures) -> Addresses {
    let address = |media: &str, bytes: &[u8]| format!("data:{media};base64,{}", BASE64.encode(bytes));
    pictures.iter().map(|(path, picture)| (path.clone(), address(picture.kind.media_type(), &picture.bytes))).collect()
}
