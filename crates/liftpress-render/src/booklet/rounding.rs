//! How weights were rounded, in words that follow "rounded".

use std::collections::BTreeMap;

use crate::model::{Labels, Slug};
use crate::plan::{Day, Plan};
use crate::units::Rounding;

use super::words::Wording;

/// Returns the lifter's rounding in words, followed by each exercise of the plan with a different rounding: `to the
/// nearest 2.5 kg; Deadlift down; Squat down to the next 5 kg`.
pub(super) fn rounding(plan: &Plan<'_>, words: Wording<'_>) -> String {
    let labels = words.labels;
    let all = plan.lifter.rounding.all;
    let step = words.mass_with_unit(all.to.unwrap_or(plan.rack.step()));
    let mut parts = vec![match (&plan.lifter.equipment, all.to) {
        (None, _) => to_step(labels, all.way, &step),
        (Some(_), None) => to_loadable(labels, all.way).to_owned(),
        (Some(_), Some(_)) => to_loadable_step(labels, all.way, &step),
    }];
    // A booklet does not mention the default for ties, which is to round up, as docs/pages/format.md says.
    if all.way == Rounding::Nearest && all.to.is_some() {
        parts.push(labels.tie_goes_up().to_owned());
    }
    let items = plan.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items);
    let names: BTreeMap<&Slug, &str> = items.map(|item| (&item.exercise.slug, &*item.exercise.name)).collect();
    for (slug, (rule, _)) in &plan.lifter.rounding.of {
        if let Some(name) = names.get(slug).filter(|_| *rule != all) {
            let how = match rule.to {
                Some(to) => &to_step(labels, rule.way, &words.mass_with_unit(to)),
                None => way(labels, rule.way),
            };
            parts.push(labels.exercise_rounded(name, how));
        }
    }
    parts.join("; ")
}

fn way(labels: &Labels, way: Rounding) -> &str {
    match way {
        Rounding::Nearest => labels.nearest(),
        Rounding::Down => labels.down(),
        Rounding::Up => labels.up(),
    }
}

fn to_step(labels: &Labels, way: Rounding, step: &str) -> String {
    match way {
        Rounding::Nearest => labels.nearest_step(step),
        Rounding::Down => labels.down_to_step(step),
        Rounding::Up => labels.up_to_step(step),
    }
}

fn to_loadable(labels: &Labels, way: Rounding) -> &str {
    match way {
        Rounding::Nearest => labels.nearest_loadable(),
        Rounding::Down => labels.down_to_loadable(),
        Rounding::Up => labels.up_to_loadable(),
    }
}

fn to_loadable_step(labels: &Labels, way: Rounding, step: &str) -> String {
    match way {
        Rounding::Nearest => labels.nearest_loadable_step(step),
        Rounding::Down => labels.down_to_loadable_step(step),
        Rounding::Up => labels.up_to_loadable_step(step),
    }
}
