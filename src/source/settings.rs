//! `liftpress.yaml`: settings of the whole site.

use std::collections::BTreeMap;

use crate::model::{Scheme, Settings, Slug};
use crate::units::Unit;

use super::day::sets;
use super::values::{allow, units};
use super::yaml::{Map, Node, Reader};

pub(super) fn settings(reader: &mut Reader<'_>, root: &Node<'_>) -> Option<Settings> {
    let mut map = reader.map(root, "liftpress.yaml")?;
    let default = Settings::default();
    let settings = Settings {
        title: map.text(reader, "title").unwrap_or(default.title),
        description: map.text(reader, "description").unwrap_or_default(),
        author: map.text(reader, "author").unwrap_or_default(),
        base_url: map.text(reader, "base_url"),
        units: units(reader, &mut map),
        warmups: BTreeMap::new(),
        formula: map.get("e1rm").and_then(|node| reader.word(&node)).unwrap_or(default.formula),
        rpe_chart: default.rpe_chart,
        points: map.get("points").map(|node| reader.words(&node, "`points`")).unwrap_or_default(),
        rounding: map.get("rounding").and_then(|node| reader.word(&node)).unwrap_or_default(),
        formats: match map.get("formats") {
            Some(node) => reader.words(&node, "`formats`"),
            None => default.formats,
        },
        allow: allow(reader, &mut map),
    };
    let settings = Settings { warmups: warmups(reader, &mut map, settings.units), ..settings };
    map.finish(reader);
    Some(settings)
}

/// `warmups: {starr: [1x5 @ top -50%, 1x5 @ top -25%]}`: named warm-ups for all programs.
fn warmups(reader: &mut Reader<'_>, map: &mut Map<'_>, units: Option<Unit>) -> BTreeMap<Slug, Scheme> {
    let mut warmups = BTreeMap::new();
    for node in map.get("warmups").and_then(|node| reader.map(&node, "`warmups`")).iter().flat_map(Map::entries) {
        let slug = reader.slug_of(&node.key(), node.key_place());
        warmups.extend(slug.zip(sets(reader, &node, units)));
    }
    warmups
}
