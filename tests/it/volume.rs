//! Volume figures and points, through the real binary.

use std::fs;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::harness::{Site, gallery, gallery_plan, repository, sets};

/// Example 1 of `domain.md`: 255 × 15 + 225 × 20 + 210 × 24 lb; 85% of 15 lifts, 75% of 20, 70% of 24. `docs/pages/volume.md`
/// shows the calculation.
#[test]
fn bench_day() {
    let plan = gallery_plan("bench-backoff", &["--max", "bench=300lb"]);
    let day = json!({
        "sets": 26, "top": 5, "backoff": 21, "accessory": 0,
        "muscles": {"chest": 16, "front-delts": 13, "side-delts": 2, "triceps": 26},
        "tonnage": 13365, "tonnage_sets": 14, "estimate": false,
        "lifts": 184, "lifts_by_zone": {"0-59": 0, "60-69": 0, "70-79": 44, "80-89": 15, "90+": 0},
        "mean_intensity": 75.5, "peak_intensity": 85,
    });
    assert_eq!(plan["weeks"][0]["days"][0]["volume"], day);
    assert_eq!(plan["weeks"][0]["volume"], day);
    let document = fs::read_to_string(repository().join("docs/pages/volume.md")).unwrap();
    let figures: Vec<_> = document.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | ")).collect();
    let figures = figures.iter().filter_map(|(field, row)| Some((field, row.split(' ').next()?.parse::<f64>().ok()?)));
    let checked = figures.map(|(field, figure)| {
        let given = field.split('.').fold(&day, |value, part| &value[part]);
        assert_eq!(given.as_f64(), Some(figure), "{field}");
    });
    assert_eq!(checked.count(), 13);
    assert_eq!((&plan["volume"]["sets"], &plan["volume"]["tonnage"]), (&json!(4 * 26), &json!(4 * 13365)));
    let text = gallery(&["show", "bench-backoff", "--max", "bench=300lb", "--volume"]).stdout;
    let volume = text.split("\nVolume\n").nth(1).unwrap().replace('\u{a0}', " ");
    assert_eq!(
        volume,
        "  Weeks 1–4  26 sets · 13 365 lb · mean 76%\n  Sets per week for  1–4\n  Chest               16\n  \
         Front delts         13\n  Side delts           2\n  Triceps             26\n"
    );
    let one = gallery(&["show", "bench-backoff", "--max", "bench=300lb", "--volume", "--week", "2"])
        .stdout
        .replace('\u{a0}', " ");
    assert!(one.contains("  Week 2  26 sets") && one.contains("Sets per week for   2\n"), "{one}");
}

/// Alternatives and warm-ups are not counted.
#[test]
fn branches_alternatives_and_warm_ups_are_not_counted() {
    let site = |day: &str| {
        Site::new().file("content/programs/p.yaml", format!("title: P\nunits: kg\nweeks: 1\ndays:\n  - name: A\n{day}"))
    };
    let plain = "    top: {squat: 1x5 @ 80%}\n    backoff: [{squat: 3x5 @ top -10%}]\n";
    let more = "    warmup: true\n    top: {squat: 1x5 @ 80%}\n    backoff:\n      - exercise: squat\n        \
        sets: 3x5 @ top -10%\n        or: [leg-press]\n        adjust: [{if: rpe >= 9, sets: 10x10 @ top -50%}]\n";
    let volume = |day: &str| site(day).plan("p", &["--max", "squat=200"])["volume"].clone();
    assert_eq!(volume(more), volume(plain));
    assert_eq!(volume(plain)["tonnage"], 160 * 5 + 145 * 15);
}

#[test]
fn estimates_are_marked() {
    let day = "title: P\nunits: kg\nweeks: 1\ndays:\n  - {name: A, top: {squat: 1x1 @ RPE 8}}\n";
    let site = Site::new().file("content/programs/p.yaml", day);
    assert_eq!(site.plan("p", &["--max", "squat=200"])["volume"]["estimate"], true);
    let text = site.fine(&["show", "p", "--max", "squat=200", "--volume"]).replace('\u{a0}', " ");
    assert!(text.contains("1 set · ≈185 kg · mean 92%"), "{text}");
}

