//! Gym mode as a lifter uses it: by keyboard, across reloads, with a log that is exported and imported.

mod exported;

use liftpress::booklet::Wording;
use liftpress::model::Labels;
use liftpress::plan::{CameTo, TopSetAt, expand};
use liftpress::source::Content;
use serde_json::Value;

use crate::browser::Browser;
use crate::page::{PHONE, Page, View};
use crate::pages::CONTRAST;
use crate::sample::one_in;
use crate::site::{Site, gallery, repository};

const BOOKLET: &str = "booklets/sule-oernekoglu/top-single/booklet.html";

/// Returns what a page shows in its training view.
impl Page<'_> {
    fn text(&mut self, selector: &str) -> String {
        let text = self.eval(&format!("document.querySelector('{selector}').innerText"));
        text.as_str().unwrap_or_else(|| panic!("no {selector}")).to_owned()
    }

    fn click(&mut self, label: &str) {
        let found = self.eval(&format!(
            "(() => {{
              const all = [...document.querySelectorAll('.gym[open] button, .go')].filter(button => button.checkVisibility());
              const button = all.find(({{ textContent }}) => textContent.startsWith('{label}'));
              button?.click();
              return Boolean(button);
            }})()"
        ));
        assert_eq!(found, true, "no button {label}");
    }

    /// Fills in the fields and marks the set as done.
    fn done(&mut self, weight: &str, reps: &str, rpe: &str) {
        for (field, value) in [("weight", weight), ("reps", reps), ("rpe", rpe)] {
            self.eval(&format!("document.querySelector('#gym-{field}').value = '{value}'"));
        }
        self.click("Done");
    }

    /// Returns the sets of the day: `Squat 167.5 kg × 4`, with a tick if done.
    fn sets(&mut self) -> Vec<String> {
        let sets = self.eval("[...document.querySelectorAll('.gym .sets button')].map(({ innerText }) => innerText)");
        sets.as_array().unwrap().iter().map(|set| set.as_str().unwrap().replace('\n', " ").trim().to_owned()).collect()
    }

    fn stored(&mut self) -> Value {
        let all = self.eval("Object.fromEntries(Object.entries(localStorage))");
        let all = all.as_object().unwrap();
        assert_eq!(all.len(), 1, "{all:?}");
        serde_json::from_str(all.values().next().unwrap().as_str().unwrap()).unwrap()
    }

    /// Returns the file that a button saves.
    fn export(&mut self, button: &str) -> String {
        self.eval("URL.createObjectURL = blob => { window.saved = blob; return '#' }");
        self.click(button);
        self.eval("saved.text()").as_str().unwrap().to_owned()
    }

    fn import(&mut self, content: &str) -> String {
        self.eval(&format!(
            "(() => {{
              const files = new DataTransfer();
              files.items.add(new File([{}], 'log'));
              const input = document.querySelector('.gym input[type=file]');
              input.files = files.files;
              document.querySelector('.gym .status').textContent = '';
              input.dispatchEvent(new Event('change'));
            }})()",
            Value::from(content)
        ));
        self.until("document.querySelector('.gym .status').textContent !== ''");
        self.eval("document.querySelector('.gym .status').textContent").as_str().unwrap().to_owned()
    }

    fn is_fine(&mut self) {
        assert_eq!(self.errors(), [""; 0]);
        assert_eq!(self.requests(), [""; 0]);
    }
}

/// Returns the back-off weight of the booklet's first day from the library: for the entry itself and for its branches.
fn backoff(came: CameTo) -> Vec<String> {
    let content = Content::read(&repository().join("content"));
    let lifter = content.lifters.iter().find(|lifter| lifter.slug.as_str() == "sule-oernekoglu").unwrap();
    let program = content.programs.iter().find(|program| program.slug.as_str() == "top-single").unwrap();
    let plan = expand(program, lifter, lifter.programs.first(), content.basis()).plan.unwrap();
    let lift = &plan.weeks[0].days[0].blocks[0].top[0].exercise.slug;
    let day = plan.after(0, 0, &[(TopSetAt { block: 0, lift }, came)]).unwrap();
    let item = &day.blocks[0].backoff[0];
    let lines = item.lines.iter().chain(item.alternatives.iter().flatten());
    let labels = Labels::default();
    let words = Wording { labels: &labels, unit: plan.units };
    lines.map(|weight| words.weight(weight.unwrap()).0).collect()
}

