//! Records the parts of a plan, and of its program and lifter.

use std::collections::BTreeMap;

use crate::model::{
    Amount, Bound, Branch, Condition, DayContent, Effort, Entry, Equipment, Exercise, Group, GroupKind, Ladder, Lifter,
    Load, LoadRule, Max, Measure, Phase, Program, Reps, Role, Roundings, Scheme, Signed, Step, Warmup, WeekSchemes,
    Word,
};
use crate::plan::{Item, Plan};
use crate::units::{Range, Unit};

use super::names::Named;

/// The number of times that each part was seen, by its kind and its name.
#[derive(Default)]
pub(super) struct Seen(pub(super) BTreeMap<(String, String), u32>);

impl Seen {
    pub(super) fn note(&mut self, kind: &str, name: &str) {
        *self.0.entry((kind.to_owned(), name.to_owned())).or_default() += 1;
    }

    pub(super) fn variant<T: Named>(&mut self, value: &T) {
        self.note(T::TYPE, value.name());
    }

    /// Records a variant, and also that it occurred in sets with this role.
    fn within<T: Named>(&mut self, role: Role, value: &T) {
        self.variant(value);
        self.note(&format!("{} of {}", T::TYPE, role.word()), value.name());
    }

    fn word<W: Word>(&mut self, kind: &str, word: W) {
        self.note(kind, word.word());
    }

    /// Records a property that has no type of its own.
    fn fact(&mut self, fact: &str, holds: bool) {
        if holds {
            self.note(FACT, fact);
        }
    }

    pub(super) fn plan(&mut self, plan: &Plan<'_>) {
        self.rules(plan);
        self.program(plan.program);
        self.lifter(plan.lifter);
        for item in plan.weeks.iter().flat_map(|week| &week.days).flat_map(super::super::plan::Day::items) {
            self.item(item);
        }
        for block in plan.weeks.iter().flat_map(|week| &week.days).flat_map(|day| &day.blocks) {
            self.fact("a block without top sets", block.top.is_empty());
            self.fact(
                "two lifts in one top",
                block.top.iter().any(|top| top.exercise.slug != block.top[0].exercise.slug),
            );
            self.fact(
                "one lift twice in one top",
                block.top.iter().skip(1).any(|top| top.exercise.slug == block.top[0].exercise.slug),
            );
        }
        self.fact("several cycles", plan.weeks.iter().any(|week| week.cycle > 1));
    }

    fn item(&mut self, item: &Item<'_>) {
        for line in &item.lines {
            self.within(line.role, &line.weight);
            self.note(&format!("gear of {}", line.weight.name()), item.exercise.gear.word());
        }
        item.warmup.iter().for_each(|set| self.within(Role::Warmup, &set.weight));
        for substitute in &item.substitutes {
            substitute.weights.iter().for_each(|weight| self.note("weight of substitutes", weight.name()));
        }
        self.fact("a branch of sets", item.alternatives.iter().any(|way| !way.lines.is_empty()));
    }

    fn program(&mut self, program: &Program) {
        program.level.into_iter().for_each(|level| self.word("Level", level));
        program.exercises.values().for_each(|exercise| self.exercise(exercise));
        self.fact(
            "an option with a default that is not its first choice",
            program.options.iter().any(|option| option.default > 0),
        );
        program.progress.values().for_each(|(amount, _)| self.variant(amount));
        for phase in &program.phases {
            self.phase(phase);
            for day in &phase.days {
                self.fact("a day for some choices", !day.only.0.is_empty());
                self.fact("a day that is not in each week", (1..=phase.weeks).any(|week| day.of_week(week).is_none()));
                self.fact("a day that is apart in some weeks", day.weeks.len() > 1);
                day.weeks.iter().for_each(|weeks| self.content(&weeks.content));
            }
        }
    }

    fn phase(&mut self, phase: &Phase) {
        phase.goal.into_iter().for_each(|goal| self.word("Goal", goal));
        self.note("backoff of phases", phase.backoff.name());
        self.note("top of phases", phase.top.name());
        self.note("accessories of phases", phase.accessories.name());
    }

    fn exercise(&mut self, exercise: &Exercise) {
        self.word("Gear", exercise.gear);
        exercise.sleeves.iter().for_each(|sleeves| self.note("sleeves of exercises", sleeves.name()));
        self.word("Kind", exercise.kind);
        exercise.muscles.iter().chain(&exercise.secondary).for_each(|muscle| self.word("Muscle", *muscle));
    }

    fn content(&mut self, content: &DayContent) {
        content.warmups().for_each(|warmup| self.variant(warmup));
        for warmup in content.warmups() {
            if let Warmup::Sets(scheme, _) = warmup {
                self.scheme(Role::Warmup, scheme);
            }
        }
        self.fact("several blocks", content.blocks.len() > 1);
        self.fact("a block for some choices", content.blocks.iter().any(|block| !block.only.0.is_empty()));
        self.fact("a block with a warm-up of its own", content.blocks.iter().any(|block| block.warmup.is_some()));
        self.fact("a day that is only a note", content.is_note());
        content.entries().for_each(|(role, entry)| self.entry(role, entry));
    }

