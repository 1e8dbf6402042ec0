//! The weight of one group of sets: from its load, the lifter's maxes, and the sets before it.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    Anchor, Change, Entry, Exercise, Group, GroupKind, Load, LoadRule, MaxKind, Phase, Reference, Sign, Signed, Step,
};
use crate::units::{Mass, Percent, Range, Unit};

use super::loading::{Fit, Outside, Rack};
use super::maxes::{Maxes, Missing};
use super::rules::{off_amount, off_percent, off_points, plus, stepped, stepped_percent};
use super::{Weight, sets_of};

/// A drop without a load is that much off the set before it.
const DROP: Percent = Percent::whole(20);
/// Percentages above this are told to the author.
const HIGH: Percent = Percent::whole(120);

/// A group of an entry, in its week, before and after it is worked out.
pub(super) struct Slot<'a> {
    pub(super) entry: &'a Entry,
    pub(super) exercise: &'a Exercise,
    pub(super) group: &'a Group,
    pub(super) place: &'a Place,
    /// The first group of its entry.
    pub(super) first: bool,
}

/// What a group came to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Done {
    pub(super) weight: Weight,
    /// The percentage it was given as, when it is nothing but a percentage of the max.
    pub(super) percent: Option<Range<Percent>>,
    /// The weight before rounding.
    pub(super) target: Option<Range<Mass>>,
}

/// What working a group out came to; nothing where that failed, which is already told.
pub(super) type Outcome = Option<Done>;

/// The sets that a relative load may refer to.
pub(super) struct Anchors<'d> {
    /// The heaviest set of the block's `top`, or why there is none to refer to.
    pub(super) top: Option<Result<Done, NoTop>>,
    /// Set n of the block's `top`, from 1.
    pub(super) sets: &'d [Outcome],
    /// The set before, in the order of the day.
    pub(super) previous: Option<Outcome>,
}

/// Why a load cannot refer to the top set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoTop {
    /// The block has no `top`.
    None,
    /// Its `top` is of several exercises, none of them this one.
    Several,
    /// Every set of it refers to it again.
    Circular,
    /// It could not be worked out, which is already told.
    Failed,
}

/// The week that is worked out.
#[derive(Clone, Copy)]
pub(super) struct When<'a> {
    pub(super) phase: &'a Phase,
    /// Weeks since the phase's first.
    pub(super) week: u16,
    pub(super) cycle: u16,
}

/// Works out loads for one lifter; what is wrong is collected.
pub(super) struct Resolver<'a> {
    pub(super) maxes: Maxes<'a>,
    pub(super) rack: Rack,
    pub(super) units: Unit,
    /// Where a missing max is reported: the lifter's file, if there is one.
    pub(super) lifter_place: Option<&'a Place>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

type Resolved<T> = Result<T, Diagnostic>;

impl<'a> Resolver<'a> {
    /// The group's weight; an error is reported, and nothing returned.
    pub(super) fn resolve(&mut self, slot: &Slot<'a>, anchors: &Anchors<'_>, when: When<'a>) -> Outcome {
        match self.group(slot, anchors, when) {
            Ok(outcome) => outcome,
            Err(diagnostic) => {
                self.tell(diagnostic);
                None
            }
        }
    }

