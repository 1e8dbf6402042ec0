//! Compiles the weights of a day to formulas. If a weight depends on a set, its formula refers to the cells of that
//! set.

use std::collections::BTreeMap;

use crate::plan::{Block, BlockRules, Day, Hit, Item, ItemRules, Line, SlotRule, StripRow};

use super::columns::{Cells, Column};
use super::formula::Ends;
use super::layout::{ItemAt, LineAt, Part, StripAt};
use super::maxes::mass_of;
use super::rules::{Compiler, Resolved, SetContext, TopSet, TopSets};
use super::shown::{Performance, shown, shown_as_planned};
use super::strips::hits;
use super::tops::{Follows, Lift, Tops, is_own};
use crate::units::{Mass, Range};

/// The formulas of a day.
#[derive(Default)]
pub(super) struct DayFormulas {
    /// The formulas of the day's groups of sets.
    pub(super) lines: BTreeMap<LineAt, Resolved>,
    /// The weight that each top set counts as: the logged weight, or else the planned one.
    pub(super) tops: BTreeMap<LineAt, CountedTop>,
    /// The formulas of substitutes, by the place of the exercise, the index of the substitute, and the index of the
    /// group.
    pub(super) substitutes: BTreeMap<(ItemAt, usize, usize), Ends>,
    /// The formulas of strips.
    pub(super) strips: BTreeMap<StripAt, StripFormulas>,
}

/// The possible results of a strip's top set. For each result, the second list has the weight in each row of the strip.
pub(super) type StripFormulas = (Vec<String>, Vec<Vec<Option<Ends>>>);

/// The formulas for the weight that a top set counts as, and the values of these formulas while nothing is logged.
pub(super) struct CountedTop {
    pub(super) top: TopSet,
    pub(super) done: Range<Mass>,
    pub(super) shown: Option<Range<Mass>>,
}

/// Compiles a day. `cells` has the rows of the day.
pub(super) struct DayCompiler<'c, 'b> {
    pub(super) compiler: &'c mut Compiler<'b>,
    pub(super) cells: &'c Cells,
    pub(super) formulas: DayFormulas,
}

/// The compiled groups of a block. For each back-off exercise, there are the planned groups and the groups of each
/// branch.
struct BlockFormulas {
    top: Vec<Resolved>,
    backoff: Vec<(Vec<Resolved>, Vec<Vec<Resolved>>)>,
    previous: Option<Resolved>,
}

impl DayCompiler<'_, '_> {
    pub(super) fn day(mut self, day: &Day<'_>) -> DayFormulas {
        let mut previous = None;
        let rules = day.rules();
        for (index, (block, rules)) in day.blocks.iter().zip(&rules.blocks).enumerate() {
            let tops = Tops::new(index, block, rules, self.compiler.book);
            let before = previous;
            previous = self.block(&tops, rules, before.as_ref(), None).previous;
            self.strips(&tops, block, rules, before.as_ref());
            self.substitutes(Part::Top(index), &block.top, &rules.top);
            self.substitutes(Part::Backoff(index), &block.backoff, &rules.backoff);
        }
        for (item, rules) in rules.accessories.iter().enumerate() {
            let at = ItemAt { part: Part::Accessories, item };
            let context = SetContext { previous: previous.as_ref(), ..SetContext::default() };
            previous = self.sequence(at, None, &rules.slots, context, true).pop().or(previous);
        }
        self.substitutes(Part::Accessories, &day.accessories, &rules.accessories);
        self.formulas
    }

