//! Names and anchors of weeks and days, and warm-ups in words.

use crate::model::Labels;
use crate::plan::{Item, Plan, Rack, WarmupSet, Week};
use crate::text::isolated;

use super::words::{Wording, capital};

pub(super) fn week_anchor(week: &Week<'_>) -> String {
    format!("week-{}", week.number)
}

pub(super) fn day_anchor(week: &Week<'_>, index: usize) -> String {
    format!("week-{}-day-{}", week.number, index + 1)
}

/// Returns the name of the phase, or else its goal; empty if it has neither.
pub(super) fn phase_name(week: &Week<'_>, labels: &Labels) -> String {
    match (&week.phase.name, week.phase.goal) {
        (name, _) if !name.is_empty() => name.clone(),
        (_, Some(goal)) => capital(labels.goal(goal)),
        _ => String::new(),
    }
}

/// Returns the phase and, if the program has several, the cycle: `Volume · cycle 2`.
pub(super) fn phase_and_cycle(plan: &Plan<'_>, labels: &Labels, week: &Week<'_>) -> String {
    let name = phase_name(week, labels);
    match (plan.program.cycles > 1).then(|| labels.cycle_number(week.cycle)) {
        None => name,
        Some(cycle) if name.is_empty() => cycle,
        Some(cycle) => format!("{} · {cycle}", isolated(&name)),
    }
}

/// Returns a text for each warm-up set: `45 × 8`.
pub(super) fn warmup(words: Wording<'_>, rack: &Rack, item: &Item<'_>) -> Vec<String> {
    let said = |set: &WarmupSet| {
        let weight = words.bare_weight_of(rack, item.exercise, set.weight);
        let reps = words.reps(&set.reps);
        let once = if weight.is_empty() { reps } else { format!("{weight} × {reps}") };
        std::iter::repeat_n(once, set.sets.into())
    };
    item.warmup.iter().flat_map(said).collect()
}
