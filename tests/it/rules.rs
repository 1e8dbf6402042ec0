//! Rules of good practice: for each, programs that cause it, and similar programs that do not.

use serde_json::Value;

use crate::harness::Site;

struct Rule {
    code: &'static str,
    severity: &'static str,
    /// Each program causes it once, and nothing else.
    reported: &'static [&'static str],
    /// No program causes it.
    silent: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule {
        code: "much-backoff",
        severity: "advice",
        reported: &[
            "days: [{name: A, top: {bench: 1x1 @ 90%}, backoff: {bench: 10x3 @ 70%, paused-bench: 15x3 @ 60%}}]",
            // Seven exercises, over two blocks, in every week.
            "
weeks: 3
days:
  - name: A
    blocks:
      - {top: {squat: 1x5 @ 80%}, backoff: {paused-squat: 2x5, leg-press: 2x8, leg-curl: 2x8, leg-extension: 2x8}}
      - {top: {bench: 1x5 @ 80%}, backoff: {paused-bench: 2x5, db-bench: 2x8, skull-crusher: 2x8}}",
            // A range counts as its maximum.
            "days: [{name: A, top: {bench: 1x1 @ 90%}, backoff: {bench: 10-25x3 @ 70%}}]",
        ],
        silent: &[
            "days: [{name: A, top: {bench: 1x1 @ 90%}, backoff: {bench: 9x3 @ 70%, paused-bench: 15x3 @ 60%}}]",
            // Without a top set, and next to one.
            "days: [{name: A, backoff: {bench: 10x8 @ 60%, paused-bench: 15x3 @ 60%}}]",
            "days: [{name: A, top: {bench: 10x3 @ 85%}, accessories: {db-bench: 15x10, db-row: 15x10}}]",
            "goal: deload\ndays: [{name: A, top: {bench: 1x1 @ 60%}, backoff: {bench: 30x3 @ 30%}}]",
            // No exercise twice.
            "
days:
  - name: A
    blocks:
      - {top: {squat: 1x5 @ 80%}, backoff: {squat: 2x5 @ 70%, leg-curl: 2x8, leg-extension: 2x8, calf-raise: 2x8}}
      - {top: {squat: 1x2 @ 85%}, backoff: {squat: 2x5 @ 70%, leg-curl: 2x8, leg-extension: 2x8, leg-press: 2x8}}",
        ],
    },
    Rule {
        code: "isolation-first",
        severity: "advice",
        reported: &[
            "days: [{name: A, top: {bench: 5x3 @ 85%}, backoff: {triceps-pushdown: 3x12, bench: 3x8 @ 60%}}]",
            "days: [{name: A, top: {leg-extension: 3x15, squat: 5x3 @ 85%}}]",
            // For its secondary muscles.
            "days: [{name: A, backoff: {leg-press: 3x10, back-extension: 3x12, paused-squat: 3x5 @ 60%}}]",
        ],
        silent: &[
            "days: [{name: A, top: {bench: 5x3 @ 85%}, backoff: {bench: 3x8 @ 60%, triceps-pushdown: 3x12}}]",
            "days: [{name: A, backoff: {calf-raise: 3x15, bench: 3x8 @ 60%}}]",
            // Compound work after an isolation exercise, or a lift after compound work.
            "days: [{name: A, backoff: {leg-extension: 3x15, leg-press: 3x10}}]",
            "days: [{name: A, backoff: {leg-press: 3x10, squat: 3x8 @ 60%}}]",
            "
days:
  - name: A
    backoff:
      - {exercise: triceps-pushdown, sets: 3x12, superset: A1}
      - {exercise: bench, sets: 3x8 @ 60%, superset: A2}",
            "
days:
  - name: A
    blocks:
      - {top: {bench: 5x3 @ 85%}, backoff: {triceps-pushdown: 3x12}}
      - {top: {close-grip-bench: 3x5 @ 70%}}",
            // The exercise's kind is unknown.
            "
exercises: {pec-deck: {muscles: [chest], equipment: machine, cues: [Elbows high.]}}
days: [{name: A, backoff: {cable-fly: 3x15, pec-deck: 3x12}}]",
        ],
    },
    Rule {
        code: "heavy-backoff",
        severity: "warning",
        reported: &[
            "days: [{name: A, top: {bench: 5x3 @ 75%}, backoff: {bench: 3x3 @ 77.5%}}]",
            "days: [{name: A, top: {bench: 5x3 @ 75%}, backoff: {bench: '3x8 @ 60%, 3x3 @ top +2.5 kg'}}]",
            "days: [{name: A, top: {bench: 5x3 @ 80 kg}, backoff: {bench: 3x3 @ 85 kg}}]",
            "days: [{name: A, top: {bench: 1x8 @ RPE 6}, backoff: {bench: 3x5 @ 75%}}]",
            // From the third week on.
            "weeks: 4\ndays: [{name: A, top: {bench: 5x3 @ 75%}, backoff: {bench: 3x8 @ 70% +2.5%/week}}]",
            "phases: [{weeks: 1, top: 70%, days: [{name: A, top: {bench: 5x3 @ 80%}, backoff: {bench: 3x8 @ 65%}}]}]",
            // Drop sets.
            "days: [{name: A, accessories: {db-curl: '1x10 @ 10 kg, drop 10 @ 12 kg'}}]",
        ],
        silent: &[
            "days: [{name: A, top: {bench: '1x3 @ 70%, 1x3 @ 75%'}, backoff: {bench: 3x3 @ 75%}}]",
            "days: [{name: A, top: {bench: 5x3 @ 75%}, backoff: {bench: '3x3 @ top, 1x8 @ 60%, 1x5 @ 70%'}}]",
            // A partial lift, and the max of another lift.
            "days: [{name: A, top: {deadlift: 5x3 @ 75%}, backoff: {block-pull: 3x3 @ 90%}}]",
            "days: [{name: A, top: {push-press: 5x3 @ 75%}, backoff: {push-press: 3x3 @ 80% of overhead-press}}]",
            // It depends on the lifter.
            "days: [{name: A, top: {bench: 5x3 @ 75%}, backoff: {bench: 3x3 @ 100 kg}}]",
            "weeks: 9\ndays: [{name: A, top: {bench: 5x3 @ 75%}, backoff: {bench: 3x8 @ 60% +2.5 kg/week}}]",
            "days: [{name: A, top: {bench: 5x3}, backoff: {bench: 3x3 @ 85%}}]",
            "days: [{name: A, top: {bench: 5x3 @ 85% 1RM}, backoff: {bench: 3x3 @ 95% TM}}]",
            "days: [{name: A, top: {bench: '1x3 @ 95 kg, 1x3 @ 75%'}, backoff: {bench: 3x3 @ 85%}}]",
            "days: [{name: A, accessories: {db-curl: '1x10 @ 10 kg, drop 10 @ 8 kg, drop 10'}}]",
        ],
    },
    Rule {
        code: "over-max",
        severity: "advice",
        reported: &[
            "days: [{name: A, top: {bench: 3x2 @ 102.5%}}]",
            "days: [{name: A, top: {bench: 1x3 @ 102.5%}}]",
            "training_max: 90%\ndays: [{name: A, top: {bench: 3x2 @ 102.5% 1RM}}]",
            "training_max: 90%\ndays: [{name: A, top: {bench: 3x2 @ 115%}}]",
            "weeks: 8\ndays: [{name: A, top: {bench: 3x2 @ 85% +2.5%/week}}]",
        ],
        silent: &[
            "days: [{name: A, top: {bench: 3x2 @ 100%}}]",
            "days: [{name: A, top: {bench: 1x1 @ 102.5%}}]",
            "days: [{name: A, top: {bench: '1x1 @ 95%, 1x1+ @ 102.5%'}}]",
            "days: [{name: A, top: {bench: attempts @ 91/97/103%}}]",
            "goal: peaking\ndays: [{name: A, top: {bench: 2x1 @ 102%}}]",
            "training_max: 90%\ndays: [{name: A, top: {bench: 3x2 @ 105%}}]",
            // A lifter's own training max, and a share with a reduction.
            "days: [{name: A, top: {bench: 3x2 @ 105% TM}}]",
            "days: [{name: A, top: {bench: 3x2 @ 105% - 10 kg}}]",
            // A partial lift, the max of another lift, and a weight that grows.
            "days: [{name: A, top: {block-pull: 3x2 @ 110%}}]",
            "days: [{name: A, top: {deadlift: 3x2 @ 110% of squat}}]",
            "weeks: 9\ndays: [{name: A, top: {bench: 3x5 @ 80% +2.5 kg/week}}]",
        ],
    },
    // A slip of the finger is reported once, as that.
    Rule {
        code: "high-percentage",
        severity: "warning",
        reported: &["days: [{name: A, top: {bench: 3x2 @ 125%}}]"],
        silent: &["days: [{name: A, top: {bench: 1x1 @ 120%}}]"],
    },
    Rule {
        code: "top-heavy",
        severity: "advice",
        reported: &[
            "goal: hypertrophy\ndays: [{name: A, top: {bench: 6x3 @ 85%}, backoff: {bench: 3x8 @ 60%}}]",
            "goal: hypertrophy\nweeks: 3\ndays: [{name: A, top: {bench: 6x3 @ 85%}}, {name: B, top: {squat: 1x5 @ 80%}}]",
        ],
        silent: &[
            "goal: hypertrophy\ndays: [{name: A, top: {bench: 5x5 @ 75%}, backoff: {bench: 5x8 @ 60%}}]",
            "goal: hypertrophy\ndays: [{name: A, top: {bench: 5x5 @ 75%}, accessories: {db-bench: 5x8}}]",
            "goal: hypertrophy\ndays: [{name: A, backoff: {bench: 5x8 @ 60%}}]",
            "goal: hypertrophy\ndays: [{name: A, top: {bench: 2-6x3 @ 85%}, backoff: {bench: 3x8 @ 60%}}]",
            "goal: strength\ndays: [{name: A, top: {bench: 6x3 @ 85%}}]",
            "days: [{name: A, top: {bench: 6x3 @ 85%}}]",
        ],
    },
    Rule {
        code: "peak-backoff",
        severity: "advice",
        reported: &[
            "goal: peaking\nweeks: 2\nbackoff: [100%, none]\ndays: [{name: A, top: {bench: 9x1 @ 90%}, backoff: {bench: 7x3 @ 75%}}]",
            // In the last week, over its days.
            "
goal: peaking
days:
  - {name: A, top: {bench: 1x1 @ 90%}, backoff: {bench: 4x3 @ 75%}}
  - {name: B, top: {squat: 1x1 @ 90%}, backoff: {squat: 4x3 @ 75%}}",
        ],
        silent: &[
            "goal: peaking\ndays: [{name: A, top: {bench: 3x2 @ 90%}, backoff: {bench: 6x3 @ 75%}}]",
            "
goal: peaking
weeks: 2
backoff: [100%, 50%]
days:
  - {name: A, top: {bench: 1x1 @ 90%}, backoff: {bench: 4x3 @ 75%}}
  - {name: B, top: {squat: 1x1 @ 90%}, backoff: {squat: 4x3 @ 75%}}",
            "goal: strength\ndays: [{name: A, top: {bench: 1x1 @ 90%}, backoff: {bench: 10x3 @ 75%}}]",
        ],
    },
    Rule {
        code: "nothing-scaled",
        severity: "warning",
        reported: &[
            "
phases:
  - {weeks: 3, days: [{name: A, accessories: {db-bench: 4x10 @ 20 kg, leg-press: 4x10 @ 100 kg}}]}
  - {goal: deload, top: 60%, backoff: 50%}",
            "
phases:
  - {weeks: 3, days: [{name: A, top: {bench: 5x5 @ 75%}}]}
  - {goal: deload, backoff: 50%}",
            // Half of one set is one set, and a meet is never scaled.
            "accessories: 50%\ndays: [{name: A, top: {bench: 5x5 @ 75%}, accessories: {db-bench: 1x10 @ 20 kg}}]",
            "top: 90%\ndays: [{name: A, top: {bench: attempts}}]",
            // Week by week.
            "weeks: 2\nbackoff: [100%, none]\ndays: [{name: A, top: {bench: 5x5 @ 75%}, backoff: {bench: [3x5 @ 60%, ~]}}]",
        ],
        silent: &[
            "
phases:
  - {weeks: 3, days: [{name: A, accessories: {db-bench: 4x10 @ 20 kg, leg-press: 4x10 @ 100 kg}}]}
  - {goal: deload, accessories: 50%}",
            "
phases:
  - {weeks: 3, days: [{name: A, top: {bench: 5x5 @ 75%}}]}
  - {goal: deload, top: 70%, backoff: 50%}",
            "accessories: 50%\ndays: [{name: A, top: {bench: 5x5 @ 75%}, accessories: {bench: 1x10+ @ 40%}}]",
            "weeks: 2\nbackoff: [100%, none]\ndays: [{name: A, top: {bench: 5x5 @ 75%}, backoff: {bench: [~, 3x5 @ 60%]}}]",
            // 100% changes nothing.
            "backoff: 100%\ndays: [{name: A, top: {bench: 5x5 @ 75%}}]",
        ],
    },
    Rule {
        code: "stays-heavy",
        severity: "advice",
        reported: &[
            "
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 1x1 @ RPE 8}, backoff: {squat: 3x5 @ top -15%}}]}
  - {goal: deload, top: 70%, backoff: 50%}",
            "
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 5x3 @ 85%}, backoff: {paused-squat: 3x5 @ 75%}}]}
  - {goal: deload, top: 90%, backoff: 50%}",
            "
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 5x3 @ 85%}, backoff: {paused-squat: 3x5 @ RIR 2}}]}
  - {goal: deload, top: 90%, backoff: 50%}",
            // Of a training max, 70% is 63% of the max.
            "