    /// Compiles a block as it is planned or, if `hit` is given, for that result of a top set. Weights for a result have
    /// no cells, so each formula contains the formulas that it depends on.
    fn block(
        &mut self,
        tops: &Tops<'_>,
        rules: &BlockRules,
        before: Option<&Resolved>,
        hit: Option<(&Lift, &TopSet)>,
    ) -> BlockFormulas {
        let top = self.top(tops, before, hit);
        let found =
            tops.lifts.iter().filter_map(|lift| Some((lift.exercise, self.counted_top(tops, lift, &top, hit)?)));
        let found: TopSets = found.collect();
        let sets: Vec<_> = tops.lifts.iter().map(|lift| tops.sets_of(lift, &top)).collect();
        let mut previous = top.last().or(before).cloned();
        let mut backoff = Vec::new();
        for (item, rules) in rules.backoff.iter().enumerate() {
            let at = ItemAt { part: Part::Backoff(tops.block), item };
            let mut work = |branch, slots: &[SlotRule], previous: Option<&Resolved>| {
                let Some(first) = slots.first() else { return Vec::new() };
                // `set 2` means a set of the block's only lift or, if there are several lifts, of the exercise's own
                // lift.
                let lift = match tops.lifts.len() {
                    1 => Some(0),
                    _ => tops.lifts.iter().position(|lift| lift.exercise == first.exercise),
                };
                let top = lift.and_then(|lift| found.get(&tops.lifts[lift].exercise));
                let context =
                    SetContext { top, tops: Some(&found), sets: lift.map_or(&[], |lift| &sets[lift]), previous };
                self.sequence(at, branch, slots, context, hit.is_none())
            };
            let own = work(None, &rules.slots, previous.as_ref());
            let branches = rules.alternatives.iter().enumerate();
            let branches = branches.map(|(branch, slots)| work(Some(branch), slots, previous.as_ref())).collect();
            previous = own.last().cloned().or(previous);
            backoff.push((own, branches));
        }
        BlockFormulas { top, backoff, previous }
    }

    /// Compiles the top sets: first the sets that depend on no other top set, then the sets that refer to the heaviest
    /// one of these.
    fn top(&mut self, tops: &Tops<'_>, before: Option<&Resolved>, hit: Option<(&Lift, &TopSet)>) -> Vec<Resolved> {
        let mut outcomes = vec![Resolved::Unknown; tops.slots.len()];
        for later in [false, true] {
            for (index, slot) in tops.slots.iter().enumerate().filter(|(_, slot)| slot.refers == later) {
                let Some(lift) = tops.lifts.iter().find(|lift| lift.exercise == slot.exercise) else { continue };
                let instead = hit.filter(|(hit, _)| hit.at == index);
                outcomes[index] = if let Some((_, top)) = instead {
                    Resolved::Weight(top.done.clone())
                } else {
                    let top = match hit {
                        Some((hit, top)) if hit.exercise == lift.exercise => Some(top.clone()),
                        _ if later => self.as_done(tops, lift, &outcomes, |slot| !slot.refers),
                        _ => None,
                    };
                    let sets = tops.sets_of(lift, &outcomes[..index]);
                    let previous = index.checked_sub(1).map(|before| &outcomes[before]).or(before);
                    let outcome = self
                        .compiler
                        .resolve(slot, SetContext { top: top.as_ref(), tops: None, sets: &sets, previous });
                    self.placed(tops.places[index], outcome, hit.is_none())
                };
                // Later sets depend on the weight that the lifter lifted.
                if hit.is_none()
                    && lift.at == index
                    && let Some(done) = self.as_done(tops, lift, &outcomes, |other| std::ptr::eq(other, *slot))
                {
                    outcomes[index] = Resolved::Weight(done.done);
                }
            }
        }
        outcomes
    }

    /// Returns the top set of a lift as references to cells, for the formulas of later sets.
    fn counted_top(
        &mut self,
        tops: &Tops<'_>,
        lift: &Lift,
        outcomes: &[Resolved],
        hit: Option<(&Lift, &TopSet)>,
    ) -> Option<TopSet> {
        let place = tops.places[lift.at];
        if let Some((_, top)) = hit.filter(|(hit, _)| hit.at == lift.at) {
            return Some(top.clone());
        }
        let top = self.as_done(tops, lift, outcomes, |_| true)?;
        let cells = |low, high, ends: &Ends| self.cells.ends(place, low, high, ends.is_one());
        let done = top.done.done(cells(Column::DoneLow, Column::DoneHigh, &top.done.ends));
        let performance = Performance::logged(self.cells, place, tops.slots[lift.heaviest]);
        let max = |max: usize| self.compiler.names.reference(max).to_owned();
        let shows = lift.follows.map(|known| shown(&done, &performance, known.max.map(max)));
        let in_cells = shows.as_ref().map(|ends| cells(Column::ShownLow, Column::ShownHigh, ends));
        if hit.is_none() {
            let planned = tops.planned_at(lift.heaviest);
            let shown = lift.follows.and_then(|follows| self.shown_now(tops, lift, follows));
            let top = TopSet { done: top.done, shown: shows };
            self.formulas.tops.insert(place, CountedTop { top, done: planned, shown });
        }
        Some(TopSet { done, shown: in_cells })
    }

