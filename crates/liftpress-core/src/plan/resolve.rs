//! The weight of one group of sets: from its load, the lifter's maxes, and the sets before it.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    Amount, Change, Exercise, GroupKind, Load, LoadRule, MaxKind, Phase, Reference, Reps, Sign, Signed, Slug, Step,
};
use crate::units::{Mass, Percent, Range, Rpe, Unit};

use super::Weight;
use super::anchors::{Anchors, Done, Outcome, Performance, Share, Slot, no_previous};
use super::loading::Rack;
use super::maxes::{Maxes, Missing};
use super::rules::{growth, off_amount, off_percent, off_points, plus, stepped, stepped_percent};
use super::when::When;

/// A drop without a load is that much off the set before it.
pub(super) const DROP: Percent = Percent::whole(20);
/// A written weight may be this much of the lifter's max: they may have got stronger since.
const MOST_OF_MAX: Percent = Percent::whole(105);
/// Percentages above this are told to the author.
pub(crate) const HIGH: Percent = Percent::whole(120);

/// Works out loads for one lifter; what is wrong is collected.
pub(super) struct Resolver<'a> {
    pub(super) maxes: Maxes<'a>,
    pub(super) rack: Rack,
    pub(super) units: Unit,
    /// Where a missing max is reported: the lifter's file, if there is one.
    pub(super) lifter_place: Option<&'a Place>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What was told of which place, and with which words where there may be several.
    pub(super) told: HashSet<(Code, Place, Option<String>)>,
    /// Whether what is wrong is told: of what only might happen, nothing is.
    pub(super) tells: bool,
    /// Lifts that percentages were taken of, with the first phase in which that was of a training max, if any.
    pub(super) used: BTreeMap<&'a Slug, Option<&'a Phase>>,
}

pub(super) type Resolved<T> = Result<T, Diagnostic>;

/// A load to be worked out, where it stands, and in which week.
pub(super) struct Ask<'s, 'a> {
    pub(super) slot: &'s Slot<'a>,
    pub(super) load: &'s Load,
    pub(super) place: Place,
    pub(super) when: When<'a>,
}

impl Ask<'_, '_> {
    /// An error at the load.
    pub(super) fn error<T>(&self, code: Code, message: impl Into<String>, help: &str) -> Resolved<T> {
        Err(Diagnostic::error(code, self.place.clone(), message).help(help))
    }

    /// Whether the weeks multiply nothing by now.
    fn only_adds(&self) -> bool {
        self.when.week == 0 || !matches!(self.load.step, Some(Step::Factor(_)))
    }

    /// A weekly step of percentage points needs a percentage to add them to.
    fn refuse_points(&self) -> Resolved<()> {
        match self.load.step {
            Some(Step::Points(_)) => self.error(
                Code::NoPercentage,
                "points of the max each week, behind a load that is no percentage",
                "let it grow by a weight (+2.5 kg/week) or by a factor (x1.025/week)",
            ),
            _ => Ok(()),
        }
    }
}

impl<'a> Resolver<'a> {
    /// The group's weight; an error is reported, and nothing returned.
    pub(super) fn resolve(&mut self, slot: &Slot<'a>, anchors: &Anchors<'_, 'a>, when: When<'a>) -> Outcome {
        let done = self.group(slot, anchors, when).unwrap_or_else(|diagnostic| {
            self.tell(diagnostic);
            None
        })?;
        Some(Done { performance: planned(slot), ..done })
    }

    /// Reports, but the same thing of the same place only once: it recurs in every week.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        // All missing maxes are told at the one place where the lifter names the program.
        let words = (diagnostic.code == Code::NoMax).then(|| diagnostic.message.clone());
        if self.tells && self.told.insert((diagnostic.code, diagnostic.place.clone(), words)) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// An error at a program's line that only lifters like this one draw.
    pub(super) fn of_lifter(&self, diagnostic: Diagnostic) -> Diagnostic {
        let alike = diagnostic.message.clone();
        diagnostic.for_lifter(&self.maxes.lifter.name, alike)
    }

