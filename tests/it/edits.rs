//! Thirty real edits, each a commit, with the output of `diff` and `log`. Read the snapshots as a coach would.

use std::fmt::Write as _;

use crate::git::Repository;

const BENCH: &str = "\
title: Bench day with back-off sets
summary: One bench day a week.
units: kg
phases:
  - name: Volume
    goal: hypertrophy
    weeks: 4
    days:
      - name: Bench
        top:
          bench: 5x3 @ 85%
        backoff:
          - paused-bench: 5x4 @ 75%
          - close-grip-bench: 4x6 @ 70%
          - db-bench: 4x10
          - rope-pulldown: 3x10, drop 15
";

const WAVE: &str = "\
title: Back-off wave
units: kg
training_max: 90%
phases:
  - name: Wave
    goal: strength
    weeks: 3
    days:
      - name: Squat
        top:
          squat: [5x5 @ 75%, 4x4 @ 80%, 3x3 @ 85%]
        backoff:
          - squat: 3x5 @ top -10%
          - {exercise: paused-squat, sets: 3x4 @ top -20%, for: technique}
        accessories:
          - leg-press: 3x12
          - ab-wheel: 3x10
      - name: Bench
        top:
          bench: [5x5 @ 75%, 4x4 @ 80%, 3x3 @ 85%]
        backoff:
          - bench: 3x5 @ top -10%
          - db-row: 4x10
      - name: Deadlift
        top:
          deadlift: [3x5 @ 75%, 3x4 @ 80%, 2x3 @ 85%]
        backoff:
          - romanian-deadlift: 3x8 @ 55%
";

const SAM: &str = "\
name: Sam Example
units: kg
maxes:
  squat: 180
  bench: 120 # with a pause
  deadlift: 220
programs:
  - program: wave
    start: 2026-09-07
    days: [Mon, Wed, Fri]
";

/// A coach's commit message and the edit: a file, the text to replace, and the new text.
type Edit = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

const BENCH_FILE: &str = "content/programs/bench-day.yaml";
const WAVE_FILE: &str = "content/programs/wave.yaml";
const SAM_FILE: &str = "content/lifters/sam.yaml";

