//! Branches of `adjust`: branches that are never reached, and values without a branch.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Block, Bound, Branch, Condition, Entry, Look, Reps};
use crate::source::Content;
use crate::units::{Range, Rpe};

/// The quantity in a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// RPE, in half steps.
    Effort,
    /// Reps.
    Reps,
}

/// The values for which a condition holds. The range is `None` if there are no such values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Values {
    scale: Scale,
    range: Option<Range<i32>>,
}

impl Scale {
    /// Returns all values that the quantity can have.
    const fn whole(self) -> Range<i32> {
        match self {
            Self::Effort => Range { low: 2, high: 20 },
            Self::Reps => Range { low: 0, high: u16::MAX as i32 },
        }
    }

    /// Returns values as text: `RPE 7.5`, `7 reps`.
    fn named(self, values: Range<i32>) -> String {
        match self {
            Self::Effort => format!("RPE {}", values.map(rpe)),
            Self::Reps => format!("{values} rep{}", if values.high == 1 { "" } else { "s" }),
        }
    }

    /// Returns the condition for these values, as an author writes it: `rpe <= 7.5`, `reps 5-7`.
    fn condition(self, values: Range<i32>) -> String {
        let (name, low, high) = match self {
            Self::Effort => ("rpe", rpe(values.low).to_string(), rpe(values.high).to_string()),
            Self::Reps => ("reps", values.low.to_string(), values.high.to_string()),
        };
        if values.low == self.whole().low { format!("{name} <= {high}") } else { format!("{name} {low}-{high}") }
    }

    fn of<T>(self, bound: Bound<T>, step: impl Fn(T) -> i32) -> Values {
        let whole = self.whole();
        let (low, high) = match bound {
            Bound::AtMost(n) => (whole.low, step(n)),
            Bound::Below(n) => (whole.low, step(n) - 1),
            Bound::AtLeast(n) => (step(n), whole.high),
            Bound::Above(n) => (step(n) + 1, whole.high),
            Bound::Between(range) => (step(range.low), step(range.high)),
        };
        Values { scale: self, range: Range::new(low, high) }
    }
}

/// Returns an RPE in half steps: RPE 1 is 2, RPE 10 is 20.
fn half_steps(rpe: Rpe) -> i32 {
    Scale::Effort.whole().high - i32::from(rpe.half_reps_in_reserve())
}

/// Returns the RPE of a number of half steps.
fn rpe(steps: i32) -> Rpe {
    Rpe::halves().find(|rpe| half_steps(*rpe) == steps).unwrap_or(Rpe::LIMIT)
}

/// Returns the values for which a condition holds; `None` if the condition is not about a number.
fn values(condition: Condition) -> Option<Values> {
    match condition {
        Condition::Effort(bound) => Some(Scale::Effort.of(bound, half_steps)),
        Condition::Reps(bound) => Some(Scale::Reps.of(bound, i32::from)),
        Condition::Look(_) => None,
    }
}

/// Returns the parts of `range` that `taken` does not cover.
fn left_out(range: Range<i32>, mut taken: Vec<Range<i32>>) -> Vec<Range<i32>> {
    taken.sort_by_key(|taken| taken.low);
    let mut left = Vec::new();
    let mut next = range.low;
    for Range { low, high } in taken {
        left.extend(Range::new(next, (low - 1).min(range.high)));
        next = next.max(high + 1);
    }
    left.extend(Range::new(next, range.high));
    left
}

/// Returns every entry with an `adjust`, together with its block.
fn decisions(content: &Content) -> impl Iterator<Item = (&Block, &Entry)> {
    let days = content.programs.iter().flat_map(|program| &program.phases).flat_map(|phase| &phase.days);
    let blocks = days.flat_map(|day| &day.weeks).flat_map(|weeks| &weeks.content.blocks);
    let entries = blocks.flat_map(|block| block.backoff.iter().map(move |entry| (block, entry)));
    entries.filter(|(_, entry)| !entry.adjust.is_empty())
}

