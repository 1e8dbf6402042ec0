//! What a plan looks like: worded as a booklet, compared with another version, and written in every format.
pub mod booklet;
pub mod compare;
pub mod render;
pub mod templates;

use liftpress_core::{check, diagnostic, model, plan, source, text, units};
