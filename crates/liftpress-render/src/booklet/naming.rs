//! What weeks and days are called, by people and in addresses, and how warm-ups are written.

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

/// Its name, or else its goal; empty where it has neither.
pub(super) fn phase_name(week: &Week<'_>, labels: &Labels) -> String {
    match (&week.phase.name, week.phase.goal) {
        (name, _) if !name.is_empty() => name.clone(),
        (_, Some(goal)) => capital(labels.goal(goal)),
        _ => String::new(),
    }
}

/// `Volume · cycle 2`
pub(super) fn phase_and_cycle(plan: &Plan<'_>, labels: &Labels, week: &Week<'_>) -> String {
    let name = phase_name(week, labels);
    match (plan.program.cycles > 1).then(|| labels.cycle_number(week.cycle)) {
        None => name,
        Some(cycle) if name.is_empty() => cycle,
        Some(cycle) => format!("{} · {cycle}", isolated(&name)),
    }
}

/// `45 × 8`, one for each set.
pub(super) fn warmup(words: Wording<'_>, rack: &Rack, item: &Item<'_>) -> Vec<String> {
    let said = |set: &WarmupSet| {
        let weight = words.bare_weight_of(rack, item.exercise, set.weight);
        let reps = words.reps(&set.reps);
        let once = if weight.is_empty() { reps } else { format!("{weight} × {reps}") };
        std::iter::repeat_n(once, set.sets.into())
    };
    item.warmup.iter().flat_map(said).collect()
}
