//! `liftpress serve` as an author sees it: pages that follow the files.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use liftpress::site::Layout;
use liftpress::site::serve::Server;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::page::{PHONE, Page};

const PROGRAM: &str = "title: Wave\nunits: kg\nweeks: 12\ndays:\n  - name: Squat\n    top: {squat: 5x3 @ 80%}\n    \
     backoff: [{paused-squat: 3x5 @ top -10%}]\n";
const SAM: &str = "name: Sam Example\nunits: kg\nmaxes: {squat: 100}\nprograms: [wave]\n";
const BOOKLET: &str = "booklets/sam/wave/booklet.html";

/// A site that is served until this is dropped.
struct Served {
    folder: TempDir,
    url: String,
    _end: Sender<()>,
}

impl Served {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path: PathBuf = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("content/programs/wave.yaml", PROGRAM);
        write("content/lifters/sam.yaml", SAM);
        write("templates/site.css", "main { outline: 1px solid rgb(1, 2, 3) }");
        let layout = Layout::find(folder.path(), None).unwrap();
        let server = Server::open("127.0.0.1", Some(0)).unwrap();
        let url = server.url();
        let (end, ended) = channel();
        let (ready, is_ready) = channel();
        std::thread::spawn(move || {
            server.run(&layout, Arc::new(|_: &_| {}), move || ready.send(()).unwrap(), &ended);
        });
        is_ready.recv().unwrap();
        Self { folder, url, _end: end }
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.path().join(path), text).unwrap();
    }

    fn open<'b>(&self, browser: &'b mut Browser, path: &str) -> Page<'b> {
        let mut page = Page::open(browser, &format!("{}{path}", self.url), PHONE);
        page.eval("window.mark = 'still here'");
        page
    }
}

const ERRORS: &str = "document.querySelector('liftpress-errors')?.shadowRoot";

#[test]
fn a_page_follows_its_program() {
    let Some(mut browser) = Browser::start() else { return };
    let served = Served::new();
    let mut page = served.open(&mut browser, BOOKLET);
    page.eval("scrollTo({top: 1500, behavior: 'instant'})");
    assert_eq!(page.eval("scrollY"), 1500);
    served.write("content/programs/wave.yaml", &PROGRAM.replace("80%", "70%"));
    page.loaded();
    assert_eq!(page.eval("document.body.innerText.includes('70\u{a0}kg') && window.mark === undefined"), true);
    page.until("scrollY === 1500");
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn errors_are_shown_until_they_are_fixed() {
    let Some(mut browser) = Browser::start() else { return };
    let served = Served::new();
    let mut page = served.open(&mut browser, BOOKLET);
    let bad = PROGRAM.replace("80%", "80%% <img src=x onerror=alert(1)>");
    served.write("content/programs/wave.yaml", &bad);
    page.until(&format!("{ERRORS}?.querySelector('pre').textContent.includes('onerror=alert') ?? false"));
    assert_eq!(page.eval(&format!("{ERRORS}.querySelector('img') === null")), true);
    assert_eq!(page.eval(&format!("{ERRORS}.querySelector('section').getAttribute('role')")), "alert");
    assert_eq!(page.eval("document.body.innerText.includes('80\u{a0}kg')"), true);
    assert_eq!(page.eval("window.mark"), "still here");
    // A page that is opened now shows them as well; the author can close them.
    page.reload();
    page.until(&format!("Boolean({ERRORS})"));
    page.eval(&format!("{ERRORS}.querySelector('button').click()"));
    assert_eq!(page.eval(&format!("{ERRORS} === undefined")), true);
    page.reload();
    page.until(&format!("Boolean({ERRORS})"));
    // Right-to-left names are isolated; otherwise the numbers next to them would change places.
    served.write("content/programs/wave.yaml", &bad.replace("name: Squat", "name: \"קורל \\u202e 5x3\""));
    page.until(&format!("{ERRORS}?.querySelector('pre').textContent.includes('\\u2068קורל\\u2069') ?? false"));
    // Fixed to the old text: nothing to reload.
    page.eval("window.mark = 'still here'");
    served.write("content/programs/wave.yaml", PROGRAM);
    page.until(&format!("{ERRORS} === undefined"));
    assert_eq!(page.eval("window.mark"), "still here");
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn a_style_is_changed_in_the_page() {
    let Some(mut browser) = Browser::start() else { return };
    let served = Served::new();
    let mut page = served.open(&mut browser, "");
    let outline = "getComputedStyle(document.querySelector('main')).outlineColor";
    assert_eq!(page.eval(outline), "rgb(1, 2, 3)");
    for shade in ["rgb(4, 5, 6)", "rgb(7, 8, 9)"] {
        served.write("templates/site.css", &format!("main {{ outline: 1px solid {shade} }}"));
        page.until(&format!("{outline} === '{shade}'"));
    }
    page.until("document.querySelectorAll('link[rel=stylesheet]').length === 1");
    assert_eq!(page.eval("window.mark"), "still here");
    assert_eq!(page.errors(), [""; 0]);
}
