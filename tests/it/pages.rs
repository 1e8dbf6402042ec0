//! Pages in a real browser: a headless Chromium at phone width, light and dark, and printed.
//!
//! A page is opened in a frame of a phone's width (a headless window is never that narrow), with a script of ours added
//! to it, which tells the page around what it measured.

use std::path::Path;
use std::process::Command;

use crate::harness::{Site, command, repository};

const MEASURE: &str = "<script>addEventListener('load', () => {
  const luminance = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = luminance(getComputedStyle(document.body).backgroundColor);
  let worst = 21;
  for (const element of document.body.querySelectorAll('*')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const ink = luminance(getComputedStyle(element)[element.closest('svg') ? 'fill' : 'color']);
    worst = Math.min(worst, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05));
  }
  let smallest = 99, beside = 0;
  for (const svg of document.querySelectorAll('svg')) {
    const edge = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map(text => {
      smallest = Math.min(smallest, parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a);
      const {left, right, top, bottom} = text.getBoundingClientRect();
      // Lines of text are higher than what is printed of them.
      return [left, right, top + (bottom - top) / 6, bottom - (bottom - top) / 6];
    });
    beside += boxes.filter(([l, r, t, b]) => l < edge.left - 1 || r > edge.right + 1 || t < edge.top || b > edge.bottom).length;
    beside += boxes.filter(([l, r, t, b], i) => boxes.slice(i + 1).some(([L, R, T, B]) => l < R && L < r && t < B && T < b)).length;
  }
  parent.postMessage([innerWidth, document.documentElement.scrollWidth, paper < 0.2, worst.toFixed(1), smallest.toFixed(1), beside].join(' '), '*');
})</script>";

const FRAME: &str =
    "<!doctype html><title></title><script>onmessage = event => { document.title = event.data }</script>
<iframe src='measured.html' width='360' height='800' style='border:0'></iframe>";

/// Runs Chromium, or says that it is skipped where there is none. Under CI there has to be one.
fn chromium(profile: &Path, args: &[&str], page: &Path) -> Option<String> {
    let common = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
    ];
    let run = Command::new("chromium")
        .args(common)
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(args)
        .arg(format!("file://{}", page.display()))
        .output();
    match run {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "chromium: {error}");
            eprintln!("skipped: no chromium ({error})");
            None
        }
    }
}

/// The gallery, built into a folder of its own.
fn gallery() -> Site {
    let site = Site::new();
    let output = site.path().join("output");
    let built = command(&["build", "-q", "-o"]).arg(&output).current_dir(repository()).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    site
}

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
fn pages_fit_a_phone_and_can_be_read_light_and_dark() {
    let site = gallery();
    for page in PAGES {
        let html = site.read(&format!("output/{page}")).replace("</body>", &format!("{MEASURE}</body>"));
        site.write("measured.html", html);
        site.write("frame.html", FRAME);
        for (dark, setting) in [(false, "preferredColorScheme=1"), (true, "preferredColorScheme=0")] {
            let setting = format!("--blink-settings={setting}");
            let args = ["--virtual-time-budget=5000", "--dump-dom", &setting];
            let Some(dom) = chromium(&site.path().join("profile"), &args, &site.path().join("frame.html")) else {
                return;
            };
            let title = dom.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
            let measured: Vec<_> = title.split(' ').collect();
            assert_eq!(measured[..3], ["360", "360", if dark { "true" } else { "false" }], "{page}: {title}");
            assert!(measured[3].parse::<f64>().unwrap() >= 4.5, "{page}: contrast {}", measured[3]);
            assert!(measured[4].parse::<f64>().unwrap() >= 11.0, "{page}: {} px in a chart", measured[4]);
            assert_eq!(measured[5], "0", "{page}: texts of a chart out of it or upon each other");
        }
    }
}

#[test]
fn a_booklet_needs_nothing_but_itself() {
    let site = gallery();
    for page in PAGES {
        let html = site.read(&format!("output/{page}"));
        for fetching in ["src=", "<link", "@import", "url(", "<script"] {
            assert!(!html.contains(fetching), "{fetching} in {page}");
        }
    }
}

#[test]
fn every_link_within_a_page_leads_somewhere() {
    let site = gallery();
    for page in PAGES {
        let html = site.read(&format!("output/{page}"));
        for target in html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(html.contains(&format!("id=\"{target}\"")), "#{target} in {page}");
        }
    }
}

#[test]
fn a_printed_day_is_a_page() {
    let site = gallery();
    let pdf = site.path().join("booklet.pdf");
    let print = format!("--print-to-pdf={}", pdf.display());
    let page = site.path().join("output").join(PAGES[0]);
    if chromium(&site.path().join("profile"), &["--no-pdf-header-footer", &print], &page).is_none() {
        return;
    }
    let bytes = std::fs::read(pdf).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let pages = text.matches("/Type /Page\n").count();
    // Cover and overview, four days, exercises and the cycle's end.
    assert!((6..=8).contains(&pages), "{pages} pages");
}
