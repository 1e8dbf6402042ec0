//! Measures the time for a PDF booklet of 12 weeks with four days each, and the memory for one booklet and for a hundred
//! booklets. For comparison, Chromium and `WeasyPrint` print the same booklet from HTML.
//!
//! `cargo bench --bench pdf` measures whole processes, which take turns, and prints medians of seven runs. It reports tools
//! that are not installed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const RUNS: usize = 7;

fn main() {
    let site = TempDir::new().expect("a temporary folder");
    write_site(site.path(), 1);
    liftpress(site.path(), "html,pdf", true).output().expect("liftpress runs");
    let folder = site.path().join("output/booklets/lifter-0/backoff-wave");
    // Copy the page, because the next build writes only PDFs and removes it.
    let html = site.path().join("booklet.html");
    fs::copy(folder.join("booklet.html"), &html).expect("a booklet as a page");
    let pdf = site.path().join("printed.pdf");

    let mut chromium = Command::new("chromium");
    chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]);
    chromium.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
    chromium.arg(format!("--user-data-dir={}", site.path().join("profile").display()));
    chromium.arg("--no-pdf-header-footer").arg(format!("--print-to-pdf={}", pdf.display()));
    chromium.arg(format!("file://{}", html.display()));
    let mut weasyprint = Command::new("weasyprint");
    weasyprint.arg(&html).arg(&pdf);
    let mut tools = [
        ("liftpress, one core", liftpress(site.path(), "pdf", true)),
        ("liftpress, all cores", liftpress(site.path(), "pdf", false)),
        ("Chromium, print to PDF", chromium),
        ("WeasyPrint", weasyprint),
    ];
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); tools.len()];
    for _ in 0..RUNS {
        for ((_, command), times) in tools.iter_mut().zip(&mut times) {
            times.extend(duration(command));
        }
    }
    println!("booklet of 12 weeks and 48 days, {} kB of HTML", fs::metadata(&html).map_or(0, |meta| meta.len() / 1000));
    let first = median(&mut times[0]);
    for ((name, _), times) in tools.iter().zip(&mut times) {
        match median(times) {
            Some(time) => {
                let tenths = first.map_or(0, |first| time.as_micros() * 10 / first.as_micros().max(1));
                println!("{name:24} {:6} ms {:5}.{} ×", time.as_millis(), tenths / 10, tenths % 10);
            }
            None => println!("{name:24} not installed"),
        }
    }
    for lifters in [1, 100] {
        let site = TempDir::new().expect("a temporary folder");
        write_site(site.path(), lifters);
        let start = Instant::now();
        let memory = memory(&mut liftpress(site.path(), "pdf", false));
        let each = start.elapsed().as_millis() / u128::from(lifters);
        println!("{lifters:3} booklets: {} MB, {each} ms per booklet on all cores", memory.unwrap_or_default() / 1000);
    }
}

fn write_site(folder: &Path, lifters: u32) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in ["content/programs", "content/exercises", "content/lifters"] {
        fs::create_dir_all(folder.join(path)).expect("a folder");
    }
    let program = "content/programs/backoff-wave.yaml";
    fs::copy(repository.join(program), folder.join(program)).expect("the gallery's program");
    for file in fs::read_dir(repository.join("content/exercises")).expect("the gallery's exercises").flatten() {
        fs::copy(file.path(), folder.join("content/exercises").join(file.file_name())).expect("an exercise");
    }
    for n in 0..lifters {
        let text = format!(
            "name: Lifter {n}\nunits: kg\nmaxes: {{squat: {}, bench: {}, deadlift: {}}}\nprograms: [backoff-wave]\n",
            105 + n,
            60 + n,
            125 + n
        );
        fs::write(folder.join(format!("content/lifters/lifter-{n}.yaml")), text).expect("a lifter");
    }
}

fn liftpress(site: &Path, formats: &str, one_core: bool) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liftpress"));
    command.args(["build", "-q", "--format", formats]).current_dir(site);
    if one_core {
        command.env("RAYON_NUM_THREADS", "1");
    }
    command
}

fn duration(command: &mut Command) -> Option<Duration> {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    status.success().then(|| start.elapsed())
}

fn median(times: &mut [Duration]) -> Option<Duration> {
    times.sort();
    times.get(times.len() / 2).copied()
}

/// Returns the peak memory of a process in kB, as GNU time reports it.
fn memory(command: &mut Command) -> Option<u64> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
    timed.current_dir(command.get_current_dir()?);
    let output = timed.output().ok()?;
    String::from_utf8_lossy(&output.stderr).lines().last()?.trim().parse().ok()
}
