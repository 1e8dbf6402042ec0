use proptest::prelude::*;

use super::*;
use crate::model::{
    Anchor, Attempt, Change, Effort, EffortScale, Group, GroupKind, Load, LoadRule, MaxKind, Myo, Reference, Reps,
    Sign, Signed, Slug, Spanned, Step, Word,
};
use crate::units::{Decimal, Mass, Percent, Range, Rpe};

/// What authors write, and its canonical form.
#[test]
fn spellings() {
    for (written, canonical) in [
        ("5x3 @ 85%", "5x3 @ 85%"),
        ("5 × 3 @85 %", "5x3 @ 85%"),
        ("5x3–5 @ 70–75%", "5x3-5 @ 70-75%"),
        ("3x5+ @ 85% TM", "3x5+ @ 85% TM"),
        ("1xamrap @ 60% of squat", "1xAMRAP @ 60% of squat"),
        ("60% of squat x 3", "!0..2"),
        ("5x5 @ 100,3x5 @ 90", "5x5 @ 100 kg, 3x5 @ 90 kg"),
        ("5x5 @ 100,3-5x3", "5x5 @ 100 kg, 3-5x3"),
        ("5x5 @ 60,5/3/1", "5x5 @ 60 kg, 1x5, 1x3, 1x1"),
        ("3x5,3x8", "3x5, 3x8"),
        ("1x5 @ 60% of squat 1RM", "1x5 @ 60% 1RM of squat"),
        ("5/3/1 @ 75/85/95%", "1x5 @ 75%, 1x3 @ 85%, 1x1 @ 95%"),
        ("5/3/1+ @ 75%/85%/95% 1RM", "1x5 @ 75% 1RM, 1x3 @ 85% 1RM, 1x1+ @ 95% 1RM"),
        ("8/6/4 @ 70%", "1x8 @ 70%, 1x6 @ 70%, 1x4 @ 70%"),
        ("3x10 @ 60%, drop 10 then drop 10 @ previous -25%", "3x10 @ 60%, drop 10, drop 10 @ previous -25%"),
        ("4x4 @ top -12%", "4x4 @ top -12%"),
        ("5x3-5 @ top -10-15%", "5x3-5 @ top -10-15%"),
        ("5x3 @ top -10-15 pp rest 2:30", "5x3 @ top -10-15 pp rest 2:30"),
        ("5x5 @ first", "5x5 @ first"),
        ("1x8 @ third", "1x8 @ set 3"),
        ("3x5 @ top -20 lb", "3x5 @ top -20 lb"),
        ("3x5 @ top -10 lb|5 kg", "3x5 @ top -10 lb|5 kg"),
        ("3x5 @ 70% + 10 lb", "3x5 @ 70% + 10 lb"),
        ("3x5 @ 70% - 5 kg", "3x5 @ 70% - 5 kg"),
        ("3x5 @ 60% - 65 kg", "3x5 @ 60% - 65 kg"),
        ("3x5 @ 70% -2.5%/week", "3x5 @ 70% -2.5%/week"),
        ("3x5 @ 70% -5 kg/week", "3x5 @ 70% -5 kg/week"),
        ("3x5 @ top -10% -2.5 kg/week", "3x5 @ top -10% -2.5 kg/week"),
        ("3x5 @ 70%-75%", "3x5 @ 70-75%"),
        ("3x5 @ 70% - 5 kg -2.5%/week", "3x5 @ 70% - 5 kg -2.5%/week"),
        (
            "5/3/1 @ 75/85/95% + 5 kg +2.5%/week",
            "1x5 @ 75% + 5 kg +2.5%/week, 1x3 @ 85% + 5 kg +2.5%/week, 1x1 @ 95% + 5 kg +2.5%/week",
        ),
        ("3x5 @ 70% +10lb/week", "3x5 @ 70% +10 lb/week"),
        ("3x5 @ 70% + 10 lb +2.5%/week", "3x5 @ 70% + 10 lb +2.5%/week"),
        ("5x5 @ 75% x1.025/week", "5x5 @ 75% x1.025/week"),
        ("4x5 @ bw + 10 kg", "4x5 @ bw + 10 kg"),
        ("3xAMRAP @ bw", "3xAMRAP @ bw"),
        ("1x1 @ RPE 8", "1x1 @ RPE 8"),
        ("3x5 @ RIR 1-2", "3x5 @ RIR 1-2"),
        ("3x5 @ 75% RPE 7-8", "3x5 @ 75% RPE 7-8"),
        ("3-6x3 @ top -5% until RPE 9", "3-6x3 @ top -5% until RPE 9"),
        ("3x45s rest 60s", "3x45s rest 1 min"),
        ("3x2 min", "3x2min"),
        ("4x20m @ 40 kg", "4x20m @ 40 kg"),
        ("3x5 @ 100-110", "3x5 @ 100-110 kg"),
        ("3x5 @ bar", "3x5 @ bar"),
        ("1x5 @ 90% 5RM", "1x5 @ 90% 5RM"),
        ("4x5 @ 65% e1RM", "4x5 @ 65% e1RM"),
        ("3x3 @ 90% of top", "3x3 @ 90% of top"),
        ("3x3 @ 80-90% of first", "3x3 @ 80-90% of first"),
        ("3x3 @ 105% of previous +5 lb/week", "3x3 @ 105% of previous +5 lb/week"),
        ("3x3 @ 100% of set 3", "3x3 @ set 3"),
        ("3x3 @ 60% of top-half-bench", "3x3 @ 60% of top-half-bench"),
        ("4 x ( 1 + 1 + 1 ) @ 90% pause 20s rest 3 min", "4x(1+1+1) @ 90% pause 20s rest 3 min"),
        ("2-3x(2+1) @ RPE 9", "2-3x(2+1) @ RPE 9"),
        ("rest-pause 8+3+2 @ 70%, drop 10", "rest-pause 8+3+2 @ 70%, drop 10"),
        ("myo 15+5x4 @ 15 kg", "myo 15+5x4 @ 15 kg"),
        ("Myo 12–20 + 3-5 × 3-5", "myo 12-20+3-5x3-5"),
        ("2x(2/3) @ 75%", "1x2 @ 75%, 1x3 @ 75%, 1x2 @ 75%, 1x3 @ 75%"),
        ("2x(3/2)+ @ 80/85% TM", "1x3 @ 80% TM, 1x2 @ 85% TM, 1x3 @ 80% TM, 1x2+ @ 85% TM"),
        ("attempts", "opener, second, third"),
        ("attempts @ 90/95/100%", "opener @ 90%, second @ 95%, third @ 100%"),
        ("opener @ 90%, second @ top +5 kg", "opener @ 90%, second @ top +5 kg"),
        ("3-6x3 @ top until RIR 1", "3-6x3 @ top until RPE 9"),
    ] {
        match parse_scheme(written, Some(Unit::Kg)) {
            Ok(scheme) => assert_eq!(scheme.to_string(), canonical, "{written}"),
            Err(error) => assert_eq!(format!("!{:?}", error.span), canonical, "{written}: {}", error.message),
        }
    }
}

