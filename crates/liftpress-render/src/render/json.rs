//! Renders a plan as JSON. Each set has a record of its own, in the order of training. `docs/pages/plan-json.md`
//! documents the fields.

mod decisions;
mod shapes;
mod volume;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::model::{Exercise, Role, Sleeves, Slug, Word};
use crate::plan::{Day, Item, Line, Plan, Volume, Week, Weight};
use crate::units::{Mass, Percent, Range, Seconds};
use decisions::{DecisionRecord, StripRecord, decisions, strips};

use shapes::{OneOrRange, Plates};
use volume::{PhaseRecord, VolumeRecord, phases};

/// The version of this format.
const FORMAT: u8 = 1;

#[derive(Serialize, JsonSchema)]
struct PlanRecord<'p> {
    #[schemars(range(min = 1, max = 1))]
    format: u8,
    program: &'p str,
    /// Left out unless the lifter trains the program more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    booklet: Option<&'p str>,
    lifter: Option<&'p str>,
    units: String,
    /// Left out if the program has no options.
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
    /// Left out if the day has no note.
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'p str,
    volume: VolumeRecord,
    #[schemars(with = "Vec<SetRecord<'_>>")]
    sets: DaySets<'p>,
    /// Left out if the day has no strips.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    strips: Vec<StripRecord<'p>>,
    /// Left out if the day has no decisions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionRecord<'p>>,
}

#[derive(Serialize, JsonSchema)]
struct SetRecord<'r> {
    exercise: &'r str,
    role: &'static str,
    block: Option<usize>,
    group: usize,
    set: u16,
    reps: &'r str,
    #[schemars(with = "Option<OneOrRange>")]
    weight: &'r Value,
    /// Left out unless the equipment is stamped in the other unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    stamped: Option<&'r str>,
    estimate: bool,
    #[schemars(with = "Option<OneOrRange>")]
    percent_of_max: &'r Value,
    rule: Option<&'r str>,
    #[schemars(with = "Option<Plates>")]
    plates_per_side: &'r Value,
    /// Left out unless all plates are on one sleeve.
    #[serde(skip_serializing_if = "Option::is_none")]
    sleeves: Option<u16>,
    /// Left out unless the set is done in parts, with a pause between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pause_s: Option<u16>,
    rest_s: Option<u16>,
    only_if: Option<&'r str>,
}

/// Returns a plan in format 1 of `docs/pages/plan-json.md`: one line of JSON that ends in a line break.
#[must_use]
pub fn plan_json(plan: &Plan<'_>) -> String {
    let mut json = Vec::new();
    write_plan_json(plan, &mut json);
    // The JSON is always UTF-8, because serde_json writes nothing else.
    String::from_utf8(json).unwrap_or_default()
}

/// Appends [`plan_json`] to `out`.
pub fn write_plan_json(plan: &Plan<'_>, out: &mut Vec<u8>) {
    let name = plan.lifter.name.as_str();
    let of_day = |day: &Day<'_>| day.volume(plan.lifter.bodyweight);
    let of_days: Vec<Vec<_>> = plan.weeks.iter().map(|week| week.days.iter().map(of_day).collect()).collect();
    let of_weeks: Vec<Volume> = of_days.iter().map(|days| days.iter().cloned().sum()).collect();
    let weeks = plan.weeks.iter().zip(&of_weeks).zip(&of_days);
    let record = PlanRecord {
        format: FORMAT,
        program: plan.program.slug.as_str(),
        booklet: Some(plan.name()).filter(|name| **name != plan.program.slug).map(Slug::as_str),
        lifter: (!name.is_empty()).then_some(name),
        units: plan.units.to_string(),
        options: plan.choices.iter().map(|(option, choice)| (option.slug.as_str(), choice.slug.as_str())).collect(),
        volume: VolumeRecord::new(&of_weeks.iter().cloned().sum(), plan.units),
        phases: phases(plan, &of_weeks),
        weeks: weeks.map(|((week, volume), of_days)| week_record(plan, week, volume, of_days)).collect(),
    };
    // Strings, whole numbers and finite decimals can always be written to memory.
    let _ = serde_json::to_writer(&mut *out, &record);
    out.push(b'\n');
}