    fn group(&mut self, slot: &Slot<'a>, anchors: &Anchors<'_, 'a>, when: When<'a>) -> Resolved<Outcome> {
        if slot.group.kind == GroupKind::Drop && slot.first {
            return Err(no_previous(slot.place.clone(), "`drop`"));
        }
        let Some(load) = &slot.load else {
            return match (slot.group.kind, anchors.previous) {
                (GroupKind::Work { .. }, _) => Ok(Some(Done::plain(Weight::Open))),
                (GroupKind::Drop, Some(Some(previous))) => Ok(Some(self.plain_drop(slot, previous))),
                (GroupKind::Drop, Some(None)) => Ok(None),
                (GroupKind::Drop, None) => Err(no_previous(slot.place.clone(), "`drop`")),
            };
        };
        let place = slot.place.clone().within(load.span.clone());
        let ask = Ask { slot, load: &load.value, place, when };
        let done = match &ask.load.rule {
            LoadRule::Effort(effort) => match self.effort(&ask, effort.range, anchors)? {
                Some(done) => done,
                None => return Ok(None),
            },
            LoadRule::Percent { percent, of, plus } => {
                let max = if of.kind == Some(MaxKind::Estimated) {
                    let Some(today) = self.share_of_today(&ask, of, anchors)? else { return Ok(None) };
                    today
                } else {
                    Range::one(self.reference(&ask, of)?)
                };
                self.percent(&ask, *percent, of, max, *plus)?
            }
            LoadRule::Absolute(amounts) => {
                self.warn_above_max(&ask, amounts.high);
                self.absolute(&ask, amounts.map(|amount| amount.for_unit(self.units)))?
            }
            LoadRule::Bar => {
                ask.refuse_points()?;
                let bar = self.grown(&ask, self.rack.bar(slot.exercise));
                self.loaded(slot, Range::one(bar), None, &ask.place)
            }
            LoadRule::Bodyweight(added) => self.bodyweight(&ask, *added)?,
            LoadRule::Relative { anchor, change, .. } => match anchors.find(*anchor, slot, &ask.place)? {
                Some(base) => Done { estimate: base.estimate, ..self.relative(&ask, base, *change)? },
                None => return Ok(None),
            },
        };
        self.attempted(&ask, done, anchors).map(Some)
    }

    /// A `drop` without a load: off what the set before was, if that had a weight.
    fn plain_drop(&mut self, slot: &Slot<'a>, previous: Done) -> Done {
        match previous.weight {
            Weight::Loaded(base) => {
                let off = Signed { sign: Sign::Minus, by: Range::one(DROP) };
                let done = self.loaded(slot, off_percent(base, off), None, slot.place);
                Done { estimate: previous.estimate, ..done }
            }
            Weight::Open | Weight::Bodyweight(_) => Done::plain(Weight::Open),
        }
    }

    /// A weight well above what the lifter can do once is a slip. What it gains week by week is left out: so does the max.
    fn warn_above_max(&mut self, ask: &Ask<'_, 'a>, written: Amount) {
        let exercise = ask.slot.exercise;
        let Ok(origin) = self.maxes.origin(exercise, ask.when) else { return };
        let (lift, max): (_, Mass) = (origin.lift, origin.one_rep());
        let mass = written.for_unit(self.units);
        let Some(share) = mass.percent_of(max).filter(|share| *share > MOST_OF_MAX) else { return };
        let slug = &exercise.slug;
        let from = if *lift == *slug { String::new() } else { format!(", from `{lift}`") };
        let most = max;
        let weight = match written {
            Amount::One(_, unit) => mass.with_unit(unit),
            Amount::Both { .. } => mass.with_unit(self.units),
        };
        let (share, max) = (share.rounded_to(Percent::whole(1)), max.with_unit(self.units));
        let message = format!("{weight} is {share} of the `{slug}` max ({max}{from})");
        let alike = format!("{weight} is more than {MOST_OF_MAX} of the `{slug}` max");
        let otherwise = if from.is_empty() {
            "if the weight is right, correct the max".to_owned()
        } else {
            format!("if the weight is right, give the lifter a max of `{slug}` itself")
        };
        let help = match written {
            Amount::One(number, unit @ Unit::Kg) if number.as_pounds() <= most => {
                format!("is it `{} lb`? Or write a percentage, such as 85%; {otherwise}", number.in_unit(unit))
            }
            _ => format!("write a percentage, such as 85%; {otherwise}"),
        };
        let warning = Diagnostic::warning(Code::AboveMax, ask.place.clone(), message).help(help);
        self.tell(warning.for_lifter(&self.maxes.lifter.name, alike));
    }

