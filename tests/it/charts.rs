//! Charts of booklets: their text descriptions are compared with the plan.

use std::sync::LazyLock;

use roxmltree::Document;
use serde_json::Value;

use crate::harness::{Site, command, repository};

/// Every booklet of the gallery, as a page and as its plan.
static BOOKLETS: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
    let site = Site::new();
    let built = command(&["build", "-q", "-o"]).arg(site.path().join("output")).current_dir(repository()).output();
    assert!(built.unwrap().status.success());
    let files = site.files("output/booklets");
    let pages = files.iter().filter(|(path, _)| path.ends_with("booklet.html"));
    let plan = |path: &str| serde_json::from_str(&site.read(&format!("output/booklets/{path}"))).unwrap();
    pages.map(|(path, page)| (page.clone(), plan(&path.replace(".html", ".json")))).collect()
});

/// Returns name, title and description of each drawing of a page.
fn charts(page: &str) -> Vec<(String, String, String)> {
    let drawings = page.split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap());
    let chart = |inside: &str| {
        let text = format!("<svg{inside}</svg>");
        let drawing = Document::parse(&text).unwrap();
        let root = drawing.root_element();
        let ids: Vec<_> = root.attribute("aria-labelledby").unwrap().split(' ').collect();
        let said = |id: &str| {
            let named = root.children().find(|child| child.attribute("id") == Some(id)).unwrap();
            named.text().unwrap_or_default().to_owned()
        };
        assert_eq!((root.attribute("role"), ids.len()), (Some("img"), 2));
        let name = ids[0].trim_start_matches("chart-").trim_end_matches("-title");
        (name.to_owned(), said(ids[0]), said(ids[1]))
    };
    drawings.map(chart).collect()
}

/// Reads `Back-off sets: rising from 12 in week 1 to …`: the quantity, and its pairs of value and week.
fn pairs(sentence: &str) -> (&str, Vec<(f64, usize)>) {
    let (what, said) = sentence.split_once(": ").unwrap();
    let clean = said.replace(['≈', ',', '.', '%'], "").replace(" kg", "").replace(" lb", "").replace(" then", "");
    let pair = |(before, after): (&str, &str)| {
        let digits: Vec<_> = before.rsplit(' ').take_while(|word| word.parse::<u32>().is_ok()).collect();
        let value = digits.into_iter().rev().collect::<String>();
        (value.parse().unwrap(), after.split(' ').next().unwrap().parse().unwrap())
    };
    let parts: Vec<_> = clean.split(" in week ").collect();
    (what, parts.windows(2).map(|two| pair((two[0], two[1]))).collect())
}

#[test]
fn charts_show_the_plans_values() {
    let mut checked = 0;
    for (page, plan) in BOOKLETS.iter() {
        let said = charts(page).into_iter().filter(|(name, ..)| ["sets", "tonnage", "intensity"].contains(&&**name));
        for (_, _, description) in said {
            for sentence in description.split_inclusive(". ") {
                let (what, pairs) = pairs(sentence);
                let field = match what {
                    "Top sets" => "top",
                    "Back-off sets" => "backoff",
                    "Accessory sets" => "accessory",
                    "Tonnage" => "tonnage",
                    "Mean intensity" => "mean_intensity",
                    "Peak intensity" => "peak_intensity",
                    _ => panic!("{sentence}"),
                };
                for (value, week) in pairs {
                    let planned = plan["weeks"][week - 1]["volume"][field].as_f64().unwrap();
                    // Both are rounded, the page from tenths that are already rounded.
                    assert!((value - planned).abs() < 0.56, "{sentence}: {planned} in {}", plan["program"]);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn averages_of_muscles_are_those_of_the_weeks() {
    let mut checked = 0;
    for (page, plan) in BOOKLETS.iter() {
        for (_, _, description) in charts(page).into_iter().filter(|(name, ..)| name.starts_with("muscles")) {
            for sentence in description.split_inclusive(". ") {
                let (when, said) = sentence.trim_end_matches(['.', ' ']).split_once(": ").unwrap();
                let all = plan["weeks"].as_array().unwrap();
                let weeks = match when.rsplit_once("week ") {
                    None if when == "On average" => all.as_slice(),
                    // A phase with weeks that are not consecutive.
                    None => continue,
                    Some((_, range)) => {
                        let (first, last) = range.split_once('–').unwrap_or((range, range));
                        &all[first.parse::<usize>().unwrap() - 1..last.parse::<usize>().unwrap()]
                    }
                };
                for part in said.trim_start_matches("from ").split(" to ") {
                    let (value, muscle) = part.split_once(" for ").unwrap();
                    let muscle = muscle.replace(' ', "-");
                    let sum: f64 = weeks.iter().filter_map(|week| week["volume"]["muscles"][&muscle].as_f64()).sum();
                    let average = sum / f64::from(u32::try_from(weeks.len()).unwrap());
                    assert!((value.parse::<f64>().unwrap() - average).abs() < 0.051, "{sentence}: {average}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 40, "{checked}");
}

#[test]
fn ids_of_a_page_are_unique() {
    for (page, plan) in BOOKLETS.iter() {
        let mut ids: Vec<_> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{}", plan["program"]);
        assert!(charts(page).len() >= 2, "{}", plan["program"]);
    }
}

/// Returns the names of the charts of a program for a lifter without maxes.
fn charts_of(program: &str) -> Vec<String> {
    let site = Site::new()
        .file("content/programs/p.yaml", program)
        .file("content/lifters/sam.yaml", "name: Sam\nunits: kg\nprograms: [p]\n");
    site.fine(&["build", "-q"]);
    charts(&site.read("output/booklets/sam/p/booklet.html")).into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn unknown_values_have_no_chart() {
    let days = |schemes: &str| format!("title: P\nweeks: 2\ndays:\n  - name: D\n    accessories:\n{schemes}");
    for (schemes, expected) in [
        ("      - leg-curl: 3x10\n", &["sets", "muscles"][..]),
        ("      - leg-curl: 3x10 @ 40 kg\n", &["sets", "tonnage", "muscles"]),
        ("      - juggling: 3x30s\nexercises: {juggling: {name: Juggling}}\n", &["sets"]),
    ] {
        assert_eq!(charts_of(&days(schemes)), expected, "{schemes}");
    }
}

#[test]
fn each_phase_has_its_column_if_phases_differ() {
    let phase = |name: &str, sets: u8| {
        format!("  - name: {name}\n    weeks: 2\n    days: [{{name: D, accessories: [{{leg-curl: {sets}x10}}]}}]\n")
    };
    let program = |sets: &[u8]| {
        let phases = sets.iter().zip(["One", "Two", "Three", "Four", "Five", "Six", "Seven"]);
        format!("title: P\nphases:\n{}", phases.map(|(sets, name)| phase(name, *sets)).collect::<String>())
    };
    for (sets, charts) in [
        (&[3, 3][..], &["muscles"][..]),
        (&[3, 4, 5], &["muscles"]),
        (&[3, 4, 5, 6], &["muscles", "muscles-2"]),
        (&[3, 4, 5, 6, 7, 8, 9], &["muscles"]),
    ] {
        assert_eq!(charts_of(&program(sets))[1..], *charts, "{sets:?}");
    }
}