/// Returns the JSON Schema of [`plan_json`].
#[must_use]
pub fn plan_schema() -> Value {
    schema_of::<PlanRecord<'_>>("The plan of liftpress, format 1: docs/pages/plan-json.md explains every field")
}

/// Returns the JSON Schema of a type in its serialized form, in draft 7 like the schemas of files.
pub(super) fn schema_of<T: JsonSchema>(description: &str) -> Value {
    let mut schema = SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<T>().to_value();
    schema["description"] = description.into();
    schema
}

fn week_record<'p>(plan: &'p Plan<'p>, week: &'p Week<'p>, volume: &Volume, of_days: &[Volume]) -> WeekRecord<'p> {
    WeekRecord {
        week: week.number,
        cycle: week.cycle,
        phase: &week.phase.name,
        goal: week.phase.goal.map(Word::word),
        volume: VolumeRecord::new(volume, plan.units),
        days: week
            .days
            .iter()
            .zip(of_days)
            .map(|(day, volume)| DayRecord {
                name: day.name,
                date: day.date.map(|date| date.to_string()),
                note: day.note,
                volume: VolumeRecord::new(volume, plan.units),
                sets: DaySets { plan, day },
                strips: strips(plan, day),
                decisions: decisions(day),
            })
            .collect(),
    }
}

/// The sets of a day. They are serialized one by one, because they make up most of a plan. The values that all sets of
/// a group share are calculated only once.
struct DaySets<'p> {
    plan: &'p Plan<'p>,
    day: &'p Day<'p>,
}

impl Serialize for DaySets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = SetWriter { plan: self.plan, block: None, group: 0, sets: serializer.serialize_seq(None)? };
        for (index, block) in self.day.blocks.iter().enumerate() {
            writer.begin(Some(index + 1));
            block.top.iter().chain(&block.backoff).try_for_each(|item| writer.item(item))?;
        }
        writer.begin(None);
        self.day.accessories.iter().try_for_each(|item| writer.item(item))?;
        writer.sets.end()
    }
}

struct SetWriter<'p, S> {
    plan: &'p Plan<'p>,
    block: Option<usize>,
    group: usize,
    sets: S,
}

impl<S: SerializeSeq> SetWriter<'_, S> {
    fn begin(&mut self, block: Option<usize>) {
        self.block = block;
        self.group = 0;
    }

    fn item(&mut self, item: &Item<'_>) -> Result<(), S::Error> {
        self.warmup(item)?;
        self.lines(item.exercise, &item.lines, None)?;
        for alternative in &item.alternatives {
            let condition = alternative.branch.condition.to_string();
            self.lines(alternative.exercise, &alternative.lines, Some(&condition))?;
        }
        Ok(())
    }

    fn warmup(&mut self, item: &Item<'_>) -> Result<(), S::Error> {
        let mut number = 0;
        for warmup in &item.warmup {
            let (reps, weight) = (warmup.reps.to_string(), weight(self.plan, warmup.weight));
            let (plates, sleeves) = plates(self.plan, item.exercise, warmup.weight);
            let stamped = stamped(self.plan, item.exercise, warmup.weight);
            for _ in 0..warmup.sets {
                number += 1;
                self.sets.serialize_element(&SetRecord {
                    exercise: item.exercise.slug.as_str(),
                    role: Role::Warmup.word(),
                    block: self.block,
                    group: 0,
                    set: number,
                    reps: &reps,
                    weight: &weight,
                    stamped: stamped.as_deref(),
                    estimate: false,
                    percent_of_max: &Value::Null,
                    rule: None,
                    plates_per_side: &plates,
                    sleeves,
                    pause_s: None,
                    rest_s: None,
                    only_if: None,
                })?;
            }
        }
        Ok(())
    }

    fn lines(&mut self, exercise: &Exercise, lines: &[Line<'_>], only_if: Option<&str>) -> Result<(), S::Error> {
        for (index, line) in lines.iter().enumerate() {
            let before_drop = lines.get(index + 1).is_some_and(|next| next.role == Role::Drop);
            self.line(exercise, line, before_drop, only_if)?;
        }
        Ok(())
    }

    /// Writes the sets of a group. Sets after the fewest sets of a fatigue stop have a condition, and so do the sets of
    /// a branch.
    fn line(
        &mut self,
        exercise: &Exercise,
        line: &Line<'_>,
        before_drop: bool,
        only_if: Option<&str>,
    ) -> Result<(), S::Error> {
        self.group += 1;
        let (rule, until) = (rule(line), line.group.until.as_ref().map(|until| format!("until RPE {}", until.value)));
        let (weight, stamped) = (weight(self.plan, line.weight), stamped(self.plan, exercise, line.weight));
        let (plates, sleeves) = plates(self.plan, exercise, line.weight);
        let percent = percent(line.percent_of_max);
        let rest = line.rest.map(|Seconds(seconds)| seconds);
        let count = line.most_sets();
        for set in 0..count {
            self.sets.serialize_element(&SetRecord {
                exercise: exercise.slug.as_str(),
                role: line.role.word(),
                block: self.block,
                group: self.group,
                set: set + 1,
                reps: &line.reps.of_set(set, count).to_string(),
                weight: &weight,
                stamped: stamped.as_deref(),
                estimate: line.estimate,
                percent_of_max: &percent,
                rule: rule.as_deref(),
                plates_per_side: &plates,
                sleeves,
                pause_s: line.group.pause.or(line.reps.pause()).map(|Seconds(seconds)| seconds),
                rest_s: if before_drop && set + 1 == count { Some(0) } else { rest },
                only_if: only_if.or(until.as_deref().filter(|_| set >= line.sets.low)),
            })?;
        }
        Ok(())
    }
}

