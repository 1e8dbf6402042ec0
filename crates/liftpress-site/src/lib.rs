//! Sites of programs: which pages there are, how they are written, their revisions in Git, and what a new site begins with.
pub mod history;
pub mod progress;
pub mod scaffold;
pub mod site;

use liftpress_core::{check, diagnostic, model, plan, source, text, units};
use liftpress_render::{booklet, compare, render, templates};