#[test]
fn a_day_by_keyboard() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    page.eval("document.querySelector('.go').focus()");
    page.press("Enter");
    assert_eq!(page.eval("document.querySelector('.gym').open"), true);
    assert_eq!(page.eval("document.activeElement.id"), "gym-title");
    assert_eq!((page.text(".gym .exercise"), page.text(".gym .weight")), ("Squat".into(), "≈112.5 kg × 1".into()));
    // From the title on: close, two looks, weight.
    for _ in 0..4 {
        page.press("Tab");
    }
    assert_eq!(page.eval("document.activeElement.id"), "gym-weight");
    page.type_text("190,5");
    page.press("Tab");
    page.press("Tab");
    assert_eq!(page.eval("document.activeElement.labels[0].innerText"), "RPE");
    page.type_text("8.5");
    page.press("Enter");
    let came = CameTo { weight: "190.5 kg".parse().ok(), reps: Some(1), effort: None };
    let expected = &backoff(came)[0];
    assert_eq!(expected, "167.5");
    assert_eq!(page.text(".gym .weight"), format!("{expected} kg × 4"));
    assert_eq!(page.text(".gym .why"), "based on 190.5 × 1 @ 8.5 · planned 100 kg");
    assert_eq!(page.text(".gym .plates"), "25 · 25 · 20 · 2.5 · 1.25 a side");
    assert_eq!(
        page.sets(),
        [
            "✓ Squat 190.5 × 1 @ 8.5",
            "Squat 167.5 kg × 4",
            "Squat 167.5 kg × 4",
            "Squat 167.5 kg × 4",
            "Squat 167.5 kg × 4"
        ]
    );
    assert_eq!(page.text(".gym .announcement"), "Squat, 190.5 × 1 @ 8.5. Next: Squat 167.5 kg × 4");
    page.press("Escape");
    assert_eq!(page.eval("document.querySelector('.gym').open"), false);
    assert!(page.eval("document.activeElement.className") == "go");
    assert_eq!(page.text(".go"), "Continue this day · 1 of 5");
    assert_eq!(page.text(".log li"), "190.5 × 1 @ 8.5");
    page.is_fine();
}

#[test]
fn how_the_top_set_went_decides() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    page.click("Train this day");
    for (rpe, reps, branch) in [("7", "5x4", 1), ("9", "3x4", 2), ("8", "4x4", 0), ("", "4x4", 0)] {
        let effort = (!rpe.is_empty()).then(|| liftpress::units::Rpe::new(rpe.parse().unwrap()).unwrap());
        if !page.text(".gym .kind").starts_with("Top") {
            page.click("Back");
            page.click("Undo");
        }
        page.done("115", "1", rpe);
        let came = CameTo { weight: "115 kg".parse().ok(), reps: Some(1), effort };
        let (sets, reps) = reps.split_once('x').unwrap();
        let expected = vec![format!("Squat {} kg × {reps}", backoff(came)[branch]); sets.parse().unwrap()];
        assert_eq!(page.sets()[1..], expected, "RPE {rpe}");
    }
    page.click("form breaks down");
    let came = CameTo { weight: "115 kg".parse().ok(), reps: Some(1), effort: None };
    assert_eq!(page.sets()[1..], vec![format!("Paused squat {} kg × 3", backoff(came)[3]); 4]);
    assert!(page.text(".gym .why").ends_with("because: form breaks down"));
    page.click("form breaks down");
    page.click("reps are missed");
    assert_eq!(page.sets().len(), 1);
    assert_eq!(page.text(".gym .left"), "skip Squat (reps are missed)");
    assert_eq!(page.text(".gym .exercise"), "End of the workout");
    page.is_fine();
}

#[test]
fn a_wrong_number_is_told_and_nothing_is_logged() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    page.click("Train this day");
    for (weight, reps, rpe, field) in [
        ("heavy", "1", "8", "weight"),
        ("1e3", "1", "8", "weight"),
        ("10001", "1", "8", "weight"),
        ("100", "1.5", "8", "reps"),
        ("100", "-1", "8", "reps"),
        ("100", "1", "8.3", "rpe"),
        ("100", "1", "11", "rpe"),
        ("100", "1", "0", "rpe"),
    ] {
        page.done(weight, reps, rpe);
        assert_eq!(page.eval("document.activeElement.id"), format!("gym-{field}"), "{weight} {reps} {rpe}");
        assert_eq!(page.eval("document.activeElement.getAttribute('aria-invalid')"), "true");
        assert!(!page.text(".gym .wrong").is_empty());
        assert_eq!(page.sets()[0], "Squat ≈112.5 kg × 1");
    }
    page.is_fine();
}

