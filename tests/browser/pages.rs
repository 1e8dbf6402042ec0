//! Properties of every page: it fits a phone, is readable light and dark, needs no other file, and prints well.

use crate::browser::Browser;
use crate::page::{PHONE, View};
use crate::site::{Site, gallery};

/// Returns whether the background is dark, and the least contrast of any text with it.
pub(crate) const CONTRAST: &str = "(() => {
  const luminance = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = luminance(getComputedStyle(document.body).backgroundColor);
  let worst = 21;
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility() || ![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const back = getComputedStyle(element).backgroundColor;
    const [own, ink] = [/, 0\\)$/.test(back) ? paper : luminance(back), luminance(getComputedStyle(element)[element.closest('svg') ? 'fill' : 'color'])];
    worst = Math.min(worst, (Math.max(ink, own) + 0.05) / (Math.min(ink, own) + 0.05));
  }
  return [paper < 0.2, worst];
})()";

/// Returns for charts: the size of the smallest text, and the number of texts outside their chart or on top of each other.
const CHARTS: &str = "(() => {
  let smallest = 99, beside = 0;
  for (const svg of document.querySelectorAll('svg')) {
    const edge = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map(text => {
      smallest = Math.min(smallest, parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a);
      const {left, right, top, bottom} = text.getBoundingClientRect();
      // Lines of text are higher than their glyphs.
      return [left, right, top + (bottom - top) / 6, bottom - (bottom - top) / 6];
    });
    beside += boxes.filter(([l, r, t, b]) => l < edge.left - 1 || r > edge.right + 1 || t < edge.top || b > edge.bottom).length;
    beside += boxes.filter(([l, r, t, b], i) => boxes.slice(i + 1).some(([L, R, T, B]) => l < R && L < r && t < B && T < b)).length;
  }
  return [smallest, beside];
})()";

const PAGES: [&str; 7] = [
    "booklets/alex-sample/bench-backoff/booklet.html",
    "booklets/alex-sample/531/booklet.html",
    "booklets/sam-example/set-structures/booklet.html",
    "booklets/sam-example/madcow/booklet.html",
    "booklets/sam-example/meet-peak/booklet.html",
    "booklets/index.html",
    "site/index.html",
];

#[test]
fn no_page_asks_for_anything_or_complains() {
    let Some(mut browser) = Browser::start() else { return };
    let site = gallery();
    let pages = site.booklets().into_iter().chain(["booklets/index.html".to_owned(), "site/index.html".to_owned()]);
    for path in pages {
        let mut page = browser.open(&site.path(&path), PHONE);
        assert_eq!(page.eval("innerWidth"), 360);
        assert_eq!(page.eval("document.documentElement.scrollWidth"), 360, "{path}");
        assert_eq!(page.errors(), [""; 0], "{path}");
        // The site's pages share a style and scripts.
        let elsewhere = page.requests().iter().find(|asked| !asked.contains("/site/assets/"));
        assert_eq!(elsewhere, None, "{path}");
    }
}

#[test]
fn pages_can_be_read_light_and_dark() {
    let Some(mut browser) = Browser::start() else { return };
    let site = gallery();
    for path in PAGES {
        for dark in [false, true] {
            let mut page = browser.open(&site.path(path), View { dark, ..PHONE });
            let contrast = page.eval(CONTRAST);
            assert_eq!(contrast[0], dark, "{path}");
            assert!(contrast[1].as_f64().unwrap() >= 4.5, "{path}: contrast {}", contrast[1]);
            let charts = page.eval(CHARTS);
            assert!(charts[0].as_f64().unwrap() >= 11.0, "{path}: {} px in a chart", charts[0]);
            assert_eq!(charts[1], 0, "{path}: texts of a chart out of it or upon each other");
        }
    }
}

#[test]
fn every_link_within_a_page_leads_somewhere() {
    let site = gallery();
    for path in PAGES {
        let html = site.read(path);
        for target in html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(html.contains(&format!("id=\"{target}\"")), "#{target} in {path}");
        }
    }
}

#[test]
fn a_printed_day_is_a_page() {
    let Some(mut browser) = Browser::start() else { return };
    let pdf = browser.open(&gallery().path(PAGES[0]), PHONE).pdf();
    let pages = String::from_utf8_lossy(&pdf).matches("/Type /Page\n").count();
    // Cover and overview, four days, exercises and the cycle's end.
    assert!((6..=8).contains(&pages), "{pages} pages");
}

#[test]
fn the_harness_sees_what_goes_wrong() {
    let Some(mut browser) = Browser::start() else { return };
    let site = Site::new()
        .file("content/programs/p.yaml", "title: P\nunits: kg\ndays: [{name: A, top: {squat: 5x5 @ 80%}}]\n")
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nmaxes: {squat: 100}\nprograms: [p]\n")
        .file("templates/hooks/end.html", "<img src='/nowhere.png' alt=''><script>throw new Error('thrown')</script>")
        .built();
    assert_eq!(site.booklets(), ["booklets/a/p/booklet.html"]);
    let mut page = browser.open(&site.path("booklets/a/p/booklet.html"), PHONE);
    assert!(page.errors().iter().any(|error| error.contains("thrown")));
    assert!(page.requests().iter().any(|asked| asked.ends_with("/nowhere.png")));
}
