//! The plan as JSON: one record for every single set, in the order they are done. `docs/pages/plan-json.md` documents it.

mod after;
mod shapes;
mod volume;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Number, Value};

use crate::model::{Exercise, Role, Word};
use crate::plan::{Day, Item, Line, Plan, Week, Weight};

use crate::units::{Mass, Percent, Range, Seconds, Unit};
use after::{DecisionRecord, StripRecord, decisions, strips};

use shapes::{OneOrRange, Plates};
use volume::{PhaseRecord, VolumeRecord, phases};

/// The version of this format.
const FORMAT: u8 = 1;

#[derive(Serialize, JsonSchema)]
struct PlanRecord<'p> {
    #[schemars(range(min = 1, max = 1))]
    format: u8,
    program: &'p str,
    lifter: Option<&'p str>,
    units: String,
    /// Only of programs that have some.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    options: BTreeMap<&'p str, &'p str>,
    volume: VolumeRecord,
    phases: Vec<PhaseRecord<'p>>,
    weeks: Vec<WeekRecord<'p>>,
}

#[derive(Serialize, JsonSchema)]
struct WeekRecord<'p> {
    week: u16,
    cycle: u16,
    phase: &'p str,
    goal: Option<&'static str>,
    volume: VolumeRecord,
    days: Vec<DayRecord<'p>>,
}

#[derive(Serialize, JsonSchema)]
struct DayRecord<'p> {
    name: &'p str,
    date: Option<String>,
    volume: VolumeRecord,
    sets: Vec<SetRecord<'p>>,
    /// Only of days that have some.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    strips: Vec<StripRecord<'p>>,
    /// Only of days that have some.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionRecord<'p>>,
}

#[derive(Serialize, JsonSchema, Clone)]
struct SetRecord<'p> {
    exercise: &'p str,
    role: &'static str,
    block: Option<usize>,
    group: usize,
    set: u16,
    reps: String,
    #[schemars(with = "Option<OneOrRange>")]
    weight: Value,
    estimate: bool,
    #[schemars(with = "Option<OneOrRange>")]
    percent_of_max: Value,
    rule: Option<String>,
    #[schemars(with = "Option<Plates>")]
    plates_per_side: Value,
    /// Only of sets that have parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pause_s: Option<u16>,
    rest_s: Option<u16>,
    only_if: Option<String>,
}

/// The plan for other programs: format 1 of `docs/pages/plan-json.md`, one line of JSON, ended by a line break.
#[must_use]
pub fn plan_json(plan: &Plan<'_>) -> String {
    let name = plan.lifter.name.as_str();
    let record = PlanRecord {
        format: FORMAT,
        program: plan.program.slug.as_str(),
        lifter: (!name.is_empty()).then_some(name),
        units: plan.units.to_string(),
        options: plan.choices.iter().map(|(option, choice)| (option.slug.as_str(), choice.slug.as_str())).collect(),
        volume: VolumeRecord::new(&plan.volume(&plan.weeks), plan.units),
        phases: phases(plan),
        weeks: plan.weeks.iter().map(|week| week_record(plan, week)).collect(),
    };
    // Strings, whole numbers and finite decimals: nothing in it can fail to be JSON.
    serde_json::to_string(&record).map(|json| json + "\n").unwrap_or_default()
}

/// The JSON Schema of that.
#[must_use]
pub fn plan_schema() -> Value {
    schema_of::<PlanRecord<'_>>("The plan of liftpress, format 1: docs/pages/plan-json.md explains every field")
}

/// The JSON Schema of what is written by a type, in draft 7 as those of files are.
pub(super) fn schema_of<T: JsonSchema>(description: &str) -> Value {
    let mut schema = SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<T>().to_value();
    schema["description"] = description.into();
    schema
}

fn week_record<'p>(plan: &'p Plan<'_>, week: &'p Week<'_>) -> WeekRecord<'p> {
    WeekRecord {
        week: week.number,
        cycle: week.cycle,
        phase: &week.phase.name,
        goal: week.phase.goal.map(Word::word),
        volume: VolumeRecord::new(&week.volume(plan.lifter.bodyweight), plan.units),
        days: week
            .days
            .iter()
            .map(|day| DayRecord {
                name: day.name,
                date: day.date.map(|date| date.to_string()),
                volume: VolumeRecord::new(&day.volume(plan.lifter.bodyweight), plan.units),
                sets: sets(plan, day),
                strips: strips(plan, day),
                decisions: decisions(day),
            })
            .collect(),
    }
}

fn sets<'p>(plan: &'p Plan<'_>, day: &'p Day<'_>) -> Vec<SetRecord<'p>> {
    let mut writer = Writer { plan, block: None, group: 0, sets: Vec::new() };
    for (index, block) in day.blocks.iter().enumerate() {
        writer.begin(Some(index + 1));
        block.top.iter().chain(&block.backoff).for_each(|item| writer.item(item));
    }
    writer.begin(None);
    day.accessories.iter().for_each(|item| writer.item(item));
    writer.sets
}

/// Writes the sets of a day, one after another.
struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
    block: Option<usize>,
    group: usize,
    sets: Vec<SetRecord<'p>>,
}

