//! What the page's script trains from: the days with their sets in words, and the rules that the weights follow from.
//! `docs/gym-mode.md` documents it.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::{Bound, Condition, LoadRule, Reps, Word};
use crate::plan::{BlockRules, Day, DayRules, Item, ItemRules, Line, Plan, Rulebook, SlotRule, Week};
use crate::units::{Range, Rpe, Seconds};

use super::naming::{day_anchor, warmup};
use super::words::Wording;

/// The version of this format.
const FORMAT: u8 = 1;

#[derive(Serialize)]
struct Gym<'p> {
    format: u8,
    program: &'p str,
    lifter: &'p str,
    unit: String,
    #[serde(flatten)]
    rules: &'p Rulebook,
    /// Every different group of sets, once.
    lines: Vec<GymLine<'p>>,
    days: Vec<GymDay<'p>>,
}

#[derive(Serialize)]
struct GymDay<'p> {
    anchor: String,
    week: u16,
    day: usize,
    name: &'p str,
    blocks: Vec<GymBlock<'p>>,
    accessories: Vec<GymItem<'p>>,
}

#[derive(Serialize)]
struct GymBlock<'p> {
    top: Vec<GymItem<'p>>,
    backoff: Vec<GymItem<'p>>,
}

#[derive(Serialize)]
struct GymItem<'p> {
    /// Positions in the list of lines.
    lines: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    branches: Vec<GymBranch>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warmup: Vec<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    superset: &'p str,
    #[serde(skip_serializing_if = "str::is_empty")]
    tempo: &'p str,
    #[serde(skip_serializing_if = "str::is_empty")]
    with: &'p str,
}

#[derive(Serialize)]
struct GymBranch {
    #[serde(rename = "if")]
    condition: GymCondition,
    words: String,
    lines: Vec<usize>,
}

/// How a top set went, both ends included.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum GymCondition {
    /// In half points.
    Effort([u16; 2]),
    Reps([u16; 2]),
    Look(&'static str),
}

#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
struct GymLine<'p> {
    #[serde(flatten)]
    slot: &'p SlotRule,
    role: &'static str,
    /// Fewest and most sets.
    sets: [u16; 2],
    /// What is done in each set, and in the last where that is another: `5`, `5+`.
    say: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    last: String,
    /// What is counted: `reps`, `seconds`, `metres`.
    count: &'static str,
    /// How many of it, where one number is planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    want: Option<u16>,
    /// The effort that is written, where it is one, in half points.
    #[serde(skip_serializing_if = "Option::is_none")]
    rpe: Option<u8>,
    #[serde(skip_serializing_if = "String::is_empty")]
    why: String,
    /// In seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    rest: Option<u16>,
    /// The effort at which it ends before the most sets, in half points.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<u8>,
}

/// The plan for the page's script.
pub(super) fn gym_json(plan: &Plan<'_>, words: Wording<'_>) -> String {
    let rules = plan.rulebook();
    let mut writer = Writer { plan, words, lines: Vec::new(), positions: HashMap::new() };
    let weeks = plan.weeks.iter().zip(&rules.weeks);
    let days = weeks.flat_map(|(week, rules)| week.days.iter().zip(rules).enumerate().map(move |day| (week, day)));
    let days = days.map(|(week, (index, (day, rules)))| writer.day(week, index, day, rules)).collect();
    let lines = writer.lines;
    let gym = Gym {
        format: FORMAT,
        program: plan.program.slug.as_str(),
        lifter: &plan.lifter.name,
        unit: plan.units.to_string(),
        rules: &rules,
        lines,
        days,
    };
    // Strings and whole numbers: nothing in it can fail to be JSON.
    serde_json::to_string(&gym).unwrap_or_default().replace('<', "\\u003c")
}

struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
    words: Wording<'p>,
    lines: Vec<GymLine<'p>>,
    positions: HashMap<GymLine<'p>, usize>,
}

