//! Changes of weight and volume from week to week.

use std::collections::{BTreeMap, HashSet};

use super::loads::{Heaviness, Measure};
use super::session::sets;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Exercise, Goal, Muscle, Program, Reps, Role, Slug, Word};
use crate::plan::{Day, Item, Line, Plan, Week, Weight};
use crate::units::{Mass, Percent, Range, Unit};

/// A top set may have up to this percentage of the weight of the heaviest earlier one …
const MOST_LOAD: Percent = Percent::whole(110);
/// … or may be up to this much heavier, whichever allows more. With an empty bar, even the smallest plates add more
/// than 10%.
const LEAST_LOAD: Mass = Mass::whole(5, Unit::Kg);
/// A week may have up to this percentage of the work of the earlier week with the most work.
const MOST_VOLUME: Percent = Percent::whole(160);
/// Weeks with fewer sets than this are never reported.
const FEW_SETS: u32 = 12;

/// A top set: its weight, in a form that compares in the same way for every lifter, and its reps.
#[derive(Clone, Copy)]
struct TopSet<'p> {
    exercise: &'p Slug,
    weight: Option<Mass>,
    heaviness: Option<Heaviness>,
    /// The highest number of reps; `None` if the set has no rep count, or is an attempt.
    reps: Option<u16>,
    place: &'p Place,
    week: u16,
}

impl<'p> TopSet<'p> {
    fn of(item: &Item<'p>, line: &Line<'p>, week: u16, program: &Program) -> Self {
        let is_attempt = matches!(*line.reps, Reps::Attempt(_));
        Self {
            exercise: &item.exercise.slug,
            weight: if let Weight::Loaded(weight) = line.weight { Some(weight.high) } else { None },
            heaviness: Heaviness::of(line, program),
            // A meet's attempts are a test, not training.
            reps: line.reps.counted().map(|reps| reps.high).filter(|_| !is_attempt),
            place: line.place,
            week,
        }
    }

    /// Returns the weight as a percentage of the heaviest earlier set's, if the gain is too large. Otherwise returns
    /// `None`.
    fn gain_on(&self, before: &Self) -> Option<Percent> {
        let (now, then) = (self.heaviness?, before.heaviness?);
        let gain = ratio(now.amount.high, then.amount.high).filter(|_| now.measure == then.measure)?;
        let is_felt = self.weight? > before.weight? + LEAST_LOAD && self.reps? >= before.reps?;
        (is_felt && gain > MOST_LOAD).then_some(gain)
    }
}

/// Returns `now` as a percentage of `before`; `None` if `before` is 0.
fn ratio(now: i64, before: i64) -> Option<Percent> {
    let millionths = i128::from(now) * 1_000_000 / i128::from(before).max(1);
    (before > 0).then(|| i64::try_from(millionths).ok().map(Percent::of_millionths)).flatten()
}

/// Returns the heavier of two sets. If they are equally heavy, returns the one with more reps. Returns `None` if it
/// depends on the lifter which set is heavier.
fn heavier<'p>(one: TopSet<'p>, other: TopSet<'p>) -> Option<TopSet<'p>> {
    let (a, b) = (one.heaviness?, other.heaviness?);
    let reps = |set: TopSet<'_>| set.reps.unwrap_or(u16::MAX);
    let is_other = (b.amount.high, reps(other)) > (a.amount.high, reps(one));
    (a.measure == b.measure).then_some(if is_other { other } else { one })
}

/// Reports top sets that are much heavier than all earlier top sets of the lift, with at least as many reps. Lifters
/// gain a few percent a week, so such a set is a typing mistake, or the lifter will miss it.
///
/// A set is compared with the sets of all earlier days and phases, but only if its day had the lift in an earlier week
/// of the phase. The first week of a day or of a phase counts as new work. Later cycles repeat the first cycle, so they
/// are skipped.
pub(super) fn load_jump(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    // The heaviest set of each lift so far; `None` if it depends on the lifter which set is the heaviest.
    let mut heaviest: BTreeMap<&Slug, Option<TopSet<'_>>> = BTreeMap::new();
    let mut trained: HashSet<(&Place, &Place, &Slug)> = HashSet::new();
    for week in plan.weeks.iter().filter(|week| week.cycle == 1) {
        for day in &week.days {
            let tops: Vec<_> = top_sets(day, week, plan.program).collect();
            for top in heaviest_of_each(&tops) {
                let slug = top.exercise;
                let is_new = trained.insert((&week.phase.place, day.place, slug));
                let before = heaviest.get(slug).copied().flatten().filter(|_| !is_new);
                let Some((before, gain)) = before.and_then(|before| Some((before, top.gain_on(&before)?))) else {
                    continue;
                };
                let (week, gain) = (called(week), more(gain));
                let message = format!(
                    "in {week} the top set of `{slug}` is {gain} heavier than every earlier one, for at least as many reps"
                );
                let mut diagnostic = Diagnostic::advice(Code::LoadJump, top.place.clone(), message);
                if before.place != top.place {
                    diagnostic = diagnostic
                        .also(before.place.clone(), format!("the heaviest earlier one, in week {}", before.week));
                }
                let help = "write a smaller step, since lifters gain a few percent a week at most, or write fewer reps";
                found.push(diagnostic.help(help));
            }
            for top in tops {
                let known = heaviest.entry(top.exercise).or_insert(Some(top));
                *known = known.and_then(|known| heavier(known, top));
            }
        }
    }
}

