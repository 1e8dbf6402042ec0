//! Unusual Git repositories: submodules, filters, sparse and partial clones, ignored files, moved sites, new formats.
//! Unsupported ones are refused with the reason and the fix, and a clean tree is never new or changed.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::Value;

use crate::git::Repository;
use crate::harness::{Ran, Site, bounded};

const PROGRAM: &str = "title: Wave\nunits: kg\nweeks: 2\ndays: [{name: Squat, top: {squat: 5x3 @ 80%}, backoff: {squat: 3x5 @ top -10%}}]\n";
const LIFTER: &str = "name: Sam\nmaxes: {squat: 200}\nprograms: [{program: wave, start: 2026-12-07, days: [Mon]}]\n";

/// A site at `folder` of a repository, with `output/` ignored.
fn write_site(repository: &Repository, folder: &str) {
    repository.site.write(&format!("{folder}content/programs/wave.yaml"), PROGRAM);
    repository.site.write(&format!("{folder}content/lifters/sam.yaml"), LIFTER);
    repository.site.write(".gitignore", "output/\n");
}

/// A repository with two commits, the second of which makes the program heavier.
fn two_commits(options: &[&str]) -> Repository {
    let repository = Repository::of_kind(options);
    write_site(&repository, "");
    repository.commit("First");
    repository.site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "82.5%"));
    repository.commit("Second");
    repository
}

fn refused(ran: &Ran, reasons: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
    for reason in reasons {
        assert!(ran.stderr.contains(reason), "{reason}: {}", ran.stderr);
    }
}

/// Builds the site in a folder and returns its booklet.
fn booklet(site: &Site, folder: &str) -> String {
    let dir = if folder.is_empty() { "." } else { folder };
    let ran = site.run(&["build", "-q", "--format", "html,md", dir]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    site.read(&format!("{folder}output/booklets/sam/wave/booklet.md"))
}

#[test]
fn ignored_lifters_belong_to_every_revision() {
    let repository = Repository::new();
    let site = &repository.site;
    write_site(&repository, "");
    site.write(".gitignore", "output/\n/content/lifters/*\n!/content/lifters/README.md\n");
    site.write("content/lifters/README.md", "Lifters are private.\n");
    repository.commit("First");
    assert_eq!(site.fine(&["diff"]), "");
    assert!(!booklet(site, "").contains("changes"));
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "85%"));
    repository.commit("Second");
    for args in [
        &["diff", "HEAD~1", "wave", "--lifter", "sam"][..],
        &["diff", "HEAD~1..HEAD", "sam"],
        &["diff", "HEAD~1", "sam"],
    ] {
        let reported = site.fine(args);
        assert!(
            reported.contains("160 kg") && reported.contains("170 kg") && !reported.contains("(new)"),
            "{args:?}: {reported}"
        );
    }
    // A lifter that Git does not ignore is new until they are committed, even if other lifters are ignored.
    site.write(".gitignore", "output/\n/content/lifters/sam.yaml\n");
    site.write("content/lifters/kim.yaml", LIFTER.replace("Sam", "Kim"));
    let reported = site.fine(&["diff"]);
    assert!(reported.contains("Kim") && !reported.contains("Sam"), "{reported}");
}

#[test]
fn an_ignored_program_is_not_a_change() {
    let repository = two_commits(&[]);
    let site = &repository.site;
    site.write("content/programs/secret.yaml", PROGRAM.replace("Wave", "Secret"));
    assert!(site.fine(&["diff"]).contains("secret  Secret  (new)"));
    site.write(".git/info/exclude", "secret.yaml\n");
    assert_eq!((site.fine(&["diff"]).as_str(), repository.git(&["status", "--porcelain"]).as_str()), ("", ""));
    site.write("content/lifters/sam.yaml", LIFTER.replace("wave", "secret"));
    repository.commit("Sam trains it");
    site.run(&["build", "-q", "--format", "html,md"]);
    let booklet = site.read("output/booklets/sam/secret/booklet.md");
    assert!(booklet.contains("Version ") && !booklet.contains("changes"), "{booklet}");
}

