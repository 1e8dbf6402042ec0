//! The JSON from which the script of a page runs gym mode: the sets of each day in words, and the rules of their
//! weights. `docs/pages/gym-mode.md` documents the format.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::{Bound, Condition, Reps, Slug, Word};
use crate::plan::{
    BlockRules, Day, Item, ItemRules, Line, Plan, Rulebook, Single, SlotRule, SubstituteRule, WarmupRule, WarmupSetRule,
};
use crate::units::{Halves, Range, Rpe, Seconds};

use super::words::Wording;

/// The version of the format.
pub(super) const FORMAT: u8 = 1;
/// The text in place of an exercise's warm-up. `shape.rs` replaces it with the warm-up.
pub(super) const WARMUP_HERE: &str = "\u{1}";

#[derive(Serialize)]
pub(super) struct Gym<'p> {
    format: u8,
    program: &'p str,
    /// The slug of the program, if the lifter trains the program more than once and the plan therefore has a name of
    /// its own. Older logs may have this slug.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'p str>,
    lifter: &'p str,
    unit: String,
    #[serde(flatten)]
    rules: &'p Rulebook,
    /// The groups of sets in all days, without duplicates.
    lines: Vec<GymLine<'p>>,
    days: Vec<GymDay<'p>>,
}

impl<'p> Gym<'p> {
    pub(super) fn new(plan: &'p Plan<'_>, rules: &'p Rulebook, writer: GymWriter<'p>, days: Vec<GymDay<'p>>) -> Self {
        Self {
            format: FORMAT,
            program: plan.name().as_str(),
            of: repeated_program(plan),
            lifter: &plan.lifter.name,
            unit: plan.units.to_string(),
            rules,
            lines: writer.lines,
            days,
        }
    }
}

/// Returns the slug of the program if the plan has a name of its own; otherwise `None`.
pub(super) fn repeated_program<'p>(plan: &'p Plan<'_>) -> Option<&'p str> {
    Some(&plan.program.slug).filter(|of| *of != plan.name()).map(Slug::as_str)
}

#[derive(Serialize)]
pub(super) struct GymDay<'p> {
    pub(super) anchor: String,
    pub(super) week: u16,
    pub(super) day: usize,
    pub(super) name: &'p str,
    /// The combinations of options that have this day, by index; empty if all combinations have it.
    #[serde(rename = "ways", skip_serializing_if = "Vec::is_empty")]
    pub(super) combinations: Vec<usize>,
    /// The back-off work in words, for an overview that the script builds.
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
    /// The groups of sets, as indexes in `Gym.lines`.
    lines: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    branches: Vec<GymBranch>,
    /// The placeholder of the warm-up, if the plan has weights.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warmup: Vec<&'static str>,
    /// The rule of the warm-up, in a blank booklet.
    #[serde(skip_serializing_if = "Option::is_none")]
    warm: Option<GymWarmup<'p>>,
    /// The rules of the substitutes, in a blank booklet.
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

/// How a top set went. Both bounds are inclusive.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum GymCondition {
    /// The effort, in half points of RPE.
    Effort([u16; 2]),
    Reps([u16; 2]),
    Look(&'static str),
}

#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
struct GymLine<'p> {
    #[serde(flatten)]
    slot: &'p SlotRule,
    role: &'static str,
    /// The fewest and the most sets of the group.
    sets: [u16; 2],
    /// For a set that depends on the set before it: the index of the set in its group, and the fewest and the most sets
    /// of the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    single: Option<[u16; 3]>,
    /// The reps of each set, and of the last set if they differ: `5`, `5+`.
    say: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    last: String,
    /// The unit of `want`: `reps`, `seconds` or `metres`.
    count: &'static str,
    /// The planned reps, seconds or meters of a set; for a range, the lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    want: Option<u16>,
    /// The planned effort in half points of RPE, if the group has exactly one.
    #[serde(skip_serializing_if = "Option::is_none")]
    rpe: Option<u8>,
    #[serde(skip_serializing_if = "String::is_empty")]
    why: String,
    /// The rest after each set, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    rest: Option<u16>,
    /// The effort that ends the group early, in half points of RPE.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<u8>,
    /// Sets and reps in words, in a blank booklet.
    #[serde(skip_serializing_if = "String::is_empty")]
    dose: String,
    /// Four times the reps of all sets, in a blank booklet. The script calculates the tonnage from this number.
    #[serde(skip_serializing_if = "Option::is_none")]
    lifts: Option<u64>,
}

/// Serializes a value as JSON for a `<script>` element. The JSON has no `<`, so no text in it can end the script.
pub(crate) fn in_page(what: &impl Serialize) -> String {
    // These types have only strings and whole numbers, so serializing them cannot fail.
    serde_json::to_string(what).unwrap_or_default().replace('<', "\\u003c")
}

/// Puts days into words. Each different group of sets is stored only once.
pub(super) struct GymWriter<'p> {
    words: Wording<'p>,
    /// Whether a script calculates the weights and everything that follows from them.
    is_blank: bool,
    lines: Vec<GymLine<'p>>,
    positions: HashMap<GymLine<'p>, usize>,
}

impl<'p> GymWriter<'p> {
    pub(super) fn new(words: Wording<'p>, is_blank: bool) -> Self {
        Self { words, is_blank, lines: Vec::new(), positions: HashMap::new() }
    }

    /// Puts a day into words. The caller sets the week, the index and the anchor of the day.
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
            combinations: Vec::new(),
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

/// Returns the planned reps, seconds or meters of a set; for a range, the lower end.
fn want(reps: &Reps) -> Option<u16> {
    match reps {
        Reps::Time(time) => Some(time.low.0),
        Reps::Distance(meters) => Some(meters.low),
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

/// Returns the inclusive bounds. If no value meets the condition, the lower bound is greater than the upper bound.
fn ends(bound: Bound<u16>) -> [u16; 2] {
    match bound {
        Bound::AtMost(n) => [0, n],
        Bound::Below(n) => n.checked_sub(1).map_or([1, 0], |most| [0, most]),
        Bound::AtLeast(n) => [n, u16::MAX],
        Bound::Above(n) => n.checked_add(1).map_or([1, 0], |least| [least, u16::MAX]),
        Bound::Between(Range { low, high }) => [low, high],
    }
}
