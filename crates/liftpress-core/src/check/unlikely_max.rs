//! Maxes that do not fit the lifter's other maxes or bodyweight. Most often, the lifter typed pounds where kilograms
//! are meant.
//!
//! `crates/liftpress-core/src/diagnostic/explain/unlikely-max.md` gives every bound and its source.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Exercise, Library, Lifted, Lifter, MaxRecord, Sex, Slug};
use crate::plan::Measuring;
use crate::source::Content;
use crate::units::{Mass, Percent, Range, Unit};

/// The bounds of the first lift's max as a percentage of the second lift's max. Published norms are well within these
/// bounds: bench 45-80% and deadlift 110-150% of the squat, bench 40-65% of the deadlift, press 55-75% of the bench
/// (carvelog.com/tools/strength-ratios-calculator).
const SHARES: [(&str, &str, Range<Percent>); 6] = [
    ("bench", "squat", percents(40, 120)),
    ("deadlift", "squat", percents(75, 190)),
    ("bench", "deadlift", percents(30, 105)),
    ("overhead-press", "bench", percents(40, 110)),
    ("overhead-press", "squat", percents(22, 75)),
    ("overhead-press", "deadlift", percents(18, 65)),
];

/// Nine of ten competitors aged 18 to 35 lift at most this percentage of their bodyweight: first men, then women (van
/// den Hoek et al. 2024, 809,986 competition entries, doi 10.1016/j.jsams.2024.07.005).
const OF_BODYWEIGHT: [(&str, Percent, Percent); 3] = [
    ("squat", Percent::whole(283), Percent::whole(226)),
    ("bench", Percent::whole(195), Percent::whole(135)),
    ("deadlift", Percent::whole(325), Percent::whole(266)),
];

/// Weights above the heaviest that anyone has lifted, even with equipment (squat 595, bench 635.4, deadlift 510, clean
/// and jerk 267 kg).
const MOST: [(&str, Mass); 4] = [
    ("squat", Mass::whole(600, Unit::Kg)),
    ("bench", Mass::whole(640, Unit::Kg)),
    ("deadlift", Mass::whole(520, Unit::Kg)),
    ("overhead-press", Mass::whole(270, Unit::Kg)),
];

/// The highest plausible max of a variation, as a percentage of the max that `ratio` gives.
const OF_SHARE: Percent = Percent::whole(125);
/// If a max can be compared with only one value, it must miss the bound by this factor to be reported. A mistake in the
/// unit is wrong by a factor of 2.2.
const FAR: Percent = Percent::whole(130);
/// If a max fits the lifter's other maxes, it must exceed the bound of the bodyweight by this factor to be reported.
/// The best lifters of the world are below this limit.
const FAR_ABOVE_BODYWEIGHT: Percent = Percent::whole(150);

const fn percents(low: u16, high: u16) -> Range<Percent> {
    Range { low: Percent::whole(low), high: Percent::whole(high) }
}

/// A max of a lifter as a 1RM.
struct Known<'c> {
    slug: &'c Slug,
    exercise: &'c Exercise,
    record: &'c MaxRecord,
    mass: Mass,
    /// Whether this is the last record of the lift.
    is_last: bool,
}

/// Another value of the lifter that a max is compared with.
struct Measure<'c> {
    /// The value in words: `a bench of 100 kg`.
    what: String,
    place: Option<&'c Place>,
    /// The range of maxes that fit the value.
    fits: Range<Mass>,
    is_bodyweight: bool,
}

/// Warns of maxes that do not fit the lifter's other values, but would fit in the other unit. Also warns of maxes above
/// everything that was ever lifted.
pub(super) fn unlikely_max(content: &Content, found: &mut Vec<Diagnostic>) {
    for lifter in &content.lifters {
        let known = known(content, lifter);
        for max in &known {
            let Some(place) = &max.record.place else { continue };
            let others = known.iter().filter(|other| other.is_last && other.slug != max.slug);
            let mut measures: Vec<_> =
                others.filter_map(|other| by_other_max(max, other, lifter.units, &content.library)).collect();
            measures.extend(by_bodyweight(max, lifter));
            found.extend(record(max, place).or_else(|| wrong_unit(max, place, &measures)));
        }
    }
}

fn known<'c>(content: &'c Content, lifter: &'c Lifter) -> Vec<Known<'c>> {
    let measuring = Measuring { lifter, library: &content.library, settings: &content.settings, program: None };
    let mut known = Vec::new();
    for (slug, max) in &lifter.maxes {
        let Some(exercise) = content.library.get(slug) else { continue };
        for (at, record) in max.records.iter().enumerate() {
            let Ok(measured) = measuring.measure(slug, record) else { continue };
            if matches!(record.measure.lifted(), Lifted::Weight(_)) {
                let is_last = at + 1 == max.records.len();
                known.push(Known { slug, exercise, record, mass: measured.one_rep, is_last });
            }
        }
    }
    known
}

