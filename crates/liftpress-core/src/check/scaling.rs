//! Checks that the percentages of a phase and the progress of cycles change some set.

use super::loads::{is_heavier, load_place, top_set};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Entry, GroupKind, Load, LoadRule, MaxKind, Phase, Reps, Role, Scale, Scheme};
use crate::plan::{Line, Plan};
use crate::units::Percent;

/// Work up to this percentage of the 1RM is light. The deload week of 5/3/1 ends at 60%.
const LIGHT: Percent = Percent::whole(60);
/// Sets up to this effort, RPE 6, are easy: the lifter has four good reps in reserve. In half points of RPE.
const EASY: u8 = 12;

/// Reports phases whose percentages change none of their sets, such as `top` in a phase without a weight to scale.
pub(super) fn nothing_scaled(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for phase in plan.phases().filter_map(|weeks| Some(weeks.first()?.phase)) {
        let written: Vec<_> = shares(phase).into_iter().filter(|(_, _, scale)| is_less(phase, scale)).collect();
        let Some((first, ..)) = written.first() else { continue };
        if written.iter().any(|(_, role, scale)| changes_something(phase, *role, scale)) {
            continue;
        }
        let keys: Vec<_> = written.iter().map(|(key, ..)| format!("`{key}`")).collect();
        let verb = if keys.len() == 1 { "changes" } else { "change" };
        let message = format!("{} {verb} nothing in this phase", keys.join(" and "));
        found
            .push(Diagnostic::warning(Code::NothingScaled, phase.place.of(first), message).help(
                "write the key of the work that the phase has: `top: 90%`, `backoff: 50%` or `accessories: 50%`",
            ));
    }
}

