//! How visitors find things: the gallery's filter, tags, search, and the 404 page. All under the policy that
//! `docs/pages/site.md` recommends.

use crate::browser::Browser;
use crate::page::{PHONE, Page, View};
use crate::pages::CONTRAST;
use crate::site::{Built, Site, gallery};

/// Files from disk have no origin, so `'self'` is replaced by its meaning: files, and nothing inline.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src file:; style-src file:; img-src file: data:\">\n";

const DESKTOP: View = View { width: 1280, height: 900, dark: false };

/// A page of each kind for finding things.
pub(crate) const PAGES: [&str; 5] = [
    "site/index.html",
    "site/tags/back-off/index.html",
    "site/search/index.html",
    "site/404.html",
    "site/about/index.html",
];

fn program(title: &str, level: &str, weeks: u8, lift: &str) -> String {
    format!(
        "title: {title}\nunits: kg\nlevel: {level}\ngoal: strength\ntags: [{level} lifters]\nsummary: About {title}.\n\
         weeks: {weeks}\ndays: [{{name: A, top: {{{lift}: 5x5 @ 80%}}}}]\n"
    )
}

fn strict() -> Built {
    Site::new()
        .file("content/programs/one.yaml", program("One", "beginner", 4, "squat"))
        .file("content/programs/two.yaml", program("Two for the bench", "advanced", 8, "bench"))
        .file("content/programs/three.yaml", program("Three", "advanced", 4, "squat"))
        .file(
            "content/exercises/press.md",
            "---\nname: Überkopfdrücken\naliases: [strict press]\nmuscles: [chest]\n---\nPress.\n",
        )
        .file("content/pages/rest.md", "---\ntitle: On rest\n---\nRest is part of training for the bench.\n")
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nmaxes: {squat: 100}\nprograms: [one]\n")
        .file("content/liftpress.yaml", "title: Strict\nformats: [md]\n")
        .file("templates/hooks/head.html", POLICY)
        .built()
}

fn shown(page: &mut Page<'_>) -> Vec<String> {
    let titles = page.eval("[...document.querySelectorAll('.card')].filter(card => card.checkVisibility()).map(card => card.querySelector('h2').textContent)");
    titles.as_array().unwrap().iter().map(|title| title.as_str().unwrap().to_owned()).collect()
}

fn choose(page: &mut Page<'_>, name: &str, value: &str) {
    page.eval(&format!(
        "{{ const select = document.forms[0].elements['{name}']; select.value = '{value}'; select.dispatchEvent(new Event('input', {{bubbles: true}})); null }}"
    ));
}

const STATUS: &str = "document.querySelector('[role=status]').textContent";