    fn absolute(&mut self, ask: &Ask<'_, 'a>, mass: Range<Mass>) -> Resolved<Done> {
        ask.refuse_points()?;
        let target = mass.map(|mass| self.grown(ask, mass));
        let is_written = !ask.slot.is_rewritten() && !matches!(ask.load.step, Some(Step::Factor(_)));
        Ok(if is_written {
            self.written(ask.slot, target, None, &ask.place)
        } else {
            self.loaded(ask.slot, target, None, &ask.place)
        })
    }

    fn bodyweight(&mut self, ask: &Ask<'_, 'a>, added: Option<Signed<Amount>>) -> Resolved<Done> {
        ask.refuse_points()?;
        if matches!(ask.load.step, Some(Step::Factor(_))) {
            return ask.error(
                Code::NoWeight,
                "bodyweight cannot be multiplied week by week",
                "let what is added grow: bw + 10 kg +2.5 kg/week",
            );
        }
        let added = added.map_or(Mass::ZERO, |Signed { sign, by }| plus(Mass::ZERO, sign, by.for_unit(self.units)));
        let scaled = self.scaled_with_bodyweight(ask, added);
        let grown = Range::one(self.grown(ask, scaled));
        Ok(if ask.slot.scale == Percent::WHOLE {
            self.written_on_belt(ask, grown)
        } else {
            Done::plain(Weight::Bodyweight(grown.map(|mass| self.added(ask, mass))))
        })
    }

    /// What hangs on the belt after the phase's share of all that is lifted; where bodyweight is unknown, as it is written.
    fn scaled_with_bodyweight(&mut self, ask: &Ask<'_, 'a>, added: Mass) -> Mass {
        let scale = ask.slot.scale;
        match self.maxes.lifter.bodyweight {
            _ if scale == Percent::WHOLE => added,
            Some(own) => (own + added).times(scale) - own,
            None => {
                let message = format!("`top: {scale}` leaves this load as it is: the lifter's bodyweight is unknown");
                let diagnostic = Diagnostic::warning(Code::NoBodyweight, ask.place.clone(), message)
                    .help("add `bodyweight: 80 kg` to the lifter (or --bodyweight 80kg)");
                self.tell(diagnostic);
                added
            }
        }
    }

    /// A percentage of `max`, which has two ends where it is an estimate from a range.
    fn percent(
        &mut self,
        ask: &Ask<'_, 'a>,
        percent: Range<Percent>,
        of: &Reference,
        max: Range<Mass>,
        more: Option<Signed<Amount>>,
    ) -> Resolved<Done> {
        let percent = percent.map(|percent| stepped_percent(percent, ask.load.step, ask.when.week));
        refuse_nothing(ask, percent)?;
        if percent.high > HIGH {
            self.tell(
                Diagnostic::warning(Code::HighPercentage, ask.place.clone(), format!("{} of a max", percent.high))
                    .help("more than 120% is hardly meant; write a weight if it is"),
            );
        }
        let end = |max: Mass, percent: Percent| {
            let mass = self.grown(ask, max.times(percent));
            more.map_or(mass, |Signed { sign, by }| plus(mass, sign, by.for_unit(self.units)))
        };
        let target = Range { low: end(max.low, percent.low), high: end(max.high, percent.high) };
        let plain = more.is_none() && matches!(ask.load.step, None | Some(Step::Points(_))) && of.exercise.is_none();
        let share = Share { percent, kind: of.kind, plain };
        let estimate = of.kind == Some(MaxKind::Estimated);
        Ok(Done { estimate, ..self.all_lifted(ask, target, Some(share))? })
    }

