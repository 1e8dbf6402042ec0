//! What `export` writes, where, and what it never overwrites. `tests/export` reads the files with other programs.

use std::fs;

use crate::git::Repository;
use crate::harness::{Site, command, gallery};

const PROGRAM: &str = "title: Wave\nunits: kg\ndays:\n  - name: Squat\n    top: {squat: 1x1 @ RPE 8}\n    backoff:\n      \
                       - {exercise: squat, sets: \"2x4 @ top -10%, drop 10\", adjust: [{if: rpe >= 9, sets: 1x4 @ top -20%}]}\n";

fn site() -> Site {
    let lifter = "name: Kim\nunits: kg\nmaxes: {squat: 200}\nprograms: [{program: wave, start: 2026-12-07, days: [Mon]}, {program: calm}]\n";
    Site::new()
        .file("content/programs/wave.yaml", PROGRAM)
        .file("content/programs/calm.yaml", PROGRAM.replace("Wave", "Calm"))
        .file("content/lifters/kim.yaml", lifter)
}

#[test]
fn csv_has_a_row_for_each_set_with_a_log_to_fill_in() {
    let csv = site().fine(&["export", "wave", "--lifter", "kim", "--to", "csv"]);
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(
        lines,
        [
            "date,week,day,exercise,set,planned,weight,unit,reps,rpe,look,done,day_name,name,role,block,group,planned_reps,\
             low,high,estimate,percent,rule,plates,rest_s,only_if",
            "2026-12-07,1,1,squat,1,185,,kg,,,,,Squat,Squat,top,1,1,1,185,185,true,92.2,RPE 8,25 25 25 5 2.5,,",
            "2026-12-07,1,1,squat,2,167.5,,kg,,,,,Squat,Squat,backoff,1,2,4,167.5,167.5,true,83.3,top -10%,25 25 20 2.5 1.25,,",
            "2026-12-07,1,1,squat,3,167.5,,kg,,,,,Squat,Squat,backoff,1,2,4,167.5,167.5,true,83.3,top -10%,25 25 20 2.5 1.25,0,",
            "2026-12-07,1,1,squat,4,135,,kg,,,,,Squat,Squat,drop,1,3,10,135,135,true,67,previous -20%,25 25 5 2.5,,",
            "2026-12-07,1,1,squat,5,147.5,,kg,,,,,Squat,Squat,backoff,1,4,4,147.5,147.5,true,74,top -20%,25 25 10 2.5 1.25,,rpe >= 9",
        ]
    );
}

#[test]
fn texts_in_spreadsheets_are_never_formulas() {
    let program = PROGRAM.replace("name: Squat", "name: '=cmd|x'").replace("title: Wave", "title: '@SUM(1)'");
    let site = Site::new().file("content/programs/wave.yaml", program);
    let csv = site.fine(&["export", "wave", "--max", "squat=200kg", "--to", "csv"]);
    assert!(csv.contains(",'=cmd|x,"), "{csv}");
}

#[test]
fn json_is_the_plan_and_reproducible() {
    let site = site();
    let shown = site.fine(&["show", "wave", "--lifter", "kim", "--format", "json"]);
    assert_eq!(site.fine(&["export", "wave", "--lifter", "kim", "--to", "json"]), shown);
    for name in ["a.xlsx", "b.xlsx"] {
        assert_eq!(site.fine(&["-q", "export", "wave", "--lifter", "kim", "--to", "xlsx", "-o", name]), "");
    }
    let bytes = |name| fs::read(site.path().join(name)).unwrap();
    assert_eq!(bytes("a.xlsx"), bytes("b.xlsx"));
    assert!(bytes("a.xlsx").starts_with(b"PK"));
}

#[test]
fn files_are_overwritten_only_on_request() {
    let site = site();
    let export: &[&str] = &["export", "wave", "--lifter", "kim", "--to", "xlsx"];
    assert_eq!(site.run(export).stderr, "wrote wave-kim.xlsx\n");
    site.write("wave-kim.xlsx", "mine");
    let ran = site.run(export);
    let message = "error: `wave-kim.xlsx` already exists; overwrite it with --force, or choose another file with -o\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), message));
    assert_eq!(site.read("wave-kim.xlsx"), "mine");
    assert_eq!(site.run(&[export, &["--force"]].concat()).code, Some(0));
    assert!(fs::read(site.path().join("wave-kim.xlsx")).unwrap().starts_with(b"PK"));
    // No temporary file is left.
    assert_eq!(fs::read_dir(site.path()).unwrap().count(), 2);
}

