//! Plans that once were wrong, or that are easy to get wrong.

use serde_json::{Value, json};

use crate::harness::{Site, sets};

/// A program of one phase with some days.
fn site(head: &str, days: &str) -> Site {
    Site::new().file("content/programs/p.yaml", format!("title: P\n{head}\ndays:\n{days}"))
}

fn weights(plan: &Value, role: &str) -> Vec<Value> {
    sets(plan).iter().filter(|set| set["role"] == role).map(|set| set["weight"].clone()).collect()
}

#[test]
fn a_max_without_a_unit_has_the_lifters_unit() {
    let site = site("weeks: 1", "  - {name: A, accessories: [{squat: 1x1 @ 100%}]}\n");
    let plan = site.plan("p", &["--max", "bench=300lb", "--max", "squat=405"]);
    assert_eq!(weights(&plan, "accessory"), [json!(405)]);
}

#[test]
fn points_are_of_the_kind_of_max_that_the_top_set_is_of() {
    let days = "  - {name: A, top: {bench: 1x3 @ 85% 1RM}, backoff: [{bench: 1x5 @ top -10 pp}]}\n";
    let plan = site("units: lb\ntraining_max: 90%\nweeks: 1", days).plan("p", &["--max", "bench=300"]);
    assert_eq!(weights(&plan, "backoff"), [json!(225)]);
}

#[test]
fn weekly_percentages_are_printed() {
    let days = "  - name: A\n    accessories: [{squat: 3x5 @ 60% of bench +2.5%/week}, {bench: 3x5 @ 60% + 10 lb +2.5%/week}]\n";
    let text = site("units: lb\nweeks: 2", days).fine(&["show", "p", "--max", "bench=300", "--week", "2"]);
    assert!(text.contains("62.5% of bench") && text.contains("62.5% + 10 lb"), "{text}");
}

#[test]
fn facts_of_a_day_hold_in_all_of_its_weeks() {
    let days = "  - name: A\n    warmup: true\n    note: Hello\n    weeks: {1: {top: {squat: 1x5 @ 100 kg}}, 2: {top: {squat: 1x5 @ 110 kg}, warmup: false, note: Bye}}\n";
    let site = site("units: kg\nweeks: 2", days);
    let plan = site.plan("p", &[]);
    let warmups = |week: usize| {
        plan["weeks"][week]["days"][0]["sets"].as_array().unwrap().iter().filter(|set| set["role"] == "warmup").count()
    };
    assert_eq!((warmups(0), warmups(1)), (5, 0));
    let markdown = site.fine(&["show", "p", "--format", "md"]);
    assert!(markdown.contains("Hello") && markdown.contains("Bye"), "{markdown}");
}

#[test]
fn lists_of_a_day_count_over_the_phase_and_lists_of_a_range_within_it() {
    let days = "  - name: A\n    top: {squat: [1x1 @ 101 kg, 1x1 @ 102 kg, 1x1 @ 103 kg, 1x1 @ 104 kg]}\n    weeks: {2-3: {top: {squat: [1x1 @ 52 kg, 1x1 @ 53 kg]}}}\n";
    let site = site("units: kg\nweeks: 4", days)
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nequipment: {step: 1}\nprograms: [p]\n");
    assert_eq!(weights(&site.plan("p", &["--lifter", "a"]), "top"), [json!(101), json!(52), json!(53), json!(104)]);
}

#[test]
fn warm_up_sets_are_numbered_one_by_one() {
    let days = "  - {name: A, warmup: [2x5 @ bar, 1x3 @ 60%], top: {squat: 1x1 @ 100%}}\n";
    let plan = site("units: kg\nweeks: 1", days).plan("p", &["--max", "squat=100"]);
    let warmups: Vec<_> = sets(&plan).into_iter().filter(|set| set["role"] == "warmup").collect();
    let row = |set: &Value| (set["set"].clone(), set["group"].clone(), set["weight"].clone());
    assert_eq!(
        warmups.iter().map(row).collect::<Vec<_>>(),
        [(json!(1), json!(0), json!(20)), (json!(2), json!(0), json!(20)), (json!(3), json!(0), json!(60))]
    );
}