    /// Returns the 1RM that a top set shows if the set is done as planned.
    fn shown_now(&self, tops: &Tops<'_>, lift: &Lift, follows: Follows) -> Option<Range<Mass>> {
        let book = self.compiler.book;
        let own = book.strength.own.filter(|_| book.exercises[lift.exercise].body).unwrap_or_default();
        let all = tops.planned_at(lift.heaviest).map(|mass| own + mass);
        let max = follows.max.map(|max| mass_of(book, &book.references[max]));
        shown_as_planned(all, tops.slots[lift.heaviest], book.chart.as_ref(), max)
    }

    /// Returns the logged weight of a lift or, if nothing is logged, the heaviest of the sets for which `counts` holds.
    fn as_done(
        &self,
        tops: &Tops<'_>,
        lift: &Lift,
        outcomes: &[Resolved],
        counts: impl Fn(&SlotRule) -> bool,
    ) -> Option<TopSet> {
        let counts = |index: &usize| !tops.slots[*index].optional && counts(tops.slots[*index]);
        let counted: Vec<_> = tops.of(lift).filter(counts).collect();
        let base = outcomes[if counted.contains(&lift.heaviest) { lift.heaviest } else { lift.at }].weight()?;
        let planned = |index: &usize| {
            let is_one = outcomes[*index].weight().map(|weight| weight.ends.is_one())?;
            let ends = self.cells.ends(tops.places[*index], Column::Weight, Column::To, is_one);
            Some((ends, is_own(self.compiler.book, tops.slots[*index])))
        };
        let planned = heaviest(&counted.iter().filter_map(planned).collect::<Vec<_>>());
        let log = self.cells.cell(tops.places[lift.at], Column::Done);
        let done = planned.map(|planned| format!("IF(ISNUMBER({log}),{log},{planned})"));
        Some(TopSet { done: base.done(done), shown: None })
    }

    /// Compiles groups of sets in order, because each group may depend on the one before it.
    fn sequence(
        &mut self,
        item: ItemAt,
        branch: Option<usize>,
        slots: &[SlotRule],
        context: SetContext<'_>,
        is_placed: bool,
    ) -> Vec<Resolved> {
        let mut outcomes: Vec<Resolved> = Vec::with_capacity(slots.len());
        for (line, slot) in slots.iter().enumerate() {
            let previous = outcomes.last().or(context.previous);
            let outcome = self.compiler.resolve(slot, SetContext { previous, ..context });
            outcomes.push(self.placed(LineAt { item, branch, line }, outcome, is_placed));
        }
        outcomes
    }

    /// Stores the formula of a group, and returns a reference to the group's cells. If `is_placed` is not set, returns
    /// the formula itself.
    fn placed(&mut self, place: LineAt, outcome: Resolved, is_placed: bool) -> Resolved {
        if !is_placed {
            return outcome;
        }
        let placed = match outcome.weight() {
            Some(weight) => outcome.at(self.cells.ends(place, Column::Weight, Column::To, weight.ends.is_one())),
            None => outcome.clone(),
        };
        self.formulas.lines.insert(place, outcome);
        placed
    }

