//! `liftpress.yaml`: settings of the whole site.

use crate::model::Settings;

use super::program::units;
use super::yaml::{Node, Reader};

pub(super) fn settings(reader: &mut Reader<'_>, root: &Node<'_>) -> Option<Settings> {
    let mut map = reader.map(root, "liftpress.yaml")?;
    let default = Settings::default();
    let settings = Settings {
        title: map.text(reader, "title").unwrap_or(default.title),
        description: map.text(reader, "description").unwrap_or_default(),
        author: map.text(reader, "author").unwrap_or_default(),
        base_url: map.text(reader, "base_url"),
        units: units(reader, &mut map),
        rounding: map.get("rounding").and_then(|node| reader.word(&node)).unwrap_or_default(),
        formats: match map.get("formats") {
            Some(node) => reader.words(&node, "`formats`"),
            None => default.formats,
        },
    };
    map.finish(reader);
    Some(settings)
}
