//! Schemes for the weeks of a phase.

use crate::diagnostic::{Code, Diagnostic, count_of};
use crate::model::{Scheme, WeekSchemes, parse_scheme, scheme_mistakes};
use crate::units::Unit;

use super::context::Context;
use super::yaml::{Node, Reader, misread};

/// Reads one scheme for all weeks, or a list with one for each week.
pub(super) fn scheme_list(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> WeekSchemes {
    if !node.is_list() {
        let scheme = scheme(reader, node, context.units);
        return scheme.map_or(WeekSchemes::Unread(Vec::new()), |scheme| WeekSchemes::Every(scheme, node.place()));
    }
    let nodes = reader.list(node, "a scheme for each week").unwrap_or_default();
    let mut is_read = nodes.len() == usize::from(context.weeks);
    let mut list = Vec::new();
    for node in &nodes {
        if node.is_null() {
            list.push(None);
            continue;
        }
        match scheme(reader, node, context.units) {
            Some(scheme) => list.push(Some((scheme, node.place()))),
            None => is_read = false,
        }
    }
    if nodes.len() != usize::from(context.weeks) {
        reader.report(wrong_length(node, nodes.len(), context));
    }
    if is_read { WeekSchemes::Each(list) } else { WeekSchemes::Unread(list.into_iter().flatten().collect()) }
}

/// Reads a scheme. If it cannot be read, every mistake in it is reported.
pub(super) fn scheme(reader: &mut Reader<'_>, node: &Node<'_>, units: Option<Unit>) -> Option<Scheme> {
    let scheme = reader.spelled(node, |text| parse_scheme(text, units));
    if let (None, Some(text)) = (&scheme, node.plain()) {
        // `spelled` has reported the first mistake.
        for error in scheme_mistakes(text, units).into_iter().skip(1) {
            reader.report(misread(text, node.place(), error));
        }
    }
    scheme
}

/// Returns the error for a list that does not have one scheme for each week.
fn wrong_length(node: &Node<'_>, given: usize, context: &Context<'_>) -> Diagnostic {
    let weeks = context.weeks;
    let expected = count_of(weeks.into(), "scheme");
    let message = format!("expected {expected} in this list, one for each week, found {given}");
    let help = if given > usize::from(weeks) {
        "inside `[ ]`, a comma starts the next week: write `then` between the groups of one week, or put quotes around them"
    } else {
        "write a scheme for each week, and `~` for a week without this exercise"
    };
    let diagnostic = Diagnostic::error(Code::WeekCount, node.place(), message).help(help);
    match context.weeks_place {
        Some(place) => diagnostic.also(place.clone(), count_of(weeks.into(), "week")),
        None => diagnostic,
    }
}
