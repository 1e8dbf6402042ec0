//! `show --roster`: a program for every row of a table, as one line of JSON each.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::{Ran, Site, command, ran};

const WAVE: &str = "title: Wave
units: kg
weeks: 2
options:
  more: {choices: [rows, none], default: rows}
days:
  - name: Squat
    top: {squat: 5x3 @ 80% +5%/week}
    backoff: {squat: 3x5 @ top -15%}
    accessories: [{exercise: bench, sets: 3x8 @ 70%, only: {more: rows}}]
";

const OTHER: &str = "title: Other\nunits: kg\ndays: [{name: A, top: {squat: 1x5 @ 70%}}]\n";

/// Rows with every column, which `lifters/*.csv` can have too.
const CLUB: &str = "\u{feff}name,units,bodyweight,squat,bench,program,options,start,ends,days,training_max,rounding\r
Ada,kg,60,100,50,wave,,2026-12-07,,Mon,,\r
\"Ben, B.\",lb,180,300,200,other wave,more=none,,2026-12-20,Sat,90%,down to 5 lb\r
\r
\"Two
lines\",kg,,TM 90,60x4,wave,,,,,90%,\r
Zoë,kg,70,120 x 3 @ 8,70,other,more=none,2026-12-07,,Mon,,";

fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", WAVE).file("content/programs/other.yaml", OTHER)
}

/// Runs `liftpress` with a text on standard input.
fn fed(site: &Site, args: &[&str], text: &[u8]) -> Ran {
    let mut command = command(args);
    command.current_dir(site.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // After a wrong header, the other rows are not read.
    let _ = child.stdin.take().unwrap().write_all(text);
    ran(&child.wait_with_output().unwrap())
}

const JSONL: [&str; 6] = ["show", "wave", "--roster", "-", "--format", "jsonl"];

fn lines(site: &Site, text: &str) -> Vec<Value> {
    let ran = fed(site, &JSONL, text.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{text}");
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_roster_row_has_the_same_plan_as_in_lifters() {
    let site = site().file("content/lifters/club.csv", CLUB);
    for more in [&[][..], &["--week", "2"], &["--units", "lb"], &["--option", "more=none"]] {
        let of = |args: &[&str]| site.fine(&[&["show", "wave"], args, more].concat());
        let expected: String =
            ["ada", "ben-b", "two-lines", "zoe"].iter().map(|name| of(&["--lifter", name, "-f", "json"])).collect();
        assert_eq!(of(&["--roster", "content/lifters/club.csv", "-f", "jsonl"]), expected, "{more:?}");
    }
}

#[test]
fn a_roster_row_without_a_program_uses_the_shown_one() {
    let lines = lines(&site(), "name,squat,options,start,days\nAda,100,more=none,2026-12-07,Mon\n");
    assert_eq!(lines[0]["options"]["more"], "none");
    assert_eq!(lines[0]["weeks"][1]["days"][0]["date"], "2026-12-14");
}

#[test]
fn rows_keep_their_order_through_all_rounds() {
    let mut table = "name,squat,bench\n".to_owned();
    for row in 0..1000 {
        let _ = writeln!(table, "Lifter {row},{},60", 100 + row % 7);
    }
    let names: Vec<_> = lines(&site(), &table).iter().map(|plan| plan["lifter"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, (0..1000).map(|row| format!("Lifter {row}")).collect::<Vec<_>>());
}

#[test]
fn a_file_is_a_program_too() {
    let site = Site::new().file("drafts/wave.yaml", WAVE).file("some.csv", "name,squat,bench\nAda,100,50\n");
    let printed = site.fine(&["show", "drafts/wave.yaml", "--roster", "some.csv", "--format", "jsonl"]);
    assert!(printed.starts_with("{\"format\":1,\"program\":\"wave\",\"lifter\":\"Ada\","), "{printed}");
}

#[test]
fn bad_rows_are_reported_and_good_ones_printed() {
    let mut table = b"name,units,squat,bench,start\nAda,kg,100,50,\nBen,stone,100,50,\nCleo,kg,10O,50,\n,kg,90,50,\nDan,kg,90\nEva,kg,,50,\nFinn,kg,90,50,2026-02-30\nG\xffs,kg,1,2,\n".to_vec();
    for row in 0..50 {
        let _ = writeln!(table, "Hana {row},kg,90,50,");
    }
    table.extend(b"Ivo,kg,0,50,\n");
    let ran = fed(&site(), &JSONL, &table);
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(1), 51), "{}", ran.stderr);
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn repeated_row_diagnostics_are_reported_once_and_counted() {
    let table = format!("name,squat,bench\n{}", "Ada,30,20\n".repeat(100));
    let ran = fed(&site(), &JSONL, table.as_bytes());
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), 100), "{}", ran.stderr);
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn general_errors_are_reported_once() {
    let site = site();
    for (table, words) in [
        (&b"squat,bench\n100,50\n"[..], "error[missing-key]: a roster needs a column `name`"),
        (b"", "error[missing-key]: a roster needs a column `name`"),
        (b"name,sqaut\nAda,100\n", "error[unknown-key]: `sqaut` is neither a column nor an exercise"),
        (b"n\x00a\x00m\x00e\x00", "error[not-text]: invisible character U+0000"),
        (&[0xff].repeat(200_000), "error[syntax]: the row is longer than 64 KiB"),
    ] {
        let ran = fed(&site, &JSONL, table);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{}", ran.stderr);
        assert!(ran.stderr.starts_with(words) && ran.stderr.ends_with("\n1 error\n"), "{words}\n{}", ran.stderr);
    }
}

#[test]
fn wrong_usage_says_what_to_type_instead() {
    let site = site().file("some.csv", "name,squat\n");
    for (args, words) in [
        (
            &["--roster", "some.csv"][..],
            "error: --roster prints a line of JSON for each lifter: add `--format jsonl`\n",
        ),
        (
            &["--roster", "none.csv", "-f", "jsonl"],
            "error: --roster none.csv: No such file or directory (os error 2)\n",
        ),
        (&["--roster", "some.csv", "-f", "jsonl", "--week", "9"], "error: --week 9: `wave` has weeks 1 to 2\n"),
        (
            &["--roster", "some.csv", "-f", "jsonl", "--option", "more=all"],
            "error: --option more=all: the choices of `more` are rows, none\n",
        ),
    ] {
        let ran = site.run(&[&["show", "wave"], args].concat());
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(2), "", words), "{args:?}");
    }
    for other in [&["--max", "squat=100kg"][..], &["--lifter", "ada"], &["--bodyweight", "80kg"], &["--volume"]] {
        let ran = site.run(&[&["show", "wave", "--roster", "some.csv", "-f", "jsonl"], other].concat());
        assert!(ran.code == Some(2) && ran.stderr.contains("cannot be used with"), "{}", ran.stderr);
    }
}

