//! Measures the page of a program: the time from a key press until the new weights are shown, and the size of pages.
//!
//! `cargo bench --bench page` opens the site of the gallery in a headless Chromium. `change` is the median time of 60 changes of
//! a max, including style and layout in the browser. For comparison, the screen shows a new frame every 16.7 ms. `layout` is the
//! median time of changing one number of the page without any calculation, which is the time that the browser itself needs. Sizes
//! are those after `gzip -9`.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A script that runs when the page is loaded. It writes the medians into the title of the page, which `--dump-dom` prints.
const MEASURE: &str = "<script>
addEventListener('load', () => {
  window.requestAnimationFrame = update => { update(); return 0; };
  const fields = [...document.querySelectorAll('.lifts input')];
  fields.forEach(field => { field.value = '150'; });
  const median = all => all.sort((a, b) => a - b)[all.length >> 1].toFixed(1);
  const timed = change => {
    const times = [];
    for (let n = 0; n < 60; n++) {
      const start = performance.now();
      change(n);
      document.body.offsetHeight;
      times.push(performance.now() - start);
    }
    return median(times);
  };
  const whole = timed(n => {
    const field = fields[n % fields.length];
    field.value = String(100 + n * 2.5);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const number = document.querySelector('.weight b');
  const layout = timed(n => { number.textContent = String(100 + n); });
  document.title = `measured ${whole} ${layout} ${document.querySelectorAll('.line').length}`;
});
</script></body>";

fn main() {
    let site = TempDir::new().expect("a temporary folder");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = site.path().join("output");
    let mut build = Command::new(env!("CARGO_BIN_EXE_liftpress"));
    build.args(["build", "-q", "--format", "html", "-o"]).arg(&output).arg(repository);
    assert!(build.status().expect("liftpress runs").success());
    println!("{:28} {:>9} {:>9} {:>7} {:>9}", "", "change", "layout", "lines", "gzip");
    for program in ["top-single", "bench-backoff", "backoff-wave", "531", "nsuns", "madcow"] {
        let page = output.join("site/programs").join(program).join("index.html");
        let html = fs::read_to_string(&page).expect("a page");
        let size = gzip(&page).map_or_else(|| "?".to_owned(), |size| format!("{}.{} kB", size / 1000, size / 100 % 10));
        fs::write(&page, html.replace("</body>", MEASURE)).expect("a page to measure");
        let measured = chromium(site.path(), &page).unwrap_or_else(|| "not installed".to_owned());
        let figures: Vec<_> = measured.split(' ').collect();
        match figures.as_slice() {
            [whole, layout, lines] => println!("{program:28} {whole:>6} ms {layout:>6} ms {lines:>7} {size:>9}"),
            _ => println!("{program:28} {measured} {size:>9}"),
        }
    }
    for name in [
        "loading.js",
        "rules.js",
        "planned.js",
        "visitor.js",
        "filling.js",
        "form.js",
        "take-away.js",
        "booklet-shell.js",
    ] {
        let size = gzip(&output.join("site/assets").join(name)).unwrap_or_default();
        println!("{name:28} {:>35}.{} kB", size / 1000, size / 100 % 10);
    }
}

/// Returns the figures that the page measured, or `None` without Chromium.
fn chromium(profile: &Path, page: &Path) -> Option<String> {
    let mut chromium = Command::new("chromium");
    chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]);
    chromium.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
    chromium.arg(format!("--user-data-dir={}", profile.join("profile").display()));
    chromium.args(["--window-size=1280,900", "--dump-dom"]).arg(format!("file://{}", page.display()));
    let printed = String::from_utf8(chromium.output().ok()?.stdout).ok()?;
    let title = printed.split_once("<title>measured ")?.1;
    Some(title.split_once('<')?.0.to_owned())
}

fn gzip(file: &Path) -> Option<usize> {
    let output = Command::new("gzip").args(["-9", "-c"]).arg(file).output().ok()?;
    output.status.success().then_some(output.stdout.len())
}
