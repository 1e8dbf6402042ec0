//! `liftpress completions`: that shells take the scripts, and complete with them.

use std::io::ErrorKind;
use std::process::{Command, Output};

use crate::harness::Site;

/// Every shell, and with what it only looks whether a script is well formed.
const SHELLS: [(&str, Option<&str>); 5] =
    [("bash", Some("-n")), ("zsh", Some("-n")), ("fish", Some("--no-execute")), ("elvish", None), ("powershell", None)];

/// Runs a shell; `None`, and said so, where it is not there. Under CI it has to be there.
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

/// The script for a shell, as a file of a site.
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
        for part in ["build", "explain", "completions", "layout", "deny-warnings"] {
            assert!(site.read("script").contains(part), "{name}: {part}");
        }
        if let Some(checked) = check.and_then(|check| shell(name, &[check, &path])) {
            assert!(checked.status.success(), "{name}: {}", String::from_utf8_lossy(&checked.stderr));
        }
    }
}

/// What bash is offered behind a command line, of which the last word is being typed.
const COMPLETE: &str = r#"
    source "$1"
    shift
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    "_$1" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    echo "${COMPREPLY[*]}"
"#;

#[test]
fn bash_completes_commands_options_and_words() {
    let (_site, path) = script("bash");
    for (typed, offered) in [
        (&["bui"][..], "build"),
        (&["build", "--lay"], "--layout"),
        (&["build", "--layout", "b"], "booklet"),
        (&["build", "--report", "j"], "json"),
        (&["theme", "co"], "copy"),
        (&["theme", "copy", "sheet"], "sheet.typ"),
        (&["explain", "no-re"], "no-reference"),
        (&["schema", "pro"], "program"),
        (&["completions", "z"], "zsh"),
    ] {
        let Some(ran) = shell("bash", &[&["-c", COMPLETE, "bash", &path, "liftpress"], typed].concat()) else { return };
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((String::from_utf8_lossy(&ran.stdout).trim(), told.as_ref()), (offered, ""), "{typed:?}");
    }
}

/// Folders are completed as folders, and files as files: of scripts, zsh's says so most plainly.
#[test]
fn paths_are_completed_as_what_they_are() {
    let script = Site::new().fine(&["completions", "zsh"]);
    for line in [
        "--output=[Where to build ",
        "--site=[The site",
        "--all=[Write the schemas",
        "'::dir -- Where to write the pages",
    ] {
        let found = script.lines().find(|found| found.contains(line)).unwrap_or_else(|| panic!("{line}"));
        assert!(found.contains(":_files -/'"), "{found}");
    }
    let program = script.lines().find(|line| line.contains(":program -- A program of the site, or a file:")).unwrap();
    assert!(program.contains(":_files'"), "{program}");
}

#[test]
fn another_shell_is_wrong_usage() {
    let ran = Site::new().run(&["completions", "cmd"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{}", ran.stderr);
}
