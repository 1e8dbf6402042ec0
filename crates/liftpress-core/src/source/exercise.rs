//! Exercises: front matter and a description, `exercises/*.md`.

use crate::diagnostic::{Code, Place};
use crate::model::{Exercise, Slug, parse_percent};

use super::equipment::sleeves;
use super::schema::EXERCISE;
use super::yaml::{Map, Node, Reader};

pub(super) fn exercise(
    reader: &mut Reader<'_>,
    root: &Node<'_>,
    slug: Slug,
    file: &Place,
    text: &str,
) -> Option<Exercise> {
    let map = reader.keys(root, &EXERCISE)?;
    map.required(reader, "name")?;
    let exercise = exercise_keys(reader, &map, slug, file);
    map.finish(reader);
    Some(Exercise { text: text.trim().to_owned(), ..exercise })
}

/// Reads the keys of an exercise, in its own file or in a program.
pub(super) fn exercise_keys(reader: &mut Reader<'_>, map: &Map<'_>, slug: Slug, place: &Place) -> Exercise {
    let max_of = map.get("max_of").and_then(|node| Some(reader.exercise(&node)?.slug));
    let ratio = map.get("ratio");
    if let (Some(node), None) = (&ratio, &max_of) {
        let help = "add `max_of: bench`, the lift whose max `ratio` is a share of";
        reader.error(Code::MissingKey, node.place(), "`ratio` needs `max_of`", help);
    }
    let list = |reader: &mut Reader<'_>, map: &Map<'_>, key, what: &str| {
        map.get(key).and_then(|node| reader.texts(&node, what)).unwrap_or_default()
    };
    let plain = Exercise::new(slug);
    Exercise {
        name: map.text(reader, "name").unwrap_or(plain.name),
        max_of,
        ratio: ratio.and_then(|node| reader.spelled(&node, parse_percent)).unwrap_or(plain.ratio),
        gear: map.get("equipment").and_then(|node| reader.word(&node)).unwrap_or(plain.gear),
        sleeves: map.get("sleeves").and_then(|node| sleeves(reader, &node)),
        kind: map.get("kind").and_then(|node| reader.word(&node)).unwrap_or(plain.kind),
        muscles: map.get("muscles").map(|node| reader.words(&node, "`muscles`")).unwrap_or_default(),
        secondary: map.get("secondary").map(|node| reader.words(&node, "`secondary`")).unwrap_or_default(),
        cues: list(reader, map, "cues", "`cues`"),
        aliases: list(reader, map, "aliases", "`aliases`"),
        text: map.text(reader, "text").unwrap_or_default(),
        slug: plain.slug,
        place: Some(map.placed(place)),
    }
}