/// Each mistake, with the marked text and the message.
#[test]
fn mistakes() {
    for (text, marked, message) in [
        ("", "", "expected sets and reps, found the end of the text"),
        ("5", "5", "expected `x` after the number of sets, as in `5x3`"),
        ("85%", "85", "expected sets and reps before the load"),
        ("5x", "", "expected a number of reps, found the end of the text"),
        ("5x3 @", "", "expected a load, found the end of the text"),
        ("5x3 @ 85", "85", "`85` has no unit"),
        ("5x3 @ 82,5%", "82,5", "`82,5` has a decimal comma"),
        ("5x3 @ 82,5-85%", "82,5", "`82,5` has a decimal comma"),
        ("5/3/1 @ 72,5/82,5/92,5%", "72,5", "`72,5` has a decimal comma"),
        ("5x3 @ 1,250 lb", "1,250", "`1,250` has a decimal comma"),
        ("5x3 @ 75% x1,025/week", "1,025", "`1,025` has a decimal comma"),
        ("5x3 @ RPE 7,5, 3x5", "7,5", "`7,5` has a decimal comma"),
        ("3x12reps", "reps", "unexpected word after the number of reps"),
        ("3 sets of 12", "3 sets of 12", "sets and reps must be written with an `x`"),
        ("5x3 @ top 10%", "10%", "`10%` after `top` has no sign"),
        ("5x3 @ 10% off top", "10% off top", "the set must come before the change"),
        ("3x5 @ RIR 3 -1/week", "RIR 3 -1/week", "an effort takes no weekly step"),
        ("3x5 rest 2-5 min", "2-5 min", "a rest must be one time, found a range"),
        ("5x3 @ 80% of (1RM + 10 kg)", "(1RM + 10 kg)", "a load cannot have parentheses"),
        ("5x3 @85%%", "%", "unexpected `%`"),
        ("5x3 85%", "85", "unexpected `85`"),
        ("0x3", "0", "the number of sets must be a whole number from 1 to 100, found 0"),
        ("5x0", "0", "the number of reps must be a whole number from 1 to 1000, found 0"),
        ("2.5x3", "2.5", "the number of sets must be a whole number from 1 to 100, found 2.5"),
        ("5x5-3", "5-3", "the range 5-3 goes down"),
        ("5x3-5+", "3-5+", "`+` takes one number of reps, not a range"),
        ("3x5 @ tpo -10%", "tpo", "expected a load, found `tpo`"),
        ("3x5 @ top -", "", "expected a percentage, a weight or points, found the end of the text"),
        ("3x5 @ set 0", "0", "sets are counted from 1"),
        ("3x5 @ RPE 11", "11", "RPE must be from 1 to 10, found 11"),
        ("3x5 @ RPE 8.3", "8.3", "RPE must be in half steps (8, 8.5, 9), found 8.3"),
        ("3x5 @ 70% +2.5%", "+2.5%", "expected `/week` after a change of the load"),
        ("3x5 @ RPE 8 +5 kg/week", "RPE 8 +5 kg/week", "an effort takes no weekly step"),
        ("3x5 @ 10 lb|5 lb", "5 lb", "expected the weight in the other unit after `|`"),
        ("3x5 @ 99999 kg", "99999 kg", "`99999` cannot be a weight: more than 10,000"),
        ("3x5 @ 2000%", "2000%", "a percentage must have at most four decimals and be at most 1000%"),
        ("3x5 @ 12345678901%", "12345678901", "`12345678901` is too large"),
        ("3x5 rest 3m", "3m", "`3m` has no unit of time"),
        ("3x5 rest 90", "90", "`90` has no unit of time"),
        ("3x3 @ top -5% until RPE 9", "until RPE 9", "`until` needs a range of sets to stop within"),
        ("5/3/1 @ 75/85%", "75/85%", "2 percentages for 3 sets"),
        ("5/3/1 @ 75/85/95", "75/85/95", "the percentages of a wave have no percent sign"),
        ("3x5 @ 60% of Squat", "Squat", "invalid name `Squat`: use lower-case letters, digits and hyphens"),
        ("3x5 @ 60% 30RM", "30RM", "a rep max must have 1 to 20 reps, found 30"),
        ("3x5, ", "", "expected sets and reps, found the end of the text"),
    ] {
        let error = parse_scheme(text, None).expect_err(text);
        assert_eq!((&text[error.span.clone()], error.message.as_str()), (marked, message), "{text:?}");
    }
}

