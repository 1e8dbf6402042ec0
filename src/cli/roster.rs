//! A program for every row of a roster, however long that is: read, worked out and printed in rounds of a few rows, by all
//! cores, in the order of the rows.

use std::fs::File;
use std::io::{self, Read, Write};
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use crate::check::hide_allowed;
use crate::diagnostic::{Code, Colour, Counts, Diagnostic, Place, Report, Severity, Sources};
use crate::model::{Choices, Lifter, Program};
use crate::plan::expand;
use crate::render::write_plan_json;
use crate::source::{Content, Piece, Pieces, StreamedRoster};
use crate::units::Unit;

use super::subject::{Subject, assignment, program_name, week_of};
use super::{Ended, Stop, Voice, ended, heard, say, tell};

/// Rows of a round for each core: what they come to is in memory at once, and once more while it is written.
const ROWS: usize = 32;

/// What holds for all rows.
struct Work<'c> {
    content: &'c Content,
    program: &'c Program,
    roster: &'c StreamedRoster,
    choices: Choices,
    units: Option<Unit>,
    week: Option<u16>,
    voice: Voice,
}

/// Prints the plan of each row.
pub(super) fn show(
    content: &mut Content,
    program: &str,
    file: &str,
    subject: &Subject,
    week: Option<u16>,
    voice: Voice,
) -> Ended {
    let name = program_name(program);
    let slug = content.program(name)?.slug.clone();
    let (path, from): (_, Box<dyn Read>) = match file {
        "-" => ("<stdin>", Box::new(io::stdin())),
        file => (file, Box::new(File::open(file).map_err(|error| format!("--roster {file}: {error}"))?)),
    };
    let (roster, pieces) = match StreamedRoster::open(content, path, from, &slug) {
        Ok(opened) => opened,
        Err(told) => {
            tell(Report::new(&told, &content.files), voice);
            return Err(Stop::Reported);
        }
    };
    let content = &*content;
    let program = content.program(name)?;
    let (choices, week) = (subject.choices(program)?, week_of(program, week)?);
    let work = Work { content, program, roster: &roster, choices, units: subject.units, week, voice };
    work.print(pieces)
}

impl Work<'_> {
    fn print(&self, mut pieces: Pieces<impl Read>) -> Ended {
        let mut told = Told::default();
        thread::scope(|scope| {
            let (sender, lines) = sync_channel::<Vec<Vec<u8>>>(1);
            let writer = scope.spawn(move || {
                let mut out = io::stdout().lock();
                lines.into_iter().flatten().try_for_each(|lines| out.write_all(&lines)).and_then(|()| out.flush())
            });
            self.rounds(&mut pieces, &sender, &mut told);
            drop(sender);
            writer.join().unwrap_or_else(|panic| resume_unwind(panic))
        })?;
        told.finish(self.voice)
    }

    /// Works out round after round, until there are no more rows or nobody wants more lines.
    fn rounds(&self, pieces: &mut Pieces<impl Read>, lines: &SyncSender<Vec<Vec<u8>>>, told: &mut Told) {
        loop {
            let round = match pieces.next(ROWS * rayon::current_num_threads()) {
                Ok(round) if round.is_empty() => return,
                Ok(round) => round,
                Err(error) => {
                    let unreadable = vec![self.roster.unreadable(&error)];
                    return told.tell(self, unreadable, &self.content.files);
                }
            };
            let (printed, mistakes): (Vec<_>, Vec<_>) = round.par_iter().map(|piece| self.worked_out(piece)).unzip();
            for (piece, mistakes) in round.iter().zip(mistakes) {
                told.tell(self, mistakes, &self.roster.sources(&self.content.files, piece));
            }
            if lines.send(printed).is_err() {
                return;
            }
        }
    }

    /// The lines of a piece's rows, and what there is to tell of them.
    fn worked_out(&self, piece: &Piece) -> (Vec<u8>, Vec<Diagnostic>) {
        let mut lines = Vec::new();
        let (lifters, mut told) = self.roster.read(self.content, piece);
        for lifter in lifters {
            told.extend(self.line(lifter, &mut lines));
        }
        (lines, told)
    }

    fn line(&self, mut lifter: Lifter, lines: &mut Vec<u8>) -> Vec<Diagnostic> {
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

/// What has been told. Of rows every mistake is; what is true of many of them alike is told of the first, and counted.
#[derive(Default)]
struct Told {
    counts: Counts,
    alike: Vec<Alike>,
}

/// Something that holds for many rows: of a kind, and of the same words of a program, if it is about those.
struct Alike {
    code: Code,
    severity: Severity,
    place: Option<Place>,
    more: usize,
}

impl Told {
    fn tell(&mut self, work: &Work<'_>, mut mistakes: Vec<Diagnostic>, sources: &impl Sources) {
        if mistakes.is_empty() {
            return;
        }
        hide_allowed(work.content, &mut mistakes);
        mistakes.retain(|diagnostic| self.is_new(work.roster, diagnostic));
        let report = heard(Report::new(&mistakes, sources), work.voice);
        let counts = report.counts();
        let Counts { errors, warnings, advice, .. } = counts;
        self.counts.errors += errors;
        self.counts.warnings += warnings;
        self.counts.advice += advice;
        if counts != Counts::default() {
            say(report.text(Colour::Ansi).trim_end_matches('\n'));
            say("");
        }
    }

    fn is_new(&mut self, roster: &StreamedRoster, diagnostic: &Diagnostic) -> bool {
        let Diagnostic { code, severity, ref place, .. } = *diagnostic;
        let is_of_row = roster.has(place);
        if is_of_row && severity == Severity::Error {
            return true;
        }
        let place = (!is_of_row).then_some(place);
        let is_alike =
            |alike: &&mut Alike| (alike.code, alike.severity, alike.place.as_ref()) == (code, severity, place);
        if let Some(alike) = self.alike.iter_mut().find(is_alike) {
            alike.more += 1;
            return false;
        }
        self.alike.push(Alike { code, severity, place: place.cloned(), more: 0 });
        true
    }

    fn finish(self, voice: Voice) -> Ended {
        let is_heard = |alike: &&Alike| voice != Voice::Quiet || alike.severity == Severity::Error;
        let alike = self.alike.iter().filter(is_heard).filter(|alike| alike.more > 0);
        for Alike { code, severity, more, .. } in alike {
            say(&format!("{}[{code}]: {more} more like the first", severity.name()));
        }
        if self.counts != Counts::default() {
            say(&self.counts.to_string());
        }
        ended(self.counts.errors == 0)
    }
}