/// Returns the rule as an author would write it.
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

/// Returns a number, or both ends of a range, as JSON.
fn range_of<T: Copy + PartialOrd>(range: Range<T>, text: impl Fn(T) -> String) -> Value {
    match range.single() {
        Some(value) => number(&text(value)),
        None => Value::Array(vec![number(&text(range.low)), number(&text(range.high))]),
    }
}

/// Returns a decimal number as it is printed: 255 instead of 255.0.
fn number(text: &str) -> Value {
    let whole = text.parse::<i64>().map(Number::from).ok();
    let number = whole.or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64));
    number.map_or(Value::Null, Value::Number)
}

/// Returns the weight in the unit that is stamped on the equipment, such as `24 kg` for a lifter who trains in pounds;
/// `None` if the plan has the same unit.
fn stamped(plan: &Plan<'_>, exercise: &Exercise, weight: Weight) -> Option<String> {
    let unit = Some(plan.rack.printed_in(weight, exercise)).filter(|unit| *unit != plan.units)?;
    let text = |mass: Mass| mass.in_unit(unit);
    match weight {
        Weight::Open => None,
        Weight::Loaded(range) | Weight::Bodyweight(range) => Some(match range.single() {
            Some(mass) => format!("{} {unit}", text(mass)),
            None => format!("{}-{} {unit}", text(range.low), text(range.high)),
        }),
    }
}

/// Returns the plates of a weight. Also returns the number of sleeves if all plates are on one sleeve.
fn plates(plan: &Plan<'_>, exercise: &Exercise, weight: Weight) -> (Value, Option<u16>) {
    let side = |mass: Mass| plan.rack.plates_per_side(mass, exercise);
    let plate = |plate: &Mass| match plate.stamped_in(plan.units) {
        unit if unit == plan.units => number(&plate.in_unit(unit)),
        unit => Value::String(plate.with_unit(unit)),
    };
    let list = |plates: &[Mass]| plates.iter().map(plate).collect::<Value>();
    let plates = match weight {
        Weight::Loaded(range) => match (range.single(), side(range.low), side(range.high)) {
            (Some(_), Some(plates), _) => list(&plates),
            (None, Some(low), Some(high)) => Value::Array(vec![list(&low), list(&high)]),
            _ => Value::Null,
        },
        Weight::Open | Weight::Bodyweight(_) => Value::Null,
    };
    let is_one = !plates.is_null() && plan.rack.sleeves(exercise) == Sleeves::One;
    (plates, is_one.then_some(1))
}
