//! Turns a plan into a booklet, compares two plans, and renders both in every output format. [`booklet`] puts plans
//! into words, [`compare`] compares them, [`render`] writes the formats, and [`templates`] has the built-in templates
//! and fonts.
pub mod booklet;
pub mod compare;
pub mod render;
pub mod templates;

use liftpress_core::{check, diagnostic, model, plan, source, text, units};
