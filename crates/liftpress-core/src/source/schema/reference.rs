//! `docs/pages/keys.md`: tables of all keys, generated from their declarations. `LIFTPRESS_BLESS=1` updates the file.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::shape::{Key, Keys, Shape};
use super::{EXERCISE, LIFTER, PAGE, PROGRAM, SETTINGS};

const INTRODUCTION: &str = "\
# Keys

All keys of all files, with their values and meanings. [The format](format.md) explains them with examples.

This page is generated from `crates/liftpress-core/src/source/schema/`. The schemas of `liftpress schema` and the messages about \
unknown keys have the same source.
";

/// The kinds of files, with the titles of their sections.
const FILES: [(&str, &Keys); 5] = [
    ("Programs: `programs/*.yaml`", &PROGRAM),
    ("Lifters: `lifters/*.yaml`", &LIFTER),
    ("Exercises: `exercises/*.md`", &EXERCISE),
    ("Settings: `liftpress.yaml`", &SETTINGS),
    ("Pages: `pages/*.md`", &PAGE),
];

/// Returns the tables of all keys of all files, in Markdown: each key, its values and its meaning.
#[must_use]
pub fn reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut seen = BTreeSet::new();
    for (title, file) in FILES {
        let _ = write!(page, "\n## {title}\n\n{}\n\n", file.about.trim());
        table(&mut page, file);
        for inner in inside(file, &mut seen) {
            let _ = write!(page, "\n### {}\n\n", title_of(inner));
            table(&mut page, inner);
        }
    }
    page
}

fn table(page: &mut String, keys: &Keys) {
    page.push_str("| key | value | meaning |\n|---|---|---|\n");
    for Key { name, about, takes, is_required } in keys.all() {
        let needed = if *is_required { " (required)" } else { "" };
        let about = if about.is_empty() { own_description(takes) } else { about };
        let _ = writeln!(page, "| `{name}`{needed} | {} | {} |", cell(&words(takes)), cell(about.trim()));
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Returns the first paragraph of a value's own description, for keys that have no description.
fn own_description(shape: &Shape) -> &'static str {
    match shape {
        Shape::About(about, _) => about.split("\n\n").next().unwrap_or_default(),
        Shape::Named(_, shape) => own_description(shape),
        Shape::Either(shapes) => shapes.first().map_or("", own_description),
        _ => "",
    }
}

/// Returns every key of the files, with the name of its map.
#[cfg(test)]
pub(crate) fn declared() -> Vec<(&'static str, &'static str)> {
    let mut seen = BTreeSet::new();
    let of_file = |(_, file): &(&str, &'static Keys)| {
        let maps = [vec![*file], inside(file, &mut seen)].concat();
        maps.into_iter().flat_map(|map| map.all().map(|key| (map.what, key.name))).collect::<Vec<_>>()
    };
    FILES.iter().flat_map(of_file).collect()
}

/// Returns the maps in a file, in the order in which they appear, each once.
fn inside(keys: &Keys, seen: &mut BTreeSet<&'static str>) -> Vec<&'static Keys> {
    let mut found = Vec::new();
    for key in keys.all() {
        maps(&key.takes, seen, &mut found);
    }
    found
}

fn maps(shape: &Shape, seen: &mut BTreeSet<&'static str>, found: &mut Vec<&'static Keys>) {
    match shape {
        Shape::Plain(..) => {}
        Shape::Custom(_, maps_of, _) => {
            for keys in *maps_of {
                maps(&Shape::Keys(keys), seen, found);
            }
        }
        Shape::Keys(keys) | Shape::Item(keys) => {
            if seen.insert(keys.name) {
                found.push(keys);
                for key in keys.all() {
                    maps(&key.takes, seen, found);
                }
            }
        }
        Shape::Either(shapes) => shapes.iter().for_each(|shape| maps(shape, seen, found)),
        Shape::Named(_, shape)
        | Shape::About(_, shape)
        | Shape::Optional(shape)
        | Shape::List(shape)
        | Shape::Bounded(shape, ..)
        | Shape::ByName(shape)
        | Shape::ByExercise(shape) => maps(shape, seen, found),
    }
}

/// Returns the possible values of a shape, in words.
fn words(shape: &Shape) -> String {
    match shape {
        Shape::Plain("", schema) => {
            let schema = schema();
            let all = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
            format!("one of {}", all.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
        }
        Shape::Plain("a whole number", schema) => {
            let schema = schema();
            format!("{} to {}", schema["minimum"], schema["maximum"])
        }
        Shape::Plain(words, _) | Shape::Custom(words, ..) => (*words).to_owned(),
        Shape::Keys(keys) | Shape::Item(keys) => format!("[{}](#{})", keys.what, anchor(&title_of(keys))),
        Shape::Named(_, shape) | Shape::About(_, shape) => words(shape),
        Shape::Optional(shape) => format!("{} or `~`", words(shape)),
        Shape::Either(shapes) => shapes.iter().map(words).collect::<Vec<_>>().join(", or "),
        Shape::List(shape) | Shape::Bounded(shape, ..) => format!("a list (each item is {})", words(shape)),
        Shape::ByName(shape) => format!("a map from names to {}", words(shape)),
        Shape::ByExercise(shape) => format!("a map from exercises to {}", words(shape)),
    }
}

/// Returns the title of a table: `LongEntry` becomes `Long entry`.
fn title_of(keys: &Keys) -> String {
    let mut title = String::new();
    for c in keys.name.chars() {
        if c.is_uppercase() && !title.is_empty() {
            title.push(' ');
            title.extend(c.to_lowercase());
        } else {
            title.push(c);
        }
    }
    title
}

fn anchor(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::shape::Definitions;
    use super::*;

    #[test]
    fn the_reference_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/pages/keys.md");
        let page = reference();
        if std::env::var_os("LIFTPRESS_BLESS").is_some() {
            fs::write(path, &page).unwrap();
        }
        let found = fs::read_to_string(path).unwrap_or_default();
        assert!(found == page, "docs/pages/keys.md differs from the declarations; update it with LIFTPRESS_BLESS=1");
    }

    /// Every map in a schema has its table.
    #[test]
    fn every_closed_map_is_in_the_reference() {
        for (_, file) in FILES {
            let schema = Definitions::of_file(file);
            let maps = inside(file, &mut BTreeSet::new());
            let closed = schema["definitions"].as_object().into_iter().flatten();
            let closed = closed.filter(|(name, map)| map["additionalProperties"] == false && *name != "LabelTexts");
            for (name, _) in closed {
                assert!(maps.iter().any(|keys| keys.name == *name), "{name} has no table");
            }
        }
    }
}