const EDITS: &[Edit] = &[
    ("More paused bench", &[(BENCH_FILE, "paused-bench: 5x4 @ 75%", "paused-bench: 6x4 @ 72.5%")]),
    ("Spoto press for the paused bench", &[(BENCH_FILE, "paused-bench: 6x4", "spoto-press: 6x4")]),
    ("No dumbbell bench any more", &[(BENCH_FILE, "          - db-bench: 4x10\n", "")]),
    ("Lateral raises at the end", &[(BENCH_FILE, "drop 15\n", "drop 15\n          - lateral-raise: 3x15\n")]),
    (
        "Pulldowns come first",
        &[
            (BENCH_FILE, "          - rope-pulldown: 3x10, drop 15\n", ""),
            (
                BENCH_FILE,
                "          - spoto-press",
                "          - rope-pulldown: 3x10, drop 15\n          - spoto-press",
            ),
        ],
    ),
    ("The top set is heavier", &[(BENCH_FILE, "bench: 5x3 @ 85%", "bench: 4x3 @ 87.5%")]),
    ("The back-off follows from the top set", &[(BENCH_FILE, "4x6 @ 70%", "4x6 @ top -20%")]),
    ("Five weeks of volume", &[(BENCH_FILE, "weeks: 4", "weeks: 5")]),
    (
        "A deload at the end",
        &[(
            BENCH_FILE,
            "lateral-raise: 3x15\n",
            "lateral-raise: 3x15\n  - {name: Deload, goal: deload, top: 70%, backoff: 50%}\n",
        )],
    ),
    ("The phase is called Base", &[(BENCH_FILE, "name: Volume", "name: Base")]),
    (
        "What to do after a hard top set",
        &[(
            BENCH_FILE,
            "          - close-grip-bench: 4x6 @ top -20%\n",
            "          - exercise: close-grip-bench\n            sets: 4x6 @ top -20%\n            adjust:\n              - {if: rpe >= 9.5, sets: 2x6 @ top -25%}\n",
        )],
    ),
    ("Less of it when it was hard", &[(BENCH_FILE, "sets: 2x6 @ top -25%", "sets: 2x6 @ top -30%")]),
    ("The training max is 85%", &[(WAVE_FILE, "training_max: 90%", "training_max: 85%")]),
    (
        "Squat back-offs are lighter, and more of them",
        &[(WAVE_FILE, "- squat: 3x5 @ top -10%", "- squat: 4x5 @ top -15%")],
    ),
    (
        "The third week is a heavy one",
        &[(WAVE_FILE, "squat: [5x5 @ 75%, 4x4 @ 80%, 3x3 @ 85%]", "squat: [5x5 @ 75%, 4x4 @ 80%, 2x2 @ 90%]")],
    ),
    (
        "Rows go to the deadlift day",
        &[
            (WAVE_FILE, "          - db-row: 4x10\n", ""),
            (
                WAVE_FILE,
                "          - romanian-deadlift: 3x8 @ 55%\n",
                "          - romanian-deadlift: 3x8 @ 55%\n          - db-row: 4x10\n",
            ),
        ],
    ),
    (
        "Leg press and paused squats change places",
        &[(
            WAVE_FILE,
            "          - {exercise: paused-squat, sets: 3x4 @ top -20%, for: technique}\n        accessories:\n          - leg-press: 3x12\n",
            "          - leg-press: 3x12\n        accessories:\n          - {exercise: paused-squat, sets: 3x4 @ 60%, for: technique}\n",
        )],
    ),
    (
        "Bench before squat",
        &[
            (WAVE_FILE, "      - name: Squat\n", "      - name: SQUAT\n"),
            (
                WAVE_FILE,
                "      - name: Bench\n        top:\n          bench: [5x5 @ 75%, 4x4 @ 80%, 3x3 @ 85%]\n        backoff:\n          - bench: 3x5 @ top -10%\n",
                "",
            ),
            (
                WAVE_FILE,
                "      - name: SQUAT\n",
                "      - name: Bench\n        top:\n          bench: [5x5 @ 75%, 4x4 @ 80%, 3x3 @ 85%]\n        backoff:\n          - bench: 3x5 @ top -10%\n      - name: Squat\n",
            ),
        ],
    ),
    ("The bench day is called Press", &[(WAVE_FILE, "name: Bench", "name: Press")]),
    (
        "A fourth day",
        &[(
            WAVE_FILE,
            "          - db-row: 4x10\n",
            "          - db-row: 4x10\n      - name: Arms\n        accessories:\n          - barbell-curl: 3x12\n          - rope-pulldown: 3x12\n",
        )],
    ),
    (
        "Supplemental work is a choice",
        &[
            (WAVE_FILE, "phases:\n", "options:\n  supplemental: {choices: [fsl, bbb], default: fsl}\nphases:\n"),
            (
                WAVE_FILE,
                "          - bench: 3x5 @ top -10%\n",
                "          - {exercise: bench, sets: 3x5 @ top -10%, only: {supplemental: fsl}}\n          - {exercise: bench, sets: 5x10 @ 50%, only: {supplemental: bbb}}\n",
            ),
        ],
    ),
    ("Boring but big is a bit lighter", &[(WAVE_FILE, "sets: 5x10 @ 50%", "sets: 5x10 @ 45%")]),
    ("The default is boring but big", &[(WAVE_FILE, "default: fsl", "default: bbb")]),
    (
        "Cycles with progress",
        &[(
            WAVE_FILE,
            "training_max: 85%\n",
            "training_max: 85%\ncycles: 2\nprogress: {squat: 5 kg, bench: 2.5 kg, deadlift: 5 kg}\n",
        )],
    ),
    (
        "Rest and tempo",
        &[(
            WAVE_FILE,
            "- {exercise: paused-squat, sets: 3x4 @ 60%, for: technique}",
            "- {exercise: paused-squat, sets: 3x4 @ 60%, for: technique, rest: 2 min, tempo: 3-2-0}",
        )],
    ),
    ("In pounds", &[(BENCH_FILE, "units: kg", "units: lb")]),
    ("Sam can squat more", &[(SAM_FILE, "squat: 180", "squat: [180, {1rm: 187.5, date: 2026-09-28}]")]),
    (
        "Sam trains with bands, and without the ab wheel",
        &[(
            SAM_FILE,
            "    days: [Mon, Wed, Fri]\n",
            "    days: [Mon, Wed, Fri, Sat]\n    swap: {rope-pulldown: band-pushdown}\n    skip: [ab-wheel]\n",
        )],
    ),
    ("A mistake", &[(WAVE_FILE, "leg-press: 3x12", "leg-pres: 3x12")]),
    ("Fix the leg press, and add front squats", &[(WAVE_FILE, "leg-pres: 3x12", "front-squat: 3x6 @ 60%")]),
];

/// Returns the repository after all edits, with the output of `diff` for each.
fn edited() -> (Repository, String) {
    let repository = Repository::new();
    let site = &repository.site;
    site.write(BENCH_FILE, BENCH);
    site.write(WAVE_FILE, WAVE);
    site.write(SAM_FILE, SAM);
    repository.commit("First version");
    let mut reported = String::new();
    for (message, edits) in EDITS {
        for (file, from, to) in *edits {
            let text = site.read(file);
            assert!(text.contains(from), "{message}: {from} is not in {file}");
            site.write(file, text.replacen(from, to, 1));
        }
        repository.commit(message);
        let ran = site.run(&["diff", "HEAD~1..HEAD"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{message}");
        let _ = writeln!(reported, "== {message}\n\n{}", ran.stdout);
    }
    (repository, reported)
}

#[test]
fn thirty_edits_are_described_as_a_coach_would() {
    assert_eq!(EDITS.len(), 30);
    let (repository, reported) = edited();
    insta::assert_snapshot!("thirty_edits", reported);
    insta::assert_snapshot!("log_of_the_wave", repository.site.fine(&["log", "wave"]));
}
