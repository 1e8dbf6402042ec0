//! The size of a program: how much liftpress has to calculate.

use super::{DayContent, Entry, Group, GroupKind, Phase, Program, Scheme, Warmup, WeekSchemes};

impl Program {
    /// Returns the highest number of groups of sets that a plan of this program can have, with any choices. Branches
    /// and warm-ups are included. In a group in which each set is calculated from the set before it, each set counts as
    /// a group. The time and memory for a plan grow with this number.
    #[must_use]
    pub fn most_groups(&self) -> u64 {
        let in_cycle = self.phases.iter().map(of_phase).fold(0, u64::saturating_add);
        in_cycle.saturating_mul(self.cycles.into())
    }
}

fn of_phase(phase: &Phase) -> u64 {
    let all = phase.days.iter().flat_map(|day| &day.weeks);
    let of_weeks = all.map(|of| {
        let weeks = of.weeks.high.min(phase.weeks).saturating_sub(of.weeks.low.saturating_sub(1));
        of_content(&of.content, weeks.into())
    });
    of_weeks.fold(0, u64::saturating_add)
}

/// Returns the number of groups of a day's content over `weeks` weeks.
fn of_content(content: &DayContent, weeks: u64) -> u64 {
    let own = content.warmups().map(|warmup| if let Warmup::Sets(scheme, _) = warmup { of_scheme(scheme) } else { 0 });
    // The day's own warm-up can come before each of the day's blocks.
    let blocks = content.blocks.len().max(1) as u64;
    let warmups = own.fold(0, u64::saturating_add).saturating_mul(blocks).saturating_mul(weeks);
    content.entries().map(|(_, entry)| of_entry(entry, weeks)).fold(warmups, u64::saturating_add)
}

fn of_entry(entry: &Entry, weeks: u64) -> u64 {
    let branches = entry.adjust.iter().filter_map(|branch| branch.sets.as_ref());
    [&entry.sets].into_iter().chain(branches).map(|sets| of_weeks(sets, weeks)).fold(0, u64::saturating_add)
}

fn of_weeks(sets: &WeekSchemes, weeks: u64) -> u64 {
    let all = sets.iter().map(|(scheme, _)| of_scheme(scheme)).fold(0, u64::saturating_add);
    if matches!(sets, WeekSchemes::Every(..)) { all.saturating_mul(weeks) } else { all }
}

fn of_scheme(scheme: &Scheme) -> u64 {
    scheme.groups.iter().map(of_group).sum()
}

fn of_group(group: &Group) -> u64 {
    match group.kind {
        GroupKind::Work { sets } if group.load.as_ref().is_some_and(|load| load.value.compounds()) => sets.high.into(),
        _ => 1,
    }
}
