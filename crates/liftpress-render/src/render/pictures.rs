//! Embeds pictures as `data:` addresses, because a booklet must be a single file.

use std::collections::BTreeMap;

use data_encoding::BASE64;

use crate::model::Pictures;

/// The `data:` address of each picture, by the path of the picture.
pub(super) type Addresses = BTreeMap<String, String>;

pub(super) fn addresses(pictures: &Pictures) -> Addresses {
    let address = |media: &str, bytes: &[u8]| format!("data:{media};base64,{}", BASE64.encode(bytes));
    pictures.iter().map(|(path, picture)| (path.clone(), address(picture.kind.media_type(), &picture.bytes))).collect()
}