#[test]
fn a_log_outlives_the_page_and_comes_back_from_a_file() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    page.click("Train this day");
    page.done("117.5", "1", "8");
    page.click("form breaks down");
    page.done("92.5", "3", "");
    page.done("", "2", "7,5");
    let (sets, stored) = (page.sets(), page.stored());
    page.reload();
    assert_eq!((page.stored(), page.text(".go").as_str()), (stored, "Continue this day · 3 of 5"));
    page.click("Continue");
    assert_eq!(page.sets(), sets);
    page.eval("document.querySelector('.gym details').open = true");
    let (csv, yaml) = (page.export("Export CSV"), page.export("Export YAML"));
    let today = page.eval("new Date().toLocaleDateString('sv')").as_str().unwrap().to_owned();
    assert_eq!(
        csv.replace(&today, "TODAY"),
        "date,week,day,exercise,set,planned,weight,unit,reps,rpe,look,planned_rpe\n\
        TODAY,1,1,squat,1,117.5,117.5,kg,1,8,form breaks down,8\n\
        TODAY,1,1,paused-squat,1,95,92.5,kg,3,,,\n\
        TODAY,1,1,paused-squat,2,95,,kg,2,7.5,,\n"
    );
    assert_eq!(
        yaml.replace(&today, "TODAY"),
        "format: 2\nprogram: \"top-single\"\nlifter: \"Şule Örnekoğlu\"\nsets:\n  \
        - {date: TODAY, week: 1, day: 1, exercise: \"squat\", set: 1, planned: 117.5, weight: 117.5, unit: \"kg\", reps: 1, rpe: 8, look: \"form breaks down\", planned_rpe: 8}\n  \
        - {date: TODAY, week: 1, day: 1, exercise: \"paused-squat\", set: 1, planned: 95, weight: 92.5, unit: \"kg\", reps: 3}\n  \
        - {date: TODAY, week: 1, day: 1, exercise: \"paused-squat\", set: 2, planned: 95, unit: \"kg\", reps: 2, rpe: 7.5}\n"
    );
    let semicolons = csv.replace(',', ";").replace("117.5", "117,5").replace("92.5", "\"92,5\"").replace('\n', "\r\n");
    let pounds = csv.replace("92.5,kg", "203.93,lb");
    for file in [&csv, &yaml, &semicolons, &pounds] {
        page.click("Clear the log");
        page.click("Clear all 3 sets?");
        assert_eq!(page.sets().iter().filter(|set| set.starts_with('✓')).count(), 0);
        assert_eq!(page.import(file), "3 sets imported");
        assert_eq!((page.sets(), page.export("Export CSV")), (sets.clone(), csv.clone()), "{file}");
    }
    for (file, said) in [
        ("", "This is not a log"),
        ("name,age\nA,3\n", "This is not a log"),
        (
            "week,day,exercise,set\n1,1,squat,1\n1,1,squat,99\n",
            "Line 3: there is no set 99 of squat on day 1 of week 1",
        ),
        ("week,day,exercise,set,weight\n1,1,squat,1,heavy\n", "Line 2: invalid value for weight: heavy"),
        ("week,day,exercise,set,unit\n1,1,squat,1,stone\n", "Line 2: invalid value for unit: stone"),
        ("week,day,exercise,set,date\n1,1,squat,1,yesterday\n", "Line 2: invalid value for date: yesterday"),
        ("week,day,exercise,set,reps\n1,1,squat\n", "Line 2: the row ends before the column set"),
        ("week,day,exercise,set,reps\n1,1,squat,1\n", "Line 2: the row ends before the column reps"),
        ("week,day,exercise,set,weight,reps\n1,1,squat,1,102,5,1\n", "Line 2: 7 cells for 6 columns"),
        ("week,day,exercise,set,reps\n1,1,squat,1,1\n,,,,1\n", "Line 3: the column week is empty"),
        ("format: 2\nsets:\n  - {week: 1, day: 1, exercise: \"squat\"}\n", "Line 3: the column set is empty"),
        ("format: 1\nprogram: \"madcow\"\nsets: []\n", "This log belongs to another booklet: madcow"),
        ("format: 1\nsets:\n  - {week: 1, day}\n", "Line 3: - {week: 1, day}"),
    ] {
        let reported = page.import(file);
        assert!(
            reported.starts_with(said) && reported.ends_with(". Nothing was imported or changed."),
            "{file}: {reported}"
        );
        assert_eq!(page.export("Export CSV"), csv);
    }
    page.is_fine();
}