fn phase(weeks: u16, sets: u16, percent: u16) -> String {
    format!(
        "  - weeks: {weeks}\n    days:\n      - name: A\n        warmup: true\n        top: {{squat: {sets}x3 @ {percent}%}}\n        \
         backoff: [{{bench: 2-3x5-8 @ {percent}%}}, {{pull-up: 3xAMRAP @ bw}}, {{db-curl: '2x10 @ 12 kg, drop 8'}}]\n      \
         - name: B\n        top: {{deadlift: [1x5 @ 70%{}]}}\n        accessories: [{{plank: 3x45s}}]\n",
        ", ~".repeat(usize::from(weeks) - 1)
    )
}

/// Returns every number of a volume that is a sum.
fn sums(volume: &Value) -> Map<String, Value> {
    let volume = volume.as_object().unwrap();
    let plain = ["sets", "top", "backoff", "accessory", "tonnage", "tonnage_sets", "lifts"];
    let mut sums: Map<_, _> = plain.iter().map(|field| ((*field).to_owned(), volume[*field].clone())).collect();
    for field in ["muscles", "lifts_by_zone"] {
        sums.extend(volume[field].as_object().unwrap().iter().map(|(name, n)| (format!("{field} {name}"), n.clone())));
    }
    sums
}

/// Checks that the parts of `whole` add up to it, and that its peak is the highest of theirs.
fn check_sum<'v>(whole: &Value, parts: impl Iterator<Item = &'v Value>) {
    let parts: Vec<_> = parts.collect();
    for (field, total) in sums(whole) {
        let part = |part: &&&Value| sums(part).get(&field).and_then(Value::as_f64).unwrap_or(0.0);
        let sum: f64 = parts.iter().map(|each| part(&each)).sum();
        assert!((total.as_f64().unwrap() - sum).abs() < 1e-6, "{field}: {total} and {sum}");
    }
    let peaks = parts.iter().filter_map(|part| part["peak_intensity"].as_f64());
    assert_eq!(whole["peak_intensity"].as_f64(), peaks.reduce(f64::max));
}

fn volumes(of: &Value) -> impl Iterator<Item = &Value> {
    of.as_array().unwrap().iter().map(|part| &part["volume"])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Days add up to weeks, weeks to phases, phases to the program; and the figures follow from the records of sets.
    #[test]
    fn volumes_add_up(phases in prop::collection::vec((1_u16..4, 1_u16..6, 50_u16..95), 1..4), cycles in 1_u16..3) {
        let phases: String = phases.into_iter().map(|(weeks, sets, percent)| phase(weeks, sets, percent)).collect();
        let site = Site::new()
            .file("content/programs/p.yaml", format!("title: P\nunits: kg\ncycles: {cycles}\nphases:\n{phases}"));
        let plan = site.plan("p", &["--max", "squat=180", "--max", "bench=120", "--max", "deadlift=200"]);
        for week in plan["weeks"].as_array().unwrap() {
            check_sum(&week["volume"], volumes(&week["days"]));
        }
        check_sum(&plan["volume"], volumes(&plan["weeks"]));
        check_sum(&plan["volume"], volumes(&plan["phases"]));
        let weeks = plan["weeks"].as_array().unwrap();
        for phase in plan["phases"].as_array().unwrap() {
            let [from, to] = ["from_week", "to_week"].map(|field| phase[field].as_u64().unwrap());
            let of_phase = weeks.iter().filter(|week| (from..=to).contains(&week["week"].as_u64().unwrap()));
            check_sum(&phase["volume"], of_phase.map(|week| &week["volume"]));
        }
        // Without branches and fatigue stops, every record except warm-ups is counted.
        let work = sets(&plan).iter().filter(|set| set["role"] != "warmup").count();
        prop_assert_eq!(&plan["volume"]["sets"], &json!(work));
    }

    /// Twice the max in twice the steps gives exactly twice the tonnage; sets and intensity stay.
    #[test]
    fn tonnage_scales_with_the_maxes(tens in 4_u16..30, sets in 1_u16..6, reps in 1_u16..9, tenth in 5_u16..10) {
        let volume = |times: u16| {
            let top = format!("{sets}x{reps} @ {}%", tenth * 10);
            let backoff = "[{squat: 2x5 @ 50%}, {pull-up: 2x5}]";
            let day = format!("{{name: A, warmup: true, top: {{squat: {top}}}, backoff: {backoff}}}");
            let lifter = format!(
                "name: A\nunits: kg\nequipment: {{step: {times}}}\nmaxes: {{squat: {}}}\nprograms: [p]\n",
                tens * 10 * times
            );
            Site::new()
                .file("content/programs/p.yaml", format!("title: P\nweeks: 2\ndays: [{day}]\n"))
                .file("content/lifters/a.yaml", lifter)
                .plan("p", &["--lifter", "a"])["volume"].clone()
        };
        let (once, mut twice) = (volume(1), volume(2));
        prop_assert_eq!(twice["tonnage"].as_u64(), once["tonnage"].as_u64().map(|tonnage| 2 * tonnage));
        twice["tonnage"] = once["tonnage"].clone();
        prop_assert_eq!(twice, once);
    }
}