    fn entry(&mut self, role: Role, entry: &Entry) {
        entry.purpose.into_iter().for_each(|purpose| self.word("Purpose", purpose));
        self.fact("an entry for some choices", !entry.only.0.is_empty());
        self.schemes(role, &entry.sets);
        entry.adjust.iter().for_each(|branch| self.branch(branch));
    }

    fn schemes(&mut self, role: Role, schemes: &WeekSchemes) {
        self.within(role, schemes);
        self.fact("a list with a week off", matches!(schemes, WeekSchemes::Each(list) if list.contains(&None)));
        schemes.iter().for_each(|(scheme, _)| self.scheme(role, scheme));
    }

    fn branch(&mut self, branch: &Branch) {
        self.variant(&branch.condition);
        match branch.condition {
            Condition::Effort(bound) => self.bound("a range of efforts to decide by", &bound),
            Condition::Reps(bound) => self.bound("a range of reps to decide by", &bound),
            Condition::Look(look) => self.word("Look", look),
        }
        self.fact("a branch with another exercise", branch.exercise.is_some());
        self.fact("a branch without sets", branch.sets.is_none());
        branch.sets.iter().for_each(|sets| self.schemes(Role::Backoff, sets));
    }

    fn bound<T: Copy + PartialOrd>(&mut self, range: &str, bound: &Bound<T>)
    where
        Bound<T>: Named,
    {
        self.variant(bound);
        self.fact(range, matches!(bound, Bound::Between(range) if range.low < range.high));
    }

    fn scheme(&mut self, role: Role, scheme: &Scheme) {
        scheme.groups.iter().for_each(|group| self.group(role, group));
    }

    fn group(&mut self, role: Role, group: &Group) {
        let role = if group.kind == GroupKind::Drop { Role::Drop } else { role };
        self.variant(&group.kind);
        self.within(role, &group.reps);
        if let Reps::Attempt(attempt) = group.reps {
            self.word("Attempt", attempt);
        }
        self.fact("a group without a load", group.load.is_none());
        self.fact("a drop without a load", group.load.is_none() && role == Role::Drop);
        self.fact("a stop by effort", group.until.is_some());
        self.fact("a pause within a set", group.pause.is_some());
        self.fact("a rest of a group", group.rest.is_some());
        if let GroupKind::Work { sets } = group.kind {
            self.range("sets", sets);
        }
        if let Some(load) = &group.load {
            self.note("LoadRule by Reps", &format!("{} {}", load.value.rule.name(), group.reps.name()));
            self.load(role, &load.value);
        }
    }

    fn range<T: Copy + PartialOrd>(&mut self, of: &str, range: Range<T>) {
        self.fact(&format!("a range of {of}"), range.low < range.high);
    }

    fn load(&mut self, role: Role, load: &Load) {
        self.within(role, &load.rule);
        load.effort.iter().for_each(|effort| self.effort("an effort beside a load", effort));
        if let Some(step) = &load.step {
            self.variant(step);
            self.note(&format!("Step of {}", load.rule.name()), step.name());
            match step {
                Step::Amount(Signed { sign, by }) => self.signed("Step::Amount", sign, by),
                Step::Points(Signed { sign, .. }) => self.note("sign of Step::Points", sign.name()),
                Step::Factor(_) => {}
            }
        }
        match &load.rule {
            LoadRule::Percent { percent, of, plus } => {
                self.range("percentages", *percent);
                match &of.kind {
                    Some(kind) => self.within(role, kind),
                    None => self.fact("a bare percentage", true),
                }
                self.fact("a percentage of another exercise", of.exercise.is_some());
                plus.iter().for_each(|Signed { sign, by }| self.signed("percentages", sign, by));
            }
            LoadRule::Absolute(range) => {
                self.range("weights", *range);
                self.amount(&range.low);
            }
            LoadRule::Bar => {}
            LoadRule::Bodyweight(None) => self.fact("bodyweight and nothing else", true),
            LoadRule::Bodyweight(Some(Signed { sign, by })) => self.signed("bodyweight", sign, by),
            LoadRule::Effort(effort) => self.effort("an effort as a load", effort),
            LoadRule::Relative { anchor, change, as_share } => {
                self.within(role, anchor);
                self.fact("a share of another set", *as_share);
                let Some(Signed { sign, by }) = change else { return self.fact("as heavy as another set", true) };
                self.note(&format!("Change of {}", anchor.name()), by.name());
                self.note(&format!("sign of {}", by.name()), sign.name());
                self.variant(by);
                match by {
                    crate::model::Change::Percent(by) => self.range("percent off", *by),
                    crate::model::Change::Points(by) => self.range("points off", *by),
                    crate::model::Change::Amount(by) => {
                        self.range("weight off", *by);
                        self.amount(&by.low);
                    }
                }
            }
        }
    }

    fn effort(&mut self, fact: &str, effort: &Effort) {
        self.fact(fact, true);
        self.variant(&effort.scale);
        self.range("efforts", effort.range);
    }

    fn signed(&mut self, of: &str, sign: &crate::model::Sign, by: &Amount) {
        self.variant(sign);
        self.note(&format!("sign of {of}"), sign.name());
        self.amount(by);
    }