    fn strips(&mut self, tops: &Tops<'_>, block: &Block<'_>, rules: &BlockRules, before: Option<&Resolved>) {
        for (index, strip) in block.strips.iter().enumerate() {
            let at = StripAt { block: tops.block, strip: index };
            let book = self.compiler.book;
            let lift = tops.lifts.iter().find(|lift| book.exercises[lift.exercise].slug == strip.exercise.slug);
            let Some((lift, planned)) =
                lift.and_then(|lift| Some((lift, self.formulas.lines.get(&tops.places[lift.at])?.weight()?.clone())))
            else {
                continue;
            };
            let top = (tops.slots[lift.at], tops.places[lift.at]);
            let hits = hits(self.compiler, self.cells, at, strip, top, tops.planned_at(lift.at));
            let mut columns = Vec::new();
            for (number, hit) in strip.hits.iter().enumerate() {
                let cell = self.cells.hit(at, number);
                let mut performance = Performance::planned(tops.slots[lift.at]);
                let ends = self.cells.ends(tops.places[lift.at], Column::Weight, Column::To, planned.ends.is_one());
                let done = match hit {
                    Hit::Weight(_) => planned.done(Ends::one(cell)),
                    Hit::Reps(_) => {
                        performance = Performance::open(cell);
                        planned.done(ends)
                    }
                    Hit::Effort(_) => {
                        performance = performance.felt(cell);
                        planned.done(ends)
                    }
                };
                let max = |max: usize| self.compiler.names.reference(max).to_owned();
                let shows = lift.follows.map(|known| shown(&done, &performance, known.max.map(max)));
                let worked = self.block(tops, rules, before, Some((lift, &TopSet { done, shown: shows })));
                columns.push(strip.rows.iter().map(|row| row_of(block, row, &worked)).collect());
            }
            self.formulas.strips.insert(at, (hits, columns));
        }
    }

    fn substitutes(&mut self, part: Part, items: &[Item<'_>], rules: &[ItemRules]) {
        for (item, (planned, rules)) in items.iter().zip(rules).enumerate() {
            let at = ItemAt { part, item };
            for (index, rule) in rules.substitutes.iter().enumerate().take(planned.substitutes.len()) {
                for line in 0..planned.lines.len() {
                    let done = self.formulas.lines.get(&LineAt { item: at, branch: None, line });
                    let done = done.and_then(Resolved::weight).cloned();
                    let weight = done.zip(rule.maxes);
                    let weight = weight.and_then(|(done, maxes)| self.compiler.substitute(rule.exercise, maxes, &done));
                    if let Some(weight) = weight {
                        self.formulas.substitutes.insert((at, index, line), weight.ends);
                    }
                }
            }
        }
    }
}

/// Returns the weight in a row of a strip.
fn row_of(block: &Block<'_>, row: &StripRow<'_>, worked: &BlockFormulas) -> Option<Ends> {
    let is_it = |line: &Line<'_>| line.is_of(&row.line);
    let of_top = block.top.iter().flat_map(|item| &item.lines).position(is_it);
    let mut items = block.backoff.iter().zip(&worked.backoff);
    let outcome = match (of_top, row.branch) {
        (Some(at), _) => worked.top.get(at),
        (None, None) => items.find_map(|(item, (own, _))| own.get(item.lines.iter().position(is_it)?)),
        (None, Some(branch)) => items.find_map(|(item, (_, branches))| {
            let at = item.alternatives.iter().position(|way| std::ptr::eq(way.branch, branch))?;
            branches.get(at)?.get(item.alternatives[at].lines.iter().position(is_it)?)
        }),
    };
    outcome.and_then(Resolved::weight).map(|weight| weight.ends.clone())
}

/// Returns the heaviest of some sets, compared by their heavier ends. The lighter end is that of the same set. If
/// several sets are equally heavy, the last one that depends on no other set is returned.
fn heaviest(sets: &[(Ends, bool)]) -> Ends {
    /// Spreadsheets allow at most 64 nested functions. A few levels are left for other parts of the formula.
    const DEEPEST: usize = 60;
    if let [(only, _)] = sets {
        return only.clone();
    }
    let most = format!("MAX({})", sets.iter().map(|(ends, _)| ends.high.as_str()).collect::<Vec<_>>().join(","));
    if sets.iter().all(|(ends, _)| ends.is_one()) {
        return Ends::one(most);
    }
    let (own, others): (Vec<_>, Vec<_>) = sets.iter().partition(|(_, is_own)| *is_own);
    let by_rank: Vec<_> = own.into_iter().rev().chain(others).map(|(ends, _)| ends).take(DEEPEST).collect();
    let low =
        by_rank.iter().rev().fold(most.clone(), |rest, Ends { low, high }| format!("IF({high}={most},{low},{rest})"));
    Ends { low, high: most }
}
