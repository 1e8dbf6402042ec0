//! Incremental builds write only what changed, and the output equals a build from nothing.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use proptest::prelude::*;

use crate::draws::cases;
use crate::harness::Site;

const PROGRAM: &str = "title: Wave\nunits: kg\nphases:\n  - name: One\n    weeks: 2\n    days:\n      - name: Squat\n        top: {squat: 3x3 @ 80% +2.5%/week}\n        backoff: [{paused-squat: 2x5 @ top -10%}]\n";
const OTHER: &str =
    "title: Bench\nunits: kg\ntags: [bench]\nweeks: 1\ndays: [{name: Bench, top: {bench: 5x5 @ 75%}}]\n";
const SETTINGS: &str = "title: Club\nunits: kg\nformats: [html, md, json]\n";

/// Everything in a site, to be edited.
struct Edited {
    site: Site,
    files: BTreeMap<String, String>,
    /// Name, squat, bench, program.
    roster: Vec<(String, usize, usize, String)>,
}

impl Edited {
    fn new() -> Self {
        let files = [
            ("liftpress.yaml", SETTINGS),
            ("programs/wave.yaml", PROGRAM),
            ("programs/press.yaml", OTHER),
            ("programs/wave-more.yaml", "extends: wave\ntitle: More of it\n"),
            ("pages/about.md", "---\ntitle: About\n---\nWe [wave](../programs/wave.yaml).\n"),
            ("exercises/zercher.md", "---\nname: Zercher\nmax_of: squat\nratio: 70%\n---\nElbows.\n"),
            (
                "lifters/zoe.yaml",
                "name: Zoe\nmaxes: {squat: 100, bench: 60}\nprograms: [{program: wave}, {program: press}]\n",
            ),
            ("assets/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>"),
        ];
        let files = files.map(|(path, text)| (format!("content/{path}"), text.to_owned())).into();
        let row = |i: usize| (format!("Lifter {i}"), 100 + i, 60 + i, "wave".to_owned());
        let edited = Self { site: Site::new(), files, roster: (0..4).map(row).collect() };
        edited.write();
        edited
    }

    fn write(&self) {
        for folder in ["content", "templates"] {
            let _ = fs::remove_dir_all(self.site.path().join(folder));
        }
        for (path, text) in &self.files {
            self.site.write(path, text);
        }
        let rows =
            self.roster.iter().map(|(name, squat, bench, program)| format!("{name},{squat},{bench},{program}\n"));
        self.site
            .write("content/lifters/club.csv", "name,squat,bench,program\n".to_owned() + &rows.collect::<String>());
    }

    /// Makes an edit of some kind; `which` decides the details.
    fn edit(&mut self, kind: u8, which: u8) {
        let n = usize::from(which);
        let row = n % self.roster.len().max(1);
        let mut toggle = |path: &str, text: String| match self.files.remove(path) {
            Some(known) if known == text => {}
            _ => drop(self.files.insert(path.to_owned(), text)),
        };
        match kind % 22 {
            0 | 1 => self.roster.get_mut(row).into_iter().for_each(|row| row.1 = 80 + n),
            2 => self.roster.insert(row, (format!("New {n}"), 90, 50, "wave wave-more".to_owned())),
            3 if !self.roster.is_empty() => drop(self.roster.remove(row)),
            4 => self.roster.get_mut(row).into_iter().for_each(|row| row.0 = format!("Called {n}")),
            5 => {
                self.roster
                    .get_mut(row)
                    .into_iter()
                    .for_each(|row| ["press", "wave", ""][n % 3].clone_into(&mut row.3));
            }
            6 => self.roster.reverse(),
            7 => drop(
                self.files
                    .insert("content/programs/wave.yaml".into(), PROGRAM.replace("80%", &format!("{}%", 70 + n % 20))),
            ),
            8 => drop(
                self.files
                    .insert("content/programs/press.yaml".into(), OTHER.replace("5x5", &format!("{}x5", 1 + n % 9))),
            ),
            9 => toggle("content/programs/third.yaml", OTHER.replace("Bench", "Third")),
            10 => toggle(
                "content/exercises/squat.md",
                format!("---\nname: Squat\nmuscles: [quads]\n---\nDeep, {}.\n", n % 3),
            ),
            11 => toggle("content/pages/more.md", format!("---\ntitle: More {}\n---\nText.\n", n % 3)),
            12 => drop(self.files.insert("content/liftpress.yaml".into(), format!("{SETTINGS}author: {}\n", n % 4))),
            13 => toggle("templates/how.html", format!("<p>How {}</p>\n", n % 3)),
            14 => toggle("templates/hooks/head.html", format!("<meta name=\"x\" content=\"{}\">\n", n % 3)),
            15 => {
                let zoe = format!(
                    "name: Zoe\npublish: true\nmaxes: {{squat: {}, bench: 60}}\nprograms: [{{program: wave}}]\n",
                    90 + n % 9
                );
                toggle("content/lifters/zoe.yaml", zoe);
            }
            16 => drop(
                self.files
                    .insert("content/liftpress.yaml".into(), format!("{SETTINGS}base_url: https://x.test/{}\n", n % 3)),
            ),
            17 => toggle("content/assets/logo.svg", format!("<svg xmlns='http://www.w3.org/2000/svg' width='{n}'/>")),
            // With mistakes, nothing may change.
            18 => toggle("content/programs/bad.yaml", "title: Bad\ndays: [{name: A, top: {sqat: 5x5}}]\n".into()),
            19 => toggle("templates/card.html", "{{ un.known }}".into()),
            20 => toggle("content/pages/lost.md", "---\ntitle: Lost\n---\n[there](about.md#nowhere)\n".into()),
            _ => self.meddle(n),
        }
    }

