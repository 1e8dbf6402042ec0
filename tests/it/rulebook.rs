//! The rules with which pages and workbooks calculate.

use liftpress::model::{Lifted, Lifter, Max, Slug};
use liftpress::plan::{Off, Rule, expand};
use liftpress::source::Content;
use liftpress::units::Unit;

use crate::conformance::{vectors, weights};

/// Points can be taken off a percentage anywhere in a day: the rule must know the max that the percentage refers to.
#[test]
fn points_are_taken_off_percentages_of_accessories_and_light_sets() {
    let content = Content::of_text(
        "
title: Points
units: kg
days:
  - {name: A, accessories: [{squat: '1x1 @ RPE 8, 1x5 @ previous -10 pp'}]}
  - {name: B, warmup: ['1x5 @ 50%', '1x3 @ previous +20 pp'], top: {squat: 1x1 @ 100 kg}}
",
    );
    let program = &content.programs[0];
    let squat = Slug::new("squat").unwrap();
    let max = Max::given(Lifted::Weight("200 kg".parse().unwrap()), Unit::Kg);
    let lifter = Lifter::unnamed(program, Unit::Kg, [(squat, max)].into());
    let plan = expand(program, &lifter, None, content.basis()).plan.unwrap();
    let points = plan.rulebook().rules.into_iter().filter_map(|rule| match rule {
        Rule::Off { by: Some(Off::Points { of, .. }), .. } => {
            Some(of.into_keys().map(|kind| kind.to_string()).collect::<Vec<_>>())
        }
        _ => None,
    });
    assert_eq!(points.collect::<Vec<_>>(), [["1RM"], [""]]);
}

/// The script and the workbook are tested with the same vectors, in `tests/browser` and `tests/export`.
#[test]
fn published_weights_are_evaluated() {
    let vectors = vectors();
    assert!(vectors.len() > 15, "{}", vectors.len());
    for vector in vectors {
        assert_eq!(vector.with_plan(weights), vector.weights, "{}", vector.source);
    }
}
