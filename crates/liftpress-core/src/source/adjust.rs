//! `adjust`: what to do instead, depending on how the top set went.

use crate::model::{Branch, Condition, Look, parse_condition};

use super::context::Context;
use super::schema::BRANCH;
use super::weeks::scheme_list;
use super::yaml::{Map, Node, Reader};

/// The most branches of an entry. More do not fit on a page.
pub(super) const MAX_BRANCHES: usize = 12;

/// Returns the branches of an entry.
pub(super) fn adjust(reader: &mut Reader<'_>, map: &Map<'_>, context: &Context<'_>) -> Vec<Branch> {
    let Some(node) = map.get("adjust") else { return Vec::new() };
    let nodes = reader.list(&node, "`adjust`").unwrap_or_default();
    if nodes.len() > MAX_BRANCHES {
        let message = format!("`adjust` must have at most {MAX_BRANCHES} branches, found {}", nodes.len());
        reader.bad(&node, message, "keep the conditions that matter most");
    }
    nodes.iter().filter_map(|node| branch(reader, node, context)).collect()
}

fn branch(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Option<Branch> {
    let map = reader.keys(node, &BRANCH)?;
    let condition =
        map.required(reader, "if").and_then(|node| Some((reader.spelled(&node, parse_condition)?, node.place())));
    let exercise = map.get("exercise").map(|node| reader.exercise(&node));
    let sets = map.required(reader, "sets").map(|node| match node.plain() {
        Some("none") => None,
        _ => Some(scheme_list(reader, &node, context)),
    });
    let note = map.text(reader, "note").unwrap_or_default();
    map.finish(reader);
    // If the condition cannot be read, the program counts as broken. The branch is still returned, so that the names in
    // it are checked.
    let (condition, place) = condition.unwrap_or_else(|| (Condition::Look(Look::RepsMissed), node.place()));
    let exercise = match exercise {
        Some(exercise) => Some(exercise?),
        None => None,
    };
    Some(Branch { condition, exercise, sets: sets.flatten(), note, place })
}
