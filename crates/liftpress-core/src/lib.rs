//! The language of strength programs: reads what authors write as YAML, CSV and Markdown, reports every mistake with
//! its place, and calculates every set of every week in loadable weights.
//!
//! # Three lines
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let text = "{title: Squat, days: [{name: A, top: {squat: 1x1 @ 92.5%}, backoff: {squat: 4x4 @ top -12%}}]}";
//! # let mut printed = String::new();
//! # use std::fmt::Write;
//! use liftpress_core::Training;
//!
//! let training = Training::of(text)?.with_max("squat", "200 kg")?;
//! for (item, line) in training.plan()?.lines() {
//!     writeln!(printed, "{}: {} × {}", item.exercise.name, line.sets, line.group.reps)?;
//! }
//! assert_eq!(printed, "Squat: 1 × 1\nSquat: 4 × 4\n");
//! # Ok(())
//! # }
//! ```
//!
//! # How it works
//!
//! 1. [`source`] reads a content folder, or a text, into the [`model`]: the author's content as types. Reading never
//!    fails. Mistakes are in [`source::Content::diagnostics`].
//! 2. [`plan::expand`] calculates a program for a lifter. A [`plan::Plan`] is what every output reads.
//! 3. [`check::check`] reports what is wrong, or unwise, beyond how it is written.
//!
//! [`units`] is the exact arithmetic. [`diagnostic`] has the reports to authors. [`text`] makes authors' texts safe to
//! print. [`units`], [`model`], [`plan`] and [`check`] do no I/O and read no clock.

pub mod check;
#[cfg(test)]
mod coverage;
pub mod diagnostic;
pub mod model;
pub mod plan;
pub mod source;
pub mod text;
mod training;
pub mod units;

pub use training::{Mistakes, Training};
