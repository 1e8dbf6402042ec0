//! A program page as visitors use it: by keyboard, in both units, shared, printed, saved, and without script.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::{PHONE, Page, View};
use crate::pages::CONTRAST;
use crate::site::gallery;
use crate::tools;

const DESKTOP: View = View { width: 1280, height: 900, dark: false };
const SINGLE: &str = "site/programs/top-single/index.html";
const WAVE: &str = "site/programs/backoff-wave/index.html";
const OPTIONS: &str = "site/programs/531/index.html";

impl Page<'_> {
    /// Returns the weights of a day: `≈185 kg`.
    fn weights(&mut self, anchor: &str) -> Vec<String> {
        let words = self.eval(&format!(
            "[...document.querySelectorAll('#{anchor} .weight')].map(({{ textContent }}) => textContent.replace(/\\s+/g, ' ').trim())"
        ));
        words.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    }

    fn status(&mut self) -> String {
        self.eval("document.querySelector('.status').textContent").as_str().unwrap().to_owned()
    }

    /// Types into a field, as a visitor does.
    fn fill(&mut self, name: &str, typed: &str) {
        self.eval(&format!("document.getElementById('n-{name}').select()"));
        self.type_text(typed);
        self.settled();
    }

    fn settled(&mut self) {
        self.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    fn address(&mut self) -> String {
        self.eval("location.hash").as_str().unwrap().to_owned()
    }
}

#[test]
fn by_keyboard_alone() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(SINGLE), DESKTOP);
    assert_eq!(page.weights("week-2-day-1"), ["RPE 8", "12% off the top weight"]);
    assert_eq!(page.status(), "Enter your maxes to see your weights.");
    let focused = "document.activeElement.id || document.activeElement.value";
    for _ in 0..20 {
        if page.eval(focused) == "n-squat" {
            break;
        }
        page.press("Tab");
    }
    assert_eq!(page.eval(focused), "n-squat");
    page.type_text("200");
    page.settled();
    // The numbers of the fourth worked example in `domain.md`.
    assert_eq!(page.weights("week-2-day-1"), ["≈185 kg", "≈162.5 kg"]);
    assert_eq!(page.status(), "All weights are calculated from your numbers.");
    let strip = page.eval("[...document.querySelector('.strip tbody').rows[0].cells].map(cell => cell.textContent)");
    assert_eq!(strip, json!(["Squat 4 × 4", "157.5", "160", "162.5", "165", "167.5"]));
    page.eval("document.getElementById('n-squat').blur()");
    assert_eq!(page.errors(), [""; 0]);
    let own = |request: &String| request.starts_with("file://");
    assert!(page.requests().iter().all(own), "{:?}", page.requests());
}

