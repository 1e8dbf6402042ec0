//! Branches of `adjust`: whether each can be the one that fits, and whether they leave out what they should not.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Block, Bound, Branch, Condition, Entry, Look, Reps};
use crate::source::Content;
use crate::units::{Range, Rpe};

/// What a number in a condition counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// RPE, in half steps.
    Effort,
    /// Reps.
    Reps,
}

/// The values that a condition holds for; none: for none at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Values {
    scale: Scale,
    range: Option<Range<i32>>,
}

impl Scale {
    /// From the least to the most there is.
    const fn whole(self) -> Range<i32> {
        match self {
            Self::Effort => Range { low: 2, high: 20 },
            Self::Reps => Range { low: 0, high: u16::MAX as i32 },
        }
    }

    /// The words for some values: `RPE 7.5`, `7 reps`.
    fn named(self, values: Range<i32>) -> String {
        match self {
            Self::Effort => {
                let rpe = |step| Rpe::halves().find(|rpe| half_steps(*rpe) == step).unwrap_or(Rpe::LIMIT);
                format!("RPE {}", values.map(rpe))
            }
            Self::Reps => format!("{values} rep{}", if values.high == 1 { "" } else { "s" }),
        }
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

/// RPE 1 is 2, RPE 10 is 20.
fn half_steps(rpe: Rpe) -> i32 {
    Scale::Effort.whole().high - i32::from(rpe.half_reps_in_reserve())
}

/// The values of a condition on a number.
fn values(condition: Condition) -> Option<Values> {
    match condition {
        Condition::Effort(bound) => Some(Scale::Effort.of(bound, half_steps)),
        Condition::Reps(bound) => Some(Scale::Reps.of(bound, i32::from)),
        Condition::Look(_) => None,
    }
}

/// The part of `range` that these leave out: the ranges between and around them.
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

/// Every entry that decides, with its block.
fn decisions(content: &Content) -> impl Iterator<Item = (&Block, &Entry)> {
    let days = content.programs.iter().flat_map(|program| &program.phases).flat_map(|phase| &phase.days);
    let blocks = days.flat_map(|day| &day.weeks).flat_map(|weeks| &weeks.content.blocks);
    let entries = blocks.flat_map(|block| block.backoff.iter().map(move |entry| (block, entry)));
    entries.filter(|(_, entry)| !entry.adjust.is_empty())
}

/// The first condition that fits counts, so a branch that is covered by those before it, or asks for what a top set cannot
/// come to, is never done: its author expects something that will not happen.
pub(super) fn unreachable(content: &Content, found: &mut Vec<Diagnostic>) {
    for (block, entry) in decisions(content) {
        let branches = entry.adjust.iter().enumerate();
        found.extend(branches.filter_map(|(i, branch)| never(branch, &entry.adjust[..i], open(block))));
    }
}

/// Why a branch is never done, if so.
fn never(branch: &Branch, earlier: &[Branch], open: Open<'_>) -> Option<Diagnostic> {
    let tell = |why: &str| {
        let message = format!("`{}` is never reached: {why}", branch.condition);
        Diagnostic::warning(Code::Unreachable, branch.place.clone(), message)
    };
    let values = values(branch.condition);
    if values.is_some_and(|values| values.range.is_none()) {
        return Some(tell("no value is like that").help("take it out, or turn the comparison round"));
    }
    let covering = covering(branch.condition, earlier);
    if !covering.is_empty() {
        let told = tell("the first condition that fits counts");
        let told = covering.iter().fold(told, |told, earlier| {
            told.also(earlier.place.clone(), format!("`{}` fits before it", earlier.condition))
        });
        return Some(told.help("put the narrower condition first, or take one of them out"));
    }
    match (values, open) {
        (Some(Values { scale: Scale::Reps, range: Some(asked) }), Open::UpTo(most, place)) if asked.low > most => {
            let told = tell(&format!("the top set is for {most} reps at most")).also(place.clone(), "the top set");
            Some(told.help("open it upwards, as in `1x5+`, or ask for fewer reps"))
        }
        _ => None,
    }
}

/// The branches that together fit whenever this condition does; none where they do not.
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
    // Branches that have an answer for every number leave nothing to what comes behind them.
    let all = [Scale::Effort, Scale::Reps].into_iter().find(|scale| covers(*scale, scale.whole()));
    all.map_or_else(Vec::new, |scale| of_scale(scale).map(|(branch, _)| branch).collect())
}

/// What the reps of a block's top sets leave open.
enum Open<'b> {
    /// Nothing: they are fixed. Where they stand.
    Fixed(&'b Place),
    /// Up to that many.
    UpTo(i32, &'b Place),
    /// Any number; or there is no such set to ask about.
    Any,
}

/// What is left open in any week.
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

/// How many reps is a question only where the top set leaves it open: of a set of three there are three, or it was missed.
pub(super) fn no_open_set(content: &Content, found: &mut Vec<Diagnostic>) {
    for (block, entry) in decisions(content) {
        let Open::Fixed(place) = open(block) else { continue };
        // Once for each entry: what is wrong is the top set, or the question.
        let asks = |branch: &&Branch| matches!(branch.condition, Condition::Reps(_));
        found.extend(entry.adjust.iter().find(asks).map(|branch| {
            let message = format!("`{}` asks for reps, and the top set has a fixed number of them", branch.condition);
            Diagnostic::advice(Code::NoOpenSet, branch.place.clone(), message)
                .also(place.clone(), "the top set")
                .help("open the top set, as in `1x5+`, or ask `reps missed`")
        }));
    }
}

/// What lies between two branches is what the entry says, and often that is meant: lighter below, heavier above. It is told
/// where it looks like a slip: a half step between two whole RPEs; and reps, where what the entry says is done for others
/// already, those below or above all branches or in another gap.
pub(super) fn branch_gap(content: &Content, found: &mut Vec<Diagnostic>) {
    for (block, entry) in decisions(content) {
        let is_fixed = matches!(open(block), Open::Fixed(_));
        for scale in [Scale::Effort, Scale::Reps].into_iter().filter(|scale| *scale == Scale::Effort || !is_fixed) {
            let gaps = slips(scale, &entry.adjust).into_iter();
            found.extend(gaps.filter_map(|gap| tell_gap(scale, gap, &entry.adjust)));
        }
    }
}

/// The gaps between branches that are likely not meant.
fn slips(scale: Scale, branches: &[Branch]) -> Vec<Range<i32>> {
    let whole = scale.whole();
    let of_scale = branches.iter().filter_map(|branch| values(branch.condition)).filter(|values| values.scale == scale);
    let left = left_out(whole, of_scale.filter_map(|values| values.range).collect());
    let is_between = |gap: &Range<i32>| gap.low > whole.low && gap.high < whole.high;
    let is_slip = |gap: &Range<i32>| match scale {
        // Halves are odd.
        Scale::Effort => gap.low == gap.high && gap.low % 2 != 0,
        Scale::Reps => {
            let asks_missed = branches.iter().any(|branch| branch.condition == Condition::Look(Look::RepsMissed));
            let is_elsewhere = |other: &Range<i32>| other != gap && !(asks_missed && other.low == whole.low);
            left.iter().any(is_elsewhere)
        }
    };
    left.iter().filter(|gap| is_between(gap) && is_slip(gap)).copied().collect()
}

/// A gap, at the branch above it.
fn tell_gap(scale: Scale, gap: Range<i32>, branches: &[Branch]) -> Option<Diagnostic> {
    let at = |is_at: &dyn Fn(Range<i32>) -> bool| {
        branches.iter().find(|branch| {
            values(branch.condition).is_some_and(|values| values.scale == scale && values.range.is_some_and(is_at))
        })
    };
    let above = at(&|range| range.low == gap.high + 1)?;
    let below = at(&|range| range.high == gap.low - 1)?;
    let (what, low, high) = (scale.named(gap), &below.condition, &above.condition);
    let message = format!("{what} lies between `{low}` and `{high}`, and has no branch");
    let told = Diagnostic::advice(Code::BranchGap, above.place.clone(), message);
    let help = "then what the entry itself says is done; widen one of the two if that is not meant";
    Some(told.also(below.place.clone(), "the branch below").help(help))
}
