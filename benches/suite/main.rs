//! How long builds take, on one processor and the other, and how much memory, beside `cp -r` of their output and beside other
//! tools: `cargo bench --bench suite`. CONTRIBUTING.md says how to read what it prints.

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

/// Measures liftpress; without sizes, those that take a few minutes. A size of 0 leaves a kind of site out.
#[derive(Debug, Parser)]
struct Arguments {
    /// Sites of so many lifters on one program of 12 weeks and 1,440 sets
    #[arg(long, value_delimiter = ',', default_values_t = [10, 100, 2_000])]
    lifters: Vec<usize>,
    /// Sites of so many programs and five lifters
    #[arg(long, value_delimiter = ',', default_values_t = [1, 100])]
    programs: Vec<usize>,
    /// All sizes, up to 20,000 lifters and 2,000 programs, and the other tools
    #[arg(long)]
    all: bool,
    /// Measure Hugo, Zola and a Jinja2 script too, on 2,000 lifters
    #[arg(long)]
    others: bool,
    /// How often everything is done; of three rounds and more the medians mean something
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Where figures are kept
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/bench/suite.json"))]
    json: PathBuf,
    /// Only write the site of the first size of lifters into a folder: something to profile
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// Write what the other tools are given, and end: the suite runs itself with this, to stay small
    #[arg(long, hide = true, num_args = 2, value_names = ["SITE", "TO"])]
    write_data: Option<Vec<PathBuf>>,
    /// What cargo says
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
    let mut report = Report::begin();
    cases::gallery(&mut report);
    let sites = lifters.into_iter().map(Content::Lifters).chain(programs.into_iter().map(Content::Programs));
    for content in sites.filter(|content| content.size() > 0) {
        cases::builds(content, if content.size() > 2_000 { rounds.min(3) } else { rounds }, &mut report);
    }
    if others || all {
        others::measure(rounds.min(3), &mut report);
    }
    report.grow();
    report.keep(&json);
}