/// Returns the percentages of a phase, each with its key and the role of the sets that it scales.
fn shares(phase: &Phase) -> [(&'static str, Role, &Scale); 3] {
    [
        ("top", Role::Top, &phase.top),
        ("backoff", Role::Backoff, &phase.backoff),
        ("accessories", Role::Accessory, &phase.accessories),
    ]
}

fn is_less(phase: &Phase, scale: &Scale) -> bool {
    (0..phase.weeks).any(|week| scale.of_week(week) != Percent::WHOLE)
}

/// Returns whether a percentage of a phase changes one of the phase's sets.
fn changes_something(phase: &Phase, role: Role, scale: &Scale) -> bool {
    (1..=phase.weeks).any(|week| {
        let share = scale.of_week(week - 1);
        let days = phase.days.iter().filter_map(|day| day.of_week(week));
        let mut schemes = days.flat_map(|weeks| {
            let entries = weeks.content.entries().filter(|(of, _)| *of == role);
            entries.filter_map(move |(_, entry): (_, &Entry)| entry.sets.of_week(week - weeks.lists_from))
        });
        schemes.any(|(scheme, _)| if role == Role::Top { is_lighter(scheme, share) } else { is_shorter(scheme, share) })
    })
}

fn is_lighter(scheme: &Scheme, share: Percent) -> bool {
    // For loads with bodyweight, the percentage is of the total load, which depends on the lifter.
    let with_bodyweight = |load: &Load| share != Percent::WHOLE && matches!(load.rule, LoadRule::Bodyweight(_));
    let is_scaled = |load: &Load| with_bodyweight(load) || load.scaled(share) != *load;
    let groups = scheme.groups.iter().filter(|group| !group.is_attempt());
    groups.filter_map(|group| group.load.as_ref()).any(|load| is_scaled(&load.value))
}

fn is_shorter(scheme: &Scheme, share: Percent) -> bool {
    let count = scheme.groups.iter().map(|group| match group.kind {
        GroupKind::Work { sets } => sets.high,
        GroupKind::Drop => 1,
    });
    let count = count.fold(0_u16, u16::saturating_add);
    let is_open = scheme.groups.iter().any(|group| matches!(group.reps, Reps::AtLeast(_)));
    share.of_count(count) != count || (is_open && share < Percent::WHOLE)
}

/// Reports sets that are still heavy in a phase that makes top sets lighter: sets by effort, and back-off sets by
/// percentages.
pub(super) fn stays_heavy(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for week in &plan.weeks {
        let share = week.phase.top.of_week(week.in_phase - 1);
        if share >= Percent::WHOLE {
            continue;
        }
        let blocks = || week.days.iter().flat_map(|day| &day.blocks);
        let top = blocks().flat_map(|block| &block.top).flat_map(|item| &item.lines);
        let top = top.filter(|line| !line.group.is_attempt());
        let by_effort = top.filter_map(|line| Some((effort(line)?, line)));
        // `heavy-backoff` reports back-off sets that are heavier than the top set.
        let backoff = blocks().flat_map(|block| block.backoff.iter().map(move |item| (top_set(block, item), item)));
        let backoff = backoff.flat_map(|(top, item)| {
            item.lines.iter().filter(move |line| !top.is_some_and(|top| is_heavier(line, top, plan.program)))
        });
        let others = backoff.filter_map(|line| Some((effort(line).or_else(|| percentage(line))?, line)));
        for (load, line) in by_effort.chain(others) {
            let message = format!("`{load}` stays as heavy as it is in a phase with `top: {share}`");
            found.push(
                Diagnostic::advice(Code::StaysHeavy, load_place(line), message)
                    .also(week.phase.place.of("top"), "this makes other sets lighter")
                    .help(
                        "for back-off work, write `top -10%`, which follows the top set; for a set by effort, write a percentage, or give the phase its own `days`",
                    ),
            );
        }
    }
}

/// Returns the effort that decides a weight, if the set leaves fewer than four reps in reserve. Otherwise returns
/// `None`.
fn effort(line: &Line<'_>) -> Option<String> {
    match line.load()?.rule {
        LoadRule::Effort(effort) if effort.range.high.in_halves() > EASY => Some(effort.to_string()),
        _ => None,
    }
}

/// Returns the percentage of a max that decides a weight, if the set is heavy. Otherwise returns `None`.
fn percentage(line: &Line<'_>) -> Option<String> {
    match &line.load()?.rule {
        LoadRule::Percent { of, .. } if of.kind != Some(MaxKind::Estimated) => {
            line.percent_of_max.filter(|share| share.high > LIGHT)?;
            line.percent.map(|percent| percent.to_string())
        }
        _ => None,
    }
}

/// Reports `progress` that changes no weight. `progress` adds to maxes, so a written weight is the same in each cycle.
pub(super) fn idle_progress(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    let program = plan.program;
    if program.cycles < 2 {
        return;
    }
    // Unknown names are skipped, because `unknown-exercise` reports them.
    let known = program.progress.iter().filter(|(slug, _)| plan.basis.library.find(program, slug).is_some());
    for (slug, (_, place)) in known {
        let source = |exercise| &plan.basis.library.source_of_max(program, exercise).slug;
        let mut lifts = plan.maxes.iter().flat_map(|max| [&max.exercise.slug, source(max.exercise)]);
        let is_used = lifts.any(|lift| lift == slug);
        let schemes = program.schemes().filter(|(_, entry, ..)| entry.exercise.slug == *slug);
        let fixed = schemes.filter(|(role, ..)| !is_used || *role == Role::Top).find_map(|(_, _, scheme, at)| {
            let mut loads = scheme.groups.iter().filter_map(|group| group.load.as_ref());
            let load =
                loads.find(|load| matches!(load.value.rule, LoadRule::Absolute(_) | LoadRule::Bodyweight(Some(_))))?;
            Some((load.value.to_string(), at.clone().within(load.span.clone())))
        });
        let message = match &fixed {
            Some((load, _)) => {
                format!("`progress` adds nothing to the written weight `{load}`, which stays the same in every cycle")
            }
            None if !is_used => format!("`progress` adds to the max of `{slug}`, but no weight depends on that max"),
            None => continue,
        };
        let diagnostic = Diagnostic::warning(Code::IdleProgress, place.clone(), message).help(
            "write a percentage of the max, as in `5x5 @ 80%`, or add weight within a cycle, as in `5x5 @ 100 kg +2.5 kg/week`",
        );
        found.push(match fixed {
            Some((_, at)) => diagnostic.also(at, "this weight"),
            None => diagnostic,
        });
    }
}