/// Compares a max with another max of the lifter. Returns `None` if no bounds for the two lifts are known.
fn by_other_max<'c>(max: &Known<'c>, other: &Known<'c>, unit: Unit, library: &Library) -> Option<Measure<'c>> {
    let (own, its) = (max.slug.as_str(), other.slug.as_str());
    let share = |share: Percent| other.mass.times(share);
    let whole = |part: Percent| other.mass.ratio(1_000_000, u64::try_from(part.millionths()).ok()?);
    let fits = SHARES.iter().find_map(|(part, of, shares)| {
        if (*part, *of) == (own, its) {
            Some(shares.map(share))
        } else if (*of, *part) == (own, its) {
            Some(Range { low: whole(shares.high)?, high: whole(shares.low)? })
        } else {
            None
        }
    });
    let fits = fits.or_else(|| {
        let share = share_of(max.exercise, other.slug, library)?;
        Some(Range { low: Mass::ZERO, high: other.mass.times(share).times(OF_SHARE) })
    })?;
    let what = format!("{} of {}", with_article(its), other.mass.with_unit(unit));
    Some(Measure { what, place: other.record.place.as_ref(), fits, is_bodyweight: false })
}

/// Returns a name with its article: `a bench`, `an overhead-press`.
fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// Returns the max of an exercise as a percentage of the max of `lift`, by the `ratio` of each exercise in the chain of
/// `max_of`. Returns `None` if the chain does not lead to `lift`.
fn share_of(exercise: &Exercise, lift: &Slug, library: &Library) -> Option<Percent> {
    let mut share = Percent::WHOLE;
    let mut at = exercise;
    // A longer chain is a circle, which `max-circle` reports.
    for _ in 0..16 {
        share = share.times(at.ratio);
        let next = at.max_of.as_ref()?;
        if next == lift {
            return Some(share);
        }
        at = library.get(next)?;
    }
    None
}

fn by_bodyweight<'c>(max: &Known<'c>, lifter: &Lifter) -> Option<Measure<'c>> {
    let bodyweight = lifter.bodyweight?;
    let (_, men, women) = OF_BODYWEIGHT.iter().find(|(lift, ..)| *lift == max.slug.as_str())?;
    let most = bodyweight.times(if lifter.sex == Some(Sex::Female) { *women } else { *men });
    let what = format!("a bodyweight of {}", bodyweight.with_unit(lifter.units));
    Some(Measure { what, place: None, fits: Range { low: Mass::ZERO, high: most }, is_bodyweight: true })
}

/// Reports a max above everything that was ever lifted.
fn record(max: &Known<'_>, place: &Place) -> Option<Diagnostic> {
    let (_, most) = MOST.iter().find(|(lift, most)| *lift == max.slug.as_str() && max.mass > *most)?;
    let (slug, mass, most) = (max.slug, max.mass.with_unit(max.record.unit), most.with_unit(max.record.unit));
    let slug = with_article(slug.as_str());
    let message = format!("{slug} max of {mass} is more than anyone has lifted ({most})");
    Some(Diagnostic::warning(Code::UnlikelyMax, place.clone(), message).help("correct the number or its unit"))
}

/// Reports a max that does not fit but would fit in the other unit. Pounds that were typed for kilograms are too heavy,
/// and kilograms that were typed for pounds are too light.
fn wrong_unit(max: &Known<'_>, place: &Place, measures: &[Measure<'_>]) -> Option<Diagnostic> {
    let is_heavy = max.record.unit == Unit::Kg;
    let (meant, other, word) =
        if is_heavy { (max.mass.as_pounds(), Unit::Lb, "heavy") } else { (max.mass.as_kilograms(), Unit::Kg, "light") };
    // A value without a lower bound, such as the bodyweight, cannot show that a max is too light.
    let measures: Vec<_> = measures.iter().filter(|measure| is_heavy || measure.fits.low > Mass::ZERO).collect();
    let misses = |measure: &Measure<'_>, by: Percent| {
        if is_heavy { max.mass > measure.fits.high.times(by) } else { max.mass.times(by) < measure.fits.low }
    };
    // A max that can be compared with only one value must miss its bound by far. Of several values, it must miss all
    // bounds, because some lifters train only the bench press.
    let missed: Vec<_> = if measures.len() == 1 {
        measures.into_iter().filter(|measure| misses(measure, FAR)).collect()
    } else if measures.iter().all(|measure| misses(measure, Percent::WHOLE)) {
        measures
    } else {
        let is_far = |measure: &&Measure<'_>| measure.is_bodyweight && misses(measure, FAR_ABOVE_BODYWEIGHT);
        measures.into_iter().filter(is_far).collect()
    };
    if missed.is_empty() || !missed.iter().all(|measure| measure.fits.contains(meant)) {
        return None;
    }
    let whats: Vec<_> = missed.iter().map(|measure| measure.what.as_str()).collect();
    let whats = match whats.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        whats => whats.concat(),
    };
    let message = format!(
        "{} max of {} is too {word} for {whats}",
        with_article(max.slug.as_str()),
        max.mass.with_unit(max.record.unit)
    );
    let number = match max.record.measure.lifted() {
        Lifted::Weight(mass) | Lifted::Bodyweight(mass) => mass.in_unit(max.record.unit),
    };
    let diagnostic = Diagnostic::warning(Code::UnlikelyMax, place.clone(), message)
        .help(format!("did you mean `{number} {other}`? Without a unit, the number is in {}", max.record.unit));
    let places = missed.iter().filter_map(|measure| Some((measure.place?, &measure.what)));
    Some(places.fold(diagnostic, |diagnostic, (place, what)| diagnostic.also(place.clone(), what.clone())))
}