    /// The exercise that a load names.
    pub(super) fn named(&self, ask: &Ask<'_, 'a>, name: &Slug) -> Resolved<&'a Exercise> {
        self.maxes.exercise(name).ok_or_else(|| {
            Diagnostic::error(Code::UnknownExercise, ask.place.clone(), format!("unknown exercise `{name}`"))
        })
    }

    /// The max that a percentage is of.
    pub(super) fn reference(&mut self, ask: &Ask<'_, 'a>, of: &Reference) -> Resolved<Mass> {
        let exercise = match &of.exercise {
            None => ask.slot.exercise,
            Some(name) => self.named(ask, name)?,
        };
        if let Ok(origin) = self.maxes.origin(exercise, ask.when) {
            let trains = self.maxes.kind(of.kind, ask.when.phase) == MaxKind::Training;
            let phase = self.used.entry(origin.lift).or_default();
            *phase = phase.or(trains.then_some(ask.when.phase));
        }
        let max = self.maxes.reference(exercise, of.kind, ask.when);
        max.or_else(|missing| match missing {
            Missing::Max => Err(self.no_max(exercise, &ask.place)),
            Missing::Unusable(diagnostic) => Err(diagnostic),
            Missing::Training => ask.error(
                Code::NoTrainingMax,
                format!("{} has no training max here", exercise.name),
                "give the program `training_max: 90%`, or write a percentage of the 1RM",
            ),
            Missing::Reps(n) => ask.error(
                Code::NoEstimate,
                format!("no formula says what can be done {n} times"),
                "write a percentage of the 1RM",
            ),
        })
    }

    /// A max that the program says it needs.
    pub(super) fn need(&mut self, exercise: &'a Exercise, place: &Place) {
        let first = self.maxes.program.phases.first();
        let when = first.map(|phase| When { phase, week: 0, cycle: 1, number: 1 });
        let diagnostic = match when.map(|when| self.maxes.origin(exercise, when).map(|_| ())) {
            Some(Err(Missing::Unusable(diagnostic))) => diagnostic,
            Some(Err(_)) => self.no_max(exercise, place),
            _ => return,
        };
        self.tell(diagnostic);
    }

    fn no_max(&self, exercise: &Exercise, place: &Place) -> Diagnostic {
        let lift = &self.maxes.library.source_of_max(self.maxes.program, exercise).slug;
        let mend = format!("`max_of` and `ratio` in exercises/{lift}.md");
        match self.lifter_place {
            Some(lifter) => {
                let (name, program) = (&self.maxes.lifter.name, &self.maxes.program.slug);
                let message = format!("{name} has no max for `{lift}`, which `{program}` needs");
                Diagnostic::error(Code::NoMax, lifter.clone(), message)
                    .help(format!("add `{lift}: …` to the maxes, or let it count as a share of another lift: {mend}"))
            }
            None => Diagnostic::error(Code::NoMax, place.clone(), format!("no max for `{lift}` was given"))
                .help(format!("add --max {lift}=100kg, or {mend}")),
        }
    }

    fn relative(&mut self, ask: &Ask<'_, 'a>, base: Done, change: Option<Signed<Change>>) -> Resolved<Done> {
        ask.refuse_points()?;
        if let Some(Signed { sign, by: Change::Points(by) }) = change {
            return self.points(ask, base, Signed { sign, by });
        }
        match base.weight {
            Weight::Open => ask.error(
                Code::NoWeight,
                "the set this is taken from has no weight: the lifter picks it",
                "give that set a load, or leave this one out too",
            ),
            Weight::Bodyweight(added) => self.relative_to_bodyweight(ask, base, added, change),
            Weight::Loaded(weight) => {
                let target = match change {
                    Some(Signed { sign, by: Change::Percent(by) }) => off_percent(weight, Signed { sign, by }),
                    Some(Signed { sign, by: Change::Amount(by) }) => off_amount(weight, self.signed(sign, by)),
                    Some(Signed { by: Change::Points(_), .. }) | None => weight,
                };
                let target = target.map(|mass| self.grown(ask, mass));
                let share = base.share.filter(|_| change.is_none() && ask.load.step.is_none());
                let is_share = matches!(change, Some(Signed { by: Change::Percent(_), .. }));
                Ok(if base.written && !is_share && ask.only_adds() {
                    self.written(ask.slot, target, share, &ask.place)
                } else {
                    self.loaded(ask.slot, target, share, &ask.place)
                })
            }
        }
    }

    /// Percentage points of the exercise's own max, of the same kind, off the percentage of the set it is taken from.
    fn points(&mut self, ask: &Ask<'_, 'a>, base: Done, points: Signed<Range<Percent>>) -> Resolved<Done> {
        let Some(Share { percent, kind, .. }) = base.share.filter(|share| share.plain) else {
            return ask.error(
                Code::NoPercentage,
                "the set this is taken from has no percentage",
                "points are off a percentage: write -10% to take a share off the weight instead",
            );
        };
        let percent = off_points(percent, points);
        refuse_nothing(ask, percent)?;
        let max = self.reference(ask, &Reference { kind, exercise: None })?;
        let target = percent.map(|percent| self.grown(ask, max.times(percent)));
        self.all_lifted(ask, target, Some(Share { percent, kind, plain: true }))
    }

    /// An amount changes what is added to bodyweight, by week too; a share is of all that is lifted.
    fn relative_to_bodyweight(
        &mut self,
        ask: &Ask<'_, 'a>,
        base: Done,
        added: Range<Mass>,
        change: Option<Signed<Change>>,
    ) -> Resolved<Done> {
        let off_share = match change {
            Some(Signed { sign, by: Change::Percent(by) }) => Some(Signed { sign, by }),
            _ => None,
        };
        let moved = match change {
            Some(Signed { sign, by: Change::Amount(by) }) => off_amount(added, self.signed(sign, by)),
            _ => added,
        };
        if off_share.is_some() || matches!(ask.load.step, Some(Step::Factor(_))) {
            let Some(own) = self.maxes.lifter.bodyweight else {
                let unknown = ask.error(
                    Code::NoWeight,
                    "a share of all that is lifted, and the lifter's bodyweight is unknown",
                    "add the lifter's `bodyweight` (or --bodyweight 80kg), or change what is added by a weight: previous -5 kg, top +2.5 kg/week",
                );
                return unknown.map_err(|unknown| self.of_lifter(unknown));
            };
            // In the phase's first week a factor has done nothing yet.
            if off_share.is_some() || ask.when.week > 0 {
                let all = moved.map(|added| own + added);
                let all = off_share.map_or(all, |share| off_percent(all, share)).map(|mass| self.grown(ask, mass));
                return Ok(Done { estimate: base.estimate, ..self.all_lifted(ask, all, None)? });
            }
        }
        let is_as_heavy = change.is_none() && growth(ask.load.step, ask.when.week, self.units).is_none();
        if is_as_heavy {
            return Ok(Done { written: base.written, ..Done::plain(Weight::Bodyweight(added)) });
        }
        let target = moved.map(|mass| self.grown(ask, mass));
        Ok(if base.written {
            self.written_on_belt(ask, target)
        } else {
            Done::plain(Weight::Bodyweight(target.map(|mass| self.added(ask, mass))))
        })
    }

    fn signed(&self, sign: Sign, by: Range<Amount>) -> Signed<Range<Mass>> {
        Signed { sign, by: Range { low: by.low.for_unit(self.units), high: by.high.for_unit(self.units) } }
    }

    fn grown(&self, ask: &Ask<'_, 'a>, mass: Mass) -> Mass {
        stepped(mass, ask.load.step, ask.when.week, self.units)
    }
}

/// A percentage that points or weeks have brought to nothing is no load.
fn refuse_nothing(ask: &Ask<'_, '_>, percent: Range<Percent>) -> Resolved<()> {
    if percent.low > Percent::ZERO {
        return Ok(());
    }
    let message = format!("the load comes to {} of the max in week {} of its phase", percent.low, ask.when.week + 1);
    ask.error(Code::BadValue, message, "take fewer points off, or give the weeks their own percentages in a list")
}

/// How many reps a set is of, and how hard, as it is written: as many as possible is as hard as can be.
pub(super) fn planned(slot: &Slot<'_>) -> Performance {
    let written = slot.load.as_ref().and_then(|load| load.value.asked_effort());
    let open = matches!(*slot.reps, Reps::AtLeast(_)).then_some(Range::one(Rpe::LIMIT));
    let reps = match *slot.reps {
        Reps::Count(_) | Reps::AtLeast(_) | Reps::Attempt(_) => slot.reps.counted(),
        _ => None,
    };
    Performance { reps, effort: written.map(|effort| effort.range).or(open) }
}