/// Only the lifter knows how hard a set was: the planned RPE is a hint. It is neither logged nor read from an old log, which
/// may have it from the plan.
#[test]
fn a_planned_rpe_is_not_logged() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    page.click("Train this day");
    let field = "(({ value, placeholder }) => [value, placeholder])(document.querySelector('#gym-rpe'))";
    assert_eq!(page.eval(field), serde_json::json!(["", "8"]));
    page.click("Done");
    assert_eq!(page.sets()[0], "✓ Squat 112.5 × 1");
    page.eval("document.querySelector('.gym details').open = true");
    let csv = page.export("Export CSV");
    assert!(csv.lines().nth(1).unwrap().ends_with(",squat,1,112.5,112.5,kg,1,,,8"), "{csv}");
    assert!(!page.export("Export YAML").contains(" rpe:"));
    let old = "date,week,day,exercise,set,planned,weight,unit,reps,rpe,look";
    for (log, shown) in [
        (format!("{old}\n,1,1,squat,1,112.5,115,kg,1,8,\n"), "✓ Squat 115 × 1"),
        (format!("{old}\n,1,1,squat,1,112.5,115,kg,1,7,\n"), "✓ Squat 115 × 1 @ 7"),
        (format!("{old},planned_rpe\n,1,1,squat,1,112.5,115,kg,1,8,,8\n"), "✓ Squat 115 × 1 @ 8"),
        (
            "format: 1\nsets:\n  - {week: 1, day: 1, exercise: \"squat\", set: 1, reps: 1, rpe: 8}\n".to_owned(),
            "✓ Squat × 1",
        ),
        (
            "format: 2\nsets:\n  - {week: 1, day: 1, exercise: \"squat\", set: 1, reps: 1, rpe: 8}\n".to_owned(),
            "✓ Squat × 1 @ 8",
        ),
    ] {
        assert_eq!(page.import(&log), "1 sets imported");
        assert_eq!(page.sets()[0], shown, "{log}");
    }
    // Data that an older page has left in the browser.
    page.eval(
        "(() => {
          const key = Object.keys(localStorage)[0];
          const { format, ...old } = JSON.parse(localStorage.getItem(key));
          localStorage.setItem(key, JSON.stringify(old));
        })()",
    );
    page.reload();
    page.click("Continue");
    assert_eq!(page.sets()[0], "✓ Squat × 1");
    page.is_fine();
}

#[test]
fn the_rest_runs_down_by_itself() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    page.click("Train this day");
    assert_eq!(page.eval("document.querySelector('.gym .rest').checkVisibility()"), false);
    page.done("115", "1", "8");
    page.until("/^Rest 4:5[0-9]$/.test(document.querySelector('.gym .time').innerText)");
    page.click("+30 s");
    page.until("/^Rest 5:[12][0-9]$/.test(document.querySelector('.gym .time').innerText)");
    page.reload();
    page.click("Continue");
    page.until("/^Rest 5:[12][0-9]$/.test(document.querySelector('.gym .time').innerText)");
    // Five minutes later.
    page.eval("(now => { Date.now = () => now() + 303_000 })(Date.now.bind(Date))");
    page.until("document.querySelector('.gym .announcement').innerText.endsWith(' seconds left')");
    page.eval("(now => { Date.now = () => now() + 27_000 })(Date.now)");
    page.until("document.querySelector('.gym .time').innerText === 'Rest is over'");
    page.click("Skip");
    assert_eq!(page.eval("document.querySelector('.gym .rest').checkVisibility()"), false);
    page.is_fine();
}