#[test]
fn content_in_a_submodule_is_read_at_the_commit_of_each_revision() {
    let content = Repository::new();
    content.site.write("programs/wave.yaml", PROGRAM);
    content.site.write("lifters/sam.yaml", LIFTER);
    content.commit("Content");
    let repository = Repository::new();
    let site = &repository.site;
    site.write(".gitignore", "output/\n");
    repository.git(&["submodule", "add", "-q", &format!("file://{}", content.site.path().display()), "content"]);
    repository.commit("First");
    content.site.write("programs/wave.yaml", PROGRAM.replace("80%", "82.5%"));
    content.commit("Heavier");
    repository.git(&["submodule", "update", "-q", "--remote"]);
    repository.commit("Second");
    assert_eq!(site.fine(&["diff"]), "");
    assert!(site.fine(&["diff", "HEAD~1"]).contains("(80%) → 5 × 3 @ 82.5 kg (82.5%)"));
    assert_eq!(site.fine(&["log", "wave"]).lines().count(), 2);
    let head = repository.git(&["rev-parse", "--short=10", "HEAD"]);
    let today = booklet(site, "");
    assert!(today.contains(&format!("Version {}", head.trim())) && !today.contains("changes"), "{today}");
    site.write("content/programs/wave.yaml", PROGRAM);
    assert!(booklet(site, "").contains("changes"));
    repository.git(&["-C", "content", "checkout", "-q", "."]);
    site.run(&["build", "-q", "--rev", "HEAD", "--format", "html,md"]);
    assert_eq!(site.read("output/booklets/sam/wave/booklet.md"), today);
    let clone = Repository::clone_of(&repository, &[]);
    refused(&clone.site.run(&["diff", "HEAD~1..HEAD"]), &["`content` is a submodule", "git submodule update --init"]);
}

#[test]
fn a_submodule_site_is_its_own_repository() {
    let inner = two_commits(&[]);
    let outer = Repository::new();
    outer.git(&["submodule", "add", "-q", &format!("file://{}", inner.site.path().display()), "site"]);
    outer.commit("Outer");
    assert_eq!(outer.site.fine(&["diff", "-C", "site"]), "");
    assert!(outer.site.fine(&["diff", "HEAD~1", "-C", "site"]).contains("82.5%"));
    assert!(!booklet(&outer.site, "site/").contains("changes"));
}

/// A repository whose programs are stored with `eighty` for `80` by a filter in its configuration, which leaves a trace when it
/// runs.
fn filtered() -> Repository {
    let repository = Repository::new();
    let site = &repository.site;
    site.write(".gitignore", "output/\nran\n");
    site.write(".gitattributes", "content/programs/* filter=words\n");
    let path = site.path().join("ran").display().to_string();
    for (key, from, to) in [("clean", "80", "eighty"), ("smudge", "eighty", "80")] {
        repository.git(&["config", &format!("filter.words.{key}"), &format!("touch {path}; sed s/{from}/{to}/")]);
    }
    write_site(&repository, "");
    site.write(".gitignore", "output/\nran\n");
    repository.commit("First");
    repository
}

#[test]
fn git_filters_do_not_cause_changes() {
    let repository = filtered();
    let site = &repository.site;
    assert!(repository.git(&["show", "HEAD:content/programs/wave.yaml"]).contains("eighty"));
    fs::remove_file(site.path().join("ran")).unwrap();
    assert_eq!(site.fine(&["diff"]), "");
    let today = booklet(site, "");
    assert!(today.contains("Version ") && !today.contains("changes"), "{today}");
    assert!(site.fine(&["log", "wave"]).contains("first version"));
    // Git would run the filter, which is a program, to see whether this is a change. So no revision is printed.
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "80% "));
    assert!(!booklet(site, "").contains("Version "));
    assert!(!site.path().join("ran").exists(), "a program of the repository was run");
}

#[test]
fn files_that_need_a_git_filter_are_refused() {
    let repository = filtered();
    let site = &repository.site;
    repository.git(&["config", "filter.words.clean", "printf '\\000GITCRYPT\\000'; cat"]);
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "70%"));
    repository.commit("Secret");
    let reasons = ["`content/programs/wave.yaml` is stored through the Git filter `words`", ".gitattributes"];
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "75%"));
    refused(&site.run(&["diff"]), &reasons);
    refused(&site.run(&["build", "--rev", "HEAD", "-o", "old"]), &reasons);
}

