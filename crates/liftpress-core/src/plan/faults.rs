//! The diagnostics about a group of sets.

use crate::diagnostic::{Code, Diagnostic, Place, count_of};
use crate::model::{Amount, Anchor, LoadRule, MaxKind, Reference, Role, Slug};
use crate::units::{Mass, Percent, Range, Rpe, Unit};

use super::Problem;
use super::loading::Fit;
use super::maxes::{Maxes, Missing};
use super::planned_sets::{Absent, PlannedBlock, PlannedGroup};
use super::report::Report;
use super::rules::{Fault, NoTop, Notice, ONE_REP, Tables};
use super::when::When;

/// The percentage of the lifter's max above which a written weight is reported. It is above 100%, because the lifter
/// may have become stronger since the max was recorded.
const MOST_OF_MAX: Percent = Percent::whole(105);

/// Reports the mistakes of one group of sets.
pub(super) struct GroupReport<'r, 'a> {
    pub(super) maxes: &'r Maxes<'a>,
    pub(super) tables: &'r Tables<'a>,
    pub(super) report: &'r mut Report<'a>,
    pub(super) group: &'r PlannedGroup<'a>,
    /// The block that the group is back-off work of, or a top set of.
    pub(super) block: Option<&'r PlannedBlock<'a>>,
    pub(super) when: When<'a>,
}

impl GroupReport<'_, '_> {
    /// Reports the notices of the group, in order.
    pub(super) fn tell(mut self, notices: &[Notice]) {
        if !matches!(notices.first(), Some(Notice::Fault(Fault::NothingToDrop))) {
            self.warn_above_max();
        }
        for notice in notices {
            let diagnostic = match notice {
                Notice::Fault(fault) => self.fault(fault),
                Notice::HighPercentage(percent) => {
                    let warning = self.warning(Code::HighPercentage, format!("{percent} is far above the max"));
                    Some(
                        warning
                            .help("write a percentage of at most 120%; if the load is intended, write it as a weight"),
                    )
                }
                Notice::NotScaled => {
                    let share = self.group.scale;
                    let message =
                        format!("`top: {share}` does not change this load: the lifter's bodyweight is unknown");
                    let warning = self.warning(Code::NoBodyweight, message);
                    Some(warning.help("add `bodyweight: 80 kg` to the lifter (or --bodyweight 80kg)"))
                }
                Notice::Fit { asked, fit } => self.fit(*asked, *fit),
            };
            if let Some(diagnostic) = diagnostic {
                self.report.tell(diagnostic);
            }
        }
    }

    /// Returns the place of the load, or of the scheme if there is no load.
    fn place(&self) -> Place {
        let place = self.group.place.clone();
        match &self.group.load {
            Some(load) => place.within(load.span.clone()),
            None => place,
        }
    }

    fn error(&self, code: Code, message: impl Into<String>, help: &str) -> Diagnostic {
        Diagnostic::error(code, self.place(), message).help(help)
    }

    fn warning(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::warning(code, self.place(), message)
    }

    /// Marks an error in a program as one that only some lifters cause.
    fn of_lifter(&self, diagnostic: Diagnostic) -> Diagnostic {
        let alike = diagnostic.message.clone();
        diagnostic.for_lifter(&self.maxes.lifter.name, alike)
    }

