//! `liftpress serve` while files change: the served pages, and the events that open pages receive.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::harness::Site;
use crate::serve::{BOOKLET, PROGRAM, SAM, site};
use crate::serving::Serving;

const FILE: &str = "content/programs/wave.yaml";

/// The top set of the booklet is 80 kg, and this much after a change.
fn shows(serving: &Serving, weight: &str) -> bool {
    serving.page(BOOKLET).contains(&format!("<b>{weight}</b>"))
}

/// Saves the program as editors do: it is never half written.
fn save(site: &Site, text: &str) {
    site.write("content/programs/.wave.swp", text);
    fs::rename(site.path().join("content/programs/.wave.swp"), site.path().join(FILE)).unwrap();
}

#[test]
fn serve_shows_and_reports_changes() {
    let site = site();
    let serving = Serving::start(site.path());
    let mut booklet = serving.open(BOOKLET);
    let mut about = serving.open("/nowhere/");
    assert!(shows(&serving, "80"));
    save(&site, &PROGRAM.replace("80%", "70%"));
    booklet.until("reload");
    assert!(shows(&serving, "70"));
    let said = serving.until("ready in");
    assert!(said.starts_with("content/programs/wave.yaml: ready in"), "{said}");
    // Unaffected pages receive no event; affected ones do.
    site.write("content/pages/nowhere.md", "---\ntitle: Here\n---\nNow.\n");
    about.until("reload");
    assert!(serving.page("/nowhere/").contains("Now."));
}

#[test]
fn an_unchanged_page_stays() {
    let site = site();
    let serving = Serving::start(site.path());
    let tag = serving.get(BOOKLET).tag();
    let mut events = serving.listen(&[(BOOKLET, Some(&tag)), ("/assets/site.css", None)]);
    let seen = events.until("seen");
    assert_eq!(seen[0], "/assets/site.css");
    site.write(FILE, format!("# Only a comment\n{PROGRAM}"));
    serving.until("ready in");
    site.write("templates/site.css", "body { color: red }");
    // The first event.
    let reported = events.until("style");
    assert_eq!(reported[0], "/assets/site.css");
    assert_ne!(reported[1], seen[1]);
    assert_eq!(serving.get("/assets/site.css").text(), "body { color: red }");
    site.write(FILE, PROGRAM.replace("80%", "75%"));
    events.until("reload");
}

#[test]
fn an_outdated_page_reloads_when_it_connects() {
    let site = site();
    let serving = Serving::start(site.path());
    serving.listen(&[(BOOKLET, Some("0123456789abcdef"))]).until("reload");
    let old = [("/", Some(serving.get("/").tag())), ("/assets/site.css", Some("0123456789abcdef".to_owned()))];
    let old: Vec<_> = old.iter().map(|(path, tag)| (*path, tag.as_deref())).collect();
    serving.listen(&old).until("style");
}

#[test]
fn the_last_good_pages_stay_while_there_are_errors() {
    let site = site();
    let serving = Serving::start(site.path());
    let mut events = serving.open(BOOKLET);
    assert_eq!(events.until("errors"), "");
    save(&site, &PROGRAM.replace("5x3 @ 80%", "5x3 @ 80%%"));
    let reported = events.until("errors").as_str().unwrap().to_owned();
    assert!(
        reported.starts_with("error[notation]") && reported.contains("--> content/programs/wave.yaml:6:"),
        "{reported}"
    );
    assert!(!reported.contains('\u{1b}'), "{reported}");
    let said = serving.until("served");
    assert_eq!(said, "content/programs/wave.yaml: 1 error, the previous pages are still served");
    assert!(shows(&serving, "80"));
    // A page that was never opened is there too.
    assert_eq!(serving.get("/booklets/").status, 200);
    // A page that is opened now receives the event as well.
    assert_eq!(serving.open("/").until("errors"), reported);
    save(&site, &PROGRAM.replace("80%", "60%"));
    events.until("reload");
    assert!(shows(&serving, "60"));
    serving.until("ready in");
    assert_eq!(serving.open(BOOKLET).until("errors"), "");
}