/// Mistakes with a safe fix, and the fixed text.
#[test]
fn fixes_are_read() {
    for (text, fixed) in [
        ("5x3 @ 82,5%", "5x3 @ 82.5%"),
        ("5x3 @ top 10%", "5x3 @ top -10%"),
        ("5x3 @ 10% off top", "5x3 @ top -10%"),
        ("5x3 @ 5 kg below the first", "5x3 @ first -5 kg"),
        ("3x12reps", "3x12"),
        ("3x12 reps @ 60%", "3x12 @ 60%"),
        ("3 sets of 8-12 reps @ 60%", "3x8-12 @ 60%"),
        ("5/5/5+ @ RPE 6/7/8, 3x5 @ 60%", "1x5 @ RPE 6 then 1x5 @ RPE 7 then 1x5+ @ RPE 8, 3x5 @ 60%"),
        ("5x5-3 @ 70%", "5x3-5 @ 70%"),
        ("5x3 @ 8 RPE", "5x3 @ RPE 8"),
        ("5x3 @ 80% rest 90", "5x3 @ 80% rest 90s"),
        ("5x3 @ 60% of Squat", "5x3 @ 60% of squat"),
    ] {
        let error = parse_scheme(text, None).expect_err(text);
        let mut read = text.to_owned();
        read.replace_range(error.span.clone(), &error.fix.unwrap_or_else(|| panic!("{text}: {}", error.message)));
        assert_eq!(read, fixed);
        assert!(parse_scheme(&read, None).is_ok(), "{read}");
    }
    for text in ["5x3 @ top 90%", "5x3 @ 1,250 lb", "5/5/5 @ RPE 6/7/8 rest 3 min", "3x5 rest 3"] {
        assert_eq!(parse_scheme(text, None).expect_err(text).fix, None, "{text}");
    }
}