    /// Reports, but the same thing of the same place only once: it recurs in every week.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        let known = |d: &Diagnostic| d.code == diagnostic.code && d.place == diagnostic.place;
        let same_max = |d: &Diagnostic| d.message == diagnostic.message;
        if !self.diagnostics.iter().any(|d| known(d) && (d.code != Code::NoMax || same_max(d))) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn group(&mut self, slot: &Slot<'a>, anchors: &Anchors<'_>, when: When<'a>) -> Resolved<Outcome> {
        let open = Done { weight: Weight::Open, percent: None, target: None };
        if let Some(until) = &slot.group.until {
            return Err(not_yet(slot.place.clone().within(until.span.clone()), "a stop at an RPE (`until`)"));
        }
        let Some(spanned) = &slot.group.load else {
            return match (slot.group.kind, anchors.previous) {
                (GroupKind::Drop, Some(previous)) if !slot.first => {
                    Ok(previous.map(|previous| self.plain_drop(slot, previous)))
                }
                (GroupKind::Drop, _) => Err(no_previous(slot.place.clone(), "`drop`")),
                _ => Ok(Some(open)),
            };
        };
        let place = slot.place.clone().within(spanned.span.clone());
        let load = &spanned.value;
        let done = match &load.rule {
            LoadRule::Effort(effort) => return Err(not_yet(place, &format!("`{effort}` as a load"))),
            LoadRule::Bar => {
                let bar = self.grown(self.rack.bar(), load, when);
                self.no_points(load, &place)?;
                self.loaded(slot, Range::one(bar), None, place)
            }
            LoadRule::Absolute(amounts) => {
                let target = amounts.map(|amount| self.grown(amount.for_unit(self.units), load, when));
                self.no_points(load, &place)?;
                self.loaded(slot, target, None, place)
            }
            LoadRule::Bodyweight(added) => {
                let added =
                    added.map_or(Mass::ZERO, |Signed { sign, by }| plus(Mass::ZERO, sign, by.for_unit(self.units)));
                self.no_points(load, &place)?;
                let added = match load.step {
                    Some(Step::Factor(_)) => {
                        return Err(Diagnostic::error(
                            Code::NoWeight,
                            place,
                            "bodyweight cannot be multiplied week by week",
                        )
                        .help("let what is added grow: bw + 10 kg +2.5 kg/week"));
                    }
                    step => stepped(added, step, when.week, self.units),
                };
                Done { weight: Weight::Bodyweight(Range::one(self.rack.fit_added(added))), ..open }
            }
            LoadRule::Percent { percent, of, plus } => self.percent(slot, load, *percent, of, *plus, when, place)?,
            LoadRule::Relative { anchor, change } => match self.anchor(slot, *anchor, anchors, &place)? {
                Some(base) => self.relative(slot, load, base, *change, when, place)?,
                None => return Ok(None),
            },
        };
        Ok(Some(done))
    }