    /// Returns the diagnostic for a group without a weight. Returns `None` if the cause is reported elsewhere.
    fn fault(&mut self, fault: &Fault) -> Option<Diagnostic> {
        Some(match fault {
            Fault::NoPrevious => no_set_before(self.place(), "`previous`", "write a load of its own: 5x3 @ 80%"),
            Fault::NothingToDrop => {
                no_set_before(self.group.place.clone(), "`drop`", "put a set before it: 3x10 @ 60%, drop 10")
            }
            Fault::NoSet { number, count } => self.no_set(*number, *count),
            Fault::NoTop(reason) => return self.no_top(*reason),
            Fault::NoTopOf(lift) => {
                let entries = self.block.into_iter().flat_map(|block| &block.top).filter(|top| !top.groups.is_empty());
                let mut lifts: Vec<_> = entries.map(|top| top.entry.exercise.slug.as_str()).collect();
                lifts.sort_unstable();
                lifts.dedup();
                let help = format!("name a lift of the block's `top`: {}", lifts.join(", "));
                self.error(Code::NoReference, format!("`{lift}` has no top set in this block"), &help)
            }
            Fault::UnknownExercise(name) => self.unknown(name),
            Fault::BeforeTop => self.error(
                Code::NoReference,
                "the e1RM is known only after the top set",
                "move this entry to the `backoff` of a block with a `top`, or write a percentage of the max",
            ),
            Fault::NotCarried(top) => self.not_carried(*top),
            Fault::OpenTop => self.error(
                Code::NoWeight,
                "the top set has no load, so no e1RM can be estimated from it",
                "give the top set a load, as in 1x3 @ RPE 8, or write a percentage of the max here",
            ),
            Fault::NoMaxOfTop(top) => self.no_max_of_top(*top)?,
            Fault::TopNotInChart(reps, rpe) => self.not_in_chart("the top set's ", *reps, *rpe),
            Fault::NotInChart(reps, rpe) => self.not_in_chart("", *reps, *rpe),
            Fault::NoReps => self.error(
                Code::NoEstimate,
                "RPE gives a weight only for a fixed number of reps",
                "write a number of reps: 3x8 @ RPE 8",
            ),
            Fault::NoMax(of) => return self.missing(of),
            Fault::OpenBase => self.error(
                Code::NoWeight,
                "the set that this load refers to has no weight",
                "give the set before it a load, as in 3x8 @ RPE 8, or remove the load here",
            ),
            Fault::NoPercentage => self.error(
                Code::NoPercentage,
                "percentage points need a set with a percentage, and the set that this refers to has none",
                "write -10% to take a share of the weight off instead",
            ),
            // Percentage points or weekly steps can bring a percentage to zero.
            Fault::NothingLeft(percent) => self.error(
                Code::BadValue,
                format!("the load comes to {percent} of the max in week {} of its phase", self.when.week + 1),
                "take fewer points off, or give the weeks their own percentages in a list",
            ),
            Fault::PointsEachWeek => self.error(
                Code::NoPercentage,
                "a weekly step in percentage points needs a load in percent",
                "write a weight (+2.5 kg/week) or a factor (x1.025/week)",
            ),
            Fault::BodyweightTimes => self.error(
                Code::NoWeight,
                "bodyweight cannot be multiplied week by week",
                "step the added weight: bw + 10 kg +2.5 kg/week",
            ),
            Fault::UnknownBodyweight => {
                let unknown = self.error(
                    Code::NoWeight,
                    "a percentage of bodyweight plus added weight needs the lifter's bodyweight, which is unknown",
                    "add the lifter's `bodyweight` (or --bodyweight 80kg), or write bw + 20 kg",
                );
                self.of_lifter(unknown)
            }
            Fault::UnknownBodyweightOfBase => {
                let unknown = self.error(
                    Code::NoWeight,
                    "this percentage includes the lifter's bodyweight, which is unknown",
                    "add the lifter's `bodyweight` (or --bodyweight 80kg), or change the added weight: previous -5 kg, top +2.5 kg/week",
                );
                self.of_lifter(unknown)
            }
        })
    }

    fn no_set(&self, number: u16, count: usize) -> Diagnostic {
        let anchor = Anchor::Set(number);
        match count {
            _ if self.group.role == Role::Warmup => self.error(
                Code::NoReference,
                format!("`{anchor}` cannot be used in a warm-up: it comes before every set of the block"),
                "write 60% of top (the first work set) or previous +10% (the warm-up set before)",
            ),
            0 => self.error(
                Code::NoReference,
                format!("`{anchor}` refers to the block's `top`, which has no set of `{}`", self.group.exercise.slug),
                "give the block a `top` of this exercise, or of one exercise only; or write a percentage",
            ),
            _ => self.error(
                Code::NoReference,
                format!(
                    "`set {number}` does not exist: the block's `top` has {} before this one",
                    count_of(count, "set")
                ),
                "count the sets of the block's `top` from 1, over all its groups",
            ),
        }
    }