/// A writer may want the plan of one row before it writes the next, and may stop reading.
#[test]
fn each_row_is_printed_before_the_next_is_read() {
    let site = site();
    let mut command = command(&JSONL);
    command.current_dir(site.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut rows, mut plans) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    rows.write_all(b"name,squat,bench\n").unwrap();
    for name in ["Ada", "Ben"] {
        writeln!(rows, "{name},100,50").unwrap();
        let mut line = String::new();
        plans.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["lifter"], name);
    }
    drop(plans);
    // Until the pipe to an ended process is closed too.
    while rows.write_all(b"Cleo,100,50\n").is_ok() {}
    let mut words = String::new();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    assert_eq!((child.wait().unwrap().code(), words.as_str()), (Some(0), ""));
}

/// 400 MB of plans, more than the allowed memory.
#[test]
fn memory_is_bounded_for_any_number_of_rows() {
    if !cfg!(target_os = "linux") {
        eprintln!("skipped: only Linux holds a process to its limits");
        return;
    }
    let twelve = WAVE.replace("weeks: 2", "weeks: 12").replace("+5%/week", "+1%/week");
    let table = format!("name,squat,bench\n{}", "Ada,140,100\n".repeat(20_000));
    let site = site().file("content/programs/wave.yaml", twelve).file("many.csv", table);
    let binary = env!("CARGO_BIN_EXE_liftpress");
    let kibibytes = 300 * 1024 + fs::metadata(binary).unwrap().len() / 1024;
    let script = format!("ulimit -v {kibibytes} && exec \"$0\" show wave --roster many.csv --format jsonl | wc -lc");
    let mut command = Command::new("bash");
    command.args(["-o", "pipefail", "-c", &script, binary]).current_dir(site.path());
    let ran = ran(&command.env("MALLOC_ARENA_MAX", "1").env("RAYON_NUM_THREADS", "2").output().unwrap());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let counts: Vec<usize> = ran.stdout.split_whitespace().map(|count| count.parse().unwrap()).collect();
    assert!(counts[0] == 20_000 && counts[1] > 300_000_000, "{counts:?}");
}

#[test]
fn tables_of_other_countries_are_read() {
    let comma = "name,squat,bench,bodyweight,program\nAda,102.5,50,60.5,wave\n";
    let lines = |text: &str| lines(&site(), text);
    let expected = lines(comma);
    for text in [
        "name;squat;bench;bodyweight;program\nAda;102,5;50;60,5;wave\n",
        "\u{feff}name\tsquat\tbench\tbodyweight\tprogram\r\nAda\t102,5\t50\t60.5\twave\r\n",
        "name,squat,bench,bodyweight,program,,\nAda,102.5,50,60.5,wave,,\n,,,,,\n",
    ] {
        assert_eq!(lines(text), expected, "{text}");
        let site = site().file("content/lifters/club.csv", text);
        assert_eq!(site.plan("wave", &["--lifter", "ada"])["weeks"], expected[0]["weeks"], "{text}");
    }
    let site = site().file("content/lifters/club.csv", "name,squat,\nAda,100,x\n");
    let ran = site.run(&["check"]);
    let says = "error[unknown-key]: this cell is in a column without a name\n --> content/lifters/club.csv:2:9\n";
    assert!(ran.stdout.contains(says), "{}", ran.stdout);
}

#[test]
fn a_chart_may_have_decimal_commas() {
    let chart = |text: &str| {
        let program = WAVE.replace("5x3 @ 80% +5%/week", "1x5 @ RPE 8");
        let site = site().file("content/programs/wave.yaml", program).file("content/rpe-chart.csv", text);
        site.plan("wave", &["--max", "squat=200kg", "--max", "bench=100kg"])
    };
    let (points, commas) =
        ("reps,10,9.5,8\n1,100,97.8,92.2\n5,86.3,85,81.1\n", "reps;10;9,5;8\n1;100;97,8;92,2\n5;86,3;85;81,1\n");
    assert_eq!(chart(commas), chart(points));
}