    /// A `drop` without a load: off what the set before was, if that had a weight.
    fn plain_drop(&mut self, slot: &Slot<'a>, previous: Done) -> Done {
        match previous.weight {
            Weight::Loaded(base) => {
                let off = Signed { sign: Sign::Minus, by: Range::one(DROP) };
                self.loaded(slot, off_percent(base, off), None, slot.place.clone())
            }
            Weight::Open | Weight::Bodyweight(_) => Done { weight: Weight::Open, percent: None, target: None },
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one load")]
    fn percent(
        &mut self,
        slot: &Slot<'a>,
        load: &Load,
        percent: Range<Percent>,
        of: &Reference,
        more: Option<Signed<crate::model::Amount>>,
        when: When<'a>,
        place: Place,
    ) -> Resolved<Done> {
        let max = self.reference(slot, of, when, &place)?;
        let percent = percent.map(|percent| stepped_percent(percent, load.step, when.week));
        if percent.high > HIGH {
            self.tell(
                Diagnostic::warning(Code::HighPercentage, place.clone(), format!("{} of a max", percent.high))
                    .help("more than 120% is hardly meant; write a weight if it is"),
            );
        }
        let target = percent.map(|percent| {
            let mass = stepped(max.times(percent), load.step, when.week, self.units);
            more.map_or(mass, |Signed { sign, by }| plus(mass, sign, by.for_unit(self.units)))
        });
        let plain = more.is_none() && matches!(load.step, None | Some(Step::Points(_))) && of.exercise.is_none();
        Ok(self.loaded(slot, target, plain.then_some(percent), place))
    }

    /// The max that a percentage is of.
    fn reference(&self, slot: &Slot<'a>, of: &Reference, when: When<'a>, place: &Place) -> Resolved<Mass> {
        let exercise = match &of.exercise {
            None => slot.exercise,
            Some(name) => self.maxes.exercise(name).ok_or_else(|| {
                Diagnostic::error(Code::UnknownExercise, place.clone(), format!("unknown exercise `{name}`"))
            })?,
        };
        self.maxes.reference(exercise, of.kind, when.phase, when.cycle).map_err(|missing| match missing {
            Missing::Max => self.no_max(exercise, place),
            Missing::Training => Diagnostic::error(
                Code::NoTrainingMax,
                place.clone(),
                format!("{} has no training max here", exercise.name),
            )
            .help("give the program `training_max: 90%`, or write a percentage of the 1RM"),
            Missing::NotYet(MaxKind::Estimated) => not_yet(place.clone(), "a percentage of the e1RM"),
            Missing::NotYet(kind) => not_yet(place.clone(), &format!("a percentage of a {kind}")),
        })
    }

    fn no_max(&self, exercise: &Exercise, place: &Place) -> Diagnostic {
        let slug = &exercise.slug;
        let lift = exercise.max_of.as_ref().unwrap_or(slug);
        let program = &self.maxes.program.slug;
        match self.lifter_place {
            Some(lifter) => Diagnostic::error(
                Code::NoMax,
                lifter.clone(),
                format!("{} has no max for `{lift}`, which `{program}` takes percentages of", self.maxes.lifter.name),
            )
            .help(format!(
                "add `{lift}: …` to the maxes, or let it count as a share of another lift: `max_of` and `ratio` in exercises/{lift}.md"
            )),
            None => Diagnostic::error(Code::NoMax, place.clone(), format!("no max for `{lift}` was given"))
                .help(format!("add --max {lift}=100kg, or `max_of` and `ratio` in exercises/{lift}.md")),
        }
    }

    /// The set that a relative load is taken from.
    fn anchor(&self, slot: &Slot<'a>, anchor: Anchor, anchors: &Anchors<'_>, place: &Place) -> Resolved<Outcome> {
        let error =
            |message: String, help: &str| Diagnostic::error(Code::NoReference, place.clone(), message).help(help);
        match anchor {
            Anchor::Previous => anchors.previous.ok_or_else(|| no_previous(place.clone(), "`previous`")),
            Anchor::Set(n) => anchors.sets.get(usize::from(n) - 1).copied().ok_or_else(|| {
                let message = match anchors.sets.len() {
                    0 => format!("`{anchor}` is of a block's `top`, and there is no such set before this one"),
                    1 => format!("there is no set {n} of `top` before this one, only one set"),
                    count => format!("there is no set {n} of `top` before this one, only {count} sets"),
                };
                error(message, "sets of the block's `top` are counted from 1, over all its groups")
            }),
            Anchor::Top => match anchors.top.unwrap_or(Err(NoTop::None)) {
                Ok(done) => Ok(Some(done)),
                Err(NoTop::Failed) => Ok(None),
                Err(NoTop::None) => Err(error(
                    format!("`{}` refers to a top set, and this block has none", slot.exercise.slug),
                    "add a `top` to the block, or write a percentage of the max",
                )),
                Err(NoTop::Several) => Err(error(
                    format!("which top set? This block has several, and none of `{}`", slot.exercise.slug),
                    "split the day into `blocks`, each with its own `top` and `backoff`",
                )),
                Err(NoTop::Circular) => Err(error(
                    "the top set is taken from the top set".to_owned(),
                    "give at least one set of `top` a weight of its own: 85%, 100 kg",
                )),
            },
        }
    }

    fn relative(
        &mut self,
        slot: &Slot<'a>,
        load: &Load,
        base: Done,
        change: Option<Signed<Change>>,
        when: When<'a>,
        place: Place,
    ) -> Resolved<Done> {
        self.no_points(load, &place)?;
        if let Some(Signed { sign, by: Change::Points(points) }) = change {
            let Some(percent) = base.percent else {
                return Err(Diagnostic::error(
                    Code::NoPercentage,
                    place,
                    "the set this is taken from has no percentage",
                )
                .help("points are off a percentage: write -10% to take a share off the weight instead"));
            };
            let percent = off_points(percent, Signed { sign, by: points });
            let max = self.reference(slot, &Reference { kind: None, exercise: None }, when, &place)?;
            let target = percent.map(|percent| stepped(max.times(percent), load.step, when.week, self.units));
            return Ok(self.loaded(slot, target, Some(percent), place));
        }
        match (base.weight, change) {
            (Weight::Open, _) => Err(Diagnostic::error(
                Code::NoWeight,
                place,
                "the set this is taken from has no weight: the lifter picks it",
            )
            .help("give that set a load, or leave this one out too")),
            (Weight::Bodyweight(added), None) => {
                Ok(Done { weight: Weight::Bodyweight(added), percent: None, target: None })
            }
            (Weight::Bodyweight(added), Some(Signed { sign, by: Change::Amount(by) })) => {
                let by = Range { low: by.low.for_unit(self.units), high: by.high.for_unit(self.units) };
                let added = off_amount(added, Signed { sign, by }).map(|mass| self.rack.fit_added(mass));
                Ok(Done { weight: Weight::Bodyweight(added), percent: None, target: None })
            }
            (Weight::Bodyweight(_), Some(_)) => {
                Err(Diagnostic::error(Code::NoWeight, place, "a share of bodyweight cannot be taken off")
                    .help("take an amount off what is added: previous -5 kg"))
            }
            (Weight::Loaded(base_weight), change) => {
                let target = match change {
                    None => base_weight,
                    Some(Signed { sign, by: Change::Percent(by) }) => off_percent(base_weight, Signed { sign, by }),
                    Some(Signed { sign, by: Change::Amount(by) }) => {
                        let by = Range { low: by.low.for_unit(self.units), high: by.high.for_unit(self.units) };
                        off_amount(base_weight, Signed { sign, by })
                    }
                    Some(Signed { by: Change::Points(_), .. }) => base_weight,
                };
                let target = target.map(|mass| self.grown(mass, load, when));
                let percent = base.percent.filter(|_| change.is_none() && load.step.is_none());
                Ok(self.loaded(slot, target, percent, place))
            }
        }
    }

    fn grown(&self, mass: Mass, load: &Load, when: When<'a>) -> Mass {
        stepped(mass, load.step, when.week, self.units)
    }

    /// A weekly step of percentage points needs a percentage to add them to.
    fn no_points(&self, load: &Load, place: &Place) -> Resolved<()> {
        match load.step {
            Some(Step::Points(_)) => Err(Diagnostic::error(
                Code::NoPercentage,
                place.clone(),
                "points of the max each week, behind a load that is no percentage",
            )
            .help("let it grow by a weight (+2.5 kg/week) or by a factor (x1.025/week)")),
            _ => Ok(()),
        }
    }

    /// The target as it can be loaded; what lies outside of that is told.
    fn loaded(&mut self, slot: &Slot<'a>, target: Range<Mass>, percent: Option<Range<Percent>>, place: Place) -> Done {
        let gear = slot.exercise.gear;
        let fits = [target.low, target.high].map(|mass| self.rack.fit(mass, gear));
        for (asked, Fit { mass, outside }) in [target.low, target.high].into_iter().zip(fits) {
            let Some(outside) = outside else { continue };
            let (asked, given) = (asked.with_unit(self.units), mass.with_unit(self.units));
            let name = &self.maxes.lifter.name;
            let whose = if name.is_empty() { String::new() } else { format!(" for {name}") };
            let exercise = &slot.exercise.name;
            let diagnostic = match outside {
                Outside::Below => Diagnostic::warning(
                    Code::BelowBar,
                    place.clone(),
                    format!(
                        "{exercise}{whose}: {asked} is below the lightest that can be loaded, so {given} is printed"
                    ),
                )
                .help("give the exercise lighter equipment, or a higher percentage"),
                Outside::Above => Diagnostic::warning(
                    Code::AbovePlates,
                    place.clone(),
                    format!("{exercise}{whose}: {asked} is more than the plates allow, so {given} is printed"),
                )
                .help("add plates to the lifter's `equipment`"),
            };
            self.tell(diagnostic);
        }
        let weight = Weight::Loaded(Range { low: fits[0].mass, high: fits[1].mass });
        Done { weight, percent, target: Some(target) }
    }
}

impl Done {
    /// To find the heaviest; sets without a weight are none.
    pub(super) fn heaviness(&self) -> Option<Mass> {
        match self.weight {
            Weight::Open => None,
            Weight::Loaded(range) | Weight::Bodyweight(range) => Some(range.high),
        }
    }
}

impl Slot<'_> {
    /// The set this is taken from, if any.
    pub(super) fn anchor(&self) -> Option<Anchor> {
        match (&self.group.load, self.group.kind) {
            (Some(load), _) => match load.value.rule {
                LoadRule::Relative { anchor, .. } => Some(anchor),
                _ => None,
            },
            (None, GroupKind::Drop) => Some(Anchor::Previous),
            (None, GroupKind::Work { .. }) => None,
        }
    }

    pub(super) fn sets(&self) -> u16 {
        sets_of(self.group)
    }
}

fn not_yet(place: Place, what: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotYet,
        place,
        format!("{what}: this version of liftpress reads it and cannot expand it yet"),
    )
    .help("write a percentage or a weight")
}

fn no_previous(place: Place, what: &str) -> Diagnostic {
    Diagnostic::error(Code::NoReference, place, format!("{what} refers to the set before, and there is none"))
        .help("put a set before it: 3x10 @ 60%, drop 10")
}
