//! What the page's script trains from: the days with their sets in words, and the rules that the weights follow from.
//! `docs/pages/gym-mode.md` documents it.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::{Bound, Condition, Reps, Slug, Word};
use crate::plan::{
    BlockRules, Day, Item, ItemRules, Line, Plan, Rulebook, Single, SlotRule, SubstituteRule, WarmupRule, WarmupSetRule,
};
use crate::units::{Halves, Range, Rpe, Seconds};

use super::words::Wording;

/// The version of this format.
pub(super) const FORMAT: u8 = 1;
/// Stands for the warm-up of an item.
pub(super) const WARMUP_HERE: &str = "\u{1}";

#[derive(Serialize)]
pub(super) struct Gym<'p> {
    format: u8,
    program: &'p str,
    /// The program itself, where the lifter trains it again: logs of its page may still say that.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'p str>,
    lifter: &'p str,
    unit: String,
    #[serde(flatten)]
    rules: &'p Rulebook,
    /// Every different group of sets, once.
    lines: Vec<GymLine<'p>>,
    days: Vec<GymDay<'p>>,
}

impl<'p> Gym<'p> {
    pub(super) fn new(plan: &'p Plan<'_>, rules: &'p Rulebook, writer: Writer<'p>, days: Vec<GymDay<'p>>) -> Self {
        Self {
            format: FORMAT,
            program: plan.name().as_str(),
            of: again(plan),
            lifter: &plan.lifter.name,
            unit: plan.units.to_string(),
            rules,
            lines: writer.lines,
            days,
        }
    }
}

/// The program of a plan, where that has a name of its own.
pub(super) fn again<'p>(plan: &'p Plan<'_>) -> Option<&'p str> {
    Some(&plan.program.slug).filter(|of| *of != plan.name()).map(Slug::as_str)
}

#[derive(Serialize)]
pub(super) struct GymDay<'p> {
    pub(super) anchor: String,
    pub(super) week: u16,
    pub(super) day: usize,
    pub(super) name: &'p str,
    /// Where it is of some ways to choose only: these, by their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) ways: Vec<usize>,
    /// How much work it is, in words, for an overview that a script makes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) volume: String,
    pub(super) blocks: Vec<GymBlock<'p>>,
    pub(super) accessories: Vec<GymItem<'p>>,
}

#[derive(Serialize)]
pub(super) struct GymBlock<'p> {
    top: Vec<GymItem<'p>>,
    backoff: Vec<GymItem<'p>>,
}

#[derive(Serialize)]
pub(super) struct GymItem<'p> {
    /// Positions in the list of lines.
    lines: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    branches: Vec<GymBranch>,
    /// Of a plan with weights the place for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warmup: Vec<&'static str>,
    /// What the warm-up follows from, where nobody's weights are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    warm: Option<GymWarmup<'p>>,
    /// What will do in its place, likewise.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    or: &'p [SubstituteRule],
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

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum GymWarmup<'p> {
    Ramp,
    Sets(Vec<GymWarmupSet<'p>>),
}

#[derive(Serialize)]
struct GymWarmupSet<'p> {
    say: String,
    #[serde(flatten)]
    slot: &'p SlotRule,
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
    /// Of a set that steps off the one before it: which of them it is, and how many there are at least and at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    single: Option<[u16; 3]>,
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
    /// Sets and reps in words, and four times the reps of all sets (what tonnage is counted by), where nobody's weights are known.
    #[serde(skip_serializing_if = "String::is_empty")]
    dose: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lifts: Option<u64>,
}

/// As JSON that can stand within a page: no text in it ends a script.
pub(crate) fn in_page(what: &impl Serialize) -> String {
    // Strings and whole numbers: nothing in it can fail to be JSON.
    serde_json::to_string(what).unwrap_or_default().replace('<', "\\u003c")
}