    /// Damages the output.
    fn meddle(&self, n: usize) {
        let files = self.site.files("output");
        let Some((file, text)) = files.get(n * 7 % files.len().max(1)) else { return };
        let path = self.site.path().join("output").join(file);
        match n % 5 {
            0 => fs::remove_file(path).unwrap(),
            1 => fs::write(path, "mine").unwrap(),
            2 => fs::write(path, text.replacen('e', "E", 1)).unwrap(),
            3 => fs::write(self.site.path().join("output/.liftpress/cache"), text).unwrap(),
            // The file may already be missing if the last build failed.
            _ => drop(fs::remove_file(self.site.path().join("output/.liftpress/cache"))),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(u32::try_from(cases(20)).unwrap_or(20)))]

    #[test]
    fn after_any_edits_a_rebuild_equals_a_build_from_nothing(edits in prop::collection::vec(any::<(u8, u8)>(), 8..24)) {
        let mut edited = Edited::new();
        edited.site.fine(&["build", "-q"]);
        for (kind, which) in edits {
            edited.edit(kind, which);
            edited.write();
            let before = edited.site.files("output");
            let built = edited.site.run(&["build", "-q"]);
            let _ = fs::remove_dir_all(edited.site.path().join("clean"));
            let clean = edited.site.run(&["build", "-q", "-o", "clean"]);
            prop_assert_eq!(built.code, clean.code, "{} {}: {}{}", kind, which, built.stderr, clean.stderr);
            if clean.code == Some(0) {
                prop_assert_eq!(&built.stderr, &clean.stderr);
                let (files, expected) = (edited.site.files("output"), edited.site.files("clean"));
                let names = |files: &[(String, String)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
                prop_assert_eq!(names(&files), names(&expected), "{} {}", kind, which);
                for ((name, text), (_, expected)) in files.iter().zip(&expected) {
                    prop_assert!(text == expected, "{} {}: {}", kind, which, name);
                }
            } else {
                let reported = |said: &str| {
                    let lines = said.lines().filter(|line| !line.starts_with("nothing was written"));
                    lines.map(str::to_owned).collect::<Vec<_>>()
                };
                prop_assert_eq!(reported(&built.stderr), reported(&clean.stderr));
                prop_assert_eq!(edited.site.files("output"), before, "{} {}", kind, which);
            }
        }
    }
}

/// Returns when each file of the output was last written.
fn times(site: &Site) -> BTreeMap<String, SystemTime> {
    let time = |path: &String| fs::metadata(site.path().join("output").join(path)).unwrap().modified().unwrap();
    site.files("output").into_iter().map(|(path, _)| (path.clone(), time(&path))).collect()
}

/// Returns the files written in between.
fn written(before: &BTreeMap<String, SystemTime>, after: &BTreeMap<String, SystemTime>) -> Vec<String> {
    after.iter().filter(|(path, time)| before.get(*path) != Some(*time)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn one_lifters_change_touches_only_their_files() {
    let mut edited = Edited::new();
    edited.site.fine(&["build", "-q"]);
    let first = times(&edited.site);
    edited.site.fine(&["build", "-q"]);
    assert_eq!(times(&edited.site), first);
    edited.roster[0].1 = 250;
    edited.write();
    edited.site.fine(&["build", "-q"]);
    let second = times(&edited.site);
    let own = ["html", "json", "md"].map(|ending| format!("booklets/lifter-0/wave/booklet.{ending}"));
    assert_eq!(written(&first, &second), own);
    edited.roster.insert(0, ("Ada".to_owned(), 120, 70, "press".to_owned()));
    edited.write();
    edited.site.fine(&["build", "-q"]);
    let third = times(&edited.site);
    let own = ["html", "json", "md"].map(|ending| format!("booklets/ada/press/booklet.{ending}"));
    assert_eq!(written(&second, &third), [&own[..], &["booklets/index.html".to_owned()]].concat());
    edited.roster.remove(0);
    edited.write();
    edited.site.fine(&["build", "-q"]);
    let fourth = times(&edited.site);
    assert_eq!(written(&third, &fourth), ["booklets/index.html"]);
    assert!(!fourth.contains_key(&own[0]) && !edited.site.path().join("output/booklets/ada").exists());
}

#[test]
fn diagnostics_are_reported_on_every_build() {
    let site = Site::new()
        .file("content/liftpress.yaml", SETTINGS)
        .file("content/programs/wave.yaml", PROGRAM)
        .file("content/lifters/tiny.yaml", "name: Tiny\nmaxes: {squat: 20}\nprograms: [{program: wave}]\n");
    let warnings = || {
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let lines = ran.stderr.lines().filter(|line| line.starts_with("warning["));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let first = warnings();
    assert!(first.iter().any(|warning| warning.starts_with("warning[below-bar]")), "{first:?}");
    let before = times(&site);
    assert_eq!(warnings(), first);
    assert_eq!(times(&site), before);
}

#[test]
fn changed_formats_are_built_and_removed() {
    let edited = Edited::new();
    edited.site.fine(&["build", "-q"]);
    let all = edited.site.files("output");
    edited.site.fine(&["build", "-q", "--format", "md"]);
    assert!(!edited.site.path().join("output/booklets/zoe/wave/booklet.html").exists());
    edited.site.fine(&["build", "-q"]);
    assert_eq!(edited.site.files("output"), all);
}