/// Conditions as coaches write them, and their canonical forms.
#[test]
fn conditions() {
    for (written, canonical) in [
        ("rpe <= 7", "rpe <= 7"),
        ("RPE ≤ 7.5", "rpe <= 7.5"),
        ("rpe<8", "rpe < 8"),
        ("rpe 9+", "rpe >= 9"),
        ("rpe 8-9", "rpe 8-9"),
        ("rpe = 8", "rpe 8"),
        ("rir >= 3", "rpe <= 7"),
        ("rir < 1", "rpe > 9"),
        ("rir 1-2", "rpe 8-9"),
        ("reps >= 8", "reps >= 8"),
        ("reps 5–7", "reps 5-7"),
        ("reps 10", "reps 10"),
        ("Reps missed", "reps missed"),
        ("form breaks down", "form breaks down"),
        ("Bar is slow", "bar is slow"),
        ("below last week", "below last week"),
    ] {
        let condition = parse_condition(written).unwrap_or_else(|error| panic!("{written}: {}", error.message));
        assert_eq!(condition.to_string(), canonical, "{written}");
        assert_eq!(parse_condition(canonical), Ok(condition), "{canonical}");
    }
}

#[test]
fn amounts_percents_and_rests_alone() {
    assert_eq!(parse_amount("10 lb|5 kg", None).unwrap().to_string(), "10 lb|5 kg");
    assert_eq!(parse_amount("2.5", Some(Unit::Kg)).unwrap().to_string(), "2.5 kg");
    assert_eq!(parse_percent("90%").unwrap(), Percent::whole(90));
    assert_eq!(parse_percent("90").unwrap_err().help.as_deref(), Some("write 90%"));
    assert_eq!(parse_rest("2.5 min").unwrap(), Seconds(150));
}

fn decimal(tenths: u32) -> Decimal {
    format!("{}.{}", tenths / 10, tenths % 10).parse().unwrap()
}