    fn amount(&mut self, amount: &Amount) {
        self.variant(amount);
        if let Amount::One(_, unit) = amount {
            self.variant(unit);
        }
    }

    fn lifter(&mut self, lifter: &Lifter) {
        self.variant(&lifter.units);
        lifter.sex.into_iter().for_each(|sex| self.word("Sex", sex));
        lifter.formula.into_iter().for_each(|formula| self.word("Formula", formula));
        self.fact("a lifter of unknown weight", lifter.bodyweight.is_none());
        self.fact("shares of single lifts as training max", !lifter.training_max.of.is_empty());
        self.fact("one share for all training maxes", lifter.training_max.all.is_some());
        lifter.maxes.values().for_each(|max| self.max(max));
        self.roundings(&lifter.rounding);
        self.fact("a common gym", lifter.equipment.is_none());
        lifter.equipment.iter().for_each(|equipment| self.equipment(equipment));
        for assignment in &lifter.programs {
            assignment.schedule.iter().for_each(|schedule| self.variant(&schedule.start));
            self.fact("weekdays", assignment.schedule.as_ref().is_some_and(|schedule| !schedule.weekdays.is_empty()));
        }
    }

    fn max(&mut self, max: &Max) {
        self.fact("several records of a max", max.records.len() > 1);
        for record in &max.records {
            self.variant(&record.measure);
            self.variant(&record.since);
            self.variant(&record.measure.lifted());
            if let Measure::Set { effort, formula, .. } = record.measure {
                self.fact("a max from a set with an effort", effort.is_some());
                self.fact("a max from a set with an effort and a formula", effort.is_some() && formula.is_some());
                formula.into_iter().for_each(|formula| self.word("Formula", formula));
            }
        }
    }

    fn roundings(&mut self, roundings: &Roundings) {
        for (rule, _) in roundings.of.values() {
            self.note("rounding of one exercise", rule.way.word());
        }
        self.word("Rounding", roundings.all.way);
        if roundings.all.to.is_some() {
            self.word("rounding to", roundings.all.way);
        }
    }

    fn equipment(&mut self, equipment: &Equipment) {
        let Equipment { bar, bars, plates, collars, step, dumbbells, kettlebells, machines, belt, ladders } = equipment;
        self.fact("only a step", plates.is_empty() && step.is_some() && bar.is_none());
        self.fact("a bar and a step", plates.is_empty() && step.is_some() && bar.is_some());
        self.fact("collars", *collars > crate::units::Mass::ZERO);
        self.fact("bars of single exercises", !bars.is_empty());
        bars.values()
            .filter_map(|(bar, _)| bar.sleeves)
            .for_each(|sleeves| self.note("sleeves of bars", sleeves.name()));
        let stamped = |unit| plates.iter().any(|plate| plate.mass.stamped_in(unit) == unit);
        self.fact("plates of both units", stamped(Unit::Kg) && stamped(Unit::Lb));
        self.fact("pairs of plates", plates.iter().any(|plate| plate.pairs.is_some()));
        let mut ladder = |of: &str, ladder: &Ladder| self.note(of, ladder.name());
        dumbbells.iter().for_each(|own| ladder("dumbbells", own));
        kettlebells.iter().for_each(|own| ladder("kettlebells", own));
        machines.iter().for_each(|own| ladder("machines", own));
        belt.iter().for_each(|own| ladder("belt", own));
        ladders.values().for_each(|(own, _)| ladder("ladders of single exercises", own));
    }
}

/// The kind of the properties that have no type of their own.
pub(super) const FACT: &str = "fact";

/// All properties that have no type of their own.
pub(super) const FACTS: &[&str] = &[
    "a bar and a step",
    "a bare percentage",
    "a block for some choices",
    "a block with a warm-up of its own",
    "a block without top sets",
    "a branch of sets",
    "a branch with another exercise",
    "a branch without sets",
    "a common gym",
    "a day for some choices",
    "a day that is apart in some weeks",
    "a day that is not in each week",
    "a day that is only a note",
    "a drop without a load",
    "a group without a load",
    "a lifter of unknown weight",
    "a list with a week off",
    "a max from a set with an effort",
    "a max from a set with an effort and a formula",
    "a pause within a set",
    "a percentage of another exercise",
    "a range of efforts",
    "a range of efforts to decide by",
    "a range of percent off",
    "a range of percentages",
    "a range of points off",
    "a range of reps to decide by",
    "a range of sets",
    "a range of weight off",
    "a range of weights",
    "a rest of a group",
    "a stop by effort",
    "an effort as a load",
    "an effort beside a load",
    "an entry for some choices",
    "an option with a default that is not its first choice",
    "as heavy as another set",
    "a share of another set",
    "bars of single exercises",
    "bodyweight and nothing else",
    "collars",
    "one lift twice in one top",
    "one share for all training maxes",
    "only a step",
    "pairs of plates",
    "plates of both units",
    "several blocks",
    "several cycles",
    "several records of a max",
    "shares of single lifts as training max",
    "two lifts in one top",
    "weekdays",
];
