//! Checks that the random programs of the tests cover the whole language: every variant of the types of programs and
//! lifters, every meaningful combination of them, and every key that a decoder reads.

#![expect(
    clippy::needless_for_each,
    clippy::trivially_copy_pass_by_ref,
    reason = "a walk is easiest to read with one line for each part"
)]

mod names;
#[path = "../../../tests/it/random/mod.rs"]
mod random;
mod rules;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::model::{Attempt, Formula, Gear, Goal, Kind, Level, Look, Muscle, Purpose, Role, Sex, Word};
use crate::plan::{Plan, expand};
use crate::source::schema::declared;
use crate::source::{ASKED, Content};
use crate::units::Rounding;
use names::VARIANTS;
use random::{Case, GYMS, Spelling, cases};
use walk::{FACT, FACTS, Seen};

/// The number of random cases, which is enough to draw each part several times.
const CASES: usize = 2_500;
/// The number of times that each part must at least be drawn.
const LEAST: u32 = 3;

/// Keys of the settings that change no weight.
const WEIGHTLESS: &[&str] = &[
    "title",
    "description",
    "author",
    "base_url",
    "nav",
    "max_age",
    "points",
    "formats",
    "paper",
    "layouts",
    "accent",
    "font",
    "logo",
    "coach",
    "contact",
    "allow",
    "language",
    "labels",
];

#[test]
fn random_programs_cover_the_language() {
    // Decoders record the keys that they read in a thread-local variable.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (seen, keys, plans) = pool.install(drawn);
    let missing = missing(&seen);
    assert!(missing.is_empty(), "not drawn {LEAST} times among {CASES}:\n{}", missing.join("\n"));
    let unknown = |kind: &str, key: &str| kind == "liftpress.yaml" && WEIGHTLESS.contains(&key);
    let absent: Vec<_> = keys.iter().filter(|((kind, key), there)| !**there && !unknown(kind, key)).collect();
    assert!(absent.is_empty(), "keys that no case has: {absent:#?}");
    let unread: Vec<_> = declared().into_iter().filter(|key| key.0 != "a page" && !keys.contains_key(key)).collect();
    assert!(unread.is_empty(), "keys that are declared but never read: {unread:#?}");
    assert!(plans * 100 > CASES * 95, "only {plans} of {CASES} have a plan");
}

/// Draws the cases. Returns the parts that were seen, the keys that were read and whether they were present, and the
/// number of programs with a plan.
fn drawn() -> (Seen, BTreeMap<(&'static str, &'static str), bool>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut seen, mut plans) = (Seen::default(), 0);
    // Reads the built-in exercises first, because their keys do not count.
    drop(Content::of_text(""));
    ASKED.take();
    for index in 0..CASES {
        let case = cases().new_tree(&mut runner).unwrap().current();
        let spelling = if index % 2 == 0 { Spelling::KG } else { Spelling::LB };
        case.write(folder.path(), spelling.in_gym(index % GYMS.len()));
        let content = Content::read(folder.path());
        assert!(content.diagnostics.is_empty(), "{:#?}\n{case:?}", content.diagnostics);
        plans += usize::from(with_plan(&case, &content, |plan| seen.plan(plan)));
    }
    (seen, ASKED.take(), plans)
}

/// Returns whether the case has a plan.
fn with_plan(case: &Case, content: &Content, see: impl FnOnce(&Plan<'_>)) -> bool {
    let lifter = &content.lifters[0];
    let program = content.programs.iter().find(|program| program.slug.as_str() == "p").unwrap();
    let expansion = expand(program, lifter, lifter.programs.first(), content.basis());
    if std::env::var_os("LIFTPRESS_REASONS").is_some() {
        for error in expansion.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()) {
            println!("{:?} {}\n{:?}\n{case:?}", error.code, error.message, error.place);
        }
    }
    expansion.plan.as_ref().map(see).is_some()
}

/// Returns all variants of an enum.
fn variants(of: &str) -> &'static [&'static str] {
    VARIANTS.iter().find(|(kind, _)| *kind == of).unwrap().1
}

/// Returns the variants of an enum, except those that start with one of these texts.
fn without(of: &str, left_out: &[&str]) -> Vec<&'static str> {
    let all = variants(of).iter().copied();
    all.filter(|name| !left_out.iter().any(|out| name.starts_with(out))).collect()
}

