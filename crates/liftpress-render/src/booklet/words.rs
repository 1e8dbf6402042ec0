//! The words and signs that are printed for reps, weights and rules.

use crate::model::{
    Amount, Anchor, Change, Effort, Exercise, GroupKind, Labels, Load, LoadRule, MaxKind, Myo, Reps, Sign, Signed,
    Sleeves, Step,
};
use crate::plan::{Line, Plan, Rack, Weight};
use crate::units::{Mass, Percent, Range, Rpe, Seconds, Unit};

/// Returns a range as text: `3–5`, or only one number if both ends are the same.
pub(super) fn between(low: String, high: &str) -> String {
    if low == high { low } else { format!("{low}–{high}") }
}

/// The language and unit of a booklet's words.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'l> {
    /// The texts of the booklet's language.
    pub labels: &'l Labels,
    /// The unit of the booklet's weights.
    pub unit: Unit,
}

impl<'l> Wording<'l> {
    pub(super) fn of(plan: &Plan<'_>, labels: &'l Labels) -> Self {
        Self { labels, unit: plan.units }
    }

    /// Replaces the decimal point of a number with the decimal mark of the language.
    pub(super) fn number(self, number: String) -> String {
        match self.labels.decimal_mark() {
            "." => number,
            mark => number.replace('.', mark),
        }
    }

    /// Returns a mass without its unit: `157.5`.
    pub(crate) fn mass(self, mass: Mass) -> String {
        self.number(mass.in_unit(self.unit))
    }

    /// Returns a mass with its unit: `157.5 kg`.
    pub(crate) fn mass_with_unit(self, mass: Mass) -> String {
        self.number(mass.with_unit(self.unit))
    }

    /// Returns a range of masses without the unit: `135–142.5`.
    fn masses(self, range: Range<Mass>) -> String {
        between(self.mass(range.low), &self.mass(range.high))
    }

    /// Returns an RPE as a number: `8.5`.
    pub(super) fn rpe(self, rpe: Rpe) -> String {
        self.number(rpe.to_string())
    }

    /// Returns a range of percentages without the sign: `10–12.5`.
    fn percent_numbers(self, range: Range<Percent>) -> String {
        between(self.number(range.low.number()), &self.number(range.high.number()))
    }

    /// Returns a range of percentages: `10–12.5%`.
    pub(crate) fn percents(self, range: Range<Percent>) -> String {
        self.labels.percent(self.percent_numbers(range))
    }

    /// Returns an amount in one unit: `5 lb`. An amount that is written in both units is returned in the booklet's
    /// unit.
    fn amount(self, amount: Amount) -> String {
        self.number(amount.text_for(self.unit))
    }

    /// Returns a range of amounts: `5–10 lb`.
    fn amounts(self, range: Range<Amount>) -> String {
        if range.low == range.high {
            return self.amount(range.low);
        }
        let unit = match range.low {
            Amount::One(_, own) => own,
            Amount::Both { .. } => self.unit,
        };
        let end = |amount: Amount| self.number(amount.for_unit(unit).in_unit(unit));
        format!("{} {unit}", between(end(range.low), &end(range.high)))
    }

    /// Returns the reps of one set: `3`, `3–5`, `5+`, `AMRAP`, `30 s`, `20 min`, `20 m`, `1+1+1`, `15 + 4 × 5`.
    #[must_use]
    pub fn reps(self, reps: &Reps) -> String {
        let range = |range: Range<u16>| between(range.low.to_string(), &range.high.to_string());
        match reps {
            Reps::Count(reps) => range(*reps),
            Reps::AtLeast(reps) => format!("{reps}+"),
            Reps::Amrap => "AMRAP".to_owned(),
            Reps::Time(time) => {
                let (time, unit) = match Seconds::whole_minutes(*time) {
                    Some(minutes) => (minutes, "min"),
                    None => (time.map(|Seconds(seconds)| seconds), "s"),
                };
                format!("{} {unit}", range(time))
            }
            Reps::Distance(meters) => format!("{} m", range(*meters)),
            Reps::Cluster(_) | Reps::RestPause(_) => reps.to_string(),
            Reps::Myo(Myo { activation, mini, times }) => {
                format!("{} + {} × {}", range(*activation), range(*times), range(*mini))
            }
            Reps::Attempt(attempt) => self.labels.attempt(*attempt).to_owned(),
        }
    }

