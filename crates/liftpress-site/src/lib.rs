//! Builds and serves sites of programs, reads revisions of sites from Git, creates new sites, and updates the files of lifters
//! after training.

pub mod history;
pub mod progress;
pub mod scaffold;
pub mod site;

use liftpress_core::{check, diagnostic, model, plan, source, text, units};
use liftpress_render::{booklet, compare, render, templates};