#[test]
fn it_fits_a_phone_and_can_be_read_light_and_dark() {
    let Some(mut browser) = Browser::start() else { return };
    let all = gallery().booklets().into_iter().enumerate().flat_map(|(index, path)| {
        // Every other booklet starts in dark mode.
        [index % 2 == 0, index % 2 == 1].map(|dark| (path.clone(), dark))
    });
    for (path, dark) in one_in(2, all) {
        let mut page = browser.open(&gallery().path(&path), View { dark, ..PHONE });
        page.click("Train this day");
        page.eval("document.querySelector('.gym details').open = true");
        let wide = page.eval("[...document.querySelectorAll('.gym, .gym *')].filter(element => element.getBoundingClientRect().right > 360.5).length");
        assert_eq!(wide, 0, "{path}");
        let contrast = page.eval(CONTRAST);
        assert_eq!(contrast[0], dark, "{path}");
        assert!(contrast[1].as_f64().unwrap() >= 4.5, "{path}: {}", contrast[1]);
        let small = "[...document.querySelectorAll('.gym button')].filter(button => button.checkVisibility() && button.offsetHeight < 44).length";
        assert_eq!(page.eval(small), 0, "{path}");
        assert!(page.eval("document.querySelector('.gym .done').offsetHeight").as_u64().unwrap() >= 48);
        page.eval("localStorage.clear()");
        page.is_fine();
    }
}

#[test]
fn where_nothing_can_be_kept_it_says_so_and_works() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    let forbid =
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })";
    page.call("Page.addScriptToEvaluateOnNewDocument", &serde_json::json!({"source": forbid}));
    page.reload();
    page.click("Train this day");
    assert!(page.text(".gym .status").starts_with("This browser does not save the log"));
    page.done("115", "1", "8");
    assert_eq!(page.sets()[0], "✓ Squat 115 × 1 @ 8");
    page.is_fine();
}

#[test]
fn without_a_script_the_page_is_as_it_was() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    page.call("Emulation.setScriptExecutionDisabled", &serde_json::json!({"value": true}));
    page.reload();
    assert_eq!(page.eval("document.querySelectorAll('.go, .gym').length"), 0);
    assert!(page.text(".day").contains("≈112.5"));
}

#[test]
fn what_authors_write_stays_text() {
    let Some(mut browser) = Browser::start() else { return };
    let bad = "</script><img src=x onerror=alert(1)>";
    let program = format!(
        "title: \"{bad}\"\nunits: kg\nexercises: {{odd: {{name: \"{bad}\", max_of: squat}}}}\n\
        days: [{{name: \"{bad}\", top: [{{exercise: odd, sets: 2x5 @ 80%, with: \"{bad}\"}}]}}]\n"
    );
    let lifter = format!("name: \"{bad}\"\nunits: kg\nmaxes: {{squat: 100}}\nprograms: [p]\n");
    let site = Site::new().file("content/programs/p.yaml", program).file("content/lifters/a.yaml", lifter).built();
    let mut page = browser.open(&site.path("booklets/a/p/booklet.html"), PHONE);
    page.click("Train this day");
    assert_eq!(page.text(".gym .exercise"), bad);
    page.done("80", "5", "");
    assert_eq!(page.sets()[0], format!("✓ {bad} 80 × 5"));
    assert_eq!(page.eval("document.images.length"), 0);
    page.is_fine();
}

#[test]
fn logs_of_two_booklets_are_kept_apart() {
    let Some(mut browser) = Browser::start() else { return };
    let log = |browser: &mut Browser, path: &str| {
        let mut page = browser.open(&gallery().path(path), PHONE);
        page.eval("Object.keys(localStorage).length").as_u64().unwrap()
    };
    assert_eq!(log(&mut browser, BOOKLET), 1);
    assert_eq!(log(&mut browser, "booklets/alex-sample/531/booklet.html"), 2);
    assert_eq!(log(&mut browser, "booklets/lukasz-przykladowski/531/booklet.html"), 3);
    assert_eq!(log(&mut browser, BOOKLET), 3);
}

#[test]
fn a_booklet_stays_small() {
    let Some(mut browser) = Browser::start() else { return };
    let size = "(async text => (await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()).byteLength)";
    for path in gallery().booklets() {
        let mut page = browser.open(&gallery().path(&path), PHONE);
        let scripts =
            "[...document.scripts].filter(({ type }) => !type).map(({ textContent }) => textContent).join('')";
        assert!(page.eval(&format!("{size}({scripts})")).as_u64().unwrap() <= 19_000);
        let whole = page.eval(&format!("{size}(document.documentElement.outerHTML)")).as_u64().unwrap();
        assert!(whole < 100_000, "{path}: {whole}");
    }
}
