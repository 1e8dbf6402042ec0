//! Runs the files in `deploy/` as their engines would, with processes in place of machines. The second shard is always killed
//! in its first build, and the final output must be the bytes of one build.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::harness::{Ran, Site, copy, ran, repository};
use crate::shards::club;

const KILLED: i32 = 137;

/// `liftpress` on a machine that is lost once, in the middle of the second shard.
const LIFTPRESS: &str = r#"#!/usr/bin/env bash
if [[ "$*" == *"--shard 2/"* ]] && mkdir "$CLUSTER/lost" 2>/dev/null; then
    "$LIFTPRESS_BINARY" "$@" &
    sleep 0.02
    kill -KILL $! 2>/dev/null
    wait $!
    exit 137
fi
exec "$LIFTPRESS_BINARY" "$@"
"#;

/// Remote machines for GNU parallel: every name is this machine. The shell sets `SHELL`, as `sshd` does: without it, parallel
/// does nothing and exits with success.
const SSH: &str = r#"#!/usr/bin/env bash
echo "$1" >> "$CLUSTER/machines"
shift 2
export SHELL=${SHELL:-$BASH}
exec bash -c "$*"
"#;

/// Runs a job when it is submitted. A job that depends on a failed one never runs.
const SBATCH: &str = r#"#!/usr/bin/env bash
set -euo pipefail
command=${!#}
tasks=(none)
for argument in "$@"; do
    case $argument in
        --array=*) tasks=($(seq "$(sed 's/--array=\(.*\)-.*/\1/' <<<"$argument")" "${argument##*-}")) ;;
        --dependency=afterok:*) [ "$(cat "$CLUSTER/job-${argument##*:}")" = 0 ] || exit 0 ;;
    esac
done
job=$(($(find "$CLUSTER" -name 'job-*' | wc -l) + 1))
processes=()
for task in "${tasks[@]}"; do
    SLURM_ARRAY_TASK_ID=$task bash -c "$command" >&2 &
    processes+=($!)
done
status=0
for process in "${processes[@]}"; do wait "$process" || status=1; done
echo "$status" > "$CLUSTER/job-$job"
[[ " $* " == *" --parsable "* ]] && echo "$job;cluster" || echo "Submitted batch job $job"
"#;

/// A site, and machines that share it.
struct Cluster {
    site: Site,
    tools: Site,
}

impl Cluster {
    fn new(formats: &[&str]) -> Self {
        let cluster = Self { site: club(20), tools: Site::new() };
        for (name, script) in [("liftpress", LIFTPRESS), ("ssh", SSH), ("sbatch", SBATCH)] {
            cluster.tools.write(name, script);
            fs::set_permissions(cluster.tools.path().join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let build = cluster.site.run(&[&["build", "-q", "-o", "whole"], formats].concat());
        assert_eq!(build.code, Some(0), "{}", build.stderr);
        cluster
    }

    /// Returns a command on one of the machines.
    fn command(&self, folder: &Path, words: &[&str]) -> Command {
        let path = std::env::var("PATH").unwrap();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(folder);
        command.env("PATH", format!("{}:{path}", self.tools.path().display()));
        command.env("CLUSTER", self.tools.path()).env("LIFTPRESS_BINARY", env!("CARGO_BIN_EXE_liftpress"));
        command
    }

    fn run(&self, words: &[&str]) -> Ran {
        ran(&self.command(self.site.path(), words).output().unwrap())
    }

    fn was_lost(&self) -> bool {
        self.tools.path().join("lost").exists()
    }

    /// Checks that the merged output equals one build and comes from the shards only.
    fn is_whole(&self, merge: &Ran) {
        assert_eq!(merge.code, Some(0), "{}", merge.stderr);
        assert!(!merge.stderr.contains("built here"), "{}", merge.stderr);
        assert!(self.was_lost());
        assert_eq!(self.site.files("output"), self.site.files("whole"));
    }
}

fn file(name: &str) -> String {
    repository().join("deploy").join(name).to_str().unwrap().to_owned()
}

fn yaml(name: &str) -> Vec<Value> {
    let text = fs::read_to_string(file(name)).unwrap();
    text.split("\n---\n").map(|document| serde_yaml::from_str(document).unwrap()).collect()
}

fn words(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

/// Waits for processes and returns the numbers of those that failed.
fn failed(processes: Vec<(usize, Child)>) -> Vec<usize> {
    let wait = |(number, mut process): (usize, Child)| (number, process.wait().unwrap().code());
    let ended: Vec<_> = processes.into_iter().map(wait).collect();
    assert!(ended.iter().all(|(_, code)| [Some(0), Some(KILLED)].contains(code)), "{ended:?}");
    ended.into_iter().filter(|(_, code)| *code != Some(0)).map(|(number, _)| number).collect()
}

/// Runs processes concurrently, and repeats those that failed.
fn at_once_and_again(numbers: impl Iterator<Item = usize>, mut command: impl FnMut(usize) -> Command) {
    let mut spawn = |number| (number, command(number).stderr(Stdio::null()).spawn().unwrap());
    let lost = failed(numbers.map(&mut spawn).collect());
    assert_eq!(lost.len(), 1);
    assert!(failed(lost.into_iter().map(spawn).collect()).is_empty());
}

#[test]
fn scripts_are_well_formed() {
    for script in ["parallel.sh", "slurm.sh"] {
        assert!(Command::new("bash").args(["-n", &file(script)]).status().unwrap().success(), "{script}");
    }
}

#[test]
fn parallel_on_several_machines() {
    // The moreutils package has another program of that name.
    let version = Command::new("parallel").arg("--version").output();
    if !version.is_ok_and(|version| String::from_utf8_lossy(&version.stdout).starts_with("GNU parallel")) {
        assert!(std::env::var_os("CI").is_none(), "there is no GNU parallel");
        eprintln!("skipped: there is no GNU parallel");
        return;
    }
    let cluster = Cluster::new(&[]);
    let run = || cluster.run(&["bash", &file("parallel.sh"), "5", "--sshlogin", "one,two"]);
    cluster.is_whole(&run());
    let machines = cluster.tools.read("machines");
    assert!(["one", "two"].iter().all(|name| machines.lines().any(|line| line == *name)), "{machines}");
    cluster.is_whole(&run());
    let ran = cluster.run(&["bash", &file("parallel.sh")]);
    assert!(ran.code != Some(0) && ran.stderr.contains("the number of shards is missing"), "{}", ran.stderr);
}

#[test]
fn slurm_merges_when_every_task_has_succeeded() {
    let cluster = Cluster::new(&[]);
    let submit = || cluster.run(&["bash", &file("slurm.sh"), "5"]);
    assert_eq!(submit().code, Some(0));
    assert!(cluster.was_lost() && !cluster.site.path().join("output").exists());
    cluster.is_whole(&submit());
}

#[test]
fn kubernetes_runs_an_indexed_job_and_merges() {
    let documents = yaml("kubernetes.yaml");
    let find = |kind: &str, name: &str| {
        let is_it = |document: &&Value| document["kind"] == kind && document["metadata"]["name"] == name;
        documents.iter().find(is_it).unwrap_or_else(|| panic!("{kind} {name}"))
    };
    let (shards, merge) = (&find("Job", "liftpress-shards")["spec"], &find("Job", "liftpress-merge")["spec"]);
    let claim = find("PersistentVolumeClaim", "liftpress");
    assert_eq!(claim["spec"]["accessModes"], serde_json::json!(["ReadWriteMany"]));
    assert_eq!((&shards["completionMode"], &merge["suspend"]), (&"Indexed".into(), &true.into()));
    assert!(shards["backoffLimitPerIndex"].as_u64().unwrap() > 0);
    let cluster = Cluster::new(&[]);
    let [shard, merge] = [shards, merge].map(|job| {
        let pod = &job["template"]["spec"];
        assert_eq!(pod["restartPolicy"], "Never", "backoffLimitPerIndex asks for it");
        assert_eq!(pod["volumes"][0]["persistentVolumeClaim"]["claimName"], claim["metadata"]["name"]);
        let container = &pod["containers"][0];
        assert_eq!(container["volumeMounts"][0]["mountPath"], container["workingDir"]);
        assert_eq!(container["volumeMounts"][0]["name"], pod["volumes"][0]["name"]);
        assert_eq!(container["env"][0]["name"], "SHARDS");
        assert_eq!(container["env"][0]["value"], shards["completions"].to_string());
        container
    });
    assert_eq!(shard["image"], merge["image"]);
    let pod = |container: &Value| {
        let mut command = cluster.command(cluster.site.path(), &words(&container["command"]));
        command.env("SHARDS", container["env"][0]["value"].as_str().unwrap());
        command
    };
    let completions = usize::try_from(shards["completions"].as_u64().unwrap()).unwrap();
    at_once_and_again(0..completions, |index| {
        let mut command = pod(shard);
        command.env("JOB_COMPLETION_INDEX", index.to_string());
        command
    });
    for _ in 0..2 {
        cluster.is_whole(&ran(&pod(merge).output().unwrap()));
    }
}

/// Returns the `run` of the step that contains a text.
fn step<'j>(job: &'j Value, part: &str) -> &'j Value {
    let steps = job["steps"].as_array().unwrap();
    let has = |step: &&Value| ["run", "uses"].iter().any(|key| step[*key].as_str().is_some_and(|at| at.contains(part)));
    steps.iter().find(has).unwrap_or_else(|| panic!("{part}"))
}

#[test]
fn github_passes_shards_on_and_publishes_only_the_site() {
    let [workflow] = yaml("github-matrix.yml").try_into().unwrap();
    let (jobs, formats) = (&workflow["jobs"], workflow["env"]["FORMATS"].as_str().unwrap());
    let (shard, merge) = (&jobs["shard"], &jobs["merge"]);
    let numbers = shard["strategy"]["matrix"]["shard"].as_array().unwrap();
    let total = numbers.len();
    assert!(numbers.iter().zip(1_usize..).all(|(number, expected)| *number == expected), "{numbers:?}");
    assert_eq!(workflow["env"]["VERSION"], env!("CARGO_PKG_VERSION"));
    // Without its history, a booklet has no revision or a different one.
    for job in [shard, merge] {
        assert_eq!(step(job, "actions/checkout")["with"]["fetch-depth"], 0);
    }
    let cluster = Cluster::new(&["--format", formats]);
    let build = step(shard, "--shard");
    let written = build["env"]["SHARD"].as_str().unwrap();
    let which = |number: usize| {
        let shard = written.replace("${{ matrix.shard }}", &number.to_string());
        shard.replace("${{ strategy.job-total }}", &total.to_string())
    };
    let checkouts = Site::new();
    at_once_and_again(1..=total, |number| {
        let checkout = checkouts.path().join(number.to_string());
        let _ = fs::remove_dir_all(&checkout);
        copy(&cluster.site.path().join("content"), &checkout.join("content"));
        let mut command = cluster.command(&checkout, &["bash", "-ec", build["run"].as_str().unwrap()]);
        command.env("SHARD", which(number)).env("FORMATS", formats);
        command
    });
    let [upload, download] =
        [step(shard, "actions/upload-artifact"), step(merge, "actions/download-artifact")].map(|step| &step["with"]);
    assert_eq!((&upload["include-hidden-files"], &upload["overwrite"]), (&true.into(), &true.into()));
    let (name, pattern) = (upload["name"].as_str().unwrap(), download["pattern"].as_str().unwrap());
    assert!(name.starts_with(pattern.strip_suffix('*').unwrap()));
    for number in 1..=total {
        let from = checkouts.path().join(number.to_string()).join(upload["path"].as_str().unwrap());
        let name = name.replace("${{ matrix.shard }}", &number.to_string());
        copy(&from, &cluster.site.path().join(download["path"].as_str().unwrap()).join(name));
    }
    let run = step(merge, "liftpress merge")["run"].as_str().unwrap();
    let merged = cluster.command(cluster.site.path(), &["bash", "-ec", run]).env("FORMATS", formats).output();
    cluster.is_whole(&ran(&merged.unwrap()));
    assert_eq!(step(merge, "upload-pages-artifact")["with"]["path"], "output/site");
    // Everyone with access to the repository can download its artifacts.
    assert!(step(&jobs["liftpress"], "--jq .private")["run"].as_str().unwrap().contains("exit 1"));
    assert_eq!((&shard["needs"], &merge["needs"]), (&"liftpress".into(), &"shard".into()));
}

#[test]
fn gitlab_passes_shards_on_and_publishes_only_the_site() {
    let [pipeline] = yaml("gitlab.yml").try_into().unwrap();
    let (shard, merge, pages) = (&pipeline["shard"], &pipeline["merge"], &pipeline["pages"]);
    let formats = pipeline["variables"]["FORMATS"].as_str().unwrap();
    let total = usize::try_from(shard["parallel"].as_u64().unwrap()).unwrap();
    assert_eq!(pipeline["variables"]["VERSION"], env!("CARGO_PKG_VERSION"));
    assert_eq!(pipeline["variables"]["GIT_DEPTH"], "0");
    let cluster = Cluster::new(&["--format", formats]);
    let checkouts = Site::new();
    let job = |folder: &Path, job: &Value| {
        // The program that the first job installs.
        fs::create_dir_all(folder.join(".tools/bin")).unwrap();
        fs::copy(cluster.tools.path().join("liftpress"), folder.join(".tools/bin/liftpress")).unwrap();
        let mut command = cluster.command(folder, &["bash", "-ec", &words(&job["script"]).join("\n")]);
        command.env("FORMATS", formats);
        command
    };
    let pass_on = |from: &Path, artifacts: &Value| {
        for path in words(&artifacts["paths"]).into_iter().filter(|path| from.join(path).exists()) {
            copy(&from.join(path), &cluster.site.path().join(path));
        }
    };
    at_once_and_again(1..=total, |number| {
        let checkout = checkouts.path().join(number.to_string());
        let _ = fs::remove_dir_all(&checkout);
        copy(&cluster.site.path().join("content"), &checkout.join("content"));
        let mut command = job(&checkout, shard);
        command.env("CI_NODE_INDEX", number.to_string()).env("CI_NODE_TOTAL", total.to_string());
        command
    });
    for number in 1..=total {
        pass_on(&checkouts.path().join(number.to_string()), &shard["artifacts"]);
    }
    cluster.is_whole(&ran(&job(cluster.site.path(), merge).output().unwrap()));
    assert_eq!(words(&merge["artifacts"]["paths"]), ["output/booklets", "output/site"]);
    // Everyone with access to the project can download its artifacts.
    for job in [shard, merge] {
        assert_eq!(job["artifacts"]["access"], "developer");
    }
    let site = cluster.site.files("output/site");
    assert!(job(cluster.site.path(), pages).status().unwrap().success());
    assert_eq!((cluster.site.files("public"), words(&pages["artifacts"]["paths"])), (site, vec!["public"]));
}

#[test]
fn the_page_on_scale_names_every_deploy_file() {
    let page = fs::read_to_string(repository().join("docs/pages/scale.md")).unwrap();
    for entry in fs::read_dir(repository().join("deploy")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(page.contains(&format!("deploy/{name}")), "{name}");
    }
}
