//! Measures the time and memory of builds: `cargo bench --bench suite`. For comparison, measures `cp -r` of the output and other
//! tools. CONTRIBUTING.md explains the output.

#![expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a benchmark divides times and sizes")]

mod cases;
mod content;
mod measure;
mod others;
mod report;
#[path = "../twelve_weeks/mod.rs"]
mod twelve_weeks;

use std::path::PathBuf;

use clap::Parser;

use content::{Content, Edition};
use report::Report;

/// Measure liftpress, with sizes that take a few minutes. A size of 0 omits a kind of site.
#[derive(Debug, Parser)]
struct Arguments {
    /// The numbers of lifters, who all train one program of 12 weeks and 1,440 sets
    #[arg(long, value_delimiter = ',', default_values_t = [10, 100, 2_000])]
    lifters: Vec<usize>,
    /// The numbers of programs, with five lifters
    #[arg(long, value_delimiter = ',', default_values_t = [1, 100])]
    programs: Vec<usize>,
    /// Measure all sizes, up to 20,000 lifters and 2,000 programs, and the other tools
    #[arg(long)]
    all: bool,
    /// Measure Hugo, Zola and a Jinja2 script on 2,000 lifters, too
    #[arg(long)]
    others: bool,
    /// The number of rounds; medians need at least three
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// The file for the figures
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/bench/suite.json"))]
    json: PathBuf,
    /// Only write the site of the first number of lifters into a folder, for a profiler
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// Write the input of the other tools and exit; the suite runs itself with this to use less memory
    #[arg(long, hide = true, num_args = 2, value_names = ["SITE", "TO"])]
    write_data: Option<Vec<PathBuf>>,
    /// Set by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let Arguments { mut lifters, mut programs, all, others, rounds, json, write, write_data, .. } = Arguments::parse();
    if let Some([site, to]) = write_data.as_deref() {
        return others::write_data(site, to);
    }
    if let Some(folder) = write {
        return Content::Lifters(lifters[0]).write(&folder, Edition(0));
    }
    if all {
        (lifters, programs) = (vec![10, 100, 2_000, 20_000], vec![1, 100, 2_000]);
    }
    let rounds = rounds.max(1);
    let mut report = Report::start();
    cases::gallery(&mut report);
    let sites = lifters.into_iter().map(Content::Lifters).chain(programs.into_iter().map(Content::Programs));
    for content in sites.filter(|content| content.size() > 0) {
        cases::builds(content, if content.size() > 2_000 { rounds.min(3) } else { rounds }, &mut report);
    }
    if others || all {
        others::measure(rounds.min(3), &mut report);
    }
    report.grow();
    report.save(&json);
}