#[test]
fn lfs_files_are_read_from_the_lfs_store() {
    const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>\n";
    const DIGEST: &str = "a69dd3b8c6bef7531fc50e828d45abacb7d96058a891661ed38c28fdac8e472b";
    let repository = two_commits(&[]);
    let site = &repository.site;
    // As `git lfs` does: the pointer is committed, and the file is in the LFS store.
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{DIGEST}\nsize {}\n", PICTURE.len());
    site.write("content/assets/logo.svg", pointer);
    site.write("content/liftpress.yaml", "logo: assets/logo.svg\n");
    repository.commit("A logo");
    site.write(".gitattributes", "content/assets/* filter=lfs\n");
    repository.commit("In LFS");
    site.write("content/assets/logo.svg", PICTURE);
    let today = booklet(site, "");
    assert!(today.contains("Version ") && !today.contains("changes"), "{today}");
    fs::remove_file(site.path().join("content/assets/logo.svg")).unwrap();
    let build = ["build", "-q", "--rev", "HEAD", "--format", "html,md"];
    refused(&site.run(&build), &["`content/assets/logo.svg` is stored in Git LFS", "git lfs fetch --all"]);
    site.write(&format!(".git/lfs/objects/{}/{}/{DIGEST}", &DIGEST[..2], &DIGEST[2..4]), PICTURE);
    let ran = site.run(&build);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(site.read("output/booklets/sam/wave/booklet.html").contains("data:image/svg+xml"));
}

#[test]
fn a_sparse_checkout_differs_from_deleted_files() {
    for sparse_index in ["--no-sparse-index", "--sparse-index"] {
        let repository = two_commits(&[]);
        let site = &repository.site;
        site.write("content/exercises/box-squat.md", "---\nname: Box squat\nvariation_of: squat\n---\nSit down.\n");
        site.write("templates/hooks/head.html", "<!-- mine -->\n");
        repository.commit("More");
        repository.git(&["sparse-checkout", "set", sparse_index, "content/programs", "content/lifters"]);
        assert!(!site.path().join("content/exercises").exists() && !site.path().join("templates").exists());
        assert_eq!(repository.git(&["status", "--porcelain"]), "");
        refused(&site.run(&["diff", "HEAD~2"]), &["content/exercises", "sparse checkout", "git sparse-checkout add"]);
        assert!(site.fine(&["diff", "HEAD~2..HEAD"]).contains("82.5%"));
        let booklet = booklet(site, "");
        assert!(booklet.contains("Version ") && !booklet.contains("changes"), "{booklet}");
    }
}

#[test]
fn a_partial_clone_names_what_it_lacks() {
    let repository = two_commits(&[]);
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    for filter in ["--filter=blob:none", "--filter=tree:0"] {
        let clone = Repository::clone_of(&repository, &[filter]);
        for args in [&["diff", "HEAD~1"][..], &["log", "wave"], &["build", "--rev", "HEAD~1"]] {
            refused(&clone.site.run(args), &["this is a partial clone", "git fetch --refetch --no-filter"]);
        }
        assert!(!booklet(&clone.site, "").contains("changes"));
        clone.git(&["fetch", "-q", "--refetch", "--no-filter"]);
        assert!(clone.site.fine(&["diff", "HEAD~1"]).contains("82.5%"));
    }
}

#[test]
fn new_repository_formats_are_read_or_refused() {
    let sha256 = two_commits(&["--object-format=sha256"]);
    assert!(sha256.site.fine(&["diff", "HEAD~1"]).contains("82.5%"));
    assert_eq!(sha256.site.fine(&["log", "wave"]).lines().count(), 2);
    let head = sha256.git(&["rev-parse", "--short=10", "HEAD"]);
    assert!(booklet(&sha256.site, "").contains(&format!("Version {}", head.trim())));
    let reftable = two_commits(&["--ref-format=reftable"]);
    for args in [&["diff", "HEAD~1"][..], &["log", "wave"], &["build", "--rev", "HEAD"]] {
        refused(&reftable.site.run(args), &["reftable", "`git refs migrate --ref-format=files`"]);
    }
    assert!(!booklet(&reftable.site, "").contains("Version "));
    let converted = Repository::clone_of(&reftable, &["--ref-format=files"]);
    assert!(converted.site.fine(&["diff", "HEAD~1"]).contains("82.5%"));
}