fn top_sets<'p>(day: &Day<'p>, week: &Week<'p>, program: &Program) -> impl Iterator<Item = TopSet<'p>> {
    let items = day.blocks.iter().flat_map(|block| &block.top);
    let lines = items.flat_map(|item| item.lines.iter().map(move |line| (item, line)));
    lines.map(|(item, line)| TopSet::of(item, line, week.number, program))
}

/// Returns the heaviest set of each lift.
fn heaviest_of_each<'t, 'p>(tops: &'t [TopSet<'p>]) -> impl Iterator<Item = &'t TopSet<'p>> {
    let mut lifts: BTreeMap<&Slug, &TopSet<'_>> = BTreeMap::new();
    for top in tops {
        let known = lifts.entry(top.exercise).or_insert(top);
        if top.weight > known.weight {
            *known = top;
        }
    }
    lifts.into_values()
}

/// The work of a week, in a form that compares in the same way for every lifter.
struct WeekWork<'p> {
    /// The lowest and the highest number of sets.
    sets: Range<u32>,
    /// Reps × weight of each exercise, as a range; `None` if the reps or weight of a set are unknown.
    tonnage: Option<BTreeMap<&'p Slug, (Measure, Range<i64>)>>,
}

impl<'p> WeekWork<'p> {
    fn of(week: &'p Week<'p>, program: &Program) -> Self {
        Self { sets: sets(items(week)), tonnage: tonnage(week, program) }
    }

    /// Returns this week's work as a percentage of another week's, in sets and in tonnage. The value is a lower bound
    /// for every lifter; `None` if there is none.
    fn more_than(&self, before: &Self) -> [Option<Percent>; 2] {
        let sets = ratio(self.sets.low.into(), before.sets.high.into());
        let tonnage = self.tonnage.as_ref().zip(before.tonnage.as_ref()).and_then(|(now, before)| {
            // It depends on the lifter how much each exercise adds to the tonnage. But the whole tonnage grows at least
            // as much as that of the exercise that grows least.
            let gains = before.iter().map(|(slug, (measure, before))| {
                let now = now.get(slug).filter(|(own, _)| own == measure);
                now.and_then(|(_, now)| ratio(now.low, before.high))
            });
            gains.collect::<Option<Vec<_>>>()?.into_iter().min()
        });
        [sets, tonnage]
    }
}

fn tonnage<'p>(week: &'p Week<'p>, program: &Program) -> Option<BTreeMap<&'p Slug, (Measure, Range<i64>)>> {
    let mut of = BTreeMap::new();
    for (item, line) in items(week).flat_map(|item| item.lines.iter().map(move |line| (item, line))) {
        let Heaviness { measure, amount } = Heaviness::of(line, program)?;
        let reps = line.reps.counted().filter(|_| !matches!(*line.reps, Reps::AtLeast(_)))?;
        let lifted = |sets: u16, reps: u16, amount: i64| amount.saturating_mul(i64::from(sets) * i64::from(reps));
        let (known, sum) = of.entry(&item.exercise.slug).or_insert((measure, Range::one(0_i64)));
        if *known != measure {
            return None;
        }
        sum.low = sum.low.saturating_add(lifted(line.sets.low, reps.low, amount.low));
        sum.high = sum.high.saturating_add(lifted(line.sets.high, reps.high, amount.high));
    }
    Some(of)
}

