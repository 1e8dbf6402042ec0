//! What follows from each way a top set may go, where on paper it is only an estimate.

use crate::model::{Exercise, LoadRule, Reps, Role};
use crate::units::{Mass, Range, Rpe};

use super::anchors::{Done, Outcome, Slot, TopSet};
use super::block::{EntrySlots, Worked, lines};
use super::resolve::{Resolver, planned};
use super::rulebook::HitsRule;
use super::top::TopSets;
use super::when::When;
use super::{CameTo, Hit, Line, Strip, StripRow, Weight};

/// So many weights on either side of an estimate; an effort misjudged by one point is some 3% of the weight.
const NEIGHBOURS: usize = 2;
/// So many reps an open set may go beyond its least.
const MORE_REPS: u16 = 5;

/// A block as it was planned.
pub(super) struct Planned<'p, 'a> {
    pub(super) top: &'p TopSets<'a>,
    pub(super) backoff: &'p [EntrySlots<'a>],
    pub(super) worked: &'p [Worked],
    pub(super) when: When<'a>,
    /// The set before the block.
    pub(super) before: Option<Outcome>,
}

/// The weights of a block, set by set, for one way the top set may go.
struct Column {
    top: Vec<Outcome>,
    backoff: Vec<Worked>,
}

impl<'a> Resolver<'a> {
    /// A strip for each lift of the block's `top` that others follow.
    pub(super) fn strips(&mut self, planned: &Planned<'_, 'a>) -> Vec<Strip<'a>> {
        let mut heaviest = planned.top.heaviest();
        // Each lift once, in the order of their first sets.
        let slots = planned.top.slots.iter();
        let lifts: Vec<_> = slots.filter_map(|(slot, _)| heaviest.remove(&slot.exercise.slug)).flatten().collect();
        lifts.into_iter().filter_map(|(at, top)| self.strip(planned, at, top)).collect()
    }

    fn strip(&mut self, planned: &Planned<'_, 'a>, at: usize, top: TopSet<'a>) -> Option<Strip<'a>> {
        let hits = self.hits(planned, at, &top);
        if hits.len() < 2 {
            return None;
        }
        let tells = std::mem::replace(&mut self.tells, false);
        let columns: Vec<_> =
            hits.iter().map(|hit| self.column(planned, (at, self.came_to(top.done, (*hit).into())))).collect();
        self.tells = tells;
        let mut rows = self.rows(planned, at, &columns);
        rows.retain(|row| !repeats_header(row, &hits));
        (!rows.is_empty()).then_some(Strip { exercise: top.exercise, hits, rows })
    }

    /// What the top set may come to: other weights, where its weight is an estimate; else, where something follows from
    /// the 1RM it shows, more reps of an open set, or another effort.
    fn hits(&self, planned: &Planned<'_, 'a>, at: usize, top: &TopSet<'a>) -> Vec<Hit> {
        let slot = &planned.top.slots[at].0;
        if top.done.estimate {
            let Weight::Loaded(mass) = top.done.weight else { return Vec::new() };
            return self.weights_around(mass, top.exercise).into_iter().map(Hit::Weight).collect();
        }
        if !is_followed(planned.backoff) {
            return Vec::new();
        }
        self.ways_to_go(slot, top.done.performance.effort)
    }

    /// What a top set may come to, whatever its weight: more reps of an open set, or another effort.
    fn ways_to_go(&self, slot: &Slot<'_>, effort: Option<Range<Rpe>>) -> Vec<Hit> {
        let chart = &self.maxes.settings.rpe_chart;
        let has = |reps, rpe| chart.percent(reps, rpe).is_some();
        match *slot.reps {
            Reps::AtLeast(least) => {
                let reps = least..=least.saturating_add(MORE_REPS);
                reps.filter(|reps| has(*reps, Rpe::LIMIT)).map(Hit::Reps).collect()
            }
            Reps::Count(reps) => {
                let expected = effort.map(|effort| effort.high);
                let mut efforts: Vec<_> = efforts_around(expected).filter(|rpe| has(reps.low, *rpe)).collect();
                efforts.sort_unstable();
                efforts.into_iter().map(Hit::Effort).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The same, told to who has to find weights without us; nothing where it is certain, or nothing follows from it.
    pub(super) fn hits_rule(&self, slot: &Slot<'a>, is_followed: bool) -> Option<HitsRule> {
        let load = slot.load.as_ref().map(|load| &load.value.rule);
        if matches!(load, Some(LoadRule::Effort(_))) {
            return Some(HitsRule::Weight);
        }
        let hits = if is_followed { self.ways_to_go(slot, planned(slot).effort) } else { Vec::new() };
        let efforts: Vec<_> =
            hits.iter().filter_map(|hit| if let Hit::Effort(rpe) = hit { Some(*rpe) } else { None }).collect();
        let reps: Vec<_> =
            hits.iter().filter_map(|hit| if let Hit::Reps(reps) = hit { Some(*reps) } else { None }).collect();
        match (efforts.len(), reps.len()) {
            (2.., _) => Some(HitsRule::Effort(efforts)),
            (_, 2..) => Some(HitsRule::Reps(reps)),
            _ => None,
        }
    }

    /// The weights that may be hit: those estimated, and their neighbours that can be loaded.
    fn weights_around(&self, mass: Range<Mass>, exercise: &'a Exercise) -> Vec<Mass> {
        let (mut weights, _) = self.rack.neighbours(mass.low, exercise, NEIGHBOURS);
        weights.reverse();
        weights.push(mass.low);
        if mass.low < mass.high {
            let (_, between) = self.rack.neighbours(mass.low, exercise, 4 * NEIGHBOURS);
            weights.extend(between.into_iter().filter(|weight| *weight < mass.high));
            weights.push(mass.high);
        }
        weights.extend(self.rack.neighbours(mass.high, exercise, NEIGHBOURS).1);
        weights
    }

    fn column(&mut self, planned: &Planned<'_, 'a>, instead: (usize, Done)) -> Column {
        let mut previous = planned.before;
        let mut top = TopSets { instead: vec![instead], ..planned.top.clone() };
        self.top_sets(&mut top, planned.when, &mut previous);
        let backoff = self.follow(planned.backoff, Some(&top), planned.when, &mut previous);
        Column { top: top.slots.into_iter().map(|(_, outcome)| outcome).collect(), backoff }
    }

    /// What differs from column to column.
    fn rows(&self, planned: &Planned<'_, 'a>, at: usize, columns: &[Column]) -> Vec<StripRow<'a>> {
        let mut rows = Vec::new();
        let mut add = |exercise, line: Line<'a>, branch, outcomes: Vec<Outcome>| {
            let weights: Option<Vec<Weight>> = outcomes.into_iter().map(|done| done.map(|done| done.weight)).collect();
            if let Some(weights) = weights.filter(|weights| weights.windows(2).any(|pair| pair[0] != pair[1])) {
                rows.push(StripRow { exercise, line, branch, weights });
            }
        };
        // What comes before the top set is done by then.
        for (i, (slot, outcome)) in planned.top.slots.iter().enumerate().skip(at + 1) {
            let line = lines(Role::Top, std::slice::from_ref(slot), &[*outcome], &self.maxes, planned.when).pop();
            if let Some(line) = line {
                add(slot.exercise, line, None, columns.iter().map(|column| column.top[i]).collect());
            }
        }
        for (i, (entry, worked)) in planned.backoff.iter().zip(planned.worked).enumerate() {
            let own = lines(Role::Backoff, &entry.slots, &worked.lines, &self.maxes, planned.when);
            for (j, line) in own.into_iter().enumerate() {
                add(entry.exercise, line, None, columns.iter().map(|column| column.backoff[i].lines[j]).collect());
            }
            for (b, (branch, outcomes)) in entry.branches.iter().zip(&worked.branches).enumerate() {
                let own = lines(Role::Backoff, &branch.slots, outcomes, &self.maxes, planned.when);
                for (j, line) in own.into_iter().enumerate() {
                    let of = |column: &Column| column.backoff[i].branches[b][j];
                    add(branch.exercise, line, Some(branch.branch), columns.iter().map(of).collect());
                }
            }
        }
        rows
    }
}

/// Whether a row says no more than the weights above it, as that of sets `@ top` does.
fn repeats_header(row: &StripRow<'_>, hits: &[Hit]) -> bool {
    let is_same_load = row.line.load().is_some_and(|load| match load.rule {
        LoadRule::Relative { change, .. } => change.is_none() && load.step.is_none(),
        _ => false,
    });
    let is_hit = |(weight, hit): (&Weight, &Hit)| matches!(hit, Hit::Weight(mass) if *weight == Weight::Loaded(Range::one(*mass)));
    is_same_load && row.weights.iter().zip(hits).all(is_hit)
}

/// Whether something among back-off work follows from the 1RM that the top set shows.
pub(super) fn is_followed(backoff: &[EntrySlots<'_>]) -> bool {
    backoff.iter().any(|entry| {
        let branches = entry.branches.iter().flat_map(|branch| &branch.slots);
        entry.slots.iter().chain(branches).any(Slot::follows_estimate)
    })
}

/// The efforts that a set may turn out to be, around the one expected.
fn efforts_around(expected: Option<Rpe>) -> impl Iterator<Item = Rpe> {
    Rpe::halves()
        .filter(move |rpe| match expected {
            Some(expected) => rpe.is_near(expected),
            None => rpe.is_whole(),
        })
        .take(5)
}

impl From<Hit> for CameTo {
    fn from(hit: Hit) -> Self {
        match hit {
            Hit::Weight(mass) => Self { weight: Some(mass), ..Self::default() },
            // As many as possible is as hard as can be.
            Hit::Reps(reps) => Self { reps: Some(reps), effort: Some(Rpe::LIMIT), ..Self::default() },
            Hit::Effort(rpe) => Self { effort: Some(rpe), ..Self::default() },
        }
    }
}
