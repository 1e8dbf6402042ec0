//! The load rules of a plan. A program is lowered to these rules once, and one evaluator calculates the weights from
//! them.
//!
//! [`lower`] resolves everything that depends neither on the lifter's maxes nor on the results of top sets: weekly
//! steps, cells of the RPE chart, references to other sets. The remaining rules, [`ir`], need only integer arithmetic.
//! [`eval`], [`tops`] and [`blocks`] evaluate them, for plans and for what-if runs. The script of a page and workbooks
//! evaluate the same rules. `docs/pages/gym-mode.md` documents the rules' JSON.

mod around;
mod blocks;
mod book;
mod eval;
mod fault;
mod fit;
mod groups;
mod hits;
mod ir;
mod json;
mod ladders;
mod lower;
mod lower_group;
mod shown;
mod steps;
mod table;
mod tops;

pub use groups::{BlockRules, DayRules, HitsRule, ItemRules, SlotRule, SubstituteRule, WarmupRule, WarmupSetRule};
pub use ir::{
    Carried, ExerciseRule, MassStep, MaxRule, Off, PercentOf, ReferenceRule, Rule, Rulebook, ShareOf, Shown, Strength,
};
pub use ladders::{LadderRule, PlateRule};
pub use steps::stepped;

pub(super) use around::{Around, Done, NoTop, Outcome, TopSet};
pub(super) use blocks::{EvaluatedBlock, EvaluatedEntry};
pub(super) use eval::{Evaluated, Evaluator};
pub(super) use fault::{Fault, Notice, ONE_REP};
pub(super) use lower::Lowering;
pub(super) use table::Tables;
