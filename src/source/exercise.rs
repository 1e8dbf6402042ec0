//! `exercises/*.md`: front matter and how to do it.

use crate::diagnostic::{Code, Place};
use crate::model::{Exercise, Gear, Kind, Slug, parse_percent};
use crate::units::Percent;

use super::yaml::{Map, Node, Reader};

pub(super) fn exercise(
    reader: &mut Reader<'_>,
    root: &Node<'_>,
    slug: Slug,
    file: Place,
    text: &str,
) -> Option<Exercise> {
    let mut map = reader.map(root, "an exercise")?;
    map.required(reader, "name")?;
    let exercise = exercise_keys(reader, &mut map, slug, file);
    map.finish(reader);
    Some(Exercise { text: text.trim().to_owned(), ..exercise })
}

/// The keys of an exercise, in its own file or in a program.
pub(super) fn exercise_keys(reader: &mut Reader<'_>, map: &mut Map<'_>, slug: Slug, place: Place) -> Exercise {
    let max_of = map.get("max_of").and_then(|node| reader.slug(&node));
    let ratio = map.get("ratio");
    if let (Some(node), None) = (&ratio, &max_of) {
        let help = "add `max_of: …`, the lift whose max this is a share of";
        reader.error(Code::MissingKey, node.place(), "a ratio of what?", help);
    }
    let list = |reader: &mut Reader<'_>, map: &mut Map<'_>, key, what: &str| {
        map.get(key).and_then(|node| reader.texts(&node, what)).unwrap_or_default()
    };
    Exercise {
        name: map.text(reader, "name").unwrap_or_else(|| spoken(&slug)),
        max_of,
        ratio: ratio.and_then(|node| reader.notation(&node, parse_percent)).unwrap_or(Percent::WHOLE),
        gear: map.get("equipment").and_then(|node| reader.word(&node)).unwrap_or(Gear::Barbell),
        kind: map.get("kind").and_then(|node| reader.word(&node)).unwrap_or(Kind::Variation),
        muscles: map.get("muscles").map(|node| reader.words(&node, "`muscles`")).unwrap_or_default(),
        secondary: map.get("secondary").map(|node| reader.words(&node, "`secondary`")).unwrap_or_default(),
        cues: list(reader, map, "cues", "`cues`"),
        aliases: list(reader, map, "aliases", "`aliases`"),
        text: map.text(reader, "text").unwrap_or_default(),
        slug,
        place: Some(place),
    }
}

/// `spoto-press` → `Spoto press`.
fn spoken(slug: &Slug) -> String {
    let mut name = slug.as_str().replace('-', " ");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}