#[test]
fn in_pounds_and_back() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(SINGLE), PHONE);
    page.eval("document.querySelector('[value=lb]').click()");
    page.fill("squat", "440x1");
    assert_eq!(page.weights("week-1-day-1"), ["≈405 lb", "≈355 lb"]);
    page.eval("document.querySelector('[value=kg]').click()");
    page.fill("squat", "nonsense");
    let wrong = page.eval("[document.getElementById('n-squat').getAttribute('aria-invalid'), document.getElementById('w-squat').innerText]");
    assert_eq!(wrong, json!(["true", "Enter a weight such as 182.5, or a set such as 160x5 @ 8"]));
    assert_eq!(page.weights("week-1-day-1"), ["RPE 8", "12% off the top weight"]);
    page.fill("squat", "162,5x5 @ 8");
    // 162.5 for five at RPE 8 is 81.1% by the RTS chart: 200.4, of which 92.2% are 184.7.
    assert_eq!(page.weights("week-1-day-1"), ["≈185 kg", "≈162.5 kg"]);
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn choices_plates_and_dates() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(OPTIONS), DESKTOP);
    for (lift, max) in [("squat", "180"), ("bench", "120"), ("deadlift", "210"), ("overhead-press", "80")] {
        page.fill(lift, max);
    }
    let texts = |page: &mut Page<'_>| -> Value {
        page.eval(
            "[...document.querySelectorAll('#week-1 .day:not([hidden])')].map(day => day.textContent).join('\\n')",
        )
    };
    let first = texts(&mut page);
    page.eval("const choose = document.getElementById('n-o-supplemental'); choose.selectedIndex = 2; choose.dispatchEvent(new Event('input', {bubbles: true}))");
    page.settled();
    assert_ne!(texts(&mut page), first);
    page.eval("document.querySelector('.numbers details').open = true");
    page.fill("tm", "80");
    page.fill("plates", "20 10 5");
    // 65% of 80% of 80 kg are 41.6: with 5 kg plates that is 40.
    let weight = page.eval("document.querySelector('#week-1 .day:not([hidden]) .weight').textContent");
    assert_eq!(weight, "40\u{a0}kg");
    page.eval("const start = document.getElementById('n-start'); start.value = '2026-12-07'; start.dispatchEvent(new Event('input', {bubbles: true}))");
    page.eval("document.querySelectorAll('[name=days]').forEach((box, day) => { if (day % 2 === 0) box.click() })");
    page.settled();
    let when = page.eval("document.querySelector('#week-2 .day:not([hidden]) .when').textContent");
    assert_eq!(when, "Mon 14 Dec 2026");
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn a_shared_address_shows_the_same_numbers_elsewhere() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(WAVE), DESKTOP);
    page.fill("squat", "180x3 @ 9");
    page.fill("deadlift", "220");
    let (address, shown) = (page.address(), page.eval("document.getElementById('program').innerText"));
    assert_eq!(address, "#unit=kg&squat=180x3+%40+9&deadlift=220");
    assert_eq!(page.status(), "Enter a max to see every weight: Bench press");
    // The value is remembered here, for other programs too.
    drop(page);
    let mut page = browser.open(&gallery().path("site/programs/madcow/index.html"), DESKTOP);
    assert_eq!(page.eval("document.getElementById('n-squat').value"), "180x3 @ 9");
    let Some(mut fresh) = Browser::start() else { return };
    let url = format!("file://{}{address}", gallery().path(WAVE).display());
    let mut page = Page::open(&mut fresh, &url, DESKTOP);
    assert_eq!(page.eval("document.getElementById('program').innerText"), shown);
    assert_eq!(page.eval("Object.keys(localStorage).length"), 0);
    page.eval("document.querySelector('[data-do=clear]').click()");
    page.settled();
    assert_eq!(page.status(), "Enter your maxes to see your weights.");
}

/// The file is a booklet that can be trained from.
#[test]
fn the_booklet_can_be_saved() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(OPTIONS), DESKTOP);
    for (lift, max) in [("squat", "180"), ("bench", "120"), ("deadlift", "210"), ("overhead-press", "80x3 @ 9")] {
        page.fill(lift, max);
    }
    let weights =
        page.eval("[...document.querySelectorAll('.day:not([hidden]) .weight')].map(({ textContent }) => textContent)");
    page.eval("URL.createObjectURL = blob => { window.saved = blob; return '#' }");
    page.eval("document.querySelector('[data-do=booklet]').click()");
    page.until("Boolean(window.saved)");
    let html = page.eval("saved.text()").as_str().unwrap().to_owned();
    drop(page);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("booklet.html");
    fs::write(&file, &html).unwrap();
    let mut page = browser.open(&file, PHONE);
    let found = page.eval("[...document.querySelectorAll('.day .weight')].map(({ textContent }) => textContent)");
    assert_eq!(found, weights);
    let cover = page.eval("document.querySelector('.cover').innerText").as_str().unwrap().to_owned();
    assert!(
        cover.contains("≈89.69 kg from 80 kg × 3 @ RPE 9") && cover.contains("Supplemental work\nFirst Set Last"),
        "{cover}"
    );
    // Gym mode continues from there.
    page.eval("document.querySelector('.go').click()");
    page.until("document.querySelector('dialog').open");
    let first = page.eval("document.querySelector('dialog .weight').textContent");
    let planned = weights[0].as_str().unwrap().trim().replace('\u{a0}', " ");
    assert!(first.as_str().unwrap().starts_with(&planned), "{first} {planned}");
    assert_eq!(page.errors(), [""; 0]);
    assert_eq!(page.requests(), [""; 0]);
    if let Some(validator) = tools::fetched("vnu.jar") {
        let args = ["-jar", validator.to_str().unwrap(), "--stdout", "--errors-only", file.to_str().unwrap()];
        let Some(output) = tools::run("java", &args) else { return };
        assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    }
}