fn range<T: Copy + PartialOrd + std::fmt::Debug>(
    of: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = Range<T>> {
    let two = (of.clone(), of.clone())
        .prop_map(|(a, b)| if a <= b { Range { low: a, high: b } } else { Range { low: b, high: a } });
    prop_oneof![of.prop_map(Range::one), two]
}

fn percents() -> impl Strategy<Value = Range<Percent>> {
    range((1_u32..2000).prop_map(|n| Percent::of_hundred(decimal(n)).unwrap()))
}

fn amount() -> impl Strategy<Value = Amount> {
    let mass = |n, unit| Mass::new(decimal(n), unit).unwrap();
    prop_oneof![
        (1_u32..9999).prop_map(move |n| Amount::One(mass(n, Unit::Kg), Unit::Kg)),
        (1_u32..9999).prop_map(move |n| Amount::One(mass(n, Unit::Lb), Unit::Lb)),
        (1_u32..9999, 1_u32..9999)
            .prop_map(move |(lb, kg)| Amount::Both { lb: mass(lb, Unit::Lb), kg: mass(kg, Unit::Kg) }),
    ]
}

fn amounts() -> impl Strategy<Value = Range<Amount>> {
    let mass = |n, unit| Mass::new(decimal(n), unit).unwrap();
    (range(1_u32..9999), range(1_u32..9999), 0..3).prop_map(move |(a, b, kind)| {
        let of = |a, b| match kind {
            0 => Amount::One(mass(a, Unit::Kg), Unit::Kg),
            1 => Amount::One(mass(a, Unit::Lb), Unit::Lb),
            _ => Amount::Both { lb: mass(b, Unit::Lb), kg: mass(a, Unit::Kg) },
        };
        Range { low: of(a.low, b.low), high: of(a.high, b.high) }
    })
}

fn signed<T: std::fmt::Debug>(by: impl Strategy<Value = T>) -> impl Strategy<Value = Signed<T>> {
    (any::<bool>(), by).prop_map(|(plus, by)| Signed { sign: if plus { Sign::Plus } else { Sign::Minus }, by })
}

fn rpe() -> impl Strategy<Value = Rpe> + Clone {
    (2_u32..=20).prop_map(|halves| Rpe::new(decimal(halves * 5)).unwrap())
}

fn effort() -> impl Strategy<Value = Effort> {
    (any::<bool>(), range(rpe()))
        .prop_map(|(rir, range)| Effort { scale: if rir { EffortScale::Rir } else { EffortScale::Rpe }, range })
}

fn reference() -> impl Strategy<Value = Reference> {
    let kind = prop_oneof![
        Just(MaxKind::OneRep),
        Just(MaxKind::Training),
        Just(MaxKind::Estimated),
        (2_u16..=20).prop_map(MaxKind::Reps),
    ];
    let exercise = prop::sample::select(vec!["squat", "close-grip-3-board-bench", "1-arm-row"]);
    (prop::option::of(kind), prop::option::of(exercise))
        .prop_map(|(kind, exercise)| Reference { kind, exercise: exercise.map(|slug| Slug::new(slug).unwrap()) })
}

fn rule() -> impl Strategy<Value = LoadRule> {
    let anchor = prop_oneof![Just(Anchor::Top), Just(Anchor::Previous), (1_u16..9).prop_map(Anchor::Set)];
    let change = prop_oneof![
        percents().prop_map(Change::Percent),
        percents().prop_map(Change::Points),
        amounts().prop_map(Change::Amount),
    ];
    prop_oneof![
        (percents(), reference(), prop::option::of(signed(amount())))
            .prop_map(|(percent, of, plus)| LoadRule::Percent { percent, of, plus }),
        amounts().prop_map(LoadRule::Absolute),
        Just(LoadRule::Bar),
        prop::option::of(signed(amount())).prop_map(LoadRule::Bodyweight),
        effort().prop_map(LoadRule::Effort),
        (anchor, prop::option::of(signed(change).prop_filter("it leaves something", leaves_something)))
            .prop_map(|(anchor, change)| LoadRule::Relative { anchor, change, as_share: false }),
    ]
}

fn leaves_something(change: &Signed<Change>) -> bool {
    match change.by {
        Change::Percent(by) | Change::Points(by) => change.sign == Sign::Plus || by.high < Percent::WHOLE,
        Change::Amount(_) => true,
    }
}

fn load() -> impl Strategy<Value = Load> {
    let step = prop_oneof![
        signed(amount()).prop_map(Step::Amount),
        signed(percents().prop_map(|p| p.low)).prop_map(Step::Points),
        percents().prop_map(|p| Step::Factor(p.low)),
    ];
    (rule(), prop::option::of(step), prop::option::of(effort())).prop_map(|(rule, step, effort)| {
        let is_effort = matches!(rule, LoadRule::Effort(_));
        Load { rule, step: step.filter(|_| !is_effort), effort: effort.filter(|_| !is_effort) }
    })
}

fn group() -> impl Strategy<Value = Group> {
    let reps = prop_oneof![
        range(1_u16..30).prop_map(Reps::Count),
        (1_u16..30).prop_map(Reps::AtLeast),
        Just(Reps::Amrap),
        range((1_u16..300).prop_map(Seconds)).prop_map(Reps::Time),
        range(1_u16..500).prop_map(Reps::Distance),
    ];
    let parts = || prop::collection::vec(1_u16..10, 2..6);
    let myo = (range(1_u16..30), range(1_u16..10), range(1_u16..8))
        .prop_map(|(activation, mini, times)| Reps::Myo(Myo { activation, mini, times }));
    let attempt = prop::sample::select(Attempt::ALL).prop_map(Reps::Attempt);
    let once =
        prop_oneof![parts().prop_map(Reps::RestPause), myo, attempt].prop_map(|reps| (Some(Range::one(1)), reps));
    let cluster = (range(1_u16..12), parts()).prop_map(|(sets, parts)| (Some(sets), Reps::Cluster(parts)));
    let sets_and_reps = prop_oneof![4 => (prop::option::of(range(1_u16..12)), reps), 1 => once, 1 => cluster];
    let spanned = |value| Spanned { value, span: 0..0 };
    let seconds = || prop::option::of((1_u16..=3600).prop_map(Seconds));
    (sets_and_reps, prop::option::of(load()), prop::option::of(rpe()), seconds(), seconds()).prop_map(
        move |((sets, reps), load, until, pause, rest)| Group {
            until: until
                .filter(|_| sets.is_some_and(|sets| sets.single().is_none()))
                .map(|value| Spanned { value, span: 0..0 }),
            kind: sets.map_or(GroupKind::Drop, |sets| GroupKind::Work { sets }),
            load: load.map(spanned),
            pause: pause.filter(|_| reps.pause().is_some()),
            reps,
            rest,
        },
    )
}

proptest! {
    #[test]
    fn printed_schemes_parse_to_the_same_scheme(groups in prop::collection::vec(group(), 1..4)) {
        let scheme = Scheme { groups };
        let text = scheme.to_string();
        let read = parse_scheme(&text, None).map_err(|e| TestCaseError::fail(format!("{text}: {} at {:?}", e.message, e.span)))?;
        prop_assert_eq!(read, scheme, "{}", text);
    }

    #[test]
    fn no_text_panics_and_every_error_points_into_it(text in "[0-9x@%+,. /|a-zA-Z×–:-]{0,40}|\\PC{0,30}") {
        if let Err(error) = parse_scheme(&text, Some(Unit::Kg)) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?} of {text:?}", error.span);
        }
        if let Err(error) = parse_condition(&text) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?} of {text:?}", error.span);
        }
    }
}
