//! Formulas for the 1RM that a top set shows.

use crate::model::RpeChart;
use crate::plan::{SlotRule, estimate_by_chart};
use crate::units::{Mass, Range, Rpe};

use super::columns::{Cells, Column};
use super::formula::Ends;
use super::layout::LineAt;
use super::maxes::BODYWEIGHT;
use super::rules::Weight;

/// The reps and the effort of a set, each as formulas for both ends; `None` if unknown.
pub(super) struct Performance {
    reps: Option<[String; 2]>,
    effort: Option<[String; 2]>,
    /// The conditions under which the log of the set is complete.
    needs: Vec<String>,
}

impl Performance {
    pub(super) fn planned(slot: &SlotRule) -> Self {
        Self {
            reps: slot.reps.map(|reps| [reps.low.to_string(), reps.high.to_string()]),
            effort: slot.effort.map(|effort| [effort.low.to_string(), effort.high.to_string()]),
            needs: Vec::new(),
        }
    }

    /// Returns the logged reps and effort or, if nothing is logged, the planned ones.
    pub(super) fn logged(cells: &Cells, place: LineAt, slot: &SlotRule) -> Self {
        let (boxes, rpe) = (cells.reps(place), cells.cell(place, Column::Rpe));
        // The formula returns the last number of the row.
        let reps = format!("LOOKUP(9E+307,{boxes})");
        let mut needs = Vec::new();
        let mut logged = |planned: Option<[String; 2]>, is_there: String, done: String| {
            if let Some(ends) = planned {
                return Some(ends.map(|planned| format!("IF({is_there},{done},{planned})")));
            }
            needs.push(is_there);
            Some([done.clone(), done])
        };
        let Self { reps: planned, effort, .. } = Self::planned(slot);
        let reps = logged(planned, format!("COUNT({boxes})>0"), reps);
        let effort = logged(effort, format!("ISNUMBER({rpe})"), rpe);
        Self { reps, effort, needs }
    }

    /// Returns a set with this number of reps, after which no more reps were possible.
    pub(super) fn open(reps: String) -> Self {
        let limit = Rpe::LIMIT.to_string();
        Self { reps: Some([reps.clone(), reps]), effort: Some([limit.clone(), limit]), needs: Vec::new() }
    }

    /// Replaces the effort.
    pub(super) fn felt(self, effort: String) -> Self {
        Self { effort: Some([effort.clone(), effort]), ..self }
    }
}

/// Returns the 1RM that a set shows. Returns `max` if the effort of the set is neither planned nor logged.
pub(super) fn shown(done: &Weight, performance: &Performance, max: Option<String>) -> Ends {
    let max = max.unwrap_or_else(|| "\"\"".to_owned());
    let Performance { reps: Some(reps), effort: Some(effort), needs } = performance else { return Ends::one(max) };
    let all = if done.body { done.ends.map(|added| format!("({BODYWEIGHT}+{added})")) } else { done.ends.clone() };
    let estimate = |weight: &str, reps: &str, effort: &str| {
        let cell = format!("INDEX(chart,MATCH({reps},chart_reps,0),MATCH({effort},chart_rpe,0))");
        format!("{weight}/{cell}")
    };
    let (first, second) = (estimate(&all.low, &reps[1], &effort[0]), estimate(&all.high, &reps[0], &effort[1]));
    let ends = if first == second {
        Ends::one(first)
    } else {
        Ends { low: format!("MIN({first},{second})"), high: format!("MAX({first},{second})") }
    };
    let ends = ends.map(|end| format!("IFERROR({end},\"\")"));
    if needs.is_empty() { ends } else { ends.map(|end| format!("IF(AND({}),{end},{max})", needs.join(","))) }
}

/// Returns the 1RM that a set shows if it is done as planned. `all` is the mass that the lifter moves.
pub(super) fn shown_as_planned(
    all: Range<Mass>,
    slot: &SlotRule,
    chart: Option<&RpeChart>,
    max: Option<Mass>,
) -> Option<Range<Mass>> {
    let Some((reps, effort)) = slot.reps.zip(slot.effort) else { return max.map(Range::one) };
    let first = estimate_by_chart(all.low, reps.high, effort.low, chart?)?;
    let second = estimate_by_chart(all.high, reps.low, effort.high, chart?)?;
    Some(Range { low: first.min(second), high: first.max(second) })
}