/// Reports branches that are never reached. The first condition that is true applies, so earlier branches may cover all
/// values of a later one. A branch is also never reached if its condition asks for more reps than the top set has.
pub(super) fn unreachable(content: &Content, found: &mut Vec<Diagnostic>) {
    for (block, entry) in decisions(content) {
        let branches = entry.adjust.iter().enumerate();
        found.extend(branches.filter_map(|(i, branch)| never(branch, &entry.adjust[..i], open(block))));
    }
}

/// Returns a warning if a branch is never reached, with the reason.
fn never(branch: &Branch, earlier: &[Branch], open: Open<'_>) -> Option<Diagnostic> {
    let warning = |why: &str| {
        let message = format!("`{}` is never reached: {why}", branch.condition);
        Diagnostic::warning(Code::Unreachable, branch.place.clone(), message)
    };
    let values = values(branch.condition);
    if values.is_some_and(|values| values.range.is_none()) {
        return Some(warning("no value fits it").help("remove the branch, or reverse the comparison"));
    }
    let covering = covering(branch.condition, earlier);
    if let [first, ..] = covering.as_slice() {
        let why = if covering.len() == 1 { "an earlier branch covers it" } else { "earlier branches cover it" };
        let diagnostic = covering.iter().fold(warning(why), |diagnostic, earlier| {
            diagnostic.also(earlier.place.clone(), format!("`{}` comes first", earlier.condition))
        });
        let help = if first.condition == branch.condition {
            "remove one of the two branches".to_owned()
        } else {
            format!("move `{}` before `{}`, or remove it", branch.condition, first.condition)
        };
        return Some(diagnostic.help(help));
    }
    match (values, open) {
        (Some(Values { scale: Scale::Reps, range: Some(asked) }), Open::UpTo(most, place)) if asked.low > most => {
            let diagnostic =
                warning(&format!("the top set has at most {most} reps")).also(place.clone(), "the top set");
            Some(diagnostic.help(format!("let the top set have more reps, as in `1x{most}+`, or ask for fewer reps")))
        }
        _ => None,
    }
}

/// Returns the earlier branches that together cover a condition. Returns no branches if they do not cover all of it.
fn covering(condition: Condition, earlier: &[Branch]) -> Vec<&Branch> {
    let of_scale = |scale| {
        let of_scale = earlier.iter().filter_map(move |branch| Some((branch, values(branch.condition)?)));
        of_scale.filter_map(move |(branch, values)| Some((branch, values.range.filter(|_| values.scale == scale)?)))
    };
    let covers =
        |scale, range: Range<i32>| left_out(range, of_scale(scale).map(|(_, taken)| taken).collect()).is_empty();
    if let Some(Values { scale, range: Some(range) }) = values(condition)
        && covers(scale, range)
    {
        let meets = |taken: &Range<i32>| taken.low <= range.high && range.low <= taken.high;
        return of_scale(scale).filter(|(_, taken)| meets(taken)).map(|(branch, _)| branch).collect();
    }
    if let Some(same) = earlier.iter().find(|branch| branch.condition == condition) {
        return vec![same];
    }
    // If the earlier branches cover every RPE or every number of reps, no later branch is reached.
    let all = [Scale::Effort, Scale::Reps].into_iter().find(|scale| covers(*scale, scale.whole()));
    all.map_or_else(Vec::new, |scale| of_scale(scale).map(|(branch, _)| branch).collect())
}

/// The numbers of reps that a block's top sets allow.
enum Open<'b> {
    /// Only the written number. The place is that of the sets.
    Fixed(&'b Place),
    /// At most this number. The place is that of the sets.
    UpTo(i32, &'b Place),
    /// Any number, also if there is no top set.
    Any,
}

/// Returns the numbers of reps that the top sets of a block allow in the week that allows the most.
fn open(block: &Block) -> Open<'_> {
    let schemes = || block.top.iter().flat_map(|entry| entry.sets.iter());
    let reps = || schemes().flat_map(|(scheme, place)| scheme.groups.iter().map(move |group| (&group.reps, place)));
    let mut most: Option<(i32, &Place)> = None;
    for (reps, place) in reps() {
        match reps {
            Reps::AtLeast(_) | Reps::Amrap | Reps::RestPause(_) | Reps::Myo(_) => return Open::Any,
            Reps::Count(range) if range.single().is_none() => {
                let high = i32::from(range.high);
                most = most.filter(|(most, _)| *most >= high).or(Some((high, place)));
            }
            _ => {}
        }
    }
    match (most, reps().next()) {
        (Some((most, place)), _) => Open::UpTo(most, place),
        (None, Some((_, place))) => Open::Fixed(place),
        (None, None) => Open::Any,
    }
}

