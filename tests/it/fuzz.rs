//! A fuzzer that runs anywhere: it corrupts files of the gallery and of the corpus of mistakes, byte by byte and word by word,
//! and reads them. No input may cause a panic or a hang. Every diagnostic must be within its file, and files without errors
//! must also expand and render.
//!
//! It runs for a few seconds by default, always with the same inputs. `LIFTPRESS_FUZZ_SECONDS=600` runs longer, with other
//! inputs. Failing inputs are minimized and saved in `tests/corpus/`, from where they are replayed by every run.

mod mutate;
mod target;

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::corpus;
use crate::harness::repository;
use mutate::Mutator;
use target::{Outcome, Target, Trial};

/// The most time for an input this small.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
/// Larger seeds are slow and find nothing more.
const LARGEST_SEED: usize = 8_000;

/// A corrupted input and its target.
type Input = (Target, Vec<u8>);

/// Runs inputs on a thread of its own, so that hangs are noticed.
struct Bench {
    inputs: mpsc::Sender<Input>,
    outcomes: mpsc::Receiver<Outcome>,
}

impl Bench {
    fn new() -> Self {
        let (inputs, waiting) = mpsc::channel::<Input>();
        let (done, outcomes) = mpsc::channel();
        let run = move || {
            let trial = Trial::new();
            for (target, bytes) in waiting {
                let start = Instant::now();
                let outcome = trial.run(target, &bytes);
                let late = start.elapsed() > LONGEST;
                let outcome = if late { Err(format!("took {:?}", start.elapsed())) } else { outcome };
                if done.send(outcome).is_err() {
                    break;
                }
            }
        };
        std::thread::Builder::new().name(target::THREAD.to_owned()).spawn(run).unwrap();
        Self { inputs, outcomes }
    }

    fn run(&mut self, target: Target, bytes: &[u8]) -> Outcome {
        self.inputs.send((target, bytes.to_vec())).unwrap();
        self.outcomes.recv_timeout(LONGEST * 5).unwrap_or_else(|_| {
            *self = Self::new();
            Err("hangs".to_owned())
        })
    }

    /// Returns the smallest input that still fails in the same way, found within a minute.
    fn smallest(&mut self, target: Target, bytes: &[u8], failure: &str) -> Vec<u8> {
        let end = Instant::now() + Duration::from_mins(1);
        let mut smallest = bytes.to_vec();
        let mut piece = smallest.len() / 2;
        while piece > 0 {
            let mut at = 0;
            while at < smallest.len() && Instant::now() < end {
                let mut shorter = smallest.clone();
                shorter.drain(at..(at + piece).min(smallest.len()));
                match self.run(target, &shorter) {
                    Err(error) if error == failure => smallest = shorter,
                    _ => at += piece,
                }
            }
            piece /= 2;
        }
        smallest
    }
}

fn seeds() -> Vec<Input> {
    let mut seeds: Vec<_> = found().into_iter().map(|(_, target, bytes)| (target, bytes)).collect();
    let gallery =
        ["programs", "lifters", "exercises", "pages", "."].map(|folder| repository().join("content").join(folder));
    for entry in gallery.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        if path.is_file() {
            let inside = path.strip_prefix(repository()).unwrap().to_string_lossy().replace("/./", "/");
            seeds.extend(Target::of_path(&inside).map(|target| (target, fs::read(&path).unwrap())));
        }
    }
    let mistakes = corpus::files(repository()).into_iter().map(|file| fs::read_to_string(file).unwrap());
    for (path, text) in mistakes.flat_map(|text| corpus::cases(&text)).flat_map(|case| case.files) {
        let target = Target::of_path(&path).filter(|_| !text.contains("\\rep{"));
        seeds.extend(target.map(|target| (target, corpus::bytes(&text))));
    }
    seeds.extend(mutate::SCHEMES.iter().map(|scheme| (Target::Notation, scheme.as_bytes().to_vec())));
    seeds.retain(|(_, bytes)| bytes.len() <= LARGEST_SEED);
    seeds.sort();
    seeds.dedup();
    seeds
}

fn folder() -> PathBuf {
    repository().join("tests/corpus")
}

/// Returns the saved inputs.
fn found() -> Vec<(PathBuf, Target, Vec<u8>)> {
    let mut paths: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let target = Target::of_name(&name).unwrap_or_else(|| panic!("{name}: of which target?"));
        let bytes = fs::read(&path).unwrap();
        (path, target, bytes)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn found_faults_stay_fixed() {
    let mut bench = Bench::new();
    for (path, target, bytes) in found() {
        let outcome = bench.run(target, &bytes);
        assert!(outcome.is_ok(), "{}: {outcome:?}", path.display());
    }
}

#[test]
fn corrupted_files_do_no_harm() {
    let long = std::env::var("LIFTPRESS_FUZZ_SECONDS").ok().map(|text| text.parse().expect("a number of seconds"));
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let seed = if long.is_some() { now() } else { 1 };
    let end = Instant::now() + Duration::from_secs(long.unwrap_or(3));
    let mut mutator = Mutator::new(seed, seeds());
    let mut bench = Bench::new();
    let mut failures: Vec<String> = Vec::new();
    let (mut tried, mut booklets) = (0, 0);
    while Instant::now() < end && failures.len() < 20 {
        let (target, bytes) = mutator.next_input();
        tried += 1;
        let failure = match bench.run(target, &bytes) {
            Ok(made) => {
                booklets += made;
                continue;
            }
            Err(failure) => failure,
        };
        if failures.contains(&failure) {
            continue;
        }
        let smallest = bench.smallest(target, &bytes, &failure);
        let path = folder().join(target.name_of_found(&smallest));
        fs::write(&path, &smallest).unwrap();
        eprintln!("{}: {failure}", path.display());
        failures.push(failure);
    }
    eprintln!("{tried} inputs and {booklets} booklets, from seed {seed}");
    assert!(booklets > 0, "no input was fine enough to be rendered");
    assert!(failures.is_empty(), "{failures:#?}\nkept in tests/corpus/");
}