#[test]
fn a_dash_is_standard_output_in_every_format() {
    let site = site();
    for format in ["csv", "json", "ics", "xlsx"] {
        let export: &[&str] = &["export", "wave", "--lifter", "kim", "--to", format, "-o"];
        assert_eq!(site.run(&[export, &["file"]].concat()).code, Some(0));
        let file = fs::read(site.path().join("file")).unwrap();
        let out = command(&[export, &["-"]].concat()).current_dir(site.path()).output().unwrap();
        assert!(out.status.success() && out.stderr.is_empty(), "{format}");
        assert!(out.stdout == file, "{format}");
        fs::remove_file(site.path().join("file")).unwrap();
    }
    let ran = site.run(&["export", "--lifter", "kim", "--to", "xlsx", "-o", "-"]);
    let says = "error: the lifter trains wave, calm: name one of them, or a folder with `-o`\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), says));
    for args in [&["build", "-o", "-"][..], &["merge", "x", "-o", "-"]] {
        let ran = site.run(args);
        let says = "error: cannot build to standard output (`-o -`): a build is a folder; name a folder\n";
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), says));
    }
    assert_eq!(fs::read_dir(site.path()).unwrap().count(), 1, "something was written");
}

#[test]
#[cfg(unix)]
fn pipes_and_devices_are_written_into() {
    use std::os::unix::fs::{FileTypeExt, symlink};

    let site = site();
    let path = |name: &str| site.path().join(name);
    let kind = |name: &str| fs::symlink_metadata(path(name)).unwrap().file_type();
    assert!(std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
    symlink("/proc/self/fd/1", path("stdout")).unwrap();
    symlink("/dev/null", path("null")).unwrap();
    for (format, force) in
        [("csv", false), ("csv", true), ("xlsx", false), ("xlsx", true), ("ics", false), ("json", true)]
    {
        let export = |to: &str| {
            let mut export = command(&["-q", "export", "wave", "--lifter", "kim", "--to", format, "-o", to]);
            export.args(force.then_some("--force")).current_dir(site.path());
            export
        };
        let dash = export("-").output().unwrap();
        assert!(!dash.stdout.is_empty());
        let out = export("stdout").output().unwrap();
        assert!(
            out.status.success() && out.stdout == dash.stdout,
            "{format}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        // Standard output can be a file.
        let file = fs::File::create(path("out")).unwrap();
        assert!(export("stdout").stdout(file).status().unwrap().success());
        assert!(fs::read(path("out")).unwrap() == dash.stdout, "{format}");
        let mut child = export("pipe").spawn().unwrap();
        assert!(fs::read(path("pipe")).unwrap() == dash.stdout, "{format}");
        assert!(child.wait().unwrap().success());
        assert!(export("null").status().unwrap().success());
        assert!(kind("pipe").is_fifo() && kind("stdout").is_symlink() && kind("null").is_symlink(), "{format}");
    }
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    // A full device is reported.
    if path("/dev/full").exists() {
        let ran = site.run(&["export", "wave", "--lifter", "kim", "--to", "csv", "-o", "/dev/full"]);
        assert!(ran.code == Some(1) && ran.stderr.starts_with("error: cannot write `/dev/full`: "), "{}", ran.stderr);
    }
}

#[test]
#[cfg(unix)]
fn schemas_are_written_over_links_and_not_through_them() {
    let site = site().file("theirs", "mine");
    fs::create_dir(site.path().join("schemas")).unwrap();
    std::os::unix::fs::symlink("../theirs", site.path().join("schemas/program.schema.json")).unwrap();
    site.fine(&["schema", "--all", "schemas"]);
    assert_eq!(site.read("theirs"), "mine");
    assert!(!site.path().join("schemas/program.schema.json").is_symlink());
    assert!(site.read("schemas/program.schema.json").starts_with('{'));
}

#[test]
fn without_a_program_all_assignments_are_compared() {
    let site = site();
    let ran = site.run(&["export", "--lifter", "kim", "--to", "csv", "-o", "logs"]);
    assert_eq!(ran.stderr, "wrote logs/wave-kim.csv\nwrote logs/calm-kim.csv\n");
    assert!(site.read("logs/calm-kim.csv").contains(",squat,1,185,"));
    let ran = site.run(&["export", "--lifter", "kim", "--to", "csv"]);
    let message = "error: the lifter trains wave, calm: name one of them, or a folder with `-o`\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), message));
    assert_eq!(site.run(&["export", "--to", "csv"]).code, Some(2));
}

#[test]
fn a_calendar_needs_dates_and_an_existing_time_zone() {
    let site = site();
    let calm: &[&str] = &["export", "calm", "--lifter", "kim", "--to", "ics"];
    let ran = site.run(calm);
    let message = "error: `calm` has no dates: add `--start 2026-12-07 --days Mon,Wed,Fri`, or add `start` and `days` to the \
                   lifter's program\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), message));
    let dated = [calm, &["--start", "2026-12-07", "--days", "wed"]].concat();
    assert!(site.fine(&dated).contains("\r\nDTSTART;VALUE=DATE:20261209\r\n"));
    let ran = site.run(&[&dated[..], &["--at", "18:00", "--zone", "Europe/Berlim"]].concat());
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.contains("unknown time zone `Europe/Berlim`: expected a name such as `Europe/Berlin`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn times_are_read_in_every_common_form() {
    let ran =
        gallery(&["export", "madcow", "--lifter", "sam-example", "--to", "ics", "--at", "6:30", "--for", "90min"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("BEGIN:VEVENT").count(), 27);
    for line in ["\r\nDTSTART:20261207T063000\r\n", "\r\nDTEND:20261207T080000\r\n"] {
        assert!(ran.stdout.contains(line), "{line}");
    }
    for (option, given, why) in [
        ("--at", "noon", "`noon` is not a time of day: write `18:00`"),
        ("--for", "-1h", "`-1h` is not a duration of up to a day: write `75min` or `1h30m`"),
        ("--for", "30h", "`30h` is not a duration of up to a day"),
    ] {
        let at = if option == "--at" { "--quiet" } else { "--at=6:30" };
        let ran =
            gallery(&["export", "madcow", "--lifter", "sam-example", "--to", "ics", &format!("{option}={given}"), at]);
        assert!(ran.code == Some(2) && ran.stderr.contains(why), "{}", ran.stderr);
    }
}

#[test]
fn calendar_names_are_escaped_once() {
    let site = site().file("content/programs/wave.yaml", PROGRAM.replace("Wave", "'Wave, four; \\ heavy'"));
    let calendar = site.fine(&["export", "wave", "--lifter", "kim", "--to", "ics"]);
    for name in ["X-WR-CALNAME", "CATEGORIES"] {
        let line = format!("\r\n{name}:Wave\\, four\\; \\\\ heavy\r\n");
        assert!(calendar.contains(&line), "{line} {calendar}");
    }
    assert!(calendar.contains("\r\nSUMMARY:Wave\\, four\\; \\\\ heavy · Squat\r\n"), "{calendar}");
}

#[test]
fn a_later_calendar_has_a_higher_number() {
    let number = |site: &Site, args: &[&str]| -> u32 {
        let export = [&["export", "wave", "--lifter", "kim", "--to", "ics"], args].concat();
        let calendar = site.fine(&export);
        assert_eq!(site.fine(&export), calendar);
        let numbers: Vec<_> = calendar.lines().filter_map(|line| line.strip_prefix("SEQUENCE:")).collect();
        assert!(numbers.iter().all(|number| *number == numbers[0]), "{calendar}");
        numbers[0].parse().unwrap()
    };
    // Without Git, the revision is unknown.
    assert_eq!(number(&site(), &[]), 0);
    assert_eq!(number(&site(), &["--sequence", "3"]), 3);
    let repository = Repository::new();
    let site = &repository.site;
    site.write("content/programs/wave.yaml", PROGRAM);
    site.write(
        "content/lifters/kim.yaml",
        "name: Kim\nmaxes: {squat: 200}\nprograms: [{program: wave, start: 2026-12-07, days: [Mon]}]\n",
    );
    repository.commit("first");
    let first = number(site, &[]);
    site.write("content/programs/other.yaml", PROGRAM);
    repository.commit("of something else");
    assert_eq!(number(site, &[]), first);
    site.write("content/programs/wave.yaml", PROGRAM.replace("RPE 8", "RPE 7"));
    let changed = number(site, &[]);
    assert_eq!(changed, first + 1);
    repository.commit("lighter");
    assert!(number(site, &[]) > changed);
}

#[test]
fn csv_has_a_byte_order_mark_on_request() {
    let site = site();
    let export: &[&str] = &["export", "wave", "--lifter", "kim", "--to", "csv"];
    let plain = site.fine(export);
    assert!(plain.starts_with("date,"));
    assert_eq!(site.fine(&[export, &["--excel"]].concat()), format!("\u{feff}{plain}"));
    let ran = site.run(&["export", "wave", "--lifter", "kim", "--to", "json", "--excel"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), "error: --excel works only with `--format csv`\n"));
}

#[test]
fn a_text_too_long_for_a_cell_is_named() {
    let note = "x".repeat(33_000);
    let program = PROGRAM.replace("    top:", &format!("    note: {note}\n    top:"));
    let site = site().file("content/programs/wave.yaml", program);
    let ran = site.run(&["export", "wave", "--lifter", "kim", "--to", "xlsx", "-o", "x.xlsx"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.starts_with("error[bad-value]: text is too long for a workbook: expected at most 30767 characters, found 33000\n --> content/programs/wave.yaml:5:"), "{}", ran.stderr);
    assert!(!site.path().join("x.xlsx").exists());
}