impl<'p, 'a> Writer<'p, 'a> {
    fn day(&mut self, week: &'p Week<'a>, index: usize, day: &'p Day<'a>, rules: &'p DayRules) -> GymDay<'p> {
        let training = self.plan.program.training_share(week.phase).is_some();
        let blocks = day.blocks.iter().zip(&rules.blocks);
        let blocks = blocks.map(|(block, BlockRules { top, backoff })| GymBlock {
            top: self.items(&block.top, top, training),
            backoff: self.items(&block.backoff, backoff, training),
        });
        GymDay {
            anchor: day_anchor(week, index),
            week: week.number,
            day: index + 1,
            name: day.name,
            blocks: blocks.collect(),
            accessories: self.items(&day.accessories, &rules.accessories, training),
        }
    }

    fn items(&mut self, items: &'p [Item<'a>], rules: &'p [ItemRules], training: bool) -> Vec<GymItem<'p>> {
        items.iter().zip(rules).map(|(item, rules)| self.item(item, rules, training)).collect()
    }

    fn item(&mut self, item: &'p Item<'a>, rules: &'p ItemRules, training: bool) -> GymItem<'p> {
        let alternatives = item.alternatives.iter().zip(&rules.alternatives);
        GymItem {
            lines: self.lines(&item.lines, &rules.slots, training),
            branches: alternatives
                .map(|(alternative, slots)| GymBranch {
                    condition: condition(alternative.branch.condition),
                    words: self.words.condition(alternative.branch.condition),
                    lines: self.lines(&alternative.lines, slots, training),
                })
                .collect(),
            warmup: warmup(self.words, item),
            superset: &item.entry.superset,
            tempo: &item.entry.tempo,
            with: &item.entry.accommodation,
        }
    }

    fn lines(&mut self, lines: &'p [Line<'a>], slots: &'p [SlotRule], training: bool) -> Vec<usize> {
        lines.iter().zip(slots).map(|(line, slot)| self.line(line, slot, training)).collect()
    }

    fn line(&mut self, line: &'p Line<'a>, slot: &'p SlotRule, training: bool) -> usize {
        let reps = &line.group.reps;
        let count = line.most_sets();
        let said = |set| self.words.reps(&reps.of_set(set, count));
        let (say, last) = (said(0), said(count.saturating_sub(1)));
        let line = GymLine {
            slot,
            role: line.role.word(),
            sets: [line.sets.low, line.sets.high],
            last: if last == say { String::new() } else { last },
            say,
            count: match reps {
                Reps::Time(_) => "seconds",
                Reps::Distance(_) => "metres",
                _ => "reps",
            },
            want: want(reps),
            rpe: written_effort(line).and_then(|effort| effort.single()).map(Rpe::in_halves),
            why: self.words.rule(line, training),
            rest: line.rest.map(|Seconds(seconds)| seconds).filter(|seconds| *seconds > 0),
            until: line.group.until.as_ref().map(|until| until.value.in_halves()),
        };
        let next = self.lines.len();
        let position = *self.positions.entry(line.clone()).or_insert(next);
        if position == next {
            self.lines.push(line);
        }
        position
    }
}

/// How many reps, seconds or metres a set is planned with; of a range, the least that will do.
fn want(reps: &Reps) -> Option<u16> {
    match reps {
        Reps::Time(time) => Some(time.low.0),
        Reps::Distance(metres) => Some(metres.low),
        reps => reps.counted().map(|reps| reps.low),
    }
}

fn written_effort(line: &Line<'_>) -> Option<Range<Rpe>> {
    let load = line.load()?;
    match &load.rule {
        LoadRule::Effort(effort) => Some(effort.range),
        _ => load.effort.map(|effort| effort.range),
    }
}

fn condition(condition: Condition) -> GymCondition {
    match condition {
        Condition::Effort(bound) => GymCondition::Effort(ends(bound.map(|rpe| rpe.in_halves().into()))),
        Condition::Reps(bound) => GymCondition::Reps(ends(bound)),
        Condition::Look(look) => GymCondition::Look(look.word()),
    }
}

/// The least and the most that is meant; the least is more than the most where nothing is.
fn ends(bound: Bound<u16>) -> [u16; 2] {
    match bound {
        Bound::AtMost(n) => [0, n],
        Bound::Below(n) => n.checked_sub(1).map_or([1, 0], |most| [0, most]),
        Bound::AtLeast(n) => [n, u16::MAX],
        Bound::Above(n) => n.checked_add(1).map_or([1, 0], |least| [least, u16::MAX]),
        Bound::Between(Range { low, high }) => [low, high],
    }
}
