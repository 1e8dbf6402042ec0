//! How load and volume go from week to week within a phase.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Exercise, Goal, Muscle, Reps, Role, Slug, Word};
use crate::plan::{Day, Item, Line, Plan, Volume, Week, Weight};
use crate::units::{Mass, Percent, Range, Unit};

/// A top set may gain this much over the heaviest of the weeks before …
const MOST_LOAD: Percent = Percent::whole(110);
/// … or this much, whichever is more: on an empty bar the smallest plates are more than a tenth.
const LEAST_LOAD: Mass = Mass::whole(5, Unit::Kg);
/// A week may be this much of the most work of the weeks before.
const MOST_VOLUME: Percent = Percent::whole(160);
/// Weeks of fewer sets are small, whatever they are compared with.
const FEW_SETS: u32 = 12;

/// A lift's top set on a day.
struct TopSet<'p> {
    day: &'p Place,
    exercise: &'p Exercise,
    weight: Mass,
    /// Its share of the max, before rounding.
    share: Option<Percent>,
    reps: Range<u16>,
    place: &'p Place,
    week: u16,
}

impl TopSet<'_> {
    /// Its load as a share of an earlier one's, if that is too much at once.
    fn gain_on(&self, before: &Self) -> Option<Percent> {
        let shares = self.share.zip(before.share);
        // Weights would be off by what they are rounded.
        let gain = match shares {
            Some((now, before)) => ratio(now.millionths(), before.millionths()),
            None => self.weight.percent_of(before.weight),
        };
        let is_felt = self.weight > before.weight + LEAST_LOAD && self.reps.high >= before.reps.high;
        gain.filter(|gain| is_felt && *gain > MOST_LOAD)
    }
}

/// A number as a share of another; nothing of nothing.
fn ratio(now: i64, before: i64) -> Option<Percent> {
    (before > 0).then(|| Percent::of_millionths(now.saturating_mul(1_000_000) / before))
}

/// Strength comes at a few percent a week; what asks for a tenth more at once, for as many reps, is a slip or will be
/// missed. Compared with the heaviest week of the phase so far, so that a light week is no jump when it ends.
pub(super) fn load_jump(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for weeks in plan.phases() {
        let mut heaviest: Vec<TopSet<'_>> = Vec::new();
        for top in weeks.iter().flat_map(|week| week.days.iter().flat_map(|day| top_sets(day, week.in_phase))) {
            let is_same = |before: &&mut TopSet<'_>| before.day == top.day && before.exercise.slug == top.exercise.slug;
            let Some(before) = heaviest.iter_mut().find(is_same) else {
                heaviest.push(top);
                continue;
            };
            if let Some(gain) = top.gain_on(before) {
                let (slug, week, gain) = (&top.exercise.slug, top.week, more(gain));
                let message = format!(
                    "in week {week} the top set of `{slug}` is {gain} heavier than ever before, for no fewer reps"
                );
                let mut told = Diagnostic::advice(Code::LoadJump, top.place.clone(), message);
                if before.place != top.place {
                    told = told.also(before.place.clone(), format!("the heaviest so far, in week {}", before.week));
                }
                let help = "a few percent a week can be kept up: climb in smaller steps, or with fewer reps";
                found.push(told.help(help));
            }
            if top.weight > before.weight {
                *before = top;
            }
        }
    }
}

/// The heaviest top set of each lift of a day.
fn top_sets<'p>(day: &Day<'p>, week: u16) -> Vec<TopSet<'p>> {
    let mut tops: Vec<TopSet<'p>> = Vec::new();
    let items = day.blocks.iter().flat_map(|block| &block.top);
    for (item, line) in items.flat_map(|item| item.lines.iter().map(move |line| (item, line))) {
        let Some((weight, reps)) = worked(line) else { continue };
        let share = line.percent_of_max.map(|share| share.high);
        let top = TopSet { day: day.place, exercise: item.exercise, weight, share, reps, place: line.place, week };
        match tops.iter_mut().find(|top| top.exercise.slug == item.exercise.slug) {
            Some(heaviest) if heaviest.weight < weight => *heaviest = top,
            Some(_) => {}
            None => tops.push(top),
        }
    }
    tops
}

/// The weight and reps of a group, where both are numbers; a meet's attempts are a test, not training.
fn worked(line: &Line<'_>) -> Option<(Mass, Range<u16>)> {
    match (line.weight, &*line.reps()) {
        (_, Reps::Attempt(_)) => None,
        (Weight::Loaded(weight), reps) => Some((weight.high, reps.counted()?)),
        _ => None,
    }
}

/// Volume is got used to as load is: half as much again in a week brings soreness before it brings muscle. Sets count, or
/// tonnage where as many sets as before have no weight on paper; compared with the most of the phase so far.
pub(super) fn volume_jump(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for weeks in plan.phases() {
        let mut before: Vec<Volume> = Vec::new();
        for week in weeks {
            let volume = week.volume(plan.lifter.bodyweight);
            if let Some((more, of)) = jump(&volume, &before).filter(|_| volume.sets() >= FEW_SETS)
                && let Some(day) = week.days.first()
            {
                let message = format!("{} is {more} more {of} than any before it in its phase", called(week));
                let told = Diagnostic::advice(Code::VolumeJump, day.place.of("name"), message);
                found.push(told.help("add a few sets a week, or begin the phase with more of them"));
            }
            before.push(volume);
        }
    }
}