#[test]
fn programs_are_filtered_and_the_view_can_be_linked() {
    let Some(mut browser) = Browser::start() else { return };
    let site = strict();
    let mut page = browser.open(&site.path("site/index.html"), DESKTOP);
    assert_eq!(shown(&mut page), ["One", "Three", "Two for the bench"]);
    assert_eq!(page.eval(STATUS), "3 of 3 programs");
    assert_eq!(page.eval("document.querySelector('[type=reset]').checkVisibility()"), false);
    choose(&mut page, "level", "advanced");
    assert_eq!(shown(&mut page), ["Three", "Two for the bench"]);
    choose(&mut page, "lift", "squat");
    assert_eq!(shown(&mut page), ["Three"]);
    assert_eq!(page.eval(STATUS), "1 of 3 programs");
    assert_eq!(page.eval("location.hash"), "#level=advanced&lift=squat");
    page.reload();
    assert_eq!(shown(&mut page), ["Three"]);
    assert_eq!(page.eval("document.forms[0].elements.level.value"), "advanced");
    choose(&mut page, "weeks", "5-8");
    assert_eq!(shown(&mut page), [""; 0]);
    assert_eq!(page.eval(STATUS), "No program matches every filter. Remove one.");
    page.eval("document.querySelector('[type=reset]').click()");
    page.until("document.querySelectorAll('.card:not([hidden])').length === 3");
    assert_eq!(page.eval("location.hash"), "");
    // Links from elsewhere with unknown values are ignored.
    page.eval("location.hash = 'level=beginner&goal=nonsense'");
    page.until("document.querySelectorAll('.card:not([hidden])').length === 1");
    // A link to one card shows all cards.
    page.eval("location.hash = 'two'");
    page.until("document.querySelectorAll('.card:not([hidden])').length === 3");
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn without_script_everything_is_there() {
    let Some(mut browser) = Browser::start() else { return };
    let site = strict();
    let mut page = browser.open(&site.path("site/index.html"), DESKTOP);
    page.call("Emulation.setScriptExecutionDisabled", &serde_json::json!({"value": true}));
    page.reload();
    assert_eq!(page.eval("document.querySelector('form').checkVisibility()"), false);
    assert_eq!(shown(&mut page).len(), 3);
    let mut page = browser.open(&site.path("site/search/index.html"), DESKTOP);
    page.call("Emulation.setScriptExecutionDisabled", &serde_json::json!({"value": true}));
    page.reload();
    assert_eq!(page.eval("document.querySelector('form').checkVisibility()"), false);
    assert_eq!(page.eval("document.querySelector('.without-script').checkVisibility()"), true);
}

#[test]
fn what_is_searched_for_is_found() {
    let Some(mut browser) = Browser::start() else { return };
    let site = strict();
    let mut page = browser.open(&site.path("site/search/index.html"), DESKTOP);
    assert_eq!(page.eval("document.activeElement.id"), "q");
    let found = |page: &mut Page<'_>, query: &str| {
        page.eval("document.activeElement.select()");
        page.type_text(query);
        let titles = page.eval("[...document.querySelectorAll('.found a')].map(link => link.textContent)");
        titles.as_array().unwrap().iter().map(|title| title.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // Titles that match come before texts that match.
    assert_eq!(found(&mut page, "bench"), ["Bench press", "Two for the bench", "On rest"]);
    assert_eq!(page.eval(STATUS), "Results: 3");
    assert_eq!(found(&mut page, "uberk"), ["Überkopfdrücken"]);
    assert_eq!(found(&mut page, "STRICT press"), ["Überkopfdrücken"]);
    assert_eq!(page.eval("document.querySelector('.found p').textContent"), "strict press · chest");
    assert_eq!(found(&mut page, "ench"), [""; 0]);
    assert_eq!(page.eval(STATUS), "No results for “ench”.");
    // A right-to-left query does not turn the sentence around it.
    found(&mut page, "יום 5!");
    assert_eq!(page.eval(STATUS), "No results for “יום 5!”.");
    assert_eq!(page.eval("document.querySelector('[role=status] bdi').textContent"), "יום 5!");
    assert_eq!(page.eval("getComputedStyle(document.getElementById('q')).direction"), "rtl");
    found(&mut page, "bench");
    assert_eq!(page.eval("location.hash"), "#q=bench");
    page.press("ArrowDown");
    assert_eq!(page.eval("document.activeElement.textContent"), "Bench press");
    page.press("ArrowDown");
    page.press("ArrowUp");
    page.press("ArrowUp");
    assert_eq!(page.eval("document.activeElement.id"), "q");
    page.press("Enter");
    assert_eq!(page.eval("document.activeElement.textContent"), "Bench press");
    assert_eq!(page.errors(), [""; 0]);
    page.eval("document.activeElement.click()");
    page.until("document.title.startsWith('Bench press')");
    let mut page = browser.open(&site.path("site/search/index.html"), DESKTOP);
    page.eval("location.hash = 'q=rest'");
    page.until("document.querySelectorAll('.found a').length === 1");
}

/// Typed queries, each with the one result that is meant.
const FINDS: [(&str, &str); 30] = [
    ("531", "5/3/1 for beginners"),
    ("5/3/1", "5/3/1 for beginners"),
    ("5 3 1 begin", "5/3/1 for beginners"),
    ("backoff", "Back-off waves"),
    ("back off", "Back-off waves"),
    ("back-offs", "Back-off waves"),
    ("wave", "Back-off waves"),
    ("pushup", "Push-up"),
    ("push up", "Push-up"),
    ("push-ups", "Push-up"),
    ("wide pushups", "Push-up"),
    ("pull-up", "Pullup"),
    ("pull ups", "Pullup"),
    ("skullcrusher", "Skull crusher"),
    ("skullcrushers", "Skull crusher"),
    ("crushers", "Skull crusher"),
    ("crusher/skull", "Skull crusher"),
    ("flies", "Dumbbell fly"),
    ("lunges", "Lunge"),
    ("farmers walk", "Farmer's walk"),
    ("farmer's walk", "Farmer's walk"),
    ("farmer’s walks", "Farmer's walk"),
    ("farmer walk", "Farmer's walk"),
    ("obrien", "O’Brien row"),
    ("o'brien", "O’Brien row"),
    ("brien", "O’Brien row"),
    ("スクワット", "バックスクワット"),
    ("リフト", "デッドリフト"),
    ("ﾘﾌﾄ", "デッドリフト"),
    ("스쿼트", "바벨스쿼트"),
];

#[test]
fn names_are_found_however_they_are_joined() {
    let Some(mut browser) = Browser::start() else { return };
    let names = [
        "Push-up",
        "Pullup",
        "Skull crusher",
        "Dumbbell fly",
        "Lunge",
        "Farmer's walk",
        "O’Brien row",
        "バックスクワット",
        "デッドリフト",
        "바벨스쿼트",
    ];
    let mut site = Site::new()
        .file("content/programs/five.yaml", program("5/3/1 for beginners", "beginner", 4, "squat"))
        .file("content/programs/waves.yaml", program("Back-off waves", "advanced", 4, "squat"))
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nmaxes: {squat: 100}\nprograms: [five]\n");
    for (at, name) in names.into_iter().enumerate() {
        let alias = if name == "Push-up" { "wide push-up" } else { "" };
        let text = format!("---\nname: \"{name}\"\naliases: [{alias}]\n---\n");
        site = site.file(&format!("content/exercises/e{at}.md"), text);
    }
    let site = site.built();
    let mut page = browser.open(&site.path("site/search/index.html"), DESKTOP);
    for (query, name) in FINDS {
        let typed = serde_json::json!(query);
        page.eval(&format!("{{ const input = document.activeElement; input.value = {typed}; input.dispatchEvent(new Event('input')); null }}"));
        let found = page.eval("[...document.querySelectorAll('.found a')].map(link => link.textContent)");
        assert_eq!(found, serde_json::json!([name]), "{query}");
    }
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn every_page_holds_under_a_strict_policy() {
    let Some(mut browser) = Browser::start() else { return };
    let site = strict();
    for path in [
        "site/index.html",
        "site/search/index.html",
        "site/tags/advanced-lifters/index.html",
        "site/exercises/index.html",
        "site/exercises/press/index.html",
        "site/rest/index.html",
    ] {
        let mut page = browser.open(&site.path(path), PHONE);
        assert_eq!(page.errors(), [""; 0], "{path}");
        let elsewhere = page.requests().iter().find(|asked| !asked.contains("/site/assets/")).cloned();
        assert_eq!(elsewhere, None, "{path}");
        let ink = page.eval("getComputedStyle(document.querySelector('.bar')).display");
        assert_eq!(ink, "flex", "{path} has no style");
    }
}

#[test]
fn pages_fit_a_phone_and_can_be_read_in_the_dark() {
    let Some(mut browser) = Browser::start() else { return };
    let site = gallery();
    for path in PAGES {
        for dark in [false, true] {
            let mut page = browser.open(&site.path(path), View { dark, ..PHONE });
            if path.contains("search") {
                page.eval("document.activeElement.value = 'squat', document.activeElement.dispatchEvent(new Event('input')), null");
            }
            assert_eq!(page.eval("document.documentElement.scrollWidth"), 360, "{path}");
            let contrast = page.eval(CONTRAST);
            assert_eq!(contrast[0], dark, "{path}");
            assert!(contrast[1].as_f64().unwrap() >= 4.5, "{path}: contrast {}", contrast[1]);
            assert_eq!(page.errors(), [""; 0], "{path}");
        }
    }
}

/// A server sends this page for an address of any depth.
#[test]
fn the_page_for_lost_addresses_looks_the_same_anywhere() {
    let Some(mut browser) = Browser::start() else { return };
    let site = gallery();
    let deep = site.path("site/no/such/page.html");
    std::fs::create_dir_all(deep.parent().unwrap()).unwrap();
    std::fs::copy(site.path("site/404.html"), &deep).unwrap();
    let mut page = browser.open(&deep, PHONE);
    assert_eq!(page.eval("getComputedStyle(document.querySelector('.bar')).display"), "flex");
    assert_eq!((page.errors().len(), page.requests().len()), (0, 0));
}
