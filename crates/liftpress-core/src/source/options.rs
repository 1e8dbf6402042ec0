//! Options: `options` of a program, `only` on its parts, and the choices of a lifter.

use crate::model::{Choice, Choices, Chosen, Only, OnlyOf, ProgramOption, Slug};

use super::schema::OPTION;
use super::yaml::{Map, Node, Reader};

/// The most options of a program, and the most choices of an option.
const MAX_ITEMS: usize = 50;

/// Reads `options: {supplemental: {choices: [bbb, fsl], default: fsl}}`.
pub(super) fn options(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<ProgramOption> {
    let Some(node) = map.get("options").filter(|node| is_few(reader, node)) else { return Vec::new() };
    let Some(map) = reader.map(&node, "`options`") else { return Vec::new() };
    map.entries().filter_map(|node| option(reader, &node)).collect()
}

fn is_few(reader: &mut Reader<'_>, node: &Node<'_>) -> bool {
    let number = node.len();
    if number > MAX_ITEMS {
        let message = format!("`{}` must have at most {MAX_ITEMS} items, found {number}", node.key());
        reader.bad(node, message, "split the program into several programs");
    }
    number <= MAX_ITEMS
}

fn option(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ProgramOption> {
    let slug = reader.slug_of(node.key(), node.key_place());
    let map = reader.keys(node, &OPTION)?;
    let place = map.placed(&node.key_place());
    let name = map.text(reader, "name");
    let choices = map.required(reader, "choices").and_then(|node| choices(reader, &node));
    let default = map.get("default").map(|node| (reader.slug(&node), node));
    map.finish(reader);
    let (slug, choices) = slug.zip(choices)?;
    if choices.is_empty() {
        reader.bad(node, "an option needs choices", "write `choices: [bbb, fsl]`");
        return None;
    }
    let default = match default {
        Some((Some(given), node)) => choices.iter().position(|choice| choice.slug == given).or_else(|| {
            let names = choices.iter().map(|choice| choice.slug.as_str());
            reader.no_such(&node, given.as_str(), format!("`{given}` is not one of the choices"), names);
            None
        })?,
        _ => 0,
    };
    Some(ProgramOption { name: name.unwrap_or_else(|| slug.spoken()), slug, choices, default, place })
}

/// Reads a list of slugs, or a map from slugs to names to print.
fn choices(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<Choice>> {
    let mut choices: Vec<Choice> = Vec::new();
    if !is_few(reader, node) {
        return None;
    }
    let mut add = |reader: &mut Reader<'_>, node: &Node<'_>, slug: Option<Slug>, name: Option<String>| {
        let Some(slug) = slug else { return };
        if choices.iter().any(|choice| choice.slug == slug) {
            reader.bad(node, format!("`{slug}` is listed twice"), "list each choice once");
        } else {
            choices.push(Choice { name: name.unwrap_or_else(|| slug.to_string()), slug });
        }
    };
    if node.is_map() {
        for node in reader.map(node, "`choices`").iter().flat_map(Map::entries) {
            let slug = reader.slug_of(node.key(), node.key_place());
            let name = reader.text(&node);
            add(reader, &node, slug, name);
        }
    } else {
        for node in reader.list(node, "`choices`")? {
            let slug = reader.slug(&node);
            add(reader, &node, slug, None);
        }
    }
    Some(choices)
}

/// Reads `only`, which gives one choice or a list of choices for each option: `{supplemental: fsl}`.
pub(super) fn only(reader: &mut Reader<'_>, map: &Map<'_>) -> Only {
    let Some(map) = map.get("only").and_then(|node| reader.map(&node, "`only`")) else { return Only::default() };
    let mut only = Vec::new();
    for node in map.entries() {
        let option = reader.slug_of(node.key(), node.key_place());
        let nodes = if node.is_list() { reader.list(&node, "`only`").unwrap_or_default() } else { vec![node] };
        let choices = nodes.iter().filter_map(|node| Some((reader.slug(node)?, node.place()))).collect();
        only.extend(option.map(|option| OnlyOf { option, choices, place: node.key_place() }));
    }
    Only(only)
}

/// Reads the choices of a lifter: `options: {supplemental: fsl}`.
pub(super) fn chosen(reader: &mut Reader<'_>, map: &Map<'_>) -> Choices {
    let mut choices = Choices::new();
    let Some(map) = map.get("options").and_then(|node| reader.map(&node, "`options`")) else { return choices };
    for node in map.entries() {
        let option = reader.slug_of(node.key(), node.key_place());
        let choice = reader.slug(&node);
        if let Some((option, choice)) = option.zip(choice) {
            let chosen = Chosen { choice, option_place: Some(node.key_place()), place: Some(node.place()) };
            choices.insert(option, chosen);
        }
    }
    choices
}
