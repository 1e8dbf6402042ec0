//! The plan as JSON: one record for every single set, in the order they are done. `docs/plan-json.md` documents it.

use serde::Serialize;
use serde_json::{Number, Value};

use crate::model::{Exercise, Role, Word};
use crate::plan::{Day, Item, Line, Plan, WarmupSet, Week, Weight};
use crate::units::{Mass, Percent, Range, Seconds, Unit};

/// The version of this format.
const FORMAT: u8 = 1;

#[derive(Serialize)]
struct PlanRecord<'p> {
    format: u8,
    program: &'p str,
    lifter: Option<&'p str>,
    units: String,
    weeks: Vec<WeekRecord<'p>>,
}

#[derive(Serialize)]
struct WeekRecord<'p> {
    week: u16,
    cycle: u16,
    phase: &'p str,
    goal: Option<&'static str>,
    days: Vec<DayRecord<'p>>,
}

#[derive(Serialize)]
struct DayRecord<'p> {
    name: &'p str,
    date: Option<String>,
    sets: Vec<SetRecord<'p>>,
}

#[derive(Serialize, Clone)]
struct SetRecord<'p> {
    exercise: &'p str,
    role: &'static str,
    block: Option<usize>,
    group: usize,
    set: u16,
    reps: String,
    weight: Value,
    estimate: bool,
    percent_of_max: Value,
    rule: Option<String>,
    plates_per_side: Value,
    rest_s: Option<u16>,
    only_if: Option<&'p str>,
}

/// One line of JSON, ended by a line break.
#[must_use]
pub fn plan_json(plan: &Plan<'_>) -> String {
    let name = plan.lifter.name.as_str();
    let record = PlanRecord {
        format: FORMAT,
        program: plan.program.slug.as_str(),
        lifter: (!name.is_empty()).then_some(name),
        units: plan.units.to_string(),
        weeks: plan.weeks.iter().map(|week| week_record(plan, week)).collect(),
    };
    // Strings, whole numbers and finite decimals: nothing in it can fail to be JSON.
    serde_json::to_string(&record).map(|json| json + "\n").unwrap_or_default()
}

fn week_record<'p>(plan: &'p Plan<'_>, week: &'p Week<'_>) -> WeekRecord<'p> {
    WeekRecord {
        week: week.number,
        cycle: week.cycle,
        phase: &week.phase.name,
        goal: week.phase.goal.map(Word::word),
        days: week
            .days
            .iter()
            .map(|day| DayRecord { name: day.name, date: day.date.map(|date| date.to_string()), sets: sets(plan, day) })
            .collect(),
    }
}

fn sets<'p>(plan: &'p Plan<'_>, day: &'p Day<'_>) -> Vec<SetRecord<'p>> {
    let mut sets = Vec::new();
    if let Some(first) = day.items().next() {
        let block = (!day.blocks.is_empty()).then_some(1);
        for set in &day.warmup {
            warmup(plan, first.exercise, block, set, &mut sets);
        }
    }
    for (index, block) in day.blocks.iter().enumerate() {
        let mut group = 0;
        for item in block.top.iter().chain(&block.backoff) {
            item_sets(plan, item, Some(index + 1), &mut group, &mut sets);
        }
    }
    let mut group = 0;
    for item in &day.accessories {
        item_sets(plan, item, None, &mut group, &mut sets);
    }
    sets
}

fn warmup<'p>(
    plan: &Plan<'_>,
    exercise: &'p Exercise,
    block: Option<usize>,
    set: &WarmupSet,
    sets: &mut Vec<SetRecord<'p>>,
) {
    let record = SetRecord {
        exercise: exercise.slug.as_str(),
        role: Role::Warmup.word(),
        block,
        group: 0,
        set: 0,
        reps: set.reps.to_string(),
        weight: weight(plan, set.weight),
        estimate: false,
        percent_of_max: Value::Null,
        rule: None,
        plates_per_side: plates(plan, exercise, set.weight),
        rest_s: None,
        only_if: None,
    };
    for _ in 0..set.sets {
        let number = u16::try_from(sets.len() + 1).unwrap_or(u16::MAX);
        sets.push(SetRecord { set: number, ..record.clone() });
    }
}

fn item_sets<'p>(
    plan: &Plan<'_>,
    item: &'p Item<'_>,
    block: Option<usize>,
    group: &mut usize,
    sets: &mut Vec<SetRecord<'p>>,
) {
    for (index, line) in item.lines.iter().enumerate() {
        *group += 1;
        let before_drop = item.lines.get(index + 1).is_some_and(|next| next.role == Role::Drop);
        let record = SetRecord {
            exercise: item.exercise.slug.as_str(),
            role: line.role.word(),
            block,
            group: *group,
            set: 0,
            reps: String::new(),
            weight: weight(plan, line.weight),
            estimate: false,
            percent_of_max: percent(line.percent_of_max),
            rule: rule(line),
            plates_per_side: plates(plan, item.exercise, line.weight),
            rest_s: line.rest.map(|Seconds(seconds)| seconds),
            only_if: None,
        };
        let count = line.sets();
        sets.extend((0..count).map(|set| SetRecord {
            set: set + 1,
            reps: line.group.reps.of_set(set, count).to_string(),
            rest_s: if before_drop && set + 1 == count { Some(0) } else { record.rest_s },
            ..record.clone()
        }));
    }
}

/// The rule as an author would write it.
fn rule(line: &Line<'_>) -> Option<String> {
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