#[test]
fn cycles_add_to_the_training_max_or_else_to_the_max() {
    let days =
        "  - {name: A, top: {squat: 1x5 @ 100%}, backoff: [{front-squat: 1x5 @ 100%}, {squat: 1x1 @ 100% 1RM}]}\n";
    let cycles = |head: &str| {
        let head = format!("units: kg\nweeks: 1\ncycles: 3\nprogress: {{squat: 10 lb|5 kg}}{head}");
        weights(&site(&head, days).plan("p", &["--max", "squat=200"]), "top")
    };
    assert_eq!(cycles(""), [json!(200), json!(205), json!(210)]);
    assert_eq!(cycles("\ntraining_max: 90%"), [json!(180), json!(185), json!(190)]);
    // A front squat counts as 80% of the squat, including growth. An explicit 1RM is unaffected by a training max.
    let head = "units: kg\nweeks: 1\ncycles: 2\nprogress: {squat: 5 kg}\ntraining_max: 90%";
    let plan = site(head, days).plan("p", &["--max", "squat=200"]);
    assert_eq!(weights(&plan, "backoff"), [json!(145), json!(200), json!(147.5), json!(200)]);
}

#[test]
fn a_set_of_the_other_unit_is_converted_and_then_rounded() {
    let days = "  - name: A\n    accessories: [{squat: 1x5 @ 225 lb}, {squat: 1x5 @ 225 lb|100 kg}, {squat: 1x5 @ 100 kg +10 lb|5 kg/week}]\n";
    let site = site("units: kg\nweeks: 2", days);
    // 225 lb is 102.06 kg.
    let second: Vec<_> = weights(&site.plan("p", &["--units", "kg", "--week", "2"]), "accessory");
    assert_eq!(second, [json!(102.5), json!(100), json!(105)]);
    let second: Vec<_> = weights(&site.plan("p", &["--units", "lb", "--week", "2"]), "accessory");
    // 100 kg is 220.46 lb, and 10 lb more in week 2.
    assert_eq!(second, [json!(225), json!(225), json!(230)]);
}

#[test]
fn warm_up_sets_can_refer_to_the_top_set_after_them() {
    let days = "  - {name: A, top: {squat: '1x5 @ top -50%, 1x5 @ previous +20 kg, 1x5 @ 100 kg, 1x3 @ set 2 +5 kg'}, backoff: [{squat: 1x8 @ set 2}, {squat: 1x8 @ second -10%}]}\n";
    let plan = site("units: kg\nweeks: 1", days).plan("p", &[]);
    assert_eq!(weights(&plan, "top"), [json!(50), json!(70), json!(100), json!(75)]);
    assert_eq!(weights(&plan, "backoff"), [json!(70), json!(62.5)]);
}

#[test]
fn dates_follow_the_days_of_the_week() {
    let days = "  - {name: A, top: {squat: 1x5 @ 100 kg}}\n  - {name: B, top: {squat: 1x5 @ 100 kg}}\n";
    let lifter = "name: A\nunits: kg\nprograms: [{program: p, ends: 2027-03-14, days: [Wed, Sun]}]\n";
    let site = site("units: kg\nweeks: 2", days).file("content/lifters/a.yaml", lifter);
    let plan = site.plan("p", &["--lifter", "a"]);
    let dates: Vec<_> = plan["weeks"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|week| week["days"].as_array().unwrap())
        .map(|day| day["date"].as_str().unwrap())
        .collect();
    assert_eq!(dates, ["2027-03-03", "2027-03-07", "2027-03-10", "2027-03-14"]);
}