/// Expects the combinations of rules. Rules with bodyweight are evaluated in a different way.
fn expect_rules(expect: &mut impl FnMut(&str, &[&'static str])) {
    for on in ["with bodyweight", "without bodyweight"] {
        expect(on, variants("Rule"));
        expect(&format!("Rule {on}"), variants("Anchor"));
        expect(&format!("off {on}"), variants("Off"));
        expect(&format!("off {on}"), &["as heavy"]);
        expect(&format!("steps of off {on}"), &without("MassStep", &["MassStep::Ratio"]));
    }
    expect("steps of a reference", variants("MassStep"));
    expect("steps of Rule::Bar { .. }", &without("MassStep", &["MassStep::Ratio"]));
    expect("steps of Rule::Belt { .. }", &without("MassStep", &["MassStep::Ratio"]));
    expect("steps of Rule::Share { .. }", &without("MassStep", &["MassStep::Ratio"]));
}

/// Returns the expected parts that were not seen often enough.
fn missing(seen: &Seen) -> Vec<String> {
    let mut expected: BTreeSet<(String, &str)> = BTreeSet::new();
    let mut expect =
        |kind: &str, names: &[&'static str]| expected.extend(names.iter().map(|name| (kind.to_owned(), *name)));
    for (kind, variants) in
        VARIANTS.iter().filter(|(kind, _)| !["Scale", "Ladder", "Weight", "Sleeves", "WeekSchemes"].contains(kind))
    {
        expect(kind, variants);
    }
    for role in Role::ALL {
        let of = |kind: &str| format!("{kind} of {}", role.word());
        // A warm-up comes before the work and its load may be a percentage of the work's, so it has fewer kinds of
        // loads.
        let light = *role == Role::Warmup;
        expect(
            &of("LoadRule"),
            &without("LoadRule", if light { &["LoadRule::Effort", "LoadRule::Bodyweight"] } else { &[] }),
        );
        let reps: &[&str] = if light {
            &["Reps::AtLeast", "Reps::Cluster", "Reps::RestPause", "Reps::Myo", "Reps::Attempt"]
        } else {
            &[]
        };
        let parts: &[&str] = if *role == Role::Drop {
            &["Reps::Cluster", "Reps::RestPause", "Reps::Myo", "Reps::Attempt"]
        } else {
            reps
        };
        expect(&of("Reps"), &without("Reps", parts));
        expect(&of("Weight"), variants("Weight"));
        if matches!(role, Role::Top | Role::Backoff | Role::Accessory) {
            // A program with an unreadable scheme has no plan.
            expect(&of("WeekSchemes"), &without("WeekSchemes", &["WeekSchemes::Unread"]));
        }
        // Accessories cannot refer to top sets, and warm-up sets cannot refer to numbered sets.
        expect(
            &of("Anchor"),
            &without(
                "Anchor",
                match role {
                    Role::Accessory => &["Anchor::Top", "Anchor::Set"],
                    Role::Warmup => &["Anchor::Set"],
                    _ => &[],
                },
            ),
        );
        if !light {
            let before: &[&str] =
                if matches!(role, Role::Top | Role::Accessory) { &["MaxKind::Estimated"] } else { &[] };
            expect(&of("MaxKind"), &without("MaxKind", before));
        }
    }
    let no_points = without("Step", &["Step::Points"]);
    expect("Step of LoadRule::Percent { .. }", variants("Step"));
    expect("Step of LoadRule::Absolute(_)", &no_points);
    expect("Step of LoadRule::Bar", &no_points);
    expect("Step of LoadRule::Relative { .. }", &no_points);
    expect("Step of LoadRule::Bodyweight(_)", &["Step::Amount(_)"]);
    for anchor in variants("Anchor") {
        expect(&format!("Change of {anchor}"), variants("Change"));
    }
    let changes = variants("Change").iter().copied();
    for of in changes.chain(["Step::Amount", "Step::Points", "percentages", "bodyweight"]) {
        expect(&format!("sign of {of}"), variants("Sign"));
    }
    for of in ["dumbbells", "kettlebells", "machines", "belt", "ladders of single exercises"] {
        expect(of, variants("Ladder"));
    }
    expect("backoff of phases", variants("Scale"));
    expect("top of phases", variants("Scale"));
    expect("accessories of phases", variants("Scale"));
    expect("sleeves of exercises", variants("Sleeves"));
    expect("sleeves of bars", variants("Sleeves"));
    expect("weight of substitutes", variants("Weight"));
    expect("gear of Weight::Loaded(_)", &words::<Gear>());
    expect("gear of Weight::Bodyweight(_)", &["bodyweight", "barbell"]);
    expect("Gear", &words::<Gear>());
    expect("Kind", &words::<Kind>());
    expect("Muscle", &words::<Muscle>());
    expect("Goal", &words::<Goal>());
    expect("Purpose", &words::<Purpose>());
    expect("Level", &words::<Level>());
    expect("Look", &words::<Look>());
    expect("Sex", &words::<Sex>());
    expect("Formula", &words::<Formula>());
    expect("Attempt", &words::<Attempt>());
    for of in ["Rounding", "rounding to", "rounding of one exercise"] {
        expect(of, &words::<Rounding>());
    }
    expect_rules(&mut expect);
    expect(FACT, FACTS);
    let times = |(kind, name): &(String, &str)| seen.0.get(&(kind.clone(), (*name).to_owned())).copied().unwrap_or(0);
    let rare = expected.iter().filter(|thing| times(thing) < LEAST);
    let mut missing: Vec<_> = rare.map(|thing| format!("{}: {} ({} times)", thing.0, thing.1, times(thing))).collect();
    let facts = seen.0.keys().filter(|(kind, name)| kind == FACT && !FACTS.contains(&name.as_str()));
    missing.extend(facts.map(|(_, name)| format!("missing in the list of facts: {name}")));
    missing
}

fn words<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|value| value.word()).collect()
}
