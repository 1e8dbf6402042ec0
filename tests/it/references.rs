//! Loads that refer to other sets: steps, variations, chains. `references.yaml` has one of each kind; the tests of pages and of
//! workbooks check the script and the formulas with the same program.

use serde_json::{Value, json};

use crate::harness::{Site, sets};

/// Returns the weights of a role, in order, for one day of a program with this head.
fn weights(head: &str, days: &str, role: &str, args: &[&str]) -> Vec<Value> {
    let site = Site::new().file("content/programs/p.yaml", format!("title: P\nunits: kg\n{head}\ndays:\n{days}"));
    let plan = site.plan("p", args);
    sets(&plan).iter().filter(|set| set["role"] == role).map(|set| set["weight"].clone()).collect()
}

fn pull_ups(load: &str, args: &[&str]) -> Vec<Value> {
    let days = format!("  - {{name: A, top: {{pull-up: 1x5 @ bw + 20 kg}}, backoff: {{pull-up: 1x5 @ {load}}}}}\n");
    weights("weeks: 3", &days, "backoff", args)
}

/// A lifter of 80 kg: bw + 10 kg is 90 kg in total.
#[test]
fn steps_change_the_added_weight() {
    let own = ["--bodyweight", "80kg"];
    let belt = |added: [f64; 3]| added.map(|added| json_number(80.0 + added)).to_vec();
    assert_eq!(pull_ups("top -10 kg +2.5 kg/week", &own), belt([10.0, 12.5, 15.0]));
    assert_eq!(pull_ups("previous -10 kg +2.5 kg/week", &own), belt([10.0, 12.5, 15.0]));
    assert_eq!(pull_ups("top +2.5 kg/week", &own), belt([20.0, 22.5, 25.0]));
    assert_eq!(pull_ups("top -30 kg +2.5 kg/week", &own), belt([-10.0, -7.5, -5.0]));
    // 10% off a total of 100 kg.
    assert_eq!(pull_ups("top -10% +2.5 kg/week", &own), belt([10.0, 12.5, 15.0]));
    // Of the total load: 100, 110, 121 kg.
    assert_eq!(pull_ups("top x1.1/week", &own), belt([20.0, 30.0, 40.0]));
    assert_eq!(pull_ups("top -10% x1.1/week", &own), belt([10.0, 20.0, 30.0]));
}

fn json_number(kg: f64) -> Value {
    if kg.fract() == 0.0 { json!(format!("{kg:.0}").parse::<i64>().unwrap()) } else { json!(kg) }
}