#[test]
fn show_reports_only_mistakes_that_affect_the_program() {
    let site = site("units: kg\nweeks: 1", "  - {name: A, top: {my-lift: 1x5 @ 80%}}\n")
        .file("content/exercises/my-lift.md", "---\nname: My lift\nmax_off: squat\n---\n")
        .file("content/programs/other.yaml", "title: Other\nweeks: none\n");
    let ran = site.run(&["show", "p", "--max", "squat=100"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.starts_with("error[unknown-key]: unknown key `max_off` in an exercise"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("\n1 error\n"), "{}", ran.stderr);
}

/// 512 lb × 93.75% × 87.5% is exactly 420 lb. A product of the percentages rounded to six decimals would be slightly more, and
/// 425 when rounded up.
#[test]
fn shares_of_shares_are_exact() {
    let head = "units: lb\nexercises: {a: {max_of: squat, ratio: 87.5%}, b: {max_of: a, ratio: 93.75%}}\nweeks: 1";
    let lifter = "name: A\nunits: lb\nrounding: up\nmaxes: {squat: 512}\nprograms: [p]\n";
    let site = site(head, "  - {name: A, accessories: [{b: 1x1 @ 100%}]}\n").file("content/lifters/a.yaml", lifter);
    assert_eq!(weights(&site.plan("p", &["--lifter", "a"]), "accessory"), [json!(420)]);
}

#[test]
fn variations_have_their_own_progress() {
    let head = "units: kg\nweeks: 1\ncycles: 3\nprogress: {front-squat: 10 kg, bench: 5 kg}";
    let days = "  - {name: A, accessories: [{front-squat: 1x1 @ 100%}, {paused-bench: 1x1 @ 100%}]}\n";
    let plan = site(head, days).plan("p", &["--max", "squat=200", "--max", "bench=100"]);
    let expected = [160, 100, 170, 105, 180, 110].map(|weight| json!(weight));
    assert_eq!(weights(&plan, "accessory"), expected);
}

#[test]
fn days_are_numbered_and_dated_within_their_week() {
    let days = "  - {name: A, weeks: {1: {top: {squat: 1x5 @ 100 kg}}}}\n  - {name: B, weeks: {2: {top: {squat: 1x5 @ 100 kg}}}}\n";
    let lifter = "name: A\nunits: kg\nprograms: [{program: p, start: 2026-12-07, days: [Mon]}]\n";
    let site = site("units: kg\nweeks: 2", days).file("content/lifters/a.yaml", lifter);
    let plan = site.plan("p", &["--lifter", "a"]);
    let dates = [0, 1].map(|week: usize| plan["weeks"][week]["days"][0]["date"].clone());
    assert_eq!(dates, [json!("2026-12-07"), json!("2026-12-14")]);
}

#[test]
fn a_draft_replaces_the_program_of_its_name() {
    let site = site("units: kg\nweeks: none", "  - {name: A}\n")
        .file("draft/p.yaml", "title: Draft\nunits: kg\nweeks: 1\ndays:\n  - {name: A, top: {squat: 1x5 @ 80%}}\n")
        .file(
            "content/programs/q.yaml",
            "title: Q\nunits: kg\nweeks: 1\ndays:\n  - {name: A, top: {squat: 1x5 @ 80%}}\n",
        )
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nmaxes: {squat: 100}\nprograms: [p, q]\n")
        .file("content/pages/x.md", "no front matter\n");
    assert!(site.fine(&["show", "draft/p.yaml", "--lifter", "a"]).starts_with("Draft\n"));
    // Whatever its name and its order among the site's lifters.
    site.write("draft/z.yaml", site.read("draft/p.yaml").replace("Draft", "Last"));
    assert!(site.fine(&["show", "draft/z.yaml", "--lifter", "a"]).starts_with("Last\n"));
    site.write("draft/My Draft.yaml", site.read("draft/p.yaml"));
    let ran = site.run(&["show", "draft/My Draft.yaml"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("rename the file to `my-draft.yaml`"), "{}", ran.stderr);
}

/// Each exercise on its own bar, from its own ladder, with its own rounding, and the texts that say so.
#[test]
fn equipment_and_rounding_of_single_exercises() {
    let work = ["squat", "safety-bar-squat", "bench", "leg-press", "lat-pulldown", "kettlebell-swing", "db-row"]
        .map(|exercise| format!("{{{exercise}: 1x5 @ 58 kg}}"));
    let days = format!("  - {{name: A, accessories: [{}, {{pull-up: 1x5 @ bw + 9 kg}}]}}\n", work.join(", "));
    let site = site("units: kg", &days).file(
        "content/lifters/a.yaml",
        "name: A\nunits: kg\nequipment:\n  bars: {safety-bar-squat: 27.5, leg-press: 45}\n  plates: [10, 2.5, 1.25]\n  \
         kettlebells: [24, 56, 60]\n  machines: {step: 5}\n  ladders: {lat-pulldown: {step: 5, from: 4, to: 94}}\n  \
         dumbbells: {step: 2, to: 60}\n  belt: [10]\n\
         rounding: {default: nearest, bench: down to 5 kg, db-row: up}\nprograms: [p]\n",
    );
    let plan = site.plan("p", &["--lifter", "a"]);
    assert_eq!(
        weights(&plan, "accessory"),
        [json!(57.5), json!(57.5), json!(55), json!(57.5), json!(59), json!(60), json!(58), Value::Null]
    );
    let plates: Vec<_> = sets(&plan).iter().map(|set| set["plates_per_side"].clone()).collect();
    let sides = [json!([10, 2.5, 2.5, 2.5, 1.25]), json!([10, 2.5, 2.5]), json!([10, 2.5, 2.5, 2.5])];
    assert_eq!(plates[..3], sides);
    assert_eq!(plates[3..5], [json!([2.5, 2.5, 1.25]), Value::Null]);
    let text = site.fine(&["show", "p", "--lifter", "a", "--format", "md"]);
    let words = "to the nearest weight your equipment can load; \
                 Bench press down to the nearest 5 kg; Dumbbell row up.";
    assert!(text.contains(words) && text.contains("bodyweight + 10"), "{text}");
}

/// Plates of every weight, and limits that multiply: at most two seconds for any input.
#[test]
fn absurd_sizes_are_refused_quickly() {
    let plates: Vec<_> = (0..24).map(|i| format!("0.{} kg", 250 + i)).collect();
    let lifter = format!(
        "name: A\nunits: kg\nequipment: {{plates: [{}]}}\nmaxes: {{squat: 100}}\nprograms: [p]\n",
        plates.join(", ")
    );
    let site =
        site("units: kg\nweeks: 1", "  - {name: A, top: {squat: 1x5 @ 80%}}\n").file("content/lifters/a.yaml", lifter);
    let start = std::time::Instant::now();
    assert_eq!(site.run(&["build", "-q"]).code, Some(0));
    let wave = vec!["5"; 900].join("/");
    site.write("content/programs/big.yaml", format!("title: Big\ncycles: 26\nphases:\n  - weeks: 104\n    days:\n      - {{name: A, top: {{squat: {wave} @ 50%}}}}\n"));
    let ran = site.run(&["build", "-q"]);
    assert!(ran.stderr.contains("the program is too large: 2704 weeks with 2433600 groups of sets"), "{}", ran.stderr);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// Sets that repeat the top set follow its result: a lighter top single gives lighter back-off sets. The strip has no row for
/// them, since it would repeat the header.
#[test]
fn repeats_of_an_estimated_top_set_follow_it() {
    let days = "  - {name: A, top: {squat: '1x5 @ RPE 8, 2x5 @ previous'}, backoff: [{squat: 3x5 @ top -10%}]}\n";
    let plan = site("units: kg\nweeks: 1", days).plan("p", &["--max", "squat=200"]);
    let strip = &plan["weeks"][0]["days"][0]["strips"][0];
    assert_eq!(strip["hits"], json!([157.5, 160, 162.5, 165, 167.5]));
    assert_eq!(strip["rows"].as_array().unwrap().len(), 1);
    assert_eq!(strip["rows"][0]["weights"], json!([142.5, 145, 147.5, 147.5, 150]));
    let days = "  - {name: A, top: {squat: 1x5 @ RPE 8}, backoff: [{squat: 3x5 @ top}]}\n";
    let plan = site("units: kg\nweeks: 1", days).plan("p", &["--max", "squat=200"]);
    assert_eq!(plan["weeks"][0]["days"][0].get("strips"), None);
}

/// Percentages are printed as the author wrote them, and twenty minutes are not 1,200 seconds, in every language.
#[test]
fn percentages_and_minutes_are_printed_as_written() {
    let days = "  - {name: A, top: {squat: 1x5 @ 82.5%}, backoff: [{squat: 3x5 @ 90% of top}, {squat: 1x5 @ top -12.5%}], \
                accessories: [{plank: 2x20min}, {plank: 1x15-20min}, {plank: 3x90s}]}\n";
    for (language, expected) in [
        ("en", ["90% of the top weight", "12.5% off the top weight", "2 × 20 min", "1 × 15–20 min", "3 × 90 s"]),
        (
            "de",
            [
                "90 % (Basis: das Top-Gewicht)",
                "12,5 % weniger als das Top-Gewicht",
                "2 × 20 min",
                "1 × 15–20 min",
                "3 × 90 s",
            ],
        ),
        (
            "es",
            [
                "90 % (base: el peso de la serie top)",
                "12,5 % menos que el peso de la serie top",
                "2 × 20 min",
                "1 × 15–20 min",
                "3 × 90 s",
            ],
        ),
    ] {
        let site = site("units: kg\nweeks: 1", days).file("content/liftpress.yaml", format!("language: {language}\n"));
        let shown = site.fine(&["show", "p", "--max", "squat=200"]).replace('\u{a0}', " ");
        let words: Vec<_> = shown.split_whitespace().collect();
        let shown = words.join(" ");
        assert!(shown.contains(if language == "en" { "82.5%" } else { "82,5 %" }), "{shown}");
        for text in expected {
            assert!(shown.contains(text), "{text}: {shown}");
        }
        assert!(!site.fine(&["show", "p", "--max", "squat=200", "--format", "json"]).contains("1200"));
    }
}

/// A single at RPE 9.5 is 97.8% of the max, so the front squat is exactly 80% of 60 kg and is not rounded down to 47 kg.
#[test]
fn digits_below_an_estimates_precision_do_not_affect_rounding() {
    let program = "title: P\nunits: kg\nweeks: 1\ndays:\n  - {name: A, accessories: [{front-squat: 1x1 @ RPE 9.5}]}\n";
    for rounding in ["nearest", "down", "up"] {
        let lifter = format!(
            "name: A\nunits: kg\nmaxes: {{squat: {{weight: 60, reps: 1, rpe: 9.5}}}}\nequipment: {{step: 1, bar: 20}}\nrounding: {rounding}\nprograms: [p]\n"
        );
        let site = Site::new().file("content/programs/p.yaml", program).file("content/lifters/a.yaml", lifter);
        assert_eq!(weights(&site.plan("p", &["--lifter", "a"]), "accessory")[0], json!(48), "{rounding}");
    }
}

/// The chart gives the weight of a set at RIR 2. Where it ends, or without a max, the lifter picks the weight by effort.
#[test]
fn effort_alone_is_the_load_without_a_max() {
    let days = "  - {name: A, top: {squat: 1x1 @ RPE 8}, accessories: [{leg-press: 3x12 @ RIR 2}, {squat: 1x15 @ RPE 8}, {squat: 3x5 @ RPE 8}]}\n";
    let site = site("units: kg\nweeks: 1", days);
    let accessories = weights(&site.plan("p", &["--max", "squat=200"]), "accessory");
    // 81.1% of 200 kg is 162.2.
    assert_eq!(accessories.iter().filter(|weight| weight.is_null()).count(), 4);
    assert_eq!(accessories[4], json!(162.5));
    let ran = site.run(&["show", "p"]);
    assert!(ran.stderr.starts_with("error[no-max]: missing max for `squat`"), "{}", ran.stderr);
}

/// The set that was hit is the top set, even if a set before it was planned heavier.
#[test]
fn a_light_day_does_not_make_a_work_up_set_the_top_set() {
    let days = "  - {name: A, top: {bench: '1x4 @ RPE 7, 1x4 @ RPE 8'}, backoff: [{bench: 3x4 @ top}]}\n";
    let plan = site("units: lb\nweeks: 1", days).plan("p", &["--max", "bench=60"]);
    let strip = &plan["weeks"][0]["days"][0]["strips"][0];
    assert_eq!(strip["rows"][0]["weights"], strip["hits"]);
}

#[test]
fn blocks_have_their_own_warm_ups() {
    let days = "  - name: A\n    warmup: true\n    blocks:\n      - {top: {squat: 1x5 @ 80%}}\n      - {warmup: [1x5 @ 60% of top], top: {bench: 1x5 @ 80%}}\n      - {warmup: false, top: {deadlift: 1x5 @ 80%}}\n";
    let plan = site("units: kg\nweeks: 1", days)
        .plan("p", &["--max", "squat=100", "--max", "bench=100", "--max", "deadlift=100"]);
    let warmups: Vec<_> = sets(&plan).into_iter().filter(|set| set["role"] == "warmup").collect();
    let of = |lift: &str| warmups.iter().filter(|set| set["exercise"] == lift).count();
    assert_eq!((of("squat"), of("bench"), of("deadlift")), (4, 1, 0));
    assert_eq!(warmups[4]["weight"], 47.5);
}

/// 40% of a press of 42.5 kg is less than the bar, so that warm-up set is dropped.
#[test]
fn warm_up_sets_below_the_bar_are_left_out() {
    let days =
        "  - {name: A, warmup: [1x5 @ bar, 1x5 @ 40% of top, 1x3 @ 60% of top], top: {overhead-press: 3x5 @ 70%}}\n";
    let plan = site("units: kg\nweeks: 1", days).plan("p", &["--max", "overhead-press=60"]);
    assert_eq!(weights(&plan, "warmup"), [json!(20), json!(25)]);
}

/// Weeks before a new max are unchanged. Progress is added to it only from its own cycle on.
#[test]
fn a_new_max_leaves_earlier_weeks_as_they_were() {
    let lifter = "name: A\nunits: kg\nmaxes: {squat: [{1rm: 200}, {1rm: 220, from: week 3}]}\nprograms: [p]\n";
    let site =
        site("units: kg\nweeks: 1\ncycles: 4\nprogress: {squat: 10 kg}", "  - {name: A, top: {squat: 1x1 @ 100%}}\n")
            .file("content/lifters/a.yaml", lifter);
    assert_eq!(weights(&site.plan("p", &["--lifter", "a"]), "top"), [json!(200), json!(210), json!(220), json!(230)]);
}

/// A training max stays the training max for any share of the 1RM: 167.5 kg at 85, 90 and 92.5%. Percentages of the 1RM follow
/// from that share, and cycles add to it.
#[test]
fn a_lifters_own_training_max() {
    let days =
        "  - {name: A, top: {squat: 1x1 @ 100%}, backoff: [{squat: 1x1 @ 90% 1RM}, {front-squat: 1x1 @ 100%}]}\n";
    let head = "units: kg\nweeks: 1\ncycles: 3\ntraining_max: 90%\nprogress: {squat: 5 kg}";
    let exercises = "exercises: {front-squat: {max_of: squat, ratio: 80%}}";
    for (own, share) in [("", "90%"), ("training_max: 85%\n", "85%"), ("training_max: {squat: 92.5%}\n", "92.5%")] {
        let lifter = format!(
            "name: A\nunits: kg\nequipment: {{step: 0.5}}\n{own}maxes: {{squat: [{{tm: 167.5}}, {{tm: 180, from: week 3}}]}}\nprograms: [p]\n"
        );
        let site = site(&format!("{head}\n{exercises}"), days).file("content/lifters/a.yaml", lifter);
        let plan = site.plan("p", &["--lifter", "a"]);
        assert_eq!(weights(&plan, "top"), [json!(167.5), json!(172.5), json!(180)], "{share}");
        let of_one_rep = match share {
            "90%" => [json!(167.5), json!(134), json!(167.5), json!(138), json!(180), json!(144)],
            "85%" => [json!(177.5), json!(134), json!(177.5), json!(138), json!(190.5), json!(144)],
            _ => [json!(163), json!(134), json!(163), json!(138), json!(175), json!(144)],
        };
        assert_eq!(weights(&plan, "backoff"), of_one_rep, "{share}");
        let text = site.fine(&["show", "p", "--lifter", "a"]);
        assert!(text.contains("from a training max of 167.5 kg"), "{text}");
    }
}

/// Without a share, the 1RM of a training max is unknown. A training max that does not count in the program is ignored.
#[test]
fn a_training_max_of_a_program_without_one() {
    let days = "  - {name: A, top: {squat: 1x1 @ 100%}}\n";
    let lifter = |maxes: &str| format!("name: A\nunits: kg\nmaxes: {{squat: {maxes}}}\nprograms: [p]\n");
    let site = site("units: kg\nweeks: 2", days).file("content/lifters/a.yaml", lifter("{tm: 167.5}"));
    let ran = site.run(&["show", "p", "--lifter", "a"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        ran.stderr,
        "error[no-training-max]: training max of `squat`: `p` does not say which share of the max it is\n\
        \x20--> content/lifters/a.yaml:3:16\n  |\n3 | maxes: {squat: {tm: 167.5}}\n  |                ^^^^^^^^^^^\n  |\n  \
        = help: add `training_max: 90%` to the lifter, or write the max itself: {1rm: 180, date: …}\n\n1 error\n"
    );
    site.write("content/lifters/a.yaml", lifter("[200, {tm: 167.5, from: week 3}]"));
    assert_eq!(weights(&site.plan("p", &["--lifter", "a"]), "top"), [json!(200), json!(200)]);
}

/// Swapped exercises use their own max, skipped ones are removed, and a chosen alternative is no longer offered.
#[test]
fn swaps_and_skips_of_a_lifter() {
    let days = "  - {name: A, top: {squat: 1x5 @ 80%}, backoff: [{exercise: leg-press, sets: 3x8 @ 50% of squat, or: [hack-squat, front-squat]}, {leg-curl: 3x10}]}\n";
    let lifter = "name: A\nunits: kg\nmaxes: {squat: 200, front-squat: 150}\nprograms: [{program: p, swap: {squat: front-squat, leg-press: hack-squat}, skip: [leg-curl]}]\n";
    let site = site("units: kg\nweeks: 1", days).file("content/lifters/a.yaml", lifter);
    let plan = site.plan("p", &["--lifter", "a"]);
    let done: Vec<_> = sets(&plan).iter().map(|set| (set["exercise"].clone(), set["weight"].clone())).collect();
    assert_eq!(done[0], (json!("front-squat"), json!(120)));
    assert_eq!((done.len(), &done[1]), (4, &(json!("hack-squat"), json!(100))));
    let text = site.fine(&["show", "p", "--lifter", "a"]);
    assert!(text.contains("or Front squat") && !text.contains("or Hack squat"), "{text}");
}

/// Half of five sets in two groups is three, taken from the start. A deload repeats the first week of the phase before.
#[test]
fn a_phase_drops_the_last_back_off_sets() {
    let site = Site::new().file(
        "content/programs/p.yaml",
        "title: P\nunits: kg\nphases:\n  - weeks: 2\n    days:\n      - {name: A, top: {squat: [1x5 @ 80%, 1x5 @ 90%]}, backoff: [{squat: '2x5 @ top -10%, 3x8 @ top -20%'}]}\n  - {top: 50%, backoff: 50%}\n  - {backoff: none}\n",
    );
    let plan = site.plan("p", &["--max", "squat=200"]);
    let week = |number: u64, role: &str| -> Vec<Value> {
        let of_week = |set: &&Value| set["week"] == number && set["role"] == role;
        sets(&plan).iter().filter(of_week).map(|set| set["weight"].clone()).collect()
    };
    assert_eq!(week(3, "top"), [json!(80)]);
    assert_eq!(week(3, "backoff"), [json!(72.5), json!(72.5), json!(65)]);
    assert_eq!((week(4, "top"), week(4, "backoff").len()), (vec![json!(160)], 0));
}

/// Returns the weights of a meet on these lifts in kg, with 2.5 kg steps.
fn attempts(head: &str, sets: &str, max: &str) -> Vec<f64> {
    let days = format!("  - {{name: Meet, top: {{bench: {sets}}}}}\n");
    let site = site(&format!("units: kg\n{head}"), &days);
    top(&site.plan("p", &["--max", &format!("bench={max}")]))
}

fn top(plan: &Value) -> Vec<f64> {
    weights(plan, "top").iter().map(|weight| weight.as_f64().unwrap()).collect()
}

/// Issue 17: the default 91, 96 and 100.5% of these maxes gave a third attempt of exactly the old max, or the same attempt
/// twice.
#[test]
fn attempts_rise_and_a_third_is_above_the_max() {
    for (max, expected) in [
        ("200", [182.5, 192.5, 202.5]),
        ("120", [110.0, 115.0, 122.5]),
        ("245", [222.5, 235.0, 247.5]),
        ("40", [37.5, 40.0, 42.5]),
        ("30", [27.5, 30.0, 32.5]),
        // 20.02, 21.12 and 22.11 kg.
        ("22", [20.0, 22.5, 25.0]),
    ] {
        assert_eq!(attempts("", "attempts", max), expected, "{max}");
        assert_eq!(attempts("training_max: 90%", "attempts", max), expected, "{max}");
    }
    // Below 100%, a third attempt stays below the max, but above the second.
    assert_eq!(attempts("", "attempts @ 90/95/99%", "200"), [180.0, 190.0, 197.5]);
    assert_eq!(attempts("", "attempts @ 92/97/99%", "30"), [27.5, 30.0, 32.5]);
    assert_eq!(attempts("attempts: 90/95/100%", "attempts", "200"), [180.0, 190.0, 202.5]);
    // The author's own weights and steps rise too.
    assert_eq!(
        attempts("", "'opener @ 90%, second @ previous +1 kg, third @ previous +1 kg'", "200"),
        [180.0, 182.5, 185.0]
    );
    // Also above a set that refers to the top set, and if its own load is an effort: by the chart 92.2% of 200 kg.
    assert_eq!(attempts("", "'1x7 @ 80%, 1x4 @ top, third @ 50%'", "200"), [160.0, 160.0, 162.5]);
    assert_eq!(attempts("", "'1x1 @ 190 kg, second @ RPE 8'", "200"), [190.0, 192.5]);
}

/// 165, 172.5 and 180 kg were 91, 96 and 100.5% of the training max of a lifter with a max of 200 kg.
#[test]
fn percentages_of_attempts_are_of_the_max() {
    let of = |sets| attempts("training_max: 90%", sets, "200");
    assert_eq!(of("attempts @ 91/96/100.5%"), of("attempts"));
    assert_eq!(of("'opener @ 91%, second @ 96%, third @ 100.5%'"), of("attempts"));
    assert_eq!(of("attempts @ 91/96/100.5% TM"), [165.0, 172.5, 180.0]);
}

#[test]
fn meets_are_never_scaled() {
    let head = "units: kg\ngoal: peaking\nweeks: 2\ntop: [100%, 90%]\nbackoff: [100%, 50%]";
    let days = "  - {name: Squat, top: {squat: 1x2 @ 90%}}\n  - {name: Meet, top: {bench: attempts}}\n  - {name: Test, top: {deadlift: opener @ 180 kg}}\n";
    let plan = site(head, days).plan("p", &["--max", "squat=200", "--max", "bench=200"]);
    let week = |squat: f64| [squat, 182.5, 192.5, 202.5, 180.0];
    assert_eq!(top(&plan), [week(180.0), week(162.5)].concat());
}

/// 90% of 80% of 100 kg and 10 kg more is 81 kg. The empty bar is never 18 kg.
#[test]
fn a_phase_scales_whole_weights_and_never_the_bar() {
    let days = "  - {name: A, top: [{squat: 1x5 @ 80% + 10 kg +5 kg/week}, {bench: 1x5 @ bar}, {deadlift: 1x5 @ 100 kg +10 kg/week}]}\n";
    let site = site("units: kg\nweeks: 2\ntop: 90%", days).file(
        "content/lifters/a.yaml",
        "name: A\nunits: kg\nmaxes: {squat: 100}\nequipment: {step: 0.5}\nprograms: [p]\n",
    );
    let plan = site.plan("p", &["--lifter", "a"]);
    assert_eq!(top(&plan), [81.0, 20.0, 90.0, 85.5, 20.0, 99.0]);
    let text = site.fine(&["show", "p", "--lifter", "a", "--week", "1"]);
    assert!(text.contains("72% + 9 kg + 4.5 kg a week"), "{text}");
}

#[test]
fn reduced_back_off_work_has_no_open_set() {
    let days = "  - {name: A, top: {squat: 1x5+ @ 80%}, backoff: {bench: 5x5+ @ 60%}, accessories: {deadlift: 4x8+ @ 100 kg}}\n";
    let reps = |head: &str| {
        let plan = site(&format!("units: kg\n{head}"), days).plan("p", &["--max", "squat=100", "--max", "bench=100"]);
        sets(&plan).iter().map(|set| set["reps"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(reps("weeks: 1"), "5+ 5 5 5 5 5+ 8 8 8 8+");
    assert_eq!(reps("backoff: 50%\naccessories: 50%"), "5+ 5 5 5 8 8");
    assert_eq!(reps("backoff: none\naccessories: none"), "5+");
    assert_eq!(reps("weeks: 2\naccessories: [100%, none]"), "5+ 5 5 5 5 5+ 8 8 8 8+ 5+ 5 5 5 5 5+");
}

#[test]
fn a_day_can_be_only_a_note() {
    let days = "  - {name: Squat, top: {squat: 1x5 @ 80%}}\n  - {name: Walk, note: Half an hour.}\n  - {name: Bench, top: {bench: 1x5 @ 80%}}\n";
    let site = site("units: kg", days).file(
        "content/lifters/a.yaml",
        "name: A\nunits: kg\nmaxes: {squat: 100, bench: 80}\nprograms: [{program: p, start: 2026-11-30, days: [Mon, Wed, Sat]}]\n",
    );
    let plan = site.plan("p", &["--lifter", "a"]);
    let days: Vec<_> =
        plan["weeks"][0]["days"].as_array().unwrap().iter().map(|day| (&day["date"], &day["note"])).collect();
    let dated = |date: &str| json!(date);
    assert_eq!(
        days,
        [
            (&dated("2026-11-30"), &Value::Null),
            (&dated("2026-12-02"), &json!("Half an hour.")),
            (&dated("2026-12-05"), &Value::Null)
        ]
    );
    for format in ["text", "md"] {
        let shown = site.fine(&["show", "p", "--lifter", "a", "--format", format]);
        assert!(shown.contains("Walk") && shown.contains("Half an hour."), "{format}: {shown}");
    }
    site.fine(&["check"]);
}

/// If one of two entries of a lift is removed, the text says which one, in every language.
#[test]
fn a_decision_names_its_entry_where_the_lift_has_several() {
    let days = "  - name: A\n    top: {squat: 1x1 @ RPE 8}\n    backoff:\n      - {squat: 3x5 @ top -10%, adjust: [{if: rpe >= 9, sets: none}]}\n      - {squat: 2x8 @ top -20%, adjust: [{if: rpe >= 9, sets: 1x8 @ top -25%}]}\n      - {bench: 3x5 @ 60%, adjust: [{if: rpe >= 9.5, sets: none}]}\n";
    for (language, left_out, instead) in [
        ("en", "skip Squat 3 × 5", "if RPE 9 or more, do this instead of Squat 2 × 8"),
        ("de", "Squat 3 × 5 weglassen", "statt Squat 2 × 8"),
        ("es", "omite Squat 3 × 5", "en lugar de Squat 2 × 8"),
    ] {
        let site = site("units: kg", days).file("content/liftpress.yaml", format!("language: {language}\n"));
        let maxes = ["--max", "squat=200", "--max", "bench=100"];
        let text = site.fine(&[&["show", "p"], maxes.as_slice()].concat());
        assert!(text.contains(left_out) && text.contains(instead), "{language}: {text}");
        assert!(!text.contains("skip Bench press 3 × 5"), "{text}");
        let markdown = site.fine(&[&["show", "p", "--format", "md"], maxes.as_slice()].concat());
        assert!(markdown.contains("Squat 3 × 5") && markdown.contains("Squat 2 × 8 |"), "{language}: {markdown}");
    }
    let plan = site("units: kg", days).plan("p", &["--max", "squat=200", "--max", "bench=100"]);
    let groups: Vec<_> =
        plan["weeks"][0]["days"][0]["decisions"].as_array().unwrap().iter().map(|d| d["group"].clone()).collect();
    assert_eq!(groups, [json!(2), json!(3), json!(5)]);
}
