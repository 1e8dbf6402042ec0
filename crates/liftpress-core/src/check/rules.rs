//! The list of all rules of good practice. The other files of this folder contain the rules, by subject.
//!
//! A rule checks one thing, and only reports. If it reports a diagnostic twice, the diagnostic appears once.

use super::{
    decisions, drops, lifters, loads, missing_percent, phase, pictures, progression, scaling, session, unlikely_max,
    unused,
};
use crate::diagnostic::Diagnostic;
use crate::model::{Assignment, Lifter};
use crate::plan::Plan;
use crate::source::Content;

/// A rule about the plan of a lifter who has every max, for one combination of options.
pub(super) type PlanRule = fn(&Plan<'_>, &mut Vec<Diagnostic>);

/// A rule about a lifter and one of the lifter's programs.
pub(super) type LifterRule = fn(&Content, &Lifter, &Assignment, &mut Vec<Diagnostic>);

/// A rule about a whole content folder.
pub(super) type SiteRule = fn(&Content, &mut Vec<Diagnostic>);

/// Rules about single programs.
pub(super) const OF_PLANS: &[PlanRule] = &[
    session::much_backoff,
    session::isolation_first,
    loads::heavy_backoff,
    loads::over_max,
    phase::top_heavy,
    phase::peak_backoff,
    phase::hard_deload,
    scaling::nothing_scaled,
    scaling::stays_heavy,
    scaling::idle_progress,
    drops::heavy_drop,
    drops::rested_drop,
    drops::early_drop,
    drops::technical_drop,
    progression::load_jump,
    progression::volume_jump,
    progression::untrained,
];

/// Rules about lifters.
pub(super) const OF_LIFTERS: &[LifterRule] = &[lifters::old_max, lifters::meet_date];

/// Rules about the content folder.
pub(super) const OF_SITES: &[SiteRule] = &[
    decisions::unreachable,
    decisions::branch_gap,
    decisions::no_open_set,
    unused::option,
    unused::same_choices,
    unused::own_exercise,
    unused::site_exercise,
    unused::warmup,
    unused::no_description,
    pictures::missing,
    lifters::late_max,
    lifters::odd_training_max,
    unlikely_max::unlikely_max,
    missing_percent::missing_percent,
];