#[test]
fn an_amount_a_week_needs_no_bodyweight_and_a_factor_does() {
    let days = |load: &str| {
        format!(
            "title: P\nunits: kg\nweeks: 3\ndays:\n  - {{name: A, top: {{pull-up: 1x5 @ bw + 20 kg}}, backoff: {{pull-up: 1x5 @ {load}}}}}\n"
        )
    };
    let site = Site::new().file("content/programs/p.yaml", days("top -10 kg +2.5 kg/week"));
    let shown = site.fine(&["show", "p"]);
    for added in ["10", "12.5", "15"] {
        assert!(shown.contains(&format!("bodyweight + {added} kg")), "{shown}");
    }
    site.write("content/programs/p.yaml", days("top x1.1/week"));
    let ran = site.run(&["show", "p"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("error[no-weight]") && ran.stderr.contains("--bodyweight 80kg"), "{}", ran.stderr);
}

/// 80% of the 100 kg that a lifter of 80 kg lifts is their bodyweight. If it is unknown, the load is unchanged and that is
/// reported.
#[test]
fn a_deload_scales_the_total_load() {
    let program = "title: P\nunits: kg\nphases:\n  - {days: [{name: A, top: {pull-up: 1x5 @ bw + 20 kg}, backoff: {pull-up: 1x5 @ top -5 kg}}]}\n  - {goal: deload, top: 80%}\n";
    let site = Site::new().file("content/programs/p.yaml", program);
    let plan = site.plan("p", &["--bodyweight", "80kg"]);
    let weights: Vec<_> = sets(&plan).iter().map(|set| set["weight"].clone()).collect();
    assert_eq!(weights, [json!(100), json!(95), json!(80), json!(75)]);
    let ran = site.run(&["show", "p"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("warning[no-bodyweight]: `top: 80%` does not change this load"), "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("bodyweight + 20 kg").count(), 2, "{}", ran.stdout);
}

const SQUATS: &str = "  - {name: A, top: {squat: 1x1 @ RPE 8}, backoff: [{front-squat: 3x5 @ LOAD}]}\n";

fn front_squat(load: &str, maxes: &[&str]) -> Value {
    weights("weeks: 1", &SQUATS.replace("LOAD", load), "backoff", maxes)[0].clone()
}

/// A single of 185 kg at RPE 8 is an e1RM of 200.65 kg (92.2% in the RTS chart), and a front squat's is 80% of that. A front
/// squat max in the same ratio changes nothing; another one changes the weights in proportion.
#[test]
fn a_variation_follows_the_e1rm_with_or_without_its_own_max() {
    let ratio = ["--max", "squat=200"];
    let own = ["--max", "squat=200", "--max", "front-squat=160"];
    let weak = ["--max", "squat=200", "--max", "front-squat=140"];
    for (load, as_ratio, as_weak) in [
        ("70% e1RM", json!(112.5), json!(97.5)),
        ("RPE 7", json!(125), json!(110)),
        ("65-70% e1RM", json!([105, 112.5]), json!([92.5, 97.5])),
    ] {
        assert_eq!(front_squat(load, &ratio), as_ratio, "{load}");
        assert_eq!(front_squat(load, &own), as_ratio, "{load}");
        assert_eq!(front_squat(load, &weak), as_weak, "{load}");
    }
    // The other meaning, written explicitly.
    assert_eq!(front_squat("70% e1RM of squat", &own), json!(140));
    assert_eq!(front_squat("70% e1RM of squat", &ratio), json!(140));
    // Paused bench 100 to bench 150: 137.5 kg at RPE 8 is an e1RM of 149.13 kg, two thirds of which are 99.4 kg.
    let bench = SQUATS.replace("front-squat", "paused-bench").replace("squat", "bench").replace("LOAD", "70% e1RM");
    let maxes = ["--max", "bench=150", "--max", "paused-bench=100"];
    assert_eq!(weights("weeks: 1", &bench, "backoff", &maxes), vec![json!(70); 3]);
}

#[test]
fn a_back_off_of_a_variation_with_its_own_max_is_in_the_strip() {
    for load in ["RPE 7", "70% e1RM", "70% e1RM of squat"] {
        let days = SQUATS.replace("LOAD", load);
        let site = Site::new().file("content/programs/p.yaml", format!("title: P\nunits: kg\nweeks: 1\ndays:\n{days}"));
        let shown = site.fine(&["show", "p", "--max", "squat=200", "--max", "front-squat=160"]);
        assert!(shown.contains("Front squat 3 × 5:  180 → "), "{load}: {shown}");
    }
    let site = Site::new().file(
        "content/programs/p.yaml",
        format!("title: P\nunits: kg\nweeks: 1\ndays:\n{}", SQUATS.replace("LOAD", "70% e1RM of squat")),
    );
    assert!(site.fine(&["show", "p", "--max", "squat=200"]).contains("70% e1RM of squat"));
}

#[test]
fn the_e1rm_of_a_named_lift_is_that_of_its_top_set() {
    // 120 kg for five to failure is an e1RM of 139.05 kg (86.3%).
    let two = "  - {name: A, top: {squat: 1x1 @ RPE 8, bench: 1x5+ @ 120 kg}, backoff: [{barbell-row: 3x8 @ 60% e1RM of bench}]}\n";
    assert_eq!(weights("weeks: 1", two, "backoff", &["--max", "squat=200"]), vec![json!(82.5); 3]);
    // If a lifter swaps the lift of the top set, its name refers to the new one.
    let site = Site::new()
        .file("content/programs/p.yaml", format!("title: P\nunits: kg\nweeks: 1\ndays:\n{}", SQUATS.replace("LOAD", "70% e1RM of squat")))
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nmaxes: {box-squat: 150, front-squat: 160}\nprograms: [{program: p, swap: {squat: box-squat}}]\n");
    let plan = site.plan("p", &["--lifter", "a"]);
    // 92.2% of 150 kg is loaded as 137.5 kg, which is an e1RM of 149.13 kg.
    let weights: Vec<_> =
        sets(&plan).iter().filter(|set| set["role"] != "warmup").map(|set| set["weight"].clone()).collect();
    assert_eq!(weights, [json!(137.5), json!(105), json!(105), json!(105)]);
}

/// Returns the sets of a role: weight, reps, group, and equipment.
fn rows(plan: &Value, role: &str) -> Vec<(Value, Value, Value, Value)> {
    let of = |set: &Value| (set["weight"].clone(), set["reps"].clone(), set["group"].clone(), set["only_if"].clone());
    sets(plan).iter().filter(|set| set["role"] == role).map(of).collect()
}

/// A reverse pyramid in one scheme: 100, 90, 81 (loaded as 80), 72 (72.5), as strongliftwear.com writes it set by set.
#[test]
fn each_set_of_a_group_steps_from_the_one_before_it() {
    let of = |top: &str, load: &str| {
        weights(
            "weeks: 1",
            &format!("  - {{name: A, top: {{bench: '{top}'}}, backoff: {{bench: '{load}'}}}}\n"),
            "backoff",
            &[],
        )
    };
    let kg = |numbers: &[f64]| numbers.iter().map(|number| json_number(*number)).collect::<Vec<_>>();
    assert_eq!(of("1x5 @ 100 kg", "3x8 @ previous -10%"), kg(&[90.0, 80.0, 72.5]));
    assert_eq!(
        of("1x5 @ 100 kg", "1x8 @ previous -10%, 1x8 @ previous -10%, 1x8 @ previous -10%"),
        kg(&[90.0, 80.0, 72.5])
    );
    assert_eq!(of("1x5 @ 100 kg", "2x8 @ previous -5 kg, 2x8 @ previous"), kg(&[95.0, 90.0, 90.0, 90.0]));
    assert_eq!(of("1x5 @ 100 kg", "2-3x8 @ previous -10%, 1x8 @ previous"), kg(&[90.0, 80.0, 72.5, 72.5]));
    let points = "  - {name: A, top: {bench: 1x5 @ 80%}, backoff: {bench: '3x8 @ previous -5 pp'}}\n";
    assert_eq!(weights("weeks: 1", points, "backoff", &["--max", "bench=100"]), kg(&[75.0, 70.0, 65.0]));
}

/// An open ramp: another single, 5% heavier each, until one is hard. On paper, back-off sets refer to the certain set.
#[test]
fn optional_sets_are_marked_and_decide_nothing() {
    let days = "  - {name: A, top: {bench: '1x1 @ 100 kg, 1-4x1 @ previous +5% until RPE 9'}, backoff: [{bench: 2-3x8+ @ previous -10%}, {bench: 1x5 @ top}, {bench: 1x5 @ set 4}]}\n";
    let site = Site::new().file("content/programs/p.yaml", format!("title: P\nunits: kg\nweeks: 1\ndays:\n{days}"));
    let plan = site.plan("p", &[]);
    let [none, until] = [json!(null), json!("until RPE 9")];
    let top = [(100.0, &none), (105.0, &none), (110.0, &until), (115.0, &until), (120.0, &until)];
    let expected: Vec<_> = (1..)
        .zip(top)
        .map(|(group, (weight, only_if))| (json_number(weight), json!("1"), json!(group), only_if.clone()))
        .collect();
    assert_eq!(rows(&plan, "top"), expected);
    let backoff = [(107.5, "8", 6), (97.5, "8", 7), (87.5, "8+", 8), (105.0, "5", 9), (115.0, "5", 10)];
    let expected: Vec<_> =
        backoff.map(|(weight, reps, group)| (json_number(weight), json!(reps), json!(group), none.clone())).to_vec();
    assert_eq!(rows(&plan, "backoff"), expected);
    let shown = site.fine(&["show", "p"]);
    assert!(shown.contains("0–1 × 1     110 kg   5% above the previous set, until RPE 9"), "{shown}");
    assert!(shown.contains("5 top sets, 5 back-off sets"), "{shown}");
}

/// A phase's share of the sets applies to the written group; additional sets continue the steps.
#[test]
fn a_share_of_stepping_sets_drops_the_last() {
    let program = |share: &str| {
        format!(
            "title: P\nunits: kg\nphases:\n  - {{backoff: {share}, days: [{{name: A, top: {{bench: 1x5 @ 100 kg}}, backoff: {{bench: 4x8 @ previous -10%}}}}]}}\n"
        )
    };
    let weights = |share: &str| {
        let plan = Site::new().file("content/programs/p.yaml", program(share)).plan("p", &[]);
        rows(&plan, "backoff").into_iter().map(|(weight, ..)| weight).collect::<Vec<_>>()
    };
    assert_eq!(weights("50%"), [json!(90), json!(80)]);
    assert_eq!(weights("125%"), [json!(90), json!(80), json!(72.5), json!(65), json!(57.5)]);
}

/// Ten kilograms on a 1RM of 200 kg equal a max of 210 kg, for every number of reps: 180 kg for five (Epley).
#[test]
fn progress_reaches_rep_maxes_as_it_reaches_the_1rm() {
    let days = "  - {name: A, top: {squat: 1x3 @ 100% 5RM, front-squat: 1x3 @ 100% 5RM}}\n";
    let cycles = |max: &str| weights("weeks: 1\ncycles: 2\nprogress: {squat: 10 kg}", days, "top", &["--max", max]);
    let [first, second] = [cycles("squat=200"), cycles("squat=210")];
    assert_eq!(first, [json!(172.5), json!(137.5), json!(180), json!(145)]);
    assert_eq!(second[..2], first[2..]);
    // For a lifter with a known 5RM, the same gain is added to that.
    let site = Site::new()
        .file("content/programs/p.yaml", format!("title: P\nunits: kg\nweeks: 1\ncycles: 2\nprogress: {{squat: 10 kg}}\ndays:\n{days}"))
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nmaxes: {squat: {weight: 170, reps: 5}}\nequipment: {bar: 20, plates: [20, 10, 5, 2, 1, 0.5, 0.25]}\nprograms: [p]\n");
    let plan = site.plan("p", &["--lifter", "a"]);
    let top: Vec<_> = rows(&plan, "top").into_iter().map(|(weight, ..)| weight).collect();
    assert_eq!(top[..1], [json!(170)]);
    // 10 kg × 30/35 = 8.57 kg.
    assert_eq!(top[2..3], [json!(178.5)]);
}

#[test]
fn the_program_of_references_is_planned() {
    let site = Site::new().file("content/programs/p.yaml", include_str!("references.yaml"));
    let maxes = ["--max", "squat=200", "--max", "bench=150", "--max", "front-squat=150", "--bodyweight", "80kg"];
    let plan = site.plan("p", &maxes);
    assert_eq!(plan["weeks"].as_array().unwrap().len(), 8);
}