/// Returns a lifter whose three maxes make that total, on a site with these scales.
fn scored(points: &str, lifter: &str) -> String {
    let site = Site::new()
        .file("content/liftpress.yaml", format!("title: Club\npoints: {points}\n"))
        .file("content/programs/p.yaml", "title: P\nweeks: 2\ndays:\n  - {name: A, accessories: [{plank: 3x45s}]}\n")
        .file("content/lifters/a.yaml", format!("name: A\nprograms: [p]\n{lifter}"));
    site.fine(&["show", "p", "--lifter", "a"]).lines().take(3).fold(String::new(), |text, line| text + line + "\n")
}

/// The published numbers of `crates/liftpress-core/src/plan/points.rs`, on the cover.
#[test]
fn points_of_published_totals() {
    let of = |sex: &str, bodyweight: &str, maxes: &str| {
        format!("sex: {sex}\nunits: kg\nbodyweight: {bodyweight}\nmaxes: {{{maxes}}}\n")
    };
    for (scale, lifter, expected) in [
        ("dots", of("male", "80", "squat: 250, bench: 170, deadlift: 280"), "DOTS 482.68 for a total of 700 kg"),
        ("dots", of("female", "62.15", "squat: 150, bench: 90, deadlift: 160"), "DOTS 433.80 for a total of 400 kg"),
        ("wilks", of("male", "93", "squat: 250, bench: 170, deadlift: 280"), "Wilks 439.73 for a total of 700 kg"),
        (
            "wilks-2020",
            of("male", "80.5", "squat: 250, bench: 170, deadlift: 280"),
            "Wilks 2020 571.27 for a total of 700 kg",
        ),
        (
            "ipf-gl-equipped",
            of("male", "92.04", "squat: 400, bench: 285, deadlift: 350"),
            "IPF GL equipped 112.85 for a total of 1035 kg",
        ),
        ("ipf-gl-bench", of("female", "70.5", "bench: 122.5"), "IPF GL bench 96.78 for a bench press of 122.5 kg"),
    ] {
        let text = scored(&format!("[{scale}]"), &lifter);
        assert!(text.contains(&format!("\n{expected}\n")), "{expected}:\n{text}");
    }
}

#[test]
fn points_take_what_is_known_in_the_first_week() {
    let lifter = "sex: male\nunits: kg\nbodyweight: 80\nmaxes:\n  squat: [{1rm: 250, from: week 1}, {1rm: 300, from: week 2}]\n  \
                  bench: {weight: 150, reps: 4}\n  deadlift: 280\n";
    let text = scored("[dots, wilks]", lifter);
    assert!(text.contains("DOTS ≈482.68, Wilks ≈") && text.contains(" for a total of ≈700 kg\n"), "{text}");
    // A single to failure is the max itself.
    let single = scored("[dots]", &lifter.replace("{weight: 150, reps: 4}", "{weight: 170, reps: 1}"));
    assert!(single.contains("\nDOTS 482.68 for a total of 700 kg\n"), "{single}");
    // Without a sex, a bodyweight or one of the three maxes, or if the site sets no scale, there are no points.
    for missing in ["sex: male\n", "bodyweight: 80\n", "  deadlift: 280\n"] {
        assert!(!scored("[dots, wilks]", &lifter.replace(missing, "")).contains("DOTS"), "{missing}");
    }
    assert!(!scored("[]", lifter).contains("DOTS"));
}
