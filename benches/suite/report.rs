//! The results, as a table and as JSON.

use std::fs;
use std::path::Path;

use serde::Serialize;

use crate::content::{Content, Size};
use crate::measure::Taken;

/// One line of the table.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// The kind of build: `every file rewritten`.
    pub(crate) case: String,
    /// The size of the site: `2000`, with the unit `lifters` in `of`.
    pub(crate) size: usize,
    pub(crate) of: &'static str,
    pub(crate) rounds: usize,
    #[serde(flatten)]
    pub(crate) taken: Taken,
    /// The figures of `cp -r` for the same output in the same rounds.
    pub(crate) copy: Option<Taken>,
    /// The number of files in the output, their size in bytes, and the number of files that the last round wrote.
    pub(crate) files: usize,
    pub(crate) bytes: u64,
    pub(crate) written: usize,
}

impl Figure {
    pub(crate) fn new(case: &str, of: (usize, &'static str), taken: &[Taken], size: Size) -> Self {
        Self {
            case: case.to_owned(),
            size: of.0,
            of: of.1,
            rounds: taken.len(),
            taken: Taken::median(taken),
            copy: None,
            files: size.files,
            bytes: size.bytes,
            written: size.written,
        }
    }

    pub(crate) fn next_to(self, copies: &[Taken]) -> Self {
        Self { copy: Some(Taken::median(copies)), ..self }
    }

    fn print(&self) {
        let Taken { wall_ms, cpu_ms, peak_mb } = self.taken;
        let copy = self.copy.map_or_else(
            || format!("{:>10}{:>8}", "", ""),
            |copy| format!("{:>10.1}{:>8.2}", copy.wall_ms, wall_ms / copy.wall_ms),
        );
        let megabytes = self.bytes as f64 / 1e6;
        println!(
            "{:<34}{:>7} {:<9}{wall_ms:>10.1}{cpu_ms:>10.1}{peak_mb:>8.0}{copy}{:>8}{:>8}{megabytes:>9.1}",
            self.case, self.size, self.of, self.written, self.files
        );
    }
}

/// All results so far. Each is printed as soon as it is measured.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    version: &'static str,
    processors: usize,
    figures: Vec<Figure>,
    growth: Vec<Growth>,
    notes: Vec<String>,
}

/// The time and the memory per lifter on a site, relative to the smallest site with at least [`SMALLEST`] lifters.
#[derive(Debug, Serialize)]
struct Growth {
    lifters: usize,
    wall_ms_per_lifter: f64,
    peak_kb_per_lifter: f64,
    wall_ratio: f64,
    peak_ratio: f64,
}

/// The smallest number of lifters in the comparison. On smaller sites, most of the time is start-up.
const SMALLEST: usize = 100;
/// The case whose growth is reported.
pub(crate) const FULL: &str = "every file rewritten";

impl Report {
    pub(crate) fn start() -> Self {
        println!(
            "{:<34}{:>7} {:<9}{:>10}{:>10}{:>8}{:>10}{:>8}{:>8}{:>8}{:>9}",
            "case", "size", "", "wall ms", "cpu ms", "MB", "cp -r ms", "ratio", "written", "files", "MB out"
        );
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self { version: env!("CARGO_PKG_VERSION"), processors, ..Self::default() }
    }

    pub(crate) fn add(&mut self, figure: Figure) {
        figure.print();
        self.figures.push(figure);
    }

    pub(crate) fn note(&mut self, note: String) {
        println!("{note}");
        self.notes.push(note);
    }

    /// Prints how time and memory grow with the number of lifters.
    pub(crate) fn grow(&mut self) {
        let noun = Content::Lifters(0).noun();
        let full = self.figures.iter().filter(|one| one.case == FULL && one.of == noun && one.size >= SMALLEST);
        let each = |figure: &Figure, part: f64| part / figure.size as f64;
        let full: Vec<_> = full.collect();
        let Some(first) = full.iter().min_by_key(|one| one.size) else { return };
        println!("\n{:>7} {:<9}{:>15}{:>8}{:>15}{:>8}", "size", "", "ms per lifter", "ratio", "kB per lifter", "ratio");
        self.growth.extend(full.iter().map(|one| Growth {
            lifters: one.size,
            wall_ms_per_lifter: each(one, one.taken.wall_ms),
            peak_kb_per_lifter: each(one, one.taken.peak_mb * 1e3),
            wall_ratio: each(one, one.taken.wall_ms) / each(first, first.taken.wall_ms),
            peak_ratio: each(one, one.taken.peak_mb) / each(first, first.taken.peak_mb),
        }));
        for Growth { lifters, wall_ms_per_lifter, peak_kb_per_lifter, wall_ratio, peak_ratio } in &self.growth {
            println!(
                "{lifters:>7} {noun:<9}{wall_ms_per_lifter:>15.3}{wall_ratio:>8.2}{peak_kb_per_lifter:>15.1}{peak_ratio:>8.2}"
            );
        }
    }

    pub(crate) fn save(&self, path: &Path) {
        let text = serde_json::to_string_pretty(self).expect("numbers and text");
        let folder = path.parent().expect("a file in a folder");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(path, text))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        println!("\nsaved in {}", path.display());
    }
}