/// How much more work that is than ever before, and of what, if it is too much.
fn jump(now: &Volume, before: &[Volume]) -> Option<(Percent, &'static str)> {
    let unweighed = |volume: &Volume| volume.sets() - volume.weighed;
    let sets = before.iter().map(Volume::sets).max().and_then(|before| ratio(now.sets().into(), before.into()));
    let like = before.iter().filter(|volume| unweighed(volume) == unweighed(now));
    let tonnage = like.map(|volume| volume.tonnage).max().and_then(|before| now.tonnage.percent_of(before));
    let all = [sets, tonnage].into_iter().zip(["sets", "tonnage"]);
    let (share, of) = all.filter_map(|(share, of)| Some((share?, of))).find(|(share, _)| *share > MOST_VOLUME)?;
    Some((more(share), of))
}

/// What a share is beyond the whole: 121.4% → 21%.
fn more(share: Percent) -> Percent {
    share.plus(-Percent::WHOLE).rounded_to(Percent::whole(1))
}

/// `week 3 of Volume`
fn called(week: &Week<'_>) -> String {
    match week.phase.name.as_str() {
        "" => format!("week {}", week.in_phase),
        name => format!("week {} of {name}", week.in_phase),
    }
}

/// What a phase may train.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trained<'p> {
    /// A lift, as it is or made different.
    Lift(&'p Slug),
    /// A group of muscles.
    Muscle(Muscle),
}

impl Trained<'_> {
    fn is_by(self, exercise: &Exercise) -> bool {
        match self {
            Self::Lift(lift) => lift_of(exercise) == lift,
            Self::Muscle(muscle) => exercise.muscles.contains(&muscle) || exercise.secondary.contains(&muscle),
        }
    }
}

fn items<'w, 'p>(week: &'w Week<'p>) -> impl Iterator<Item = &'w Item<'p>> {
    week.days.iter().flat_map(Day::items)
}

/// The lift that an exercise is, or is a variation of.
fn lift_of(exercise: &Exercise) -> &Slug {
    exercise.max_of.as_ref().unwrap_or(&exercise.slug)
}

/// What is worth training is worth training every week: after ten days without, strength and skill begin to go. Light
/// weeks, and phases that are meant to be, are excused, and so are programs of one day a week.
pub(super) fn untrained(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for weeks in plan.phases().filter(|weeks| weeks.iter().any(|week| week.days.len() > 1)) {
        let full = full_weeks(weeks);
        let first = found.len();
        for (what, place) in subjects(&full) {
            let is_off = |week: &&&Week<'_>| !items(week).any(|item| what.is_by(item.exercise));
            let off: Vec<_> = full.iter().filter(is_off).map(|week| week.in_phase.to_string()).collect();
            // A lift that is left out leaves its muscles out; that is told once.
            if off.is_empty() || found[first..].iter().any(|told| told.place == *place) {
                continue;
            }
            let weeks = if off.len() == 1 { "week" } else { "weeks" };
            let (off, leave) = (off.join(", "), if off.len() == 1 { "leaves" } else { "leave" });
            let subject = match what {
                Trained::Lift(lift) => format!("`{lift}`"),
                Trained::Muscle(muscle) => muscle.word().to_owned(),
            };
            let message = format!("{weeks} {off} {leave} out {subject}, which this phase trains");
            let help = "strength and skill begin to go after ten days: keep a few sets; or make a light week a phase with `goal: deload`";
            found.push(Diagnostic::advice(Code::Untrained, place.clone(), message).help(help));
        }
    }
}

/// The weeks of a phase in which it is trained in earnest: no meet, and more than two thirds of the most sets.
fn full_weeks<'w, 'p>(weeks: &'w [Week<'p>]) -> Vec<&'w Week<'p>> {
    let sets = |week: &Week<'_>| week.volume(None).sets();
    let most = weeks.iter().map(sets).max().unwrap_or(0);
    let is_full = |week: &&Week<'_>| {
        let is_meant = !matches!(week.phase.goal, Some(Goal::Deload | Goal::Peaking));
        is_meant && !week.days.iter().any(Day::is_meet) && sets(week) * 3 > most * 2
    };
    weeks.iter().filter(is_full).collect()
}

/// The lifts of top sets and the muscles that are trained most, with where they are first.
fn subjects<'p>(weeks: &[&Week<'p>]) -> BTreeMap<Trained<'p>, &'p Place> {
    let mut subjects = BTreeMap::new();
    for item in weeks.iter().flat_map(|week| items(week)) {
        let lift = (item.role == Role::Top).then(|| Trained::Lift(lift_of(item.exercise)));
        let muscles = item.exercise.muscles.iter().map(|muscle| Trained::Muscle(*muscle));
        for what in lift.into_iter().chain(muscles) {
            subjects.entry(what).or_insert(&item.entry.exercise.place);
        }
    }
    subjects
}