#[test]
fn errors_of_one_booklet_do_not_stop_the_others() {
    let site = site().file("content/lifters/kim.yaml", SAM.replace("Sam Example", "Kim Test"));
    let serving = Serving::start(site.path());
    let kim = "/booklets/kim/wave/booklet.html";
    let (mut sams, mut kims) = (serving.open(BOOKLET), serving.open(kim));
    kims.until("errors");
    site.write("content/lifters/kim.yaml", "name: Kim Test\nunits: kg\nmaxes: {}\nprograms: [wave]\n");
    let reported = kims.until("errors").to_string();
    assert!(reported.contains("error[no-max]"), "{reported}");
    assert!(serving.page(kim).contains("<b>80</b>"));
    site.write(FILE, PROGRAM.replace("80%", "70%"));
    sams.until("reload");
    assert!(shows(&serving, "70"));
    site.write("content/lifters/kim.yaml", SAM.replace("Sam Example", "Kim Test").replace("100", "120"));
    kims.until("reload");
    assert!(serving.page(kim).contains("<b>85</b>"));
}

#[test]
fn serve_starts_with_errors() {
    let site = Site::new().file(FILE, "title: [\n");
    let serving = Serving::start(site.path());
    let reply = serving.get("/");
    assert_eq!(reply.status, 503);
    let mut events = serving.listen(&[("/", Some(&reply.tag()))]);
    assert!(events.until("errors").as_str().unwrap().starts_with("error[syntax]"));
    site.write(FILE, PROGRAM);
    events.until("reload");
    assert!(serving.page("/").contains("Wave"));
}

#[test]
fn a_failing_template() {
    let site = site();
    let serving = Serving::start(site.path());
    serving.page(BOOKLET);
    let mut events = serving.open("/booklets/");
    events.until("errors");
    // This template is wrong for every page.
    site.write("templates/index.html", "{% if %}");
    assert!(events.until("errors").as_str().unwrap().contains("--> templates/index.html:1"));
    fs::remove_file(site.path().join("templates/index.html")).unwrap();
    assert_eq!(events.until("errors"), "");
    // This one fails only when it is rendered: the page stays, and pages that were never opened cannot be shown.
    serving.page("/");
    serving.until("ready in");
    site.write("templates/hooks/end.html", "{{ nonsense.of.mine }}");
    serving.until("ready in");
    assert!(serving.page("/").contains("Wave"));
    assert!(events.until("errors").as_str().unwrap().contains("nonsense"));
    assert_eq!(serving.get("/programs/wave/").status, 500);
    fs::remove_dir_all(site.path().join("templates")).unwrap();
    while events.until("errors") != "" {}
    assert_eq!(serving.get("/programs/wave/").status, 200);
}

#[test]
fn serve_sees_files_saved_by_renaming() {
    let site = site();
    let serving = Serving::start(site.path());
    for weight in ["70", "75", "85"] {
        let mut events = serving.open(BOOKLET);
        save(&site, &PROGRAM.replace("80%", &format!("{weight}%")));
        events.until("reload");
        assert!(shows(&serving, weight));
    }
}

