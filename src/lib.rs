//! Strength programs as plain files: back-off rules in, exact training booklets out.
//!
//! Work flows one way, and the modules are that flow:
//!
//! [`source`] reads a content folder into the [`model`]; [`plan`] works a program out for a lifter; [`check`] tells what
//! is wrong beyond how it is written; [`booklet`] puts a plan into words; [`render`] makes HTML, Markdown, JSON and terminal
//! text of it; [`site`] writes everything so that the last good output is never lost; [`scaffold`] begins new sites;
//! [`progress`] takes what was lifted back into lifters' files; [`cli`] is the command line. [`units`] is the exact arithmetic below it all, [`diagnostic`] everything that is told to an author.
//!
//! ```
//! use liftpress::{booklet, diagnostic, plan, render, source};
//!
//! let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
//! let content = source::Content::read(folder.as_ref());
//! let lifter = content.lifters.iter().find(|lifter| lifter.slug.as_str() == "alex-sample").unwrap();
//! let program = content.programs.iter().find(|program| program.slug.as_str() == "bench-backoff").unwrap();
//!
//! let expansion = plan::expand(program, lifter, lifter.programs.first(), content.basis());
//! let plan = expansion.plan.expect("the gallery has no errors");
//! let labels = &content.settings.labels;
//! let text = render::booklet_text(&booklet::booklet(&plan, labels), labels, diagnostic::Colour::Plain);
//! assert!(text.contains("255 lb"));
//! ```

pub mod booklet;
pub mod check;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod history;
pub mod model;
pub mod plan;
pub mod progress;
pub mod render;
pub mod scaffold;
pub mod site;
pub mod source;
pub mod units;
