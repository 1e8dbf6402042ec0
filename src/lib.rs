//! Strength programs as plain files: back-off rules in, exact training booklets out.
//!
//! This is the library below the `liftpress` command. It reads programs, lifters and exercises that people write as YAML, CSV
//! and Markdown. It calculates every set of every week in weights that can be loaded, reports what is wrong and where, and
//! writes booklets and a site. Whatever the command does, you can do with the library.
//!
//! # Crates and modules
//!
//! Three crates do the work, and this one puts them together:
//!
//! - **liftpress-core**: [`source`] reads a content folder, or a text, into the [`model`]. It never fails: what it cannot read
//!   is among [`source::Content::diagnostics`]. [`plan::expand`] calculates a program for a lifter; every output reads the
//!   resulting [`plan::Plan`]. [`check::check`] reports what is wrong, or unwise, beyond how it is written. [`units`] is the
//!   exact arithmetic below, [`diagnostic`] everything that is reported to an author.
//! - **liftpress-render**: [`booklet::booklet`] puts a plan into words, as pages show them. [`render`] makes HTML, Markdown, PDF
//!   and terminal text of a booklet, and JSON of a plan. [`compare`] says what changed between two versions of a program.
//! - **liftpress-site**: [`site::build`] does all of that for a whole site, and never loses the last good output. [`scaffold`]
//!   starts new sites, [`history`] reads the revisions of one, and [`progress`] takes what was lifted back into lifters' files.
//!
//! [`cli`] is the command line. [`Training`] is the front door for one program and one lifter.
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
//! # A lifter of a site, and a booklet of theirs
//!
//! ```
//! use liftpress::{booklet, diagnostic::Colour, plan, render, source::Content};
//!
//! let content = Content::read(concat!(env!("CARGO_MANIFEST_DIR"), "/content").as_ref());
//! let lifter = content.lifter("alex-sample").expect("it is in the gallery");
//! assert_eq!(lifter.name, "Alex Sample");
//! for assignment in &lifter.programs {
//!     let program = content.program(assignment.program.as_str()).expect("the gallery has no mistakes");
//!     let plan = plan::expand(program, lifter, Some(assignment), content.basis()).plan.expect("nor has this");
//!     let labels = &content.settings.labels;
//!     let text = render::booklet_text(&booklet::booklet(&plan, labels), labels, Colour::Plain);
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
//! What is wrong is a [`diagnostic::Diagnostic`], and a [`diagnostic::Report`] tells several as text or JSON.
//! Longer examples are in `examples/`: `cargo run --release --example heaviest`.
//!
//! # What is promised
//!
//! Versions are semantic; before 1.0 a new minor version may break what is built on this.
//!
//! - **For use**: [`Training`], [`units`], [`model`], [`source`], [`plan`], [`check`], [`diagnostic`]; of [`booklet`], [`render`] and
//!   [`site`] what their front pages name. A patch release breaks none of it.
//! - **Internal**, public because the command, tests and templates need it, and free to change in any release: [`cli`],
//!   [`scaffold`], [`templates`], the rules of a plan, the fields of the view model in [`booklet`] as Rust types,
//!   [`source::schema`].
//! - Enums of the language are exhaustive. A new case is a compile error wherever it must be handled, and a minor release.
//!   Error enums, and structs that only this library makes, are `#[non_exhaustive]`.
//! - Written files have versions of their own: JSON has `"format": 1`, in which fields are added and never change. The
//!   language of programs grows, and what could be written keeps its meaning.
//! - The same input gives the same output, to the byte, on every machine. [`units`], [`model`], [`plan`], [`check`] and [`booklet`]
//!   do no I/O and read no clock.

pub mod cli;

pub use liftpress_core::{Mistakes, Training, check, diagnostic, model, plan, source, units};
pub use liftpress_render::{booklet, compare, render, templates};
pub use liftpress_site::{history, progress, scaffold, site};

use liftpress_core::text;
