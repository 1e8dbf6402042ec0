//! Strength programs as plain files: back-off rules in, exact training booklets out.
//!
//! This is the library below the `liftpress` command: it reads programs, lifters and exercises that people write as YAML, CSV and
//! Markdown, works out every set of every week in weights that can be loaded, tells what is wrong and where, and prints
//! booklets and a site. Everything that the command does can be done with it.
//!
//! # The way through it
//!
//! Work flows one way, and the modules are that flow:
//!
//! 1. [`source`] reads a content folder, or a text, into the [`model`]: what the author wrote, typed. It never fails; what cannot
//!    be read is among [`source::Content::diagnostics`].
//! 2. [`plan::expand`] works a program out for a lifter. A [`plan::Plan`] is the one thing that all outputs read.
//! 3. [`check::check`] tells what is wrong, or unwise, beyond how it is written.
//! 4. [`booklet::booklet`] puts a plan into words, as pages show them.
//! 5. [`render`] makes HTML, Markdown, PDF and terminal text of a booklet, and JSON of a plan.
//! 6. [`site::build`] does all of that for a whole site, and writes it so that the last good output is never lost.
//!
//! [`units`] is the exact arithmetic below it all, [`diagnostic`] everything that is told to an author. [`scaffold`] begins new
//! sites, [`history`] and [`compare`] say what changed between revisions of one, [`progress`] takes what was lifted back into
//! lifters' files, [`cli`] is the command line.
//!
//! # A program from a text, set by set
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use liftpress::{model, plan, source::Content, units::Unit};
//!
//! let content = Content::of_text("{title: Bench, days: [{name: A, top: {bench: 5x3 @ 85%}, backoff: {bench: 4x6 @ top -20%}}]}");
//! let program = &content.programs[0];
//! let (lifted, _) = model::parse_lifted("300 lb", None)?;
//! let maxes = [(model::Slug::new("bench")?, model::Max::given(lifted, Unit::Lb))].into();
//! let lifter = model::Lifter::unnamed(program, Unit::Lb, maxes);
//! let plan = plan::expand(program, &lifter, None, content.basis()).plan.ok_or("it cannot be worked out")?;
//! let mut printed = String::new();
//! for line in plan.weeks[0].days[0].items().flat_map(|item| &item.lines) {
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
//! - **Meant for use**: [`units`], [`model`], [`source`], [`plan`], [`check`], [`diagnostic`]; of [`booklet`], [`render`] and [`site`] what
//!   their front pages name. A patch release breaks none of it.
//! - **Plumbing**, public since the command, tests and templates need it, and free to change in any release: [`cli`], [`scaffold`],
//!   [`plan::Rulebook`] and its parts, the fields of the view model in [`booklet`] as Rust types, [`source::schema`], [`source::templates`].
//! - Enums and structs that will grow are `#[non_exhaustive]`: match with `_`, and make values with constructors or `Default`.
//!   [`plan::Weight`], [`units::Unit`] and [`diagnostic::Severity`] are not: whoever reads them has to think of every case.
//! - What is written to files has versions of its own: JSON has `"format": 1`, in which fields are added and never change. The
//!   language of programs grows, and what could be written goes on meaning the same.
//! - The same input gives the same output, to the byte, on every machine. [`units`], [`model`], [`plan`], [`check`] and [`booklet`] do
//!   no I/O and take no clock.

pub mod cli;

pub use liftpress_core::{check, diagnostic, model, plan, source, units};
pub use liftpress_render::{booklet, compare, render, templates};
pub use liftpress_site::{history, progress, scaffold, site};

use liftpress_core::text;
