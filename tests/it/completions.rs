//! `liftpress completions`: shells load the scripts and complete with them.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Output};

use crate::harness::Site;

/// Every shell, with its option to check a script's syntax only.
const SHELLS: [(&str, Option<&str>); 5] =
    [("bash", Some("-n")), ("zsh", Some("-n")), ("fish", Some("--no-execute")), ("elvish", None), ("powershell", None)];

/// Runs a shell. Returns `None` with a message if it is not installed; under CI it must be.
fn shell(name: &str, args: &[&str]) -> Option<Output> {
    match Command::new(name).args(args).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os("CI").is_none() => {
            eprintln!("skipped: there is no {name}");
            None
        }
        Err(error) => panic!("{name}: {error}"),
    }
}

/// Writes the script for a shell to a file of a site.
fn script(shell: &str) -> (Site, String) {
    let site = Site::new();
    site.write("script", site.fine(&["completions", shell]));
    let path = site.path().join("script").to_str().unwrap().to_owned();
    (site, path)
}

#[test]
fn every_shell_takes_its_script() {
    for (name, check) in SHELLS {
        let (site, path) = script(name);
        assert!(site.read("script").contains("LIFTPRESS_COMPLETE"), "{name}");
        if let Some(checked) = check.and_then(|check| shell(name, &[check, &path])) {
            assert!(checked.status.success(), "{name}: {}", String::from_utf8_lossy(&checked.stderr));
        }
    }
}

/// Returns the completions that bash offers after a command line whose last word is being typed.
const COMPLETE: &str = r#"
    source "$1"
    cd "$2"
    PATH="$3:$PATH"
    shift 3
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMP_TYPE=9
    "_clap_complete_$1" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    echo "${COMPREPLY[@]}"
"#;

/// A site with a lifter who trains a program for the second time.
fn site() -> Site {
    Site::new()
        .file("content/programs/wave.yaml", "title: Wave\nunits: kg\ndays: [{name: A, top: {squat: 3x5 @ 80%}}]\n")
        .file("content/programs/wind.yaml", "title: [")
        .file("content/lifters/sam.yaml", "name: Sam\nmaxes: {squat: 100}\nprograms: [wave, wave]\n")
        .file("content/lifters/kim.yaml", "name: Kim\nmaxes: {squat: 100}\nprograms: [wave]\n")
}

#[test]
fn bash_completes_commands_options_and_names() {
    let (_script, path) = script("bash");
    let site = site();
    let program = Path::new(env!("CARGO_BIN_EXE_liftpress")).parent().unwrap().to_str().unwrap();
    let folder = site.path().to_str().unwrap();
    for (typed, offered) in [
        (&["bui"][..], "build"),
        (&["build", "--lay"], "--layout"),
        (&["build", "--layout", "b"], "booklet"),
        (&["build", "--report", "j"], "json"),
        (&["build", "--output", "c"], "content/"),
        (&["theme", "co"], "copy"),
        (&["theme", "copy", "sheet"], "sheet.typ"),
        (&["explain", "no-re"], "no-reference"),
        (&["schema", "pro"], "program"),
        (&["completions", "z"], "zsh"),
        // Names from the site: every cycle of every lifter, or of the named one.
        (&["show", "w"], "wave wave-2 wind"),
        (&["show", "-l", "kim", "w"], "wave wind"),
        (&["export", "--lifter", "sam", "wave-"], "wave-2"),
        (&["log", "wave-"], "wave-2"),
        (&["show", "content/lifters/k"], "content/lifters/kim.yaml"),
        (&["show", "wave", "--lifter", "s"], "sam"),
        (&["maxes", "ne"], "next"),
        (&["maxes", "next", "k"], "kim"),
        (&["maxes", "next", "sam", "wave-"], "wave-2"),
        (&["export", "--form"], "--format"),
        (&["why", "no-re"], "no-reference"),
        (&["check", "--explain", "no-re"], "no-reference"),
        (&["list", "-C", "cont"], "content/"),
        // The old name of `maxes next` still completes its arguments, but is not offered.
        (&["ne"], "new"),
        (&["next", "k"], "kim"),
        (&["next", "sam", "wave-"], "wave-2"),
        (&["maxes", "list", ""], "kim sam --format --site --quiet --verbose --help --version"),
        (&["maxes", "update", "s"], "sam"),
        (&["show", "-C", "content/pages", "w"], ""),
    ] {
        let args = ["-c", COMPLETE, "bash", &path, folder, program, "liftpress"];
        let Some(ran) = shell("bash", &[&args, typed].concat()) else { return };
        let reported = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((String::from_utf8_lossy(&ran.stdout).trim(), reported.as_ref()), (offered, ""), "{typed:?}");
    }
}

#[test]
fn an_unknown_shell_is_wrong_usage() {
    let ran = Site::new().run(&["completions", "cmd"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{}", ran.stderr);
}