    fn no_top(&self, reason: NoTop) -> Option<Diagnostic> {
        let slug = &self.group.exercise.slug;
        let (message, help) = match (reason, self.block.map_or(Absent::None, |block| block.absent)) {
            (NoTop::Failed | NoTop::Unread, _) => return None,
            (NoTop::None, Absent::Skipped(skip)) => {
                let message = format!("the skipped top set is needed by `{slug}`, which refers to it");
                let error = Diagnostic::error(Code::NoReference, skip.clone(), message);
                return Some(error.help(format!("add `{slug}` to `skip` too, or use `swap` instead of `skip`")));
            }
            (NoTop::None, Absent::ThisWeek(week)) => (
                format!("`{slug}` refers to a top set, but week {week} has none"),
                "skip this entry in that week too, with `~`, or write a percentage of the max",
            ),
            (NoTop::None, Absent::None | Absent::Unread) => (
                format!("`{slug}` refers to a top set, but this block has none"),
                "add a `top` to the block, or write a percentage of the max",
            ),
            (NoTop::Several, _) => (
                format!("`{slug}` refers to a top set, but this block has top sets of several other lifts"),
                "split the day into `blocks`, each with its own `top` and `backoff`",
            ),
            (NoTop::Circular, _) => (
                "this top set refers to itself".to_owned(),
                "give at least one set of `top` a weight of its own: 85%, 100 kg",
            ),
        };
        Some(self.error(Code::NoReference, message, help))
    }

    /// Returns the diagnostic for a top set that does not show a 1RM of the exercise.
    fn not_carried(&mut self, top: usize) -> Diagnostic {
        let (exercise, lift) = (self.group.exercise, self.tables.exercise(top));
        if self.maxes.are_variations(lift, exercise) {
            if let Some(missing) = self.missing(&ONE_REP) {
                return missing;
            }
            if let Some(missing) = self.no_max_of_top(top) {
                return missing;
            }
        }
        let (exercise, lift) = (&exercise.slug, &lift.slug);
        self.error(
            Code::NoReference,
            format!("a top set of `{lift}` shows no e1RM of `{exercise}`: neither is a variation of the other"),
            &format!("write e1RM of {lift} to use the e1RM of `{lift}`, or write a percentage of the max"),
        )
    }

    /// Returns the diagnostic for a top set whose lift has no max to use as the e1RM. Returns `None` if the lift has a
    /// max, or if the cause is reported elsewhere.
    fn no_max_of_top(&mut self, top: usize) -> Option<Diagnostic> {
        let of = Reference { exercise: Some(self.tables.exercise(top).slug.clone()), ..ONE_REP };
        let missing = self.missing(&of)?;
        if missing.code != Code::NoMax {
            return Some(missing);
        }
        let message = "no e1RM can be estimated from the top set: it has no RPE, and the lift has no max";
        Some(self.error(Code::NoEstimate, message, "add an RPE to the top set: 1x3 @ 100 kg RPE 8"))
    }

    fn unknown(&self, name: &Slug) -> Diagnostic {
        Diagnostic::error(Code::UnknownExercise, self.place(), format!("unknown exercise `{name}`"))
    }

    /// Returns the diagnostic for a missing or unusable max. Returns `None` if the cause is reported elsewhere.
    fn missing(&mut self, of: &Reference) -> Option<Diagnostic> {
        let exercise = match &of.exercise {
            None => self.group.exercise,
            Some(name) => match self.maxes.exercise(name) {
                Some(exercise) => exercise,
                None => return Some(self.unknown(name)),
            },
        };
        if let Ok(origin) = self.maxes.origin(exercise, self.when) {
            let trains = self.maxes.kind(of.kind, self.when.phase) == MaxKind::Training;
            self.report.used(origin.lift, trains, self.when.phase);
        }
        Some(match self.maxes.reference(exercise, of.kind, self.when).err()? {
            Missing::Max => self.report.no_max(self.maxes, exercise, &self.place()),
            Missing::Unusable(diagnostic) => diagnostic,
            Missing::Training => self.error(
                Code::NoTrainingMax,
                format!("{} has no training max here", exercise.name),
                "add `training_max: 90%` to the program, or write a percentage of the 1RM",
            ),
            Missing::Reps(n) => self.error(
                Code::NoEstimate,
                format!("no formula estimates a max for {n} reps"),
                "write a percentage of the 1RM",
            ),
        })
    }