training_max: 90%
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 5x3 @ 95%}, backoff: {squat: 3x5 @ 70%}}]}
  - {goal: deload, top: 90%}",
            // In one week of several.
            "
phases:
  - {weeks: 2, top: [100%, 95%], days: [{name: A, top: {squat: 5x3 @ 85%}, backoff: {squat: 3x5 @ 75%}}]}",
        ],
        silent: &[
            "
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 5x3 @ 85%}, backoff: {squat: 3x5 @ top -15%}}]}
  - {goal: deload, top: 70%, backoff: 50%}",
            "
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 5x3 @ 85%}, backoff: {squat: 3x8 @ 60%}}]}
  - {goal: deload, top: 80%, backoff: 50%}",
            "
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 1x1 @ RPE 6}, backoff: {squat: 3x8 @ 55%}}]}
  - {goal: deload, top: 80%, backoff: 50%}",
            // Skipped.
            "
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 5x3 @ 85%}, backoff: {squat: 3x5 @ 75%}}]}
  - {goal: deload, top: 80%, backoff: none}",
            // Nothing is made lighter.
            "
phases:
  - {weeks: 3, days: [{name: A, top: {squat: 1x1 @ RPE 8}, backoff: {squat: 3x5 @ 75%}}]}
  - {goal: deload, top: 100%, backoff: 50%}",
            "goal: peaking\ntop: 90%\ndays: [{name: A, top: {squat: 1x1 @ 90%}}, {name: B, top: {bench: attempts}}]",
        ],
    },
    Rule {
        code: "idle-progress",
        severity: "warning",
        reported: &[
            "cycles: 3\nprogress: {squat: 5 kg}\ndays: [{name: A, top: {squat: 5x5 @ 100 kg}}]",
            "cycles: 2\nprogress: {pull-up: 2.5 kg}\ndays: [{name: A, accessories: {pull-up: 3x5 @ bw + 10 kg}}]",
            "cycles: 2\nprogress: {db-curl: 1 kg}\ndays: [{name: A, accessories: {db-curl: 3x10}}]",
            "
cycles: 2
progress: {squat: 5 kg}
days:
  - {name: A, top: {squat: 5x5 @ 100 kg}}
  - {name: B, top: {squat: 5x5 @ 70%}}",
        ],
        silent: &[
            "cycles: 3\nprogress: {squat: 5 kg}\ndays: [{name: A, top: {squat: 5x5 @ 75%}, backoff: {squat: 3x10 @ 40 kg}}]",
            "cycles: 3\nprogress: {squat: 5 kg}\ndays: [{name: A, top: {paused-squat: 5x5 @ 75%}}]",
            // After the program, if its lifter goes on.
            "progress: {squat: 5 kg}\ndays: [{name: A, top: {squat: 5x5 @ 100 kg}}]",
            "cycles: 3\ndays: [{name: A, top: {squat: 5x5 @ 100 kg}}]",
        ],
    },
    Rule {
        code: "hard-deload",
        severity: "advice",
        reported: &[
            "
phases:
  - {goal: strength, days: [{name: A, top: {bench: 5x5 @ 75%}}]}
  - {goal: deload, days: [{name: A, top: {bench: 2x2 @ 80%}}]}",
            "
phases:
  - {weeks: 2, days: [{name: A, top: {bench: [3x5 @ 75%, 4x5 @ 75%]}}]}
  - {goal: deload, days: [{name: A, top: {bench: 5x5 @ 60%}}]}",
            // Compared with the strength phase, not with the peak.
            "
phases:
  - {goal: strength, days: [{name: A, top: {bench: 4x5 @ 75%}}]}
  - {goal: peaking, days: [{name: A, top: {bench: 1x1 @ 95%}}]}
  - {goal: deload, days: [{name: A, top: {bench: 5x5 @ 60%}}]}",
        ],
        silent: &[
            "
phases:
  - {goal: strength, weeks: 2, days: [{name: A, top: {bench: 4x5 @ 75%}, backoff: {bench: 4x8 @ 60%}}]}
  - {goal: deload, backoff: 50%, top: 80%, weeks: 1}",
            "
phases:
  - {goal: strength, days: [{name: A, top: {bench: 4x5 @ 75%}}]}
  - {goal: peaking, days: [{name: A, top: {bench: 1x1 @ 95%}}]}
  - {goal: deload, days: [{name: A, top: {bench: 3x5 @ 60%}}]}",
            // The test at its end does not count.
            "
phases:
  - {goal: strength, days: [{name: A, top: {bench: 2x5 @ 75%}}]}
  - {goal: deload, days: [{name: A, top: {bench: 2x5 @ 60%}}, {name: B, top: {bench: attempts}}]}",
            "phases: [{goal: deload, days: [{name: A, top: {bench: 9x9 @ 60%}}]}]",
            // How heavy a weight is depends on the lifter, and other lifts are different work.
            "
phases:
  - {goal: strength, days: [{name: A, top: {bench: 4x5 @ 75%}}]}
  - {goal: deload, days: [{name: A, top: {bench: 3x5 @ 90 kg}}]}",
            "
phases:
  - {goal: strength, days: [{name: A, top: {bench: 4x5 @ 75%}}]}
  - {goal: deload, days: [{name: A, top: {overhead-press: 3x5 @ 80%}}]}",
            "
phases:
  - {goal: strength, days: [{name: A, top: {bench: 3-5x5 @ 75%}}]}
  - {goal: deload, days: [{name: A, top: {bench: 2-6x5 @ 60%}}]}",
        ],
    },
    Rule {
        code: "missing-percent",
        severity: "warning",
        reported: &[
            "days: [{name: A, top: {bench: 5x3 @ 80}, backoff: {bench: 4x6 @ 70%}}]",
            "days: [{name: A, top: {bench: 5x3 @ 85%}, backoff: {paused-bench: 3x5 @ 65-70 RPE 7}}]",
            "weeks: 3\ndays: [{name: A, top: {bench: [5x3 @ 80%, 5x3 @ 82.5, 5x3 @ 85%]}}]",
        ],
        silent: &[
            "days: [{name: A, top: {bench: 5x3 @ 80 kg}, backoff: {bench: 4x6 @ 70%}}]",
            "days: [{name: A, top: {bench: 5x3 @ 80kg}, backoff: {bench: 4x6 @ 70%}}]",
            // A program in weights, and one with mostly weights.
            "weeks: 3\ndays: [{name: A, top: {bench: [5x3 @ 80, 5x3 @ 82.5, 5x3 @ 85]}}]",
            "days: [{name: A, top: {bench: 5x3 @ 80}, backoff: {bench: '4x6 @ 70, 1x10 @ 55%'}}]",
            // A percentage of the e1RM, and a weight with a step.
            "days: [{name: A, top: {bench: 5x3 @ 102.5}, backoff: {bench: 4x6 @ 70%}}]",
            "days: [{name: A, top: {bench: 5x3 @ 85%}, backoff: {bench: 2x15 @ 40}}]",
            "weeks: 3\ndays: [{name: A, top: {bench: 5x3 @ 85%}, backoff: {bench: 3x8 @ 60 +2.5/week}}]",
            // Other lifts of a program in percentages, and accessories.
            "days: [{name: A, top: {bench: 5x3 @ 85%, barbell-row: 5x8 @ 60}}]",
            "days: [{name: A, top: {bench: 5x3 @ 85%}, accessories: {bench: 3x12 @ 60}}]",
        ],
    },
    Rule {
        code: "rested-drop",
        severity: "warning",
        reported: &[
            "days: [{name: A, accessories: {db-curl: '1x10 rest 60s, drop 10'}}]",
            "days: [{name: A, accessories: {db-curl: '3x10, drop 10 rest 30s, drop 10'}}]",
        ],
        silent: &[
            "days: [{name: A, accessories: {db-curl: '3x10 rest 60s, drop 10, drop 8'}}]",
            "days: [{name: A, accessories: {db-curl: '1x10, drop 10 rest 60s'}}]",
            "days: [{name: A, accessories: [{exercise: db-curl, sets: '1x10, drop 10', rest: 60s}]}]",
        ],
    },
    Rule {
        code: "early-drop",
        severity: "advice",
        reported: &["days: [{name: A, accessories: {db-curl: '2x10, drop 10, drop 8, 2x8'}}]"],
        silent: &[
            "days: [{name: A, accessories: {db-curl: '2x10, 2x8, drop 10, drop 8'}}]",
            "days: [{name: A, accessories: {db-curl: '2x10, drop 10', hammer-curl: 2x8}}]",
        ],
    },
    Rule {
        code: "technical-drop",
        severity: "advice",
        reported: &[
            "days: [{name: A, top: {squat: '3x5 @ 80%, drop 10'}}]",
            "days: [{name: A, backoff: {paused-bench: '3x5 @ 70%, drop 10'}}]",
        ],
        silent: &[
            "days: [{name: A, backoff: {leg-press: '3x12, drop 10', leg-extension: '3x12, drop 10'}}]",
            "exercises: {pec-deck: {equipment: machine, cues: [Elbows high.]}}\ndays: [{name: A, backoff: {pec-deck: '3x12, drop 10'}}]",
        ],
    },
];

