//! Pages measured by other tools: axe-core for accessibility, the Nu validator for HTML, and the page count of Chromium's print
//! compared with the PDF's.

use std::fs;

use liftpress::model::{Paper, Word};
use serde_json::Value;

use crate::browser::Browser;
use crate::finding;
use crate::page::{PHONE, Page, View};
use crate::sample::one_in;
use crate::site::{gallery, gallery_on};
use crate::tools;

const DESKTOP: View = View { width: 1280, height: 900, dark: false };

/// Returns axe-core's findings about a page, each with its first element.
fn violations(page: &mut Page<'_>, axe: &str) -> Vec<String> {
    page.eval(&format!("{{ {axe}; null }}"));
    let found = page.eval(
        "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => \
         violations.map(({id, help, nodes}) => `${id}: ${help}: ${nodes[0].html}`))",
    );
    found.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// Pages of every kind.
fn pages() -> [&'static str; 12] {
    [
        "booklets/alex-sample/bench-backoff/booklet.html",
        "booklets/sule-oernekoglu/top-single/booklet.html",
        "booklets/sam-example/set-structures/booklet.html",
        "booklets/sam-example/madcow/booklet.html",
        "booklets/index.html",
        "site/programs/531/index.html",
        "site/programs/top-single/index.html",
        finding::PAGES[0],
        finding::PAGES[1],
        finding::PAGES[2],
        finding::PAGES[3],
        finding::PAGES[4],
    ]
}

#[test]
fn axe_has_nothing_against_any_page() {
    let Some(axe) = tools::fetched("axe.min.js").map(|path| fs::read_to_string(path).unwrap()) else { return };
    let Some(mut browser) = Browser::start() else { return };
    let site = gallery();
    let views = [PHONE, View { dark: true, ..PHONE }, DESKTOP, View { dark: true, ..DESKTOP }];
    let all = pages().into_iter().enumerate().flat_map(|(index, path)| {
        // Each page is checked in a different view than the one before it.
        (0..views.len()).map(move |turn| (path, views[(index + turn) % views.len()]))
    });
    for (path, view) in one_in(views.len(), all) {
        let mut page = browser.open(&site.path(path), view);
        assert_eq!(violations(&mut page, &axe), [""; 0], "{path} at {view:?}");
    }
}

#[test]
fn axe_has_nothing_against_gym_mode() {
    let Some(axe) = tools::fetched("axe.min.js").map(|path| fs::read_to_string(path).unwrap()) else { return };
    let Some(mut browser) = Browser::start() else { return };
    let site = gallery();
    for dark in [false, true] {
        let mut page = browser.open(&site.path(pages()[1]), View { dark, ..PHONE });
        page.eval("document.querySelector('.go').click()");
        page.until("document.querySelector('dialog').open");
        assert_eq!(violations(&mut page, &axe), [""; 0]);
    }
}

#[test]
fn axe_sees_what_is_wrong() {
    let Some(axe) = tools::fetched("axe.min.js").map(|path| fs::read_to_string(path).unwrap()) else { return };
    let Some(mut browser) = Browser::start() else { return };
    let site = gallery();
    let mut page = browser.open(&site.path("site/index.html"), PHONE);
    page.eval("document.body.append(document.createElement('button'))");
    assert!(violations(&mut page, &axe)[0].starts_with("button-name"));
}

#[test]
fn every_page_is_valid_html() {
    let Some(validator) = tools::fetched("vnu.jar") else { return };
    let site = gallery();
    let all = site
        .booklets()
        .into_iter()
        .chain(["booklets/index.html"].iter().chain(&finding::PAGES).map(ToString::to_string))
        .chain(pages().into_iter().skip(5).take(2).map(str::to_owned));
    let files: Vec<_> = all.map(|path| site.path(&path).display().to_string()).collect();
    let mut args = vec!["-jar", validator.to_str().unwrap(), "--stdout", "--errors-only", "--format", "gnu"];
    args.extend(files.iter().map(String::as_str));
    let Some(output) = tools::run("java", &args) else { return };
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert!(output.status.success());
}

fn count(pdf: &std::path::Path) -> Option<i64> {
    let output = tools::run("pdfinfo", &[pdf.to_str().unwrap()])?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("Pages:")).map(|count| count.trim().parse().unwrap())
}

/// Within a tenth, or one page for short booklets; for rare papers, in total.
#[test]
fn chromium_prints_as_many_pages_as_the_pdf_has() {
    let Some(mut browser) = Browser::start() else { return };
    for paper in [vec![Paper::A4], one_in(2, [Paper::Letter, Paper::A5])].concat() {
        let site = gallery_on(paper);
        let (mut all_printed, mut all) = (0, 0);
        for path in &one_in(3, site.booklets()) {
            let html = site.path(path);
            let Some(own) = count(&html.with_file_name("booklet.pdf")) else { return };
            let file = site.path("printed.pdf");
            fs::write(&file, browser.open(&html, PHONE).pdf()).unwrap();
            let Some(printed) = count(&file) else { return };
            let is_near = (printed - own).abs() <= (own / 10).max(1);
            assert!(paper != Paper::A4 || is_near, "{path}: {printed} pages printed, {own} in the PDF");
            all_printed += printed;
            all += own;
        }
        let paper = paper.word();
        assert!((all_printed - all).abs() <= all / 10, "{paper}: {all_printed} pages printed, {all} in the PDFs");
    }
}

/// A page loses nothing without its script: the text is the same except for the script's own buttons.
#[test]
fn without_script_a_booklet_reads_whole() {
    let Some(mut browser) = Browser::start() else { return };
    let site = gallery();
    let words = |page: &mut Page<'_>| -> Value {
        page.eval("document.querySelectorAll('.go').forEach(button => button.remove()), document.querySelector('main').innerText")
    };
    for path in &pages()[..4] {
        let mut page = browser.open(&site.path(path), DESKTOP);
        let with = words(&mut page);
        page.call("Emulation.setScriptExecutionDisabled", &serde_json::json!({"value": true}));
        page.reload();
        assert_eq!(words(&mut page), with, "{path}");
    }
}