impl<'p> Writer<'p, '_> {
    fn begin(&mut self, block: Option<usize>) {
        self.block = block;
        self.group = 0;
    }

    fn item(&mut self, item: &'p Item<'_>) {
        self.warmup(item);
        for (index, line) in item.lines.iter().enumerate() {
            let before_drop = item.lines.get(index + 1).is_some_and(|next| next.role == Role::Drop);
            self.line(item.exercise, line, before_drop, None);
        }
        for alternative in &item.alternatives {
            let condition = alternative.branch.condition.to_string();
            for (index, line) in alternative.lines.iter().enumerate() {
                let before_drop = alternative.lines.get(index + 1).is_some_and(|next| next.role == Role::Drop);
                self.line(alternative.exercise, line, before_drop, Some(&condition));
            }
        }
    }

    fn warmup(&mut self, item: &'p Item<'_>) {
        let exercise = item.exercise;
        let sets = item.warmup.iter().flat_map(|set| std::iter::repeat_n(set, set.sets.into()));
        for (number, set) in (1..).zip(sets) {
            self.sets.push(SetRecord {
                exercise: exercise.slug.as_str(),
                role: Role::Warmup.word(),
                block: self.block,
                group: 0,
                set: number,
                reps: set.reps.to_string(),
                weight: weight(self.plan, set.weight),
                estimate: false,
                percent_of_max: Value::Null,
                rule: None,
                plates_per_side: plates(self.plan, exercise, set.weight),
                pause_s: None,
                rest_s: None,
                only_if: None,
            });
        }
    }

    /// A group's sets; those of a fatigue stop that need not come, and those of a branch, only if.
    fn line(&mut self, exercise: &'p Exercise, line: &'p Line<'_>, before_drop: bool, only_if: Option<&str>) {
        self.group += 1;
        let record = SetRecord {
            exercise: exercise.slug.as_str(),
            role: line.role.word(),
            block: self.block,
            group: self.group,
            set: 0,
            reps: String::new(),
            weight: weight(self.plan, line.weight),
            estimate: line.estimate,
            percent_of_max: percent(line.percent_of_max),
            rule: rule(line),
            plates_per_side: plates(self.plan, exercise, line.weight),
            pause_s: line.group.pause.or(line.group.reps.pause()).map(|Seconds(seconds)| seconds),
            rest_s: line.rest.map(|Seconds(seconds)| seconds),
            only_if: only_if.map(str::to_owned),
        };
        let until = line.group.until.as_ref().map(|until| format!("until RPE {}", until.value));
        let count = line.most_sets();
        self.sets.extend((0..count).map(|set| SetRecord {
            set: set + 1,
            reps: line.group.reps.of_set(set, count).to_string(),
            rest_s: if before_drop && set + 1 == count { Some(0) } else { record.rest_s },
            only_if: record.only_if.clone().or_else(|| until.clone().filter(|_| set >= line.sets.low)),
            ..record.clone()
        }));
    }
}

/// The rule as an author would write it.
pub(super) fn rule(line: &Line<'_>) -> Option<String> {
    match line.load() {
        Some(load) => Some(load.to_string()),
        None if line.role == Role::Drop && line.weight != Weight::Open => Some("previous -20%".to_owned()),
        None => None,
    }
}

fn weight(plan: &Plan<'_>, weight: Weight) -> Value {
    match weight {
        Weight::Open => Value::Null,
        Weight::Loaded(range) => range_of(range, |mass| mass.in_unit(plan.units)),
        Weight::Bodyweight(added) => match plan.lifter.bodyweight {
            Some(own) => range_of(added, |mass| (own + mass).in_unit(plan.units)),
            None => Value::Null,
        },
    }
}

fn percent(percent: Option<Range<Percent>>) -> Value {
    percent.map_or(Value::Null, |range| range_of(range, Percent::number))
}

/// One number, or two of a range.
fn range_of<T: Copy + PartialOrd>(range: Range<T>, text: impl Fn(T) -> String) -> Value {
    match range.single() {
        Some(value) => number(&text(value)),
        None => Value::Array(vec![number(&text(range.low)), number(&text(range.high))]),
    }
}

/// A decimal, printed as it is: 255 and not 255.0.
fn number(text: &str) -> Value {
    let whole = text.parse::<i64>().map(Number::from).ok();
    let number = whole.or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64));
    number.map_or(Value::Null, Value::Number)
}

fn plates(plan: &Plan<'_>, exercise: &Exercise, weight: Weight) -> Value {
    let side = |mass: Mass| plan.rack.plates_per_side(mass, exercise);
    let list =
        |plates: Vec<Mass>, unit: Unit| plates.iter().map(|plate| number(&plate.in_unit(unit))).collect::<Value>();
    match weight {
        Weight::Loaded(range) => match (range.single(), side(range.low), side(range.high)) {
            (Some(_), Some(plates), _) => list(plates, plan.units),
            (None, Some(low), Some(high)) => Value::Array(vec![list(low, plan.units), list(high, plan.units)]),
            _ => Value::Null,
        },
        Weight::Open | Weight::Bodyweight(_) => Value::Null,
    }
}