    /// Returns the sets and reps. In `3x5+`, only the last set is open: `3 × 5, last 5+`.
    pub(crate) fn dose(self, line: &Line<'_>) -> String {
        let words = self.labels;
        let reps = self.reps(&line.reps);
        match line.group.kind {
            GroupKind::Drop => format!("{} × {reps}", words.drop()),
            GroupKind::Work { .. } => {
                let count = between(line.sets.low.to_string(), &line.sets.high.to_string());
                match *line.reps {
                    Reps::AtLeast(n) if line.sets.high > 1 => words.last_set_open(format!("{count} × {n}"), n),
                    Reps::Cluster(_) => format!("{count} × ({reps})"),
                    Reps::RestPause(_) => format!("{} {reps}", words.rest_pause()),
                    Reps::Myo(_) => format!("{} {reps}", words.myo()),
                    Reps::Attempt(_) => reps,
                    _ => format!("{count} × {reps}"),
                }
            }
        }
    }

    /// Returns the rule of a group's weight, and the effort at which the group ends. `training` means that percentages
    /// without a reference are of a training max.
    pub(crate) fn rule(self, line: &Line<'_>, training: bool) -> String {
        let load = match (line.load(), &line.group.load) {
            // If percentages are of the 1RM, the rule of an attempt does not say so.
            (Some(_), Some(written)) if line.group.is_attempt() && !training => {
                self.load(&written.value, line.percent, training)
            }
            (Some(_), None) if !training => line.percent.map(|percent| self.percents(percent)).unwrap_or_default(),
            (Some(load), _) => self.load(load, line.percent, training),
            (None, _) => String::new(),
        };
        let until = line.group.until.as_ref().map(|until| self.until(until.value)).unwrap_or_default();
        [load, until].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Returns the effort at which a group ends: `until RPE 9`.
    pub(super) fn until(self, rpe: Rpe) -> String {
        self.labels.until(format!("RPE {}", self.rpe(rpe)))
    }

    /// Returns a weight and its unit. The weight is empty if the lifter picks it. The unit is empty if the weight has
    /// no number.
    #[must_use]
    pub fn weight(self, weight: Weight) -> (String, &'static str) {
        let name = self.unit.symbol();
        let bodyweight = self.labels.bodyweight();
        match weight {
            Weight::Open => (String::new(), ""),
            Weight::Loaded(range) => (self.masses(range), name),
            Weight::Bodyweight(range) if range == Range::one(Mass::ZERO) => (bodyweight.to_owned(), ""),
            Weight::Bodyweight(range) if range.high < Mass::ZERO => {
                let less = Range { low: Mass::ZERO - range.high, high: Mass::ZERO - range.low };
                (format!("{bodyweight} − {}", self.masses(less)), name)
            }
            Weight::Bodyweight(range) if range.low < Mass::ZERO => {
                let (less, more) = (self.mass(Mass::ZERO - range.low), self.mass(range.high));
                (format!("{bodyweight} {}", self.labels.less_to_more(less, more)), name)
            }
            Weight::Bodyweight(range) => (format!("{bodyweight} + {}", self.masses(range)), name),
        }
    }

    /// Returns the weight of an exercise and its unit. The weight of equipment is in the unit that is stamped on the
    /// equipment.
    #[must_use]
    pub fn weight_of(self, rack: &Rack, exercise: &Exercise, weight: Weight) -> (String, &'static str) {
        self.in_unit(rack.printed_in(weight, exercise)).weight(weight)
    }

    /// Returns the same wording, with `unit` for weights.
    pub(crate) fn in_unit(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }

    /// Returns the weight of an exercise. The unit is included only if it differs from the unit of the wording.
    pub(crate) fn bare_weight_of(self, rack: &Rack, exercise: &Exercise, weight: Weight) -> String {
        let (weight, unit) = self.weight_of(rack, exercise, weight);
        self.bare(weight, unit)
    }

    /// Adds the unit to a weight if it differs from the unit of the wording.
    pub(super) fn bare(self, weight: String, unit: &str) -> String {
        if unit.is_empty() || unit == self.unit.symbol() { weight } else { format!("{weight} {unit}") }
    }

    /// Returns plates in the unit that is stamped on them: `45 · 10 · 5`. If all plates are in the other unit, the unit
    /// is printed once. If units are mixed, every plate has its unit.
    pub(crate) fn plates(self, plates: &[Mass]) -> String {
        let stamps: Vec<_> = plates.iter().map(|plate| plate.stamped_in(self.unit)).collect();
        let is_mixed = stamps.windows(2).any(|pair| pair[0] != pair[1]);
        let plate = |(plate, unit): (&Mass, &Unit)| {
            self.number(if is_mixed { plate.with_unit(*unit) } else { plate.in_unit(*unit) })
        };
        let list = plates.iter().zip(&stamps).map(plate).collect::<Vec<_>>().join(" · ");
        match stamps.first() {
            Some(unit) if !is_mixed && *unit != self.unit => format!("{list} {unit}"),
            _ => list,
        }
    }

    /// Returns the plates on each side: `45 · 10 · 5 a side`.
    pub(crate) fn sides(self, plates: &[Mass], sleeves: Sleeves) -> String {
        match (plates, sleeves) {
            ([], _) => self.labels.empty_bar().to_owned(),
            (_, Sleeves::One) => self.labels.on_one_sleeve(self.plates(plates)),
            (_, Sleeves::Two | Sleeves::Four) => self.labels.a_side(self.plates(plates)),
        }
    }

    /// Returns the rule of a load in words: `87.5%`, `10–15% off the top weight`; empty if the weight alone says
    /// everything. `percent` is the percentage in this week. `training` means that percentages without a reference are
    /// of a training max.
    #[must_use]
    pub fn load(self, load: &Load, percent: Option<Range<Percent>>, training: bool) -> String {
        let rule = match &load.rule {
            LoadRule::Percent { percent: written, of, plus } => {
                let percent = self.percents(percent.unwrap_or(*written));
                let share = match of.kind {
                    None if training => format!("{percent} TM"),
                    None => percent,
                    Some(kind) => format!("{percent} {kind}"),
                };
                let share = match &of.exercise {
                    Some(lift) => self.labels.share_of(share, lift.as_str().replace('-', " ")),
                    None => share,
                };
                match plus {
                    Some(Signed { sign, by }) => format!("{share} {} {}", sign_of(*sign), self.amount(*by)),
                    None => share,
                }
            }
            // The weight or the plates say everything.
            LoadRule::Absolute(_) | LoadRule::Bodyweight(_) | LoadRule::Bar => String::new(),
            LoadRule::Effort(effort) => self.effort(*effort),
            LoadRule::Relative { anchor, change, as_share } => self.relative(*anchor, change.as_ref(), *as_share),
        };
        let step = match load.step {
            None | Some(Step::Points(_)) => String::new(),
            Some(Step::Amount(Signed { sign, by })) => {
                self.labels.each_week(format!("{} {}", sign_of(sign), self.amount(by)))
            }
            Some(Step::Factor(factor)) => self.labels.each_week(format!("× {}", self.number(factor.as_factor()))),
        };
        let effort = load.effort.map(|effort| self.labels.expect(self.effort(effort))).unwrap_or_default();
        let parts: Vec<_> =
            [[rule, step].join(" ").trim().to_owned(), effort].into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }

    /// Returns an effort in words: `RPE 7–8`.
    fn effort(self, effort: Effort) -> String {
        self.number(effort.to_string().replace('-', "–"))
    }

    fn relative(self, anchor: Anchor, change: Option<&Signed<Change>>, as_share: bool) -> String {
        let words = self.labels;
        let of = match anchor {
            Anchor::Top => words.the_top_weight(),
            Anchor::Set(1) => words.the_first_set(),
            Anchor::Set(2) => words.the_second_set(),
            Anchor::Set(3) => words.the_third_set(),
            Anchor::Set(n) => &words.set_number(n),
            Anchor::Previous => words.the_set_before(),
        };
        let Some(change) = change else { return words.same_as(of) };
        if let Some(share) = change.share().filter(|_| as_share) {
            return words.share_of_set(self.percents(share), of);
        }
        let Signed { sign, by } = change;
        let amount = match by {
            Change::Percent(range) => self.percents(*range),
            Change::Amount(range) => self.amounts(*range),
            Change::Points(range) => {
                let points = self.percent_numbers(*range);
                // A percentage is a property of the top set, not of the top set's weight.
                let of = if anchor == Anchor::Top { words.the_top_set() } else { of };
                return match sign {
                    Sign::Plus => words.points_above(points, of),
                    Sign::Minus => words.points_below(points, of),
                };
            }
        };
        match sign {
            Sign::Plus => words.above(amount, of),
            Sign::Minus => words.off(amount, of),
        }
    }
}

fn sign_of(sign: Sign) -> &'static str {
    match sign {
        Sign::Plus => "+",
        Sign::Minus => "−",
    }
}

/// Returns whether a percentage of this kind is of a training max.
pub(super) fn is_training(kind: Option<MaxKind>, training: bool) -> bool {
    matches!(kind, Some(MaxKind::Training)) || (kind.is_none() && training)
}

pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