#[test]
fn a_moved_site_is_followed_to_its_old_folder() {
    let repository = two_commits(&[]);
    let site = &repository.site;
    let before = booklet(site, "");
    fs::create_dir(site.path().join("training")).unwrap();
    repository.git(&["mv", "content", "training/content"]);
    assert_eq!(site.fine(&["diff", "-C", "training"]), "", "before it is committed");
    repository.commit("Moved");
    assert_eq!(site.fine(&["diff", "HEAD~1", "-C", "training"]), "");
    assert!(site.fine(&["diff", "HEAD~2", "-C", "training"]).contains("82.5%"));
    assert_eq!(site.fine(&["log", "wave", "-C", "training"]).lines().count(), 2);
    assert_eq!(booklet(site, "training/"), before, "the revision that changed it last");
    site.run(&["build", "-q", "--rev", "HEAD~1", "--format", "html,md", "training"]);
    assert_eq!(site.read("training/output/booklets/sam/wave/booklet.md"), before);
    // A folder that still exists is a different site, however similar.
    site.write("other/content/programs/wave.yaml", PROGRAM);
    repository.commit("Another");
    assert!(site.fine(&["diff", "HEAD~1", "-C", "other"]).contains("(new)"));
}

#[test]
fn annotations_have_paths_from_the_repository_root() {
    let repository = Repository::new();
    repository.site.write("training/content/programs/wave.yaml", PROGRAM.replace("80%", "80%%"));
    let site = &repository.site;
    let path = "training/content/programs/wave.yaml";
    let github = |ran: Ran| {
        assert!(ran.stdout.starts_with(&format!("::error file={path},line=")), "{}", ran.stdout);
    };
    github(site.run(&["check", "--format", "github", "training"]));
    let absolute = site.path().join("training").display().to_string();
    github(site.run(&["check", "--format", "github", &absolute]));
    let inside = |format: &str| {
        let mut command = crate::harness::command(&["check", "--format", format]);
        crate::harness::ran(&command.current_dir(site.path().join("training")).output().unwrap())
    };
    github(inside("github"));
    let sarif: Value = serde_json::from_str(&inside("sarif").stdout).unwrap();
    let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], path);
    // Paths in messages are those that the user would type.
    assert!(inside("text").stdout.contains("--> content/programs/wave.yaml:"));
    let json: Value = serde_json::from_str(&inside("json").stdout).unwrap();
    assert_eq!(json[0]["file"], "content/programs/wave.yaml");
}

#[test]
fn paths_of_links_are_those_of_the_links() {
    let repository = Repository::new();
    repository.site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "80%%"));
    symlink("content", repository.site.path().join("linked")).unwrap();
    let reported = repository.site.run(&["check", "--format", "github", "linked"]).stdout;
    assert!(reported.contains("file=content/programs/wave.yaml,"), "{reported}");
}

/// A revision of billions of files in a repository of a few kilobytes.
#[test]
fn folders_that_contain_each_other_many_times_are_refused() {
    let repository = two_commits(&[]);
    let tree = |entries: String| repository.git_with(&["mktree"], &entries).trim().to_owned();
    for text in [PROGRAM.to_owned(), format!("{PROGRAM}# {}\n", "x".repeat(1 << 20))] {
        let blob = repository.git_with(&["hash-object", "-w", "--stdin"], &text).trim().to_owned();
        let mut folder =
            tree((0..100).map(|n| format!("100644 blob {blob}\tp{n}.yaml\n")).collect::<Vec<_>>().concat());
        for _ in 0..6 {
            folder = tree((0..40).map(|n| format!("040000 tree {folder}\td{n}\n")).collect::<Vec<_>>().concat());
        }
        let content = tree(format!("040000 tree {folder}\tprograms\n"));
        let top = tree(format!("040000 tree {content}\tcontent\n"));
        let commit = repository.git(&["commit-tree", &top, "-p", "HEAD", "-m", "Many"]);
        repository.git(&["update-ref", "refs/heads/main", commit.trim()]);
        for args in
            [&["diff"][..], &["diff", "HEAD~1..HEAD"], &["log", "wave"], &["build", "--rev", "HEAD", "-o", "old"]]
        {
            refused(&bounded(&repository.site, args), &["more than liftpress reads"]);
        }
        let built = bounded(&repository.site, &["build", "-q", "--format", "html,md"]);
        assert_eq!(built.code, Some(0), "{}", built.stderr);
    }
}