#[test]
fn a_print_has_the_days_and_not_the_form() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(SINGLE), PHONE);
    page.fill("squat", "200");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("printed.pdf");
    fs::write(&file, page.pdf()).unwrap();
    let Some(output) = tools::run("pdftotext", &["-layout", file.to_str().unwrap(), "-"]) else { return };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("162.5") && text.contains("Warm-up"), "{text}");
    assert!(!text.contains("Your numbers") && !text.contains("About this gallery"), "{text}");
}

/// As a strict host sends it: no inline style, no inline script, nothing from elsewhere.
#[test]
fn under_a_strict_policy() {
    let Some(mut browser) = Browser::start() else { return };
    let policy = "default-src 'none'; script-src file:; style-src file:; img-src file: data:";
    let folder = gallery().path("site/programs");
    for path in [SINGLE, OPTIONS] {
        let html = gallery().read(path);
        let meta = format!("<head><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
        let copy = folder.join(format!("strict-{}", path.split('/').nth(2).unwrap()));
        fs::create_dir_all(&copy).unwrap();
        let file = copy.join("index.html");
        fs::write(&file, html.replacen("<head>", &meta, 1)).unwrap();
        let mut page = browser.open(&file, PHONE);
        page.fill("squat", "200");
        assert_eq!(page.errors(), [""; 0]);
        fs::remove_dir_all(&copy).unwrap();
    }
}

#[test]
fn without_script_a_page_shows_the_rules() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(WAVE), DESKTOP);
    page.call("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    page.reload();
    assert_eq!(page.weights("week-1-day-1")[0], "77.5%");
    assert_eq!(page.eval("getComputedStyle(document.getElementById('numbers')).display"), "none");
    assert!(
        page.eval("document.querySelector('main').innerText")
            .as_str()
            .unwrap()
            .contains("Without it, this page shows the rules")
    );
}

/// Serves a page with everything that it requests, as a host does.
#[test]
fn no_page_is_large() {
    let size = |file: &str| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(gallery().read(file).as_bytes()).unwrap();
        gzip.finish().unwrap().len()
    };
    let mut folders = vec![gallery().path("site")];
    let mut pages = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                let name = path.strip_prefix(gallery().path("")).unwrap().to_str().unwrap().to_owned();
                let html = gallery().read(&name);
                let assets = html.split("assets/").skip(1).filter_map(|rest| rest.split('"').next());
                let sum = size(&name) + assets.map(|asset| size(&format!("site/assets/{asset}"))).sum::<usize>();
                assert!(sum < 100_000, "{name}: {sum} bytes");
                pages += 1;
            }
        }
    }
    assert!(pages > 100, "{pages}");
    let scripts = ["loading", "rules", "planned", "visitor", "filling", "take-away", "form"];
    let scripts: usize = scripts.iter().map(|name| size(&format!("site/assets/{name}.js"))).sum();
    assert!(scripts < 30_000, "{scripts}");
}

/// Nothing moves except what changes, nothing is too wide, and everything is readable, light and dark.
#[test]
fn small_and_large_light_and_dark() {
    let Some(mut browser) = Browser::start() else { return };
    for view in [PHONE, View { dark: true, ..PHONE }, DESKTOP, View { dark: true, ..DESKTOP }] {
        let mut page = browser.open(&gallery().path(WAVE), view);
        let shift = "new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(({ value }) => { sum += value }))
              .observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(sum), 300);
          })";
        let moved = page.eval(shift).as_f64().unwrap();
        assert!(moved < 0.01, "{moved} at {view:?}");
        page.fill("squat", "180");
        page.eval("document.querySelector('.numbers details').open = true");
        assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true, "{view:?}");
        let contrast = page.eval(CONTRAST)[1].as_f64().unwrap();
        assert!(contrast >= 4.5, "{contrast} at {view:?}");
    }
}
