//! Sets that are a percentage off another set are never heavier than it.

use liftpress::model::{Anchor, Change, Exercise, Load, LoadRule, Role, Sign, Signed};
use liftpress::plan::{Hit, Item, Line, Plan, StripRow, Weight};

use super::{KG, days, for_every, plan};

/// Off the top set, off the set before, in every branch, and for any result of the top set.
#[test]
fn percent_off_never_adds_weight() {
    for_every(300, |case, folder| {
        let content = case.read(folder, KG);
        let plan = plan(&content)?;
        for block in days(&plan).flat_map(|day| &day.blocks) {
            let tops: Vec<_> = block.top.iter().flat_map(sets_of).collect();
            let mut before = tops.last().copied();
            for item in &block.backoff {
                for other in &item.alternatives {
                    let sets: Vec<_> = other.lines.iter().map(|line| (other.exercise, line)).collect();
                    check_off(&plan, &tops, before, &sets);
                }
                let sets: Vec<_> = sets_of(item).collect();
                check_off(&plan, &tops, before, &sets);
                before = sets.last().copied();
            }
            for strip in &block.strips {
                let own = |row: &&StripRow<'_>| row.exercise.slug == strip.exercise.slug;
                // If the top set comes out below the other sets of `top`, one of those is the heaviest.
                let others = tops.iter().filter(|(top, _)| top.slug == strip.exercise.slug);
                let heaviest = others.filter_map(|(_, line)| line.weight.heaviest()).max();
                for row in strip.rows.iter().filter(own).filter(|row| is_off(&row.line, Anchor::Top)) {
                    for (hit, weight) in strip.hits.iter().zip(&row.weights) {
                        let Hit::Weight(hit) = *hit else { continue };
                        assert!(Some(hit) < heaviest || weight.heaviest() <= Some(hit), "{row:?} of {:?}", strip.hits);
                    }
                }
            }
        }
        Some(())
    });
}

type Set<'p, 'a> = (&'a Exercise, &'p Line<'a>);

fn sets_of<'p, 'a>(item: &'p Item<'a>) -> impl Iterator<Item = Set<'p, 'a>> {
    item.lines.iter().map(|line| (item.exercise, line))
}

/// Compares sets in order with the heaviest of `tops` and with the set before each.
fn check_off<'p, 'a>(plan: &Plan<'_>, tops: &[Set<'p, 'a>], mut before: Option<Set<'p, 'a>>, sets: &[Set<'p, 'a>]) {
    for (exercise, line) in sets {
        let is_only = tops.iter().all(|(top, _)| top.slug == tops[0].0.slug);
        let of_lift = tops.iter().filter(|(top, _)| is_only || top.slug == exercise.slug);
        let top = of_lift.max_by_key(|(_, top)| top.weight.heaviest()).copied();
        for (anchor, base) in [(Anchor::Top, top), (Anchor::Previous, before)] {
            let Some((lift, base)) = base.filter(|_| is_off(line, anchor)) else { continue };
            // On other equipment, or with other rounding, there may be no weight that light.
            let Weight::Loaded(mass) = base.weight else { continue };
            let same = lift.slug == exercise.slug;
            if same || !is_points(line) && plan.rack.fit(mass.high, exercise).mass == mass.high {
                assert!(line.weight.heaviest() <= base.weight.heaviest(), "{line:?} after {base:?}");
            }
        }
        before = Some((*exercise, *line));
    }
}

fn change(line: &Line<'_>, of: Anchor) -> Option<Signed<Change>> {
    match line.load() {
        Some(Load { rule: LoadRule::Relative { anchor, change, .. }, step: None, .. }) if *anchor == of => *change,
        _ => None,
    }
}

/// Returns whether a set refers to a lighter share of another.
fn is_off(line: &Line<'_>, of: Anchor) -> bool {
    let is_plain_drop = of == Anchor::Previous && line.role == Role::Drop && line.load().is_none();
    is_plain_drop || change(line, of).is_some_and(|change| change.sign == Sign::Minus)
}

/// Points refer to the exercise's own max, which can exceed that of the top set's lift.
fn is_points(line: &Line<'_>) -> bool {
    change(line, Anchor::Top).is_some_and(|change| matches!(change.by, Change::Points(_)))
}
