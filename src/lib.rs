//! Turns strength programs in plain text files into exact training booklets.
//!
//! This is the library of the `liftpress` command. It reads programs, lifters and exercises from YAML, CSV and Markdown files.
//! It calculates every set of every week, in weights that the lifter can load. It reports mistakes with their places, and
//! writes booklets and a site. The library can do everything that the command does.
//!
//! # Crates and modules
//!
//! Three crates do the work, and this one combines them:
//!
//! - **liftpress-core**: [`source`] reads a content folder, or a text, into the [`model`]. Reading never fails: mistakes are in
//!   [`source::Content::diagnostics`]. [`plan::expand`] calculates a program for a lifter, and all outputs are made from the
//!   resulting [`plan::Plan`]. [`check::check`] reports mistakes and bad practice that reading alone does not find. [`units`]
//!   has the exact arithmetic, and [`diagnostic`] has the diagnostics that authors see.
//! - **liftpress-render**: [`booklet::booklet`] puts a plan into words, as pages show them. [`render`] turns a booklet into HTML,
//!   Markdown, PDF and terminal text, and a plan into JSON. [`compare`] lists the changes between two versions of a program.
//! - **liftpress-site**: [`site::build`] builds a whole site, and keeps the previous output until the new one is complete.
//!   [`scaffold`] creates new sites, [`history`] reads Git revisions, and [`progress`] writes new maxes into lifters' files.
//!
//! [`cli`] is the command line. [`Training`] is the simplest interface, for one program and one lifter.
//!
//! # A program from a text, set by set
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use liftpress::Training;
//!
//! let training = Training::of("{title: Bench, days: [{name: A, top: {bench: 5x3 @ 85%}, backoff: {bench: 4x6 @ top -20%}}]}")?;
//! let training = training.with_max("bench", "300 lb")?;
//! let plan = training.plan()?;
//! let mut printed = String::new();
//! for (_, line) in plan.lines() {
//!     let weight = line.weight.heaviest().map(|mass| mass.with_unit(plan.units));
//!     printed += &format!("{} × {} with {}\n", line.sets, line.reps, weight.unwrap_or_default());
//! }
//! assert_eq!(printed, "5 × 3 with 255 lb\n4 × 6 with 205 lb\n");
//! # Ok(())
//! # }
//! ```
//!
//! # The booklets of a lifter of a site
//!
//! ```
//! use liftpress::{booklet, diagnostic::Color, plan, render, source::Content};
//!
//! let content = Content::read(concat!(env!("CARGO_MANIFEST_DIR"), "/content").as_ref());
//! let lifter = content.lifter("alex-sample").expect("a lifter of the gallery");
//! assert_eq!(lifter.name, "Alex Sample");
//! for assignment in &lifter.programs {
//!     let program = content.program(assignment.program.as_str()).expect("a program of the gallery");
//!     let plan = plan::expand(program, lifter, Some(assignment), content.basis()).plan.expect("a plan without errors");
//!     let labels = &content.settings.labels;
//!     let text = render::booklet_text(&booklet::booklet(&plan, labels), labels, Color::Plain);
//!     assert!(text.starts_with(&program.title));
//! }
//! ```
//!
//! # A whole site
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//! use liftpress::{scaffold, site, source::Content};
//!
//! scaffold::init(folder)?;
//! let layout = site::Layout::find(folder, None)?;
//! let mut content = Content::read(&layout.content);
//! let built = site::build(&mut content, &layout, &site::BuildOptions::default(), &())?;
//! for booklet in &built.booklets {
//!     assert!(layout.output.join(&booklet.folder).join("booklet.html").is_file());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Each mistake is a [`diagnostic::Diagnostic`], and a [`diagnostic::Report`] prints several as text or JSON.
//! Longer examples are in `examples/`: `cargo run --release --example heaviest`.
//!
//! # Stability
//!
//! liftpress follows semantic versioning. Before 1.0, a minor release may break code that uses the library.
//!
//! - **Public**: [`Training`], [`units`], [`model`], [`source`], [`plan`], [`check`], [`diagnostic`], and the items that the front
//!   pages of [`booklet`], [`render`] and [`site`] name. A patch release breaks none of them.
//! - **Internal**: [`cli`], [`scaffold`], [`templates`], [`source::schema`], the rules of a plan, and the fields of the view
//!   model in [`booklet`] as Rust types. They are `pub` because the command, tests and templates need them, and any release
//!   may change them.
//! - Enums of the language are exhaustive. A new variant comes in a minor release, and the compiler reports every place that
//!   must handle it. Error enums, and structs that only this library creates, are `#[non_exhaustive]`.
//! - Written files have their own versions. JSON has `"format": 1`: releases add fields and never change existing ones. Releases
//!   also add to the language of programs, and existing notation keeps its meaning.
//! - The same input gives the same output, byte for byte, on every machine. [`units`], [`model`], [`plan`], [`check`] and
//!   [`booklet`] do no I/O and read no clock.

pub mod cli;

pub use liftpress_core::{Mistakes, Training, check, diagnostic, model, plan, source, units};
pub use liftpress_render::{booklet, compare, render, templates};
pub use liftpress_site::{history, progress, scaffold, site};

use liftpress_core::text;