/// Writes days, and keeps each different group of sets once.
pub(super) struct Writer<'p> {
    words: Wording<'p>,
    /// Whether weights are for a script to work out, and with them everything that is made of weights.
    is_blank: bool,
    lines: Vec<GymLine<'p>>,
    positions: HashMap<GymLine<'p>, usize>,
}

impl<'p> Writer<'p> {
    pub(super) fn new(words: Wording<'p>, is_blank: bool) -> Self {
        Self { words, is_blank, lines: Vec::new(), positions: HashMap::new() }
    }

    /// A day, without the place it has in its plan.
    pub(super) fn day(&mut self, day: &'p Day<'_>, training: bool) -> GymDay<'p> {
        let rules = day.rules();
        let blocks = day.blocks.iter().zip(&rules.blocks);
        let blocks = blocks.map(|(block, BlockRules { top, backoff, .. })| GymBlock {
            top: self.items(&block.top, top, training),
            backoff: self.items(&block.backoff, backoff, training),
        });
        GymDay {
            anchor: String::new(),
            week: 0,
            day: 0,
            name: day.name,
            ways: Vec::new(),
            volume: String::new(),
            blocks: blocks.collect(),
            accessories: self.items(&day.accessories, &rules.accessories, training),
        }
    }

    fn items(&mut self, items: &'p [Item<'_>], rules: &'p [ItemRules], training: bool) -> Vec<GymItem<'p>> {
        items.iter().zip(rules).map(|(item, rules)| self.item(item, rules, training)).collect()
    }

    fn item(&mut self, item: &'p Item<'_>, rules: &'p ItemRules, training: bool) -> GymItem<'p> {
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
            warmup: if self.is_blank { Vec::new() } else { vec![WARMUP_HERE] },
            warm: rules.warmup.as_ref().filter(|_| self.is_blank).map(|rule| self.warmup(rule)),
            or: if self.is_blank { &rules.substitutes } else { &[] },
            superset: &item.entry.superset,
            tempo: &item.entry.tempo,
            with: &item.entry.accommodation,
        }
    }

    fn warmup(&self, rule: &'p WarmupRule) -> GymWarmup<'p> {
        let set = |WarmupSetRule { reps, slot }: &'p WarmupSetRule| GymWarmupSet { say: self.words.reps(reps), slot };
        match rule {
            WarmupRule::Ramp => GymWarmup::Ramp,
            WarmupRule::Sets(sets) => GymWarmup::Sets(sets.iter().map(set).collect()),
        }
    }

    fn lines(&mut self, lines: &'p [Line<'_>], slots: &'p [SlotRule], training: bool) -> Vec<usize> {
        lines.iter().zip(slots).map(|(line, slot)| self.line(line, slot, training)).collect()
    }

    fn line(&mut self, line: &'p Line<'_>, slot: &'p SlotRule, training: bool) -> usize {
        let reps = &*line.reps;
        let count = line.most_sets();
        let said = |set| self.words.reps(&reps.of_set(set, count));
        let (say, last) = (said(0), said(count.saturating_sub(1)));
        let line = GymLine {
            slot,
            role: line.role.word(),
            sets: [line.sets.low, line.sets.high],
            single: line.single.map(|Single { index, of }| [index, of.low, of.high]),
            last: if last == say { String::new() } else { last },
            say,
            count: match reps {
                Reps::Time(_) => "seconds",
                Reps::Distance(_) => "metres",
                _ => "reps",
            },
            want: want(reps),
            rpe: line.effort().and_then(|effort| effort.single()).map(Rpe::in_halves),
            why: self.words.rule(line, training),
            rest: line.rest.map(|Seconds(seconds)| seconds).filter(|seconds| *seconds > 0),
            until: line.group.until.as_ref().map(|until| until.value.in_halves()),
            dose: if self.is_blank { self.words.dose(line) } else { String::new() },
            lifts: reps.counted().filter(|_| self.is_blank).map(|reps| Halves::middle_of(reps).times(count).count()),
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