/// Returns `code` and `severity` of everything that `check` reports about a program.
fn reported(program: &str) -> Vec<(String, String)> {
    let site = Site::new().file("content/programs/p.yaml", format!("title: P\nunits: kg\n{}\n", program.trim()));
    let ran = site.run(&["check", "--format", "json"]);
    let reported: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
    let text = |reported: &Value, key: &str| reported[key].as_str().unwrap().to_owned();
    reported.as_array().unwrap().iter().map(|reported| (text(reported, "code"), text(reported, "severity"))).collect()
}

#[test]
fn every_rule_reports_exactly_what_it_should() {
    for rule in RULES {
        for program in rule.reported {
            assert_eq!(
                reported(program),
                [(rule.code.to_owned(), rule.severity.to_owned())],
                "{}: {program}",
                rule.code
            );
        }
        for program in rule.silent {
            assert_eq!(reported(program), [], "{}: {program}", rule.code);
        }
    }
}

const DROP: &str = "days: [{name: A, backoff: {squat: '3x5 @ 60%, drop 10, 1x5 @ 60%'}}]\n";

fn site(allowed_by_site: &str, allowed_by_program: &str) -> Site {
    let allow = |codes: &str| if codes.is_empty() { String::new() } else { format!("allow: [{codes}]\n") };
    Site::new()
        .file("content/liftpress.yaml", format!("title: Site\n{}", allow(allowed_by_site)))
        .file("content/programs/p.yaml", format!("title: P\n{}{DROP}", allow(allowed_by_program)))
        .file("content/programs/q.yaml", "title: Q\ndays: [{name: A, backoff: {bench: '3x5 @ 60%, drop 10'}}]\n")
}

