//! Lifters' files in every layout, with comments everywhere.

use jiff::civil::date;
use proptest::prelude::*;
use similar::{ChangeTag, TextDiff};

use liftpress::model::{Lifted, Lifter, Measure, Since};
use liftpress::progress::{UpdateRequest, update};
use liftpress::source::{Content, Input};

use super::PROGRAM;
use crate::harness::Site;

/// A lifter's maxes, each in one of the ways in which authors write them, with comments everywhere.
fn maxes() -> impl Strategy<Value = String> {
    let way = prop_oneof![
        Just("  LIFT: 100\n"),
        Just("  LIFT: 100   # tested\n"),
        Just("  LIFT: {weight: 90, reps: 5}\n"),
        Just("  LIFT: '100 kg'\n"),
        Just("  LIFT: [100, {1rm: 105, date: 2026-10-04}]  # so far\n"),
        Just("  LIFT:\n    - 100  # at first\n    # then\n    - {1rm: 105, from: week 3}\n"),
        Just("  LIFT:\n    weight: 90\n    # five\n    reps: 5\n"),
        Just("  LIFT:\n  - 1rm: 100\n  - 1rm: 105\n    date: 2026-12-21\n"),
        Just("  LIFT: [\n    100,  # at first\n    {1rm: 105},\n  ]\n"),
        Just("  # LIFT: 90\n\n"),
    ];
    let lines = prop::collection::vec(way, 4).prop_map(|ways| {
        let lifts = ["squat", "bench", "deadlift", "front-squat"];
        lifts.iter().zip(ways).map(|(lift, way)| way.replace("LIFT", lift)).collect::<String>()
    });
    (lines, "(# about\n)?", "(# end\n)?")
        .prop_map(|(lines, before, after)| format!("{before}name: A\nmaxes:\n{lines}bodyweight: 80\n{after}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Read again, the lifter is the same with one more record, and every line outside that max is unchanged.
    #[test]
    fn an_update_adds_one_record_and_touches_nothing_else(
        maxes in maxes(),
        lift in prop::sample::select(vec!["squat", "bench", "deadlift", "front-squat", "overhead-press"]),
        crlf: bool,
    ) {
        let text = if crlf { maxes.replace('\n', "\r\n") } else { maxes };
        let site = Site::new().file("content/programs/p.yaml", PROGRAM).file("content/lifters/a.yaml", &text);
        let read = || Content::read(&site.path().join("content")).lifters.pop().unwrap();
        let before = read();
        // In a map with only comments, the line of its key is rewritten.
        prop_assume!(!before.maxes.is_empty());
        let request = UpdateRequest {
            lifter: "a",
            sets: &[format!("{lift}=110")],
            log: None,
            program: None,
            date: Some(date(2026, 12, 21)),
            today: date(2026, 12, 21),
        };
        let input = Input::folder(site.path().join("content"));
        let progress = update(&mut Content::read_input(&input), &input, request).unwrap();
        site.write("content/lifters/a.yaml", &progress.file.after);
        let after = read();
        let records = |lifter: &Lifter, of: &str| -> Vec<_> {
            let max = lifter.maxes.iter().find(|(lift, _)| lift.as_str() == of).map(|(_, max)| max.clone());
            let records = max.into_iter().flat_map(|max| max.records);
            records.map(|record| (record.measure, record.since)).collect()
        };
        let (was, is) = (records(&before, lift), records(&after, lift));
        let new = (Measure::OneRep(Lifted::Weight("110 kg".parse().unwrap())), Since::Date(date(2026, 12, 21)));
        let kept: Vec<_> = was.iter().filter(|(_, since)| *since != new.1).copied().collect();
        prop_assert_eq!(is, [kept, vec![new]].concat());
        for other in before.maxes.keys().filter(|other| other.as_str() != lift) {
            prop_assert_eq!(records(&before, other.as_str()), records(&after, other.as_str()));
        }
        // Removed lines must belong to the max.
        let gone: Vec<_> = TextDiff::from_lines(&*text, &*progress.file.after)
            .iter_all_changes()
            .filter(|change| change.tag() == ChangeTag::Delete)
            .map(|change| change.to_string())
            .collect();
        let own: Vec<_> = text.split_inclusive('\n').skip_while(|line| !line.starts_with(&format!("  {lift}:"))).collect();
        let length = own.iter().skip(1).take_while(|line| line.starts_with("    ") || line.starts_with("  -") || line.starts_with("  ]")).count();
        for line in gone {
            prop_assert!(own.iter().take(length + 1).any(|own| **own == line), "{line:?} of {text:?}");
        }
        for comment in text.match_indices('#').map(|(at, _)| text[at..].lines().next().unwrap()) {
            prop_assert!(progress.file.after.contains(comment), "{comment}");
        }
    }
}
