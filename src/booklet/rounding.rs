//! How weights were rounded, in words that follow "rounded".

use std::collections::BTreeMap;

use crate::model::{Slug, Word};
use crate::plan::{Day, Plan};
use crate::units::Rounding;

/// `to the nearest 2.5 kg; a tie goes up; Deadlift down; Squat down to the next 5 kg`: for all, and for the exercises of
/// the plan that are rounded in another way.
pub(super) fn rounding(plan: &Plan<'_>) -> String {
    let all = plan.lifter.rounding.all;
    let step = all.to.unwrap_or(plan.rack.step()).with_unit(plan.units);
    let mut parts = vec![match (&plan.lifter.equipment, all.to) {
        (None, _) => format!("{} {step}", next(all.way)),
        (Some(_), None) => format!("{} weight that your equipment can load", next(all.way)),
        (Some(_), Some(_)) => format!("{} {step} that your equipment can load", next(all.way)),
    }];
    if all.way == Rounding::Nearest {
        parts.push("a tie goes up".to_owned());
    }
    let items = plan.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items);
    let names: BTreeMap<&Slug, &str> = items.map(|item| (&item.exercise.slug, &*item.exercise.name)).collect();
    for (slug, (rule, _)) in &plan.lifter.rounding.of {
        if let Some(name) = names.get(slug).filter(|_| *rule != all) {
            parts.push(match rule.to {
                Some(to) => format!("{name} {} {}", next(rule.way), to.with_unit(plan.units)),
                None if rule.way == Rounding::Nearest => format!("{name} to the nearest"),
                None => format!("{name} {}", rule.way.word()),
            });
        }
    }
    parts.join("; ")
}

fn next(way: Rounding) -> &'static str {
    match way {
        Rounding::Nearest => "to the nearest",
        Rounding::Down => "down to the next",
        Rounding::Up => "up to the next",
    }
}