/// Reports weeks with much more work than every earlier week of their phase. The body gets used to volume step by step,
/// and a large jump makes a lifter sore. The work is compared in sets, and also in tonnage if the tonnage is fully
/// known.
pub(super) fn volume_jump(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for weeks in plan.phases() {
        let mut before: Vec<WeekWork<'_>> = Vec::new();
        for week in weeks {
            let work = WeekWork::of(week, plan.program);
            if let Some((more, of)) = jump(&work, &before).filter(|_| work.sets.low >= FEW_SETS)
                && let Some(day) = week.days.first()
            {
                let message = format!("{} has {more} more {of} than every earlier week of its phase", called(week));
                let diagnostic = Diagnostic::advice(Code::VolumeJump, day.place.of("name"), message);
                found.push(diagnostic.help("add a few sets a week, or start the phase with more sets"));
            }
            before.push(work);
        }
    }
}

/// If a week has too much more work than every earlier one, returns how much more, and whether in sets or in tonnage.
fn jump(now: &WeekWork<'_>, before: &[WeekWork<'_>]) -> Option<(Percent, &'static str)> {
    let gains: Vec<_> = before.iter().map(|before| now.more_than(before)).collect();
    let least = |of: usize| gains.iter().map(|gain| gain[of]).collect::<Option<Vec<_>>>()?.into_iter().min();
    let all = [(least(0), "sets"), (least(1), "tonnage")];
    let (share, of) =
        all.into_iter().filter_map(|(share, of)| Some((share?, of))).find(|(share, _)| *share > MOST_VOLUME)?;
    Some((more(share), of))
}

/// Returns by how much a percentage exceeds 100%: 121.4% → 21%.
fn more(share: Percent) -> Percent {
    share.plus(-Percent::WHOLE).rounded_to(Percent::whole(1))
}

/// Returns the name of a week: `week 3 of Volume`.
fn called(week: &Week<'_>) -> String {
    match week.phase.name.as_str() {
        "" => format!("week {}", week.in_phase),
        name => format!("week {} of {name}", week.in_phase),
    }
}

/// A lift or a muscle that a phase trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trained<'p> {
    /// A lift, or a variation of it.
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

/// Returns the lift of which an exercise is a variation, or the exercise itself.
fn lift_of(exercise: &Exercise) -> &Slug {
    exercise.max_of.as_ref().unwrap_or(&exercise.slug)
}

/// Reports weeks that leave out a lift or a muscle that their phase trains. After about ten days without training,
/// strength and skill start to decline. Light weeks, light phases, and phases with one day a week are not reported.
pub(super) fn untrained(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for weeks in plan.phases().filter(|weeks| weeks.iter().any(|week| week.days.len() > 1)) {
        let full = full_weeks(weeks);
        let first = found.len();
        for (what, place) in subjects(&full) {
            let is_off = |week: &&&Week<'_>| !items(week).any(|item| what.is_by(item.exercise));
            let off: Vec<_> = full.iter().filter(is_off).map(|week| week.in_phase.to_string()).collect();
            // A week that leaves out a lift often leaves out its muscles too: one report is enough.
            if off.is_empty() || found[first..].iter().any(|other| other.place == *place) {
                continue;
            }
            let of_phase = weeks.first().map_or("", |week| week.phase.name.as_str());
            let of_phase = if of_phase.is_empty() { String::new() } else { format!(" of {of_phase}") };
            let weeks = if off.len() == 1 { "week" } else { "weeks" };
            let (off, leave) = (off.join(", "), if off.len() == 1 { "leaves" } else { "leave" });
            let subject = match what {
                Trained::Lift(lift) => format!("`{lift}`"),
                Trained::Muscle(muscle) => muscle.word().to_owned(),
            };
            let message = format!("{weeks} {off}{of_phase} {leave} out {subject}, which this phase trains");
            let help = "keep a few sets, since strength and skill start to go after ten days; or make a light week a phase with `goal: deload`";
            found.push(Diagnostic::advice(Code::Untrained, place.clone(), message).help(help));
        }
    }
}

/// Returns the weeks of a phase that are not light on purpose. They have no meet, and more than two thirds of the sets
/// of the week with the most sets.
fn full_weeks<'w, 'p>(weeks: &'w [Week<'p>]) -> Vec<&'w Week<'p>> {
    let sets = |week: &Week<'_>| week.volume(None).sets();
    let most = weeks.iter().map(sets).max().unwrap_or(0);
    let is_full = |week: &&Week<'_>| {
        let is_meant = !matches!(week.phase.goal, Some(Goal::Deload | Goal::Peaking));
        is_meant && !week.days.iter().any(Day::is_meet) && sets(week) * 3 > most * 2
    };
    weeks.iter().filter(is_full).collect()
}

/// Returns the lifts of top sets and the main muscles of exercises. Each has the place of its first occurrence.
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