/// Returns `file code` of everything that `check` reports.
fn check(site: &Site) -> Vec<String> {
    let reported: Value = serde_json::from_str(&site.run(&["check", "--format", "json"]).stdout).unwrap();
    let word = |reported: &Value| {
        let file = reported["file"].as_str().unwrap().trim_start_matches("content/").to_owned();
        format!("{file} {}", reported["code"].as_str().unwrap())
    };
    reported.as_array().unwrap().iter().map(word).collect()
}

#[test]
fn allow_hides_for_a_program_or_everywhere() {
    let [p_early, p_technical, q_technical] =
        ["programs/p.yaml early-drop", "programs/p.yaml technical-drop", "programs/q.yaml technical-drop"];
    assert_eq!(check(&site("", "")), [p_technical, p_early, q_technical]);
    assert_eq!(check(&site("", "technical-drop")), [p_early, q_technical]);
    assert_eq!(check(&site("technical-drop", "")), [p_early]);
    assert_eq!(check(&site("technical-drop", "early-drop")), [""; 0]);
}

#[test]
fn an_unused_allow_is_reported() {
    let ran = site("early-drop", "top-heavy, technical-drop, early-drop").run(&["check", "p"]);
    let expected = "\
warning[unused-allow]: `top-heavy` in `allow` hides nothing
 --> content/programs/p.yaml:2:9
  |
2 | allow: [top-heavy, technical-drop, early-drop]
  |         ^^^^^^^^^
  |
  = help: remove it, or it will hide the next mistake of its kind; errors are never hidden

1 file: 1 warning
";
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), expected));
    let reported = check(&site("much-backoff, technical-drop, early-drop", ""));
    assert_eq!(reported, ["liftpress.yaml unused-allow"]);
    // Not where an error may hide it, and not in a draft, which has no lifters.
    let with_error = site("much-backoff", "");
    with_error.write("content/programs/r.yaml", "title: R\ndays: [{name: A, top: {sqaut: 1x5}}]\n");
    assert!(!check(&with_error).iter().any(|reported| reported.ends_with("unused-allow")));
    let draft =
        Site::new().file("draft.yaml", "title: D\nallow: [above-plates]\ndays: [{name: A, top: {squat: 1x5}}]\n");
    assert!(draft.fine(&["check", "draft.yaml"]).ends_with("1 file: no problems\n"));
}

