//! `show --roster` prints the plan of a program for every row of a table of any length. All cores calculate a few rows at a time,
//! and the plans are printed in the order of the rows.

use std::fs::File;
use std::io::{self, Read, Write};
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use crate::check::hide_allowed;
use crate::diagnostic::{Code, Color, Counts, Diagnostic, Place, Report, Severity, Sources};
use crate::model::{Choices, Lifter, Program};
use crate::plan::expand;
use crate::render::write_plan_json;
use crate::source::{Content, Piece, Pieces, StreamedRoster};
use crate::units::Unit;

use super::subject::{Subject, assignment, program_name, week_of};
use super::{Failure, Outcome, Verbosity, note, print_report, reported, visible};

/// The number of rows that each core calculates in a round. The output of a round stays in memory until it is written.
const ROWS: usize = 32;

/// The values that are the same for all rows.
struct Shared<'c> {
    content: &'c Content,
    program: &'c Program,
    roster: &'c StreamedRoster,
    choices: Choices,
    units: Option<Unit>,
    week: Option<u16>,
    verbosity: Verbosity,
}

/// Prints the plan of each row.
pub(super) fn show(
    content: &mut Content,
    program: &str,
    file: &str,
    subject: &Subject,
    week: Option<u16>,
    verbosity: Verbosity,
) -> Outcome {
    let name = program_name(program);
    let slug = content.program(name)?.slug.clone();
    let (path, from): (_, Box<dyn Read>) = match file {
        "-" => ("<stdin>", Box::new(io::stdin())),
        file => (file, Box::new(File::open(file).map_err(|error| format!("--roster {file}: {error}"))?)),
    };
    let (roster, pieces) = match StreamedRoster::open(content, path, from, &slug) {
        Ok(opened) => opened,
        Err(diagnostics) => {
            print_report(Report::new(&diagnostics, &content.files), verbosity);
            return Err(Failure::Reported);
        }
    };
    let content = &*content;
    let program = content.program(name)?;
    let (choices, week) = (subject.choices(program)?, week_of(program, week)?);
    let shared = Shared { content, program, roster: &roster, choices, units: subject.units, week, verbosity };
    shared.print(pieces)
}

impl Shared<'_> {
    fn print(&self, mut pieces: Pieces<impl Read>) -> Outcome {
        let mut diagnostics = Diagnostics::default();
        thread::scope(|scope| {
            let (sender, lines) = sync_channel::<Vec<Vec<u8>>>(1);
            let writer = scope.spawn(move || {
                let mut out = io::stdout().lock();
                lines.into_iter().flatten().try_for_each(|lines| out.write_all(&lines)).and_then(|()| out.flush())
            });
            self.calculate_rounds(&mut pieces, &sender, &mut diagnostics);
            drop(sender);
            writer.join().unwrap_or_else(|panic| resume_unwind(panic))
        })?;
        diagnostics.finish(self.verbosity)
    }

    /// Calculates the rows in rounds, until there are no more rows or standard output is closed.
    fn calculate_rounds(
        &self,
        pieces: &mut Pieces<impl Read>,
        lines: &SyncSender<Vec<Vec<u8>>>,
        diagnostics: &mut Diagnostics,
    ) {
        loop {
            let round = match pieces.next(ROWS * rayon::current_num_threads()) {
                Ok(round) if round.is_empty() => return,
                Ok(round) => round,
                Err(error) => {
                    let unreadable = vec![self.roster.unreadable(&error)];
                    return diagnostics.print(self, unreadable, &self.content.files);
                }
            };
            let (printed, found): (Vec<_>, Vec<_>) = round.par_iter().map(|piece| self.calculate(piece)).unzip();
            for (piece, found) in round.iter().zip(found) {
                diagnostics.print(self, found, &self.roster.sources(&self.content.files, piece));
            }
            if lines.send(printed).is_err() {
                return;
            }
        }
    }

    /// Returns the output lines of a piece's rows, and their diagnostics.
    fn calculate(&self, piece: &Piece) -> (Vec<u8>, Vec<Diagnostic>) {
        let mut lines = Vec::new();
        let (lifters, mut diagnostics) = self.roster.read(self.content, piece);
        for lifter in lifters {
            diagnostics.extend(self.write_line(lifter, &mut lines));
        }
        (lines, diagnostics)
    }

    fn write_line(&self, mut lifter: Lifter, lines: &mut Vec<u8>) -> Vec<Diagnostic> {
        lifter.units = self.units.unwrap_or(lifter.units);
        let assignment = assignment(self.program, Some(&lifter), &self.choices);
        let expansion = expand(self.program, &lifter, Some(&assignment), self.content.basis());
        if let Some(mut plan) = expansion.plan {
            plan.weeks.retain(|week| self.week.is_none_or(|wanted| week.number == wanted));
            write_plan_json(&plan, lines);
        }
        expansion.diagnostics
    }
}

/// Prints diagnostics as they are found. All errors in rows are printed. If many rows have the same diagnostic of another kind,
/// only the first is printed, and the others are counted.
#[derive(Default)]
struct Diagnostics {
    counts: Counts,
    repeated: Vec<Repeated>,
}

/// A diagnostic that many rows have. It has the same code in all of them, and if it is about a program, also the same place in
/// the program.
struct Repeated {
    code: Code,
    severity: Severity,
    place: Option<Place>,
    /// The number of times that the diagnostic was found after the first time.
    more: usize,
}

impl Diagnostics {
    fn print(&mut self, shared: &Shared<'_>, mut found: Vec<Diagnostic>, sources: &impl Sources) {
        if found.is_empty() {
            return;
        }
        hide_allowed(shared.content, &mut found);
        found.retain(|diagnostic| self.is_new(shared.roster, diagnostic));
        let report = visible(Report::new(&found, sources), shared.verbosity);
        let counts = report.counts();
        let Counts { errors, warnings, advice, .. } = counts;
        self.counts.errors += errors;
        self.counts.warnings += warnings;
        self.counts.advice += advice;
        if counts != Counts::default() {
            note(report.text(Color::Ansi).trim_end_matches('\n'));
            note("");
        }
    }

    fn is_new(&mut self, roster: &StreamedRoster, diagnostic: &Diagnostic) -> bool {
        let Diagnostic { code, severity, ref place, .. } = *diagnostic;
        let is_in_row = roster.has(place);
        if is_in_row && severity == Severity::Error {
            return true;
        }
        let place = (!is_in_row).then_some(place);
        let is_same = |repeated: &&mut Repeated| {
            (repeated.code, repeated.severity, repeated.place.as_ref()) == (code, severity, place)
        };
        if let Some(repeated) = self.repeated.iter_mut().find(is_same) {
            repeated.more += 1;
            return false;
        }
        self.repeated.push(Repeated { code, severity, place: place.cloned(), more: 0 });
        true
    }

    fn finish(self, verbosity: Verbosity) -> Outcome {
        let is_visible = |repeated: &&Repeated| verbosity != Verbosity::Quiet || repeated.severity == Severity::Error;
        for Repeated { code, severity, more, .. } in self.repeated.iter().filter(is_visible) {
            if *more > 0 {
                note(&format!("{}[{code}]: {more} more like the first one", severity.name()));
            }
        }
        if self.counts != Counts::default() {
            note(&self.counts.to_string());
        }
        reported(self.counts.errors == 0)
    }
}