#[test]
fn folders_disappear_and_return() {
    let site = site();
    let serving = Serving::start(site.path());
    let (content, away) = (site.path().join("content"), site.path().join("away"));
    for weight in ["70", "75"] {
        let mut events = serving.open(BOOKLET);
        events.until("errors");
        fs::rename(&content, &away).unwrap();
        assert!(events.until("errors").as_str().unwrap().contains("cannot be read"));
        assert!(serving.page(BOOKLET).contains("Sam Example"));
        fs::rename(&away, &content).unwrap();
        assert_eq!(events.until("errors"), "");
        site.write(FILE, PROGRAM.replace("80%", &format!("{weight}%")));
        events.until("reload");
        assert!(shows(&serving, weight));
    }
    let mut events = serving.open(BOOKLET);
    fs::remove_dir_all(&content).unwrap();
    events.until("errors");
    site.write(FILE, PROGRAM);
    site.write("content/lifters/sam.yaml", SAM);
    // A site can be half deleted or half written.
    let is_back = || {
        let reply = serving.get(BOOKLET);
        reply.status == 200 && reply.text().contains("<b>80</b>")
    };
    while !is_back() {
        serving.until("ready in");
    }
}

#[test]
fn a_thousand_files_at_once() {
    let site = site();
    let serving = Serving::start(site.path());
    let mut shelf = serving.open("/booklets/");
    for number in 0..1000 {
        site.write(&format!("content/lifters/lifter-{number}.yaml"), SAM.replace("Sam", &format!("L{number}")));
    }
    shelf.until("reload");
    // On a slow machine it may look like several changes.
    let mut rebuilds = 0;
    while !serving.page("/booklets/").contains("L999 Example") {
        serving.until("ready in");
        rebuilds += 1;
    }
    rebuilds += serving.said().iter().filter(|line| line.contains("ready in")).count();
    assert!(rebuilds < 20, "{rebuilds} rebuilds");
    assert_eq!(serving.get("/booklets/lifter-999/wave/booklet.html").status, 200);
}

#[test]
#[cfg(unix)]
fn a_content_folder_that_is_a_link() {
    use std::os::unix::fs::symlink;

    let home = Site::new();
    let write = |folder: &str, percent: &str| {
        home.write(&format!("site/{folder}/programs/wave.yaml"), PROGRAM.replace("80%", percent));
        home.write(&format!("site/{folder}/lifters/sam.yaml"), SAM);
    };
    write("elsewhere/one", "80%");
    write("elsewhere/two", "60%");
    let link = home.path().join("site/content");
    let lead = |to: &str| symlink(Path::new("elsewhere").join(to), &link).unwrap();
    lead("one");
    let serving = Serving::start(&home.path().join("site"));
    let mut events = serving.open(BOOKLET);
    write("elsewhere/one", "70%");
    events.until("reload");
    assert!(shows(&serving, "70"));
    let mut events = serving.open(BOOKLET);
    fs::remove_file(&link).unwrap();
    lead("two");
    events.until("reload");
    assert!(shows(&serving, "60"));
    let mut events = serving.open(BOOKLET);
    write("elsewhere/two", "75%");
    events.until("reload");
    assert!(shows(&serving, "75"));
}

#[test]
fn each_mistake_is_reported_once() {
    let site = site();
    let serving = Serving::start(site.path());
    let warned = PROGRAM.replace("title: Wave", "title: Wave\nallow: [much-backoff]");
    save(&site, &warned);
    assert!(serving.until("warning[").contains("unused-allow"));
    assert!(serving.until("ready in").ends_with(", 1 warning"));
    save(&site, &warned.replace("80%", "70%"));
    let said = serving.until("");
    assert!(said.starts_with(FILE) && said.ends_with(", 1 warning"), "{said}");
    assert_eq!(serving.open("/").until("errors"), json!(""));
}

#[test]
fn quiet_prints_only_errors() {
    let site = site();
    let ran = site.run(&["serve", "-q", "--port", "1", "--host", "192.0.2.1"]);
    assert_eq!(ran.code, Some(1));
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let serving = Serving::quiet(site.path(), port);
    let mut events = serving.open(BOOKLET);
    save(&site, &PROGRAM.replace("80%", "70%"));
    events.until("reload");
    let mut events = serving.open(BOOKLET);
    save(&site, "title: [\n");
    while events.until("errors") == "" {}
    let said = serving.until("");
    assert!(said.starts_with("error[syntax]"), "{said}");
}
