//! Schemes by week.

use crate::diagnostic::{Code, Diagnostic, count_of};
use crate::model::{WeekSchemes, parse_scheme};

use super::context::Context;
use super::yaml::{Node, Reader};

/// A scheme for every week, or a list of one for each.
pub(super) fn scheme_list(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Option<WeekSchemes> {
    let parse = |text: &str| parse_scheme(text, context.units);
    if !node.is_list() {
        return reader.spelled(node, parse).map(|scheme| WeekSchemes::Every(scheme, node.place()));
    }
    let nodes = reader.list(node, "a scheme for each week")?;
    let mut fine = true;
    let mut list = Vec::new();
    for node in &nodes {
        if node.value.is_null() {
            list.push(None);
            continue;
        }
        match reader.spelled(node, parse) {
            Some(scheme) => list.push(Some((scheme, node.place()))),
            None => fine = false,
        }
    }
    if nodes.len() != usize::from(context.weeks) {
        reader.report(wrong_length(node, nodes.len(), context));
        return None;
    }
    fine.then_some(WeekSchemes::Each(list))
}

/// Says that a list is not as long as the weeks it is for.
fn wrong_length(node: &Node<'_>, given: usize, context: &Context<'_>) -> Diagnostic {
    let weeks = context.weeks;
    let of_weeks = format!("{} in this list for {}", count_of(given, "scheme"), count_of(weeks.into(), "week"));
    let help = if given > usize::from(weeks) {
        "inside [ ] a comma starts the next week: write `then` between the groups of one week, or quote it"
    } else {
        "give each week its scheme; `~` stands for a week without"
    };
    let diagnostic = Diagnostic::error(Code::WeekCount, node.place(), of_weeks).help(help);
    match context.weeks_place {
        Some(place) => diagnostic.also(place.clone(), count_of(weeks.into(), "week")),
        None => diagnostic,
    }
}