    fn not_in_chart(&self, whose: &str, reps: u16, rpe: Rpe) -> Diagnostic {
        let chart = &self.maxes.settings.rpe_chart;
        let reps_text = count_of(reps.into(), "rep");
        let message = format!("the RPE chart has nothing for {whose}{reps_text} at RPE {rpe}");
        let help = match chart.reps().zip(chart.efforts()) {
            Some((reps, efforts)) => format!(
                "the chart goes from {} to {} reps and from RPE {} to {}; write a percentage, or a weight",
                reps.low, reps.high, efforts.low, efforts.high
            ),
            None => "the chart is empty".to_owned(),
        };
        self.error(Code::NoEstimate, message, &help)
    }

    /// Warns of a written weight well above the lifter's 1RM, which is usually a typing mistake. Weekly steps are
    /// ignored, because the max grows too.
    fn warn_above_max(&mut self) {
        let Some(LoadRule::Absolute(Range { high: written, .. })) = self.group.load().map(|load| &load.rule) else {
            return;
        };
        let (written, exercise) = (*written, self.group.exercise);
        let Ok(origin) = self.maxes.origin(exercise, self.when) else { return };
        let (lift, max) = (origin.lift, origin.one_rep().mass());
        let mass = written.for_unit(self.maxes.units);
        let Some(share) = mass.percent_of(max).filter(|share| *share > MOST_OF_MAX) else { return };
        let slug = &exercise.slug;
        let from = if *lift == *slug { String::new() } else { format!(", from `{lift}`") };
        let most = max;
        let weight = match written {
            Amount::One(_, unit) => mass.with_unit(unit),
            Amount::Both { .. } => mass.with_unit(self.maxes.units),
        };
        let (share, max) = (share.rounded_to(Percent::whole(1)), max.with_unit(self.maxes.units));
        let message = format!("{weight} is {share} of the `{slug}` max ({max}{from})");
        let alike = format!("{weight} is more than {MOST_OF_MAX} of the `{slug}` max");
        let otherwise = if from.is_empty() {
            "if the weight is right, update the max".to_owned()
        } else {
            format!("if the weight is right, add a max for `{slug}` to the lifter")
        };
        let help = match written {
            Amount::One(number, unit @ Unit::Kg) if number.as_pounds() <= most => {
                format!("did you mean `{} lb`? Or write a percentage, such as 85%; {otherwise}", number.in_unit(unit))
            }
            _ => format!("write a percentage, such as 85%; {otherwise}"),
        };
        let warning = Diagnostic::warning(Code::AboveMax, self.place(), message).help(help);
        self.report.tell(warning.for_lifter(&self.maxes.lifter.name, alike));
    }

    /// Returns a warning if the loaded weight is far from the calculated one.
    fn fit(&self, asked: Mass, fit: Fit) -> Option<Diagnostic> {
        let text = |mass: Mass| mass.with_unit(self.maxes.units);
        let (code, reason, help) = match fit.problem? {
            Problem::Below { .. } => (
                Code::BelowBar,
                "is below the lightest loadable weight".to_owned(),
                "add lighter equipment for the exercise, or write a higher percentage",
            ),
            Problem::Above { .. } => (
                Code::AbovePlates,
                "is above the heaviest loadable weight".to_owned(),
                "add plates or dumbbells to the lifter's `equipment`",
            ),
            Problem::Gap { below, above } => (
                Code::CannotLoad,
                format!("cannot be loaded: the nearest weights are {} and {}", text(below), text(above)),
                "add plates or dumbbells for a weight in between to the lifter's `equipment`, or change the load",
            ),
        };
        let alike = if code == Code::CannotLoad { "cannot be loaded" } else { &reason };
        let exercise = &self.group.exercise.name;
        let message = format!("{exercise}: {} {reason}; liftpress prints {}", text(asked), text(fit.mass));
        let alike = format!("{exercise}: the weight {alike}; liftpress prints the nearest");
        let warning = self.warning(code, message).help(help);
        Some(warning.for_lifter(&self.maxes.lifter.name, alike))
    }
}

fn no_set_before(place: Place, what: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Code::NoReference, place, format!("{what} refers to the set before it, and there is none"))
        .help(help)
}
