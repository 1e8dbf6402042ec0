//! Builds the filters of the gallery, and the values of each program for them.
//!
//! The script of the gallery (`gallery.js`) only compares names, so a new filter needs no change in the script.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Goal, Labels, Level, Library, Program, Word};

use super::tag::Tags;

/// A filter for programs.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Filter {
    /// The name in addresses: `goal`.
    name: &'static str,
    /// The name for people.
    title: String,
    /// The choices; at least two.
    choices: Vec<FilterChoice>,
}

/// A choice of a filter.
#[derive(Debug, Serialize, JsonSchema)]
struct FilterChoice {
    /// The name in addresses: `strength`.
    value: String,
    /// The name for people.
    name: String,
}

/// The values of a program for one filter.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Facet {
    /// The name of the filter. The card has it as `data-NAME`.
    name: &'static str,
    /// The values, separated by spaces.
    values: String,
}

/// The number of weeks in a group. Programs are grouped by their length, because no visitor looks for exactly eleven weeks.
const WEEKS: u16 = 4;
/// The number of weeks from which on all programs are in one group.
const LONG: u16 = 13;

fn weeks_value(weeks: u16) -> String {
    if weeks >= LONG {
        return LONG.to_string();
    }
    let first = (weeks.saturating_sub(1)) / WEEKS * WEEKS + 1;
    format!("{first}-{}", first + WEEKS - 1)
}

/// Returns the name of each filter with the values of a program for it.
fn values(program: &Program, tags: &Tags<'_>, library: &Library) -> [(&'static str, Vec<String>); 6] {
    let goals = goals_of(program).into_iter().map(|goal| goal.word().to_owned()).collect();
    let level = program.level.iter().map(|level| level.word().to_owned()).collect();
    let days = vec![program.training_days_per_week().to_string()];
    let weeks = vec![weeks_value(program.weeks())];
    let lifts = library.lifts_of(program).iter().map(|lift| lift.slug.to_string()).collect();
    let tags = tags.of_program(program).into_iter().map(|tag| tag.slug.clone()).collect();
    [("goal", goals), ("level", level), ("days", days), ("weeks", weeks), ("lift", lifts), ("tag", tags)]
}

/// Returns the goals of a program's phases, each once.
pub(super) fn goals_of(program: &Program) -> Vec<Goal> {
    let mut goals = Vec::new();
    for goal in program.phases.iter().filter_map(|phase| phase.goal) {
        if !goals.contains(&goal) {
            goals.push(goal);
        }
    }
    goals
}

pub(super) fn facets(program: &Program, tags: &Tags<'_>, library: &Library) -> Vec<Facet> {
    let facet = |(name, values): (_, Vec<_>)| Facet { name, values: values.join(" ") };
    values(program, tags, library).into_iter().map(facet).collect()
}

pub(super) fn filters(programs: &[&Program], tags: &Tags<'_>, library: &Library, labels: &Labels) -> Vec<Filter> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, values) in programs.iter().flat_map(|program| values(program, tags, library)) {
        found.entry(name).or_default().extend(values);
    }
    let lifts = programs.iter().flat_map(|program| library.lifts_of(program));
    let lifts: BTreeMap<String, String> = lifts.map(|lift| (lift.slug.to_string(), lift.name.clone())).collect();
    let tags: BTreeMap<&str, &str> = tags.iter().map(|tag| (tag.slug.as_str(), tag.name)).collect();
    let goal = |value: &str| Goal::ALL.iter().find(|goal| goal.word() == value).map(|goal| labels.goal(*goal));
    let level = |value: &str| Level::ALL.iter().find(|level| level.word() == value).map(|level| labels.level(*level));
    let filter = |name: &'static str, title: &str, called: &dyn Fn(&str) -> Option<String>| {
        let mut values = found.get(name).cloned().unwrap_or_default();
        // Sort levels and goals in the order of their lists, numbers by size, and names by letter.
        values.sort_by_key(|value| (order(value), called(value).unwrap_or_default().to_lowercase()));
        values.dedup();
        let choices = values.into_iter().filter_map(|value| Some(FilterChoice { name: called(&value)?, value }));
        Filter { name, title: title.to_owned(), choices: choices.collect() }
    };
    let all = [
        filter("goal", labels.goal_heading(), &|value| goal(value).map(str::to_owned)),
        filter("level", labels.level_heading(), &|value| level(value).map(str::to_owned)),
        filter("days", labels.days_a_week(), &|value| Some(value.to_owned())),
        filter("weeks", labels.weeks(), &|value| Some(weeks_name(value, labels))),
        filter("lift", labels.lift(), &|value| lifts.get(value).cloned()),
        filter("tag", labels.tag(), &|value| tags.get(value).map(|name| (*name).to_owned())),
    ];
    all.into_iter().filter(|filter| filter.choices.len() > 1).collect()
}

fn weeks_name(value: &str, labels: &Labels) -> String {
    if value.contains('-') { value.replace('-', "–") } else { labels.weeks_or_more(value) }
}

/// Returns the position of a number, level or goal in its filter. Returns the largest number for other values, which are sorted
/// by letter.
fn order(value: &str) -> usize {
    let number = value.split('-').next().and_then(|first| first.parse().ok());
    let level = || Level::ALL.iter().position(|level| level.word() == value);
    let goal = || Goal::ALL.iter().position(|goal| goal.word() == value);
    number.or_else(level).or_else(goal).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_grouped_by_four() {
        let groups = [1, 4, 5, 12, 13, 52].map(weeks_value);
        assert_eq!(groups, ["1-4", "1-4", "5-8", "9-12", "13", "13"]);
        assert_eq!(weeks_name("5-8", &Labels::default()), "5–8");
        assert_eq!(weeks_name("13", &Labels::default()), "13 or more");
    }
}