/// Reports conditions on the reps of a top set with a fixed number of reps. The lifter does exactly that number, or
/// misses some reps.
pub(super) fn no_open_set(content: &Content, found: &mut Vec<Diagnostic>) {
    for (block, entry) in decisions(content) {
        let Open::Fixed(place) = open(block) else { continue };
        // One report for each entry is enough, because the mistake may be in the top set.
        let asks = |branch: &&Branch| matches!(branch.condition, Condition::Reps(_));
        found.extend(entry.adjust.iter().find(asks).map(|branch| {
            let message = format!("`{}` asks for the reps of a top set with fixed reps", branch.condition);
            Diagnostic::advice(Code::NoOpenSet, branch.place.clone(), message)
                .also(place.clone(), "the top set")
                .help("let the top set have more reps, as in `1x5+`, or write `if: reps missed`")
        }));
    }
}

/// Reports values between two branches that belong to no branch. For such values, the lifter does the entry's own sets,
/// and often the author means that. So only gaps that look like a mistake are reported. A gap in RPE is reported if it
/// is a half step between two whole RPEs. A gap in reps is reported if other reps, such as those below or above all
/// branches, also lead to the entry's own sets.
pub(super) fn branch_gap(content: &Content, found: &mut Vec<Diagnostic>) {
    for (block, entry) in decisions(content) {
        let is_fixed = matches!(open(block), Open::Fixed(_));
        for scale in [Scale::Effort, Scale::Reps].into_iter().filter(|scale| *scale == Scale::Effort || !is_fixed) {
            let gaps = unintended_gaps(scale, &entry.adjust).into_iter();
            found.extend(gaps.filter_map(|gap| report_gap(scale, gap, &entry.adjust)));
        }
    }
}

/// Returns the gaps between branches that the author probably did not intend.
fn unintended_gaps(scale: Scale, branches: &[Branch]) -> Vec<Range<i32>> {
    let whole = scale.whole();
    let of_scale = branches.iter().filter_map(|branch| values(branch.condition)).filter(|values| values.scale == scale);
    let left = left_out(whole, of_scale.filter_map(|values| values.range).collect());
    let is_between = |gap: &Range<i32>| gap.low > whole.low && gap.high < whole.high;
    let is_unintended = |gap: &Range<i32>| match scale {
        // RPEs are counted in half steps, so odd numbers are half RPEs.
        Scale::Effort => gap.low == gap.high && gap.low % 2 != 0,
        Scale::Reps => {
            let asks_missed = branches.iter().any(|branch| branch.condition == Condition::Look(Look::RepsMissed));
            let is_elsewhere = |other: &Range<i32>| other != gap && !(asks_missed && other.low == whole.low);
            left.iter().any(is_elsewhere)
        }
    };
    left.iter().filter(|gap| is_between(gap) && is_unintended(gap)).copied().collect()
}

/// Returns advice about a gap. Its place is the branch above the gap.
fn report_gap(scale: Scale, gap: Range<i32>, branches: &[Branch]) -> Option<Diagnostic> {
    let at = |is_at: &dyn Fn(Range<i32>) -> bool| {
        branches.iter().find(|branch| {
            values(branch.condition).is_some_and(|values| values.scale == scale && values.range.is_some_and(is_at))
        })
    };
    let above = at(&|range| range.low == gap.high + 1)?;
    let below = at(&|range| range.high == gap.low - 1)?;
    let (what, low, high) = (scale.named(gap), &below.condition, &above.condition);
    let message = format!("no branch for {what}, between `{low}` and `{high}`");
    let wider = scale.condition(Range { low: values(*low)?.range?.low, high: gap.high });
    let help = format!("write `{wider}` instead of `{low}`, or add a branch; otherwise the entry's own sets are done");
    let advice = Diagnostic::advice(Code::BranchGap, above.place.clone(), message);
    Some(advice.also(below.place.clone(), "the branch below").help(help))
}
