//! The worked examples of `domain.md`, through the real binary.

use serde_json::{Value, json};

use crate::harness::{Site, gallery, gallery_plan, sets};

fn weights(plan: &Value, role: &str, exercise: &str) -> Vec<Value> {
    let wanted = |set: &&Value| set["role"] == role && set["exercise"] == exercise && set["week"] == 1;
    sets(plan).iter().filter(wanted).map(|set| set["weight"].clone()).collect()
}

/// Example 1: bench day, max 300 lb, 5 lb steps: 255, 225, 210; five back-off exercises, 21 back-off sets.
#[test]
fn bench_day() {
    let plan = gallery_plan("bench-backoff", &["--max", "bench=300lb"]);
    assert_eq!(weights(&plan, "top", "bench"), vec![json!(255); 5]);
    assert_eq!(weights(&plan, "backoff", "paused-bench"), vec![json!(225); 5]);
    assert_eq!(weights(&plan, "backoff", "close-grip-3-board-bench"), vec![json!(210); 4]);
    assert_eq!(weights(&plan, "drop", "rope-pulldown"), vec![Value::Null]);
    let first_day = sets(&plan).into_iter().filter(|set| set["week"] == 1);
    let backoff: Vec<_> = first_day.filter(|set| set["role"] == "backoff" || set["role"] == "drop").collect();
    assert_eq!(backoff.len(), 21);
    let mut exercises: Vec<_> = backoff.iter().map(|set| set["exercise"].to_string()).collect();
    exercises.dedup();
    assert_eq!(exercises.len(), 5);
}

/// The same, as JSON and as a person reads it.
#[test]
fn bench_day_in_full() {
    let plan = gallery_plan("bench-backoff", &["--max", "bench=300lb"]);
    let top = sets(&plan).into_iter().find(|set| set["role"] == "top").unwrap();
    let record = json!({"exercise": "bench", "role": "top", "block": 1, "group": 1, "set": 1, "reps": "3", "weight": 255,
        "estimate": false, "percent_of_max": 85, "rule": "85%", "plates_per_side": [45, 45, 10, 5], "rest_s": null,
        "only_if": null, "week": 1, "day": 1});
    assert_eq!(top, record);
    let text = gallery(&["show", "bench-backoff", "--max", "bench=300lb"]).stdout;
    for part in ["255 lb", "225 lb", "210 lb", "21 back-off sets"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}

/// 140 kg in 2.5 kg steps: 119 → 120, 105, 98 → 97.5.
#[test]
fn bench_day_in_kilograms() {
    let plan = gallery_plan("bench-backoff", &["--max", "bench=140kg"]);
    assert_eq!(plan["units"], "kg");
    assert_eq!(weights(&plan, "top", "bench")[0], json!(120));
    assert_eq!(weights(&plan, "backoff", "paused-bench")[0], json!(105));
    assert_eq!(weights(&plan, "backoff", "close-grip-3-board-bench")[0], json!(97.5));
}

/// Example 2: after 5×3 at 405 lb, which is 87.5% of 462.857 lb, "drop 10–15%" off the weight is 365 … 345, off the
/// max in points 360 … 335.
#[test]
fn squat_day_in_both_readings() {
    let site = Site::new().file(
        "content/programs/squat-day.yaml",
        "title: Squat day\nunits: lb\nweeks: 1\ndays:\n  - name: Squat\n    top: {squat: 5x3 @ 87.5%}\n    backoff:\n      \
         - paused-squat: 5x3-5 @ top -10-15%\n      - paused-squat: 5x3-5 @ top -10-15 pp\n      - squat: 3x8 @ 60%\n",
    );
    let plan = site.plan("squat-day", &["--max", "squat=462.857lb"]);
    assert_eq!(weights(&plan, "top", "squat"), vec![json!(405); 5]);
    let backoff = weights(&plan, "backoff", "paused-squat");
    assert_eq!((&backoff[0], &backoff[5]), (&json!([345, 365]), &json!([335, 360])));
    assert_eq!(weights(&plan, "backoff", "squat")[0], json!(280));
}

/// Example 3: ten curls with 25 lb dumbbells, at once ten more with 20 lb; and a drop without a load is 20% off.
#[test]
fn drop_set() {
    let site = Site::new().file(
        "content/programs/curls.yaml",
        "title: Curls\nunits: lb\nweeks: 1\ndays:\n  - name: Arms\n    accessories:\n      \
         - db-curl: 1x10 @ 25 lb rest 60s, drop 10 @ 20 lb\n      - db-curl: 2x10 @ 25 lb rest 60s, drop 10\n",
    );
    let sets = sets(&site.plan("curls", &[]));
    let row = |set: &Value| (set["role"].clone(), set["weight"].clone(), set["rest_s"].clone());
    let expected = [
        (json!("accessory"), json!(25), json!(0)),
        (json!("drop"), json!(20), Value::Null),
        (json!("accessory"), json!(25), json!(60)),
        (json!("accessory"), json!(25), json!(0)),
        (json!("drop"), json!(20), Value::Null),
    ];
    assert_eq!(sets.iter().map(row).collect::<Vec<_>>(), expected);
    assert_eq!(sets[4]["rule"], "previous -20%");
}

/// A reverse pyramid steps from the first set (100, 90, 80) or compounds (100, 90, 81): both are published.
#[test]
fn reverse_pyramids_both_ways() {
    let day = "title: Pyramid\nunits: kg\nweeks: 1\ndays:\n  - name: Press\n    top: {bench: 1x4 @ 100 kg}\n    backoff:\n      \
               - bench: 1x6 @ top -10%, 1x8 @ top -20%\n      - bench: 1x6 @ top -10%, 1x8 @ previous -10%\n";
    let fine = "name: Fine\nunits: kg\nequipment: {step: 1}\nprograms: [pyramid]\n";
    let site = Site::new().file("content/programs/pyramid.yaml", day).file("content/lifters/fine.yaml", fine);
    let plan = site.plan("pyramid", &["--lifter", "fine"]);
    assert_eq!(weights(&plan, "backoff", "bench"), [json!(90), json!(80), json!(90), json!(81)]);
}

/// Example 4: a single at RPE 8, then 4×4 at 12% off it. On paper, for a max of 200 kg, the single is 92.2%, 184.4 → 185 kg.
/// Each possible single has its own back-off.
#[test]
fn top_single_then_back_off() {
    let site = Site::new().file(
        "content/programs/single.yaml",
        "title: Single\nunits: kg\nweeks: 1\ndays:\n  - {name: Squat, top: {squat: 1x1 @ RPE 8}, backoff: [{squat: 4x4 @ top -12%}]}\n",
    );
    let plan = site.plan("single", &["--max", "squat=200kg"]);
    assert_eq!((weights(&plan, "top", "squat"), sets(&plan)[0]["estimate"].clone()), (vec![json!(185)], json!(true)));
    assert_eq!(weights(&plan, "backoff", "squat"), vec![json!(162.5); 4]);
    let strip = &plan["weeks"][0]["days"][0]["strips"][0];
    assert_eq!((&strip["of"], &strip["hits"]), (&json!("weight"), &json!([180, 182.5, 185, 187.5, 190])));
    assert_eq!(strip["rows"][0]["weights"], json!([157.5, 160, 162.5, 165, 167.5]));
}