#[test]
fn an_inherited_allow_must_be_used_by_one_program() {
    let with = |days: &str| {
        site("technical-drop, early-drop", "")
            .file("content/programs/base.yaml", format!("title: B\nallow: [much-backoff]\n{days}"))
            .file(
                "content/programs/more.yaml",
                "title: M\nextends: base\ndays: [{name: A, backoff: {bench: 9x3 @ 60%}}]\n",
            )
    };
    let many = "days: [{name: A, top: {bench: 1x1 @ 90%}, backoff: {bench: 30x3 @ 60%}}]\n";
    let few = "days: [{name: A, top: {bench: 1x1 @ 90%}, backoff: {bench: 8x3 @ 60%}}]\n";
    assert_eq!(check(&with(many)), [""; 0]);
    assert_eq!(check(&with(few)), ["programs/base.yaml unused-allow"]);
}

#[test]
fn allow_needs_existing_codes_that_are_no_errors() {
    let site = Site::new().file(
        "content/programs/p.yaml",
        "title: P\nallow: [unknown-exercise, erly-drop]\ndays: [{name: A, top: {sqaut: 1x5}}]\n",
    );
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("error[bad-value]: there is no code `erly-drop`"), "{}", ran.stdout);
    assert!(ran.stdout.contains("help: did you mean `early-drop`?"), "{}", ran.stdout);
    assert!(ran.stdout.contains("error[unknown-exercise]") && ran.stdout.ends_with(": 2 errors\n"), "{}", ran.stdout);
}

/// Mistakes found while planning a lifter's booklet are reported in the program.
#[test]
fn allow_hides_diagnostics_that_lifters_cause_in_a_program() {
    let with = |allow: &str| {
        Site::new()
            .file(
                "content/programs/p.yaml",
                format!("title: P\n{allow}days: [{{name: A, top: {{squat: 3x5 @ 10%}}}}]\n"),
            )
            .file("content/lifters/sam.yaml", "name: Sam\nunits: kg\nmaxes: {squat: 100}\nprograms: [p]\n")
    };
    assert_eq!(check(&with("")), ["programs/p.yaml below-bar"]);
    assert_eq!(check(&with("allow: [below-bar]\n")), [""; 0]);
    let allowed = with("allow: [below-bar]\n");
    allowed.fine(&["build", "-q"]);
    allowed.fine(&["show", "p", "--lifter", "sam"]);
}

#[test]
fn build_leaves_advice_to_check() {
    let ran = site("", "").run(&["build"]);
    let expected = "0 booklets (private): output/booklets/index.html\nsite with 2 programs (to publish): output/site/index.html\n3 pieces of advice: run `liftpress check` for details\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), expected));
    assert_eq!(site("", "").run(&["build", "-q"]).stderr, "");
}
