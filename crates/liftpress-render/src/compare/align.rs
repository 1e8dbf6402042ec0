//! Aligns two lists: finds which members of the old and the new list correspond.

/// Corresponding positions in the old and the new list; `None` in place of a missing counterpart.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Pairs the members of two lists, in the order of the new list. First, the longest common subsequence is paired. Then,
/// similar members between its members are paired in order. All other members have no counterpart.
pub(super) fn align<T>(
    old: &[T],
    new: &[T],
    is_same: impl Fn(&T, &T) -> bool,
    is_alike: impl Fn(&T, &T) -> bool,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut old_from, mut new_from) = (0, 0);
    for (old_at, new_at) in common(old, new, is_same).into_iter().chain([(old.len(), new.len())]) {
        gap(old, new, old_from..old_at, new_from..new_at, &is_alike, &mut pairs);
        if old_at < old.len() {
            pairs.push((Some(old_at), Some(new_at)));
        }
        (old_from, new_from) = (old_at + 1, new_at + 1);
    }
    pairs
}

/// Pairs similar members between two neighboring members of the common subsequence.
fn gap<T>(
    old: &[T],
    new: &[T],
    old_range: std::ops::Range<usize>,
    new_range: std::ops::Range<usize>,
    is_alike: impl Fn(&T, &T) -> bool,
    pairs: &mut Vec<Pair>,
) {
    let mut left = old_range;
    for new_at in new_range {
        match left.clone().find(|old_at| is_alike(&old[*old_at], &new[new_at])) {
            Some(old_at) => {
                pairs.extend((left.start..old_at).map(|removed| (Some(removed), None)));
                pairs.push((Some(old_at), Some(new_at)));
                left.start = old_at + 1;
            }
            None => pairs.push((None, Some(new_at))),
        }
    }
    pairs.extend(left.map(|removed| (Some(removed), None)));
}

/// Returns the longest common subsequence of two lists. This takes quadratic time, but lists of days and exercises are
/// short.
fn common<T>(old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let mut lengths = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            lengths[at][other] = if is_same(&old[at], &new[other]) {
                lengths[at + 1][other + 1] + 1
            } else {
                lengths[at + 1][other].max(lengths[at][other + 1])
            };
        }
    }
    let (mut at, mut other, mut found) = (0, 0, Vec::new());
    while at < old.len() && other < new.len() {
        if is_same(&old[at], &new[other]) {
            found.push((at, other));
            (at, other) = (at + 1, other + 1);
        } else if lengths[at + 1][other] >= lengths[at][other + 1] {
            at += 1;
        } else {
            other += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_members_are_paired_first_and_similar_ones_between_them() {
        let pairs = |old: &str, new: &str| {
            let list = |text: &str| text.chars().collect::<Vec<_>>();
            let (old, new) = (list(old), list(new));
            let alike = |a: &char, b: &char| a.eq_ignore_ascii_case(b);
            let name = |list: &[char], at: Option<usize>| at.map_or('-', |at| list[at]);
            let pairs = align(&old, &new, |a, b| a == b, alike);
            pairs.into_iter().map(|(a, b)| format!("{}{}", name(&old, a), name(&new, b))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(pairs("abc", "abc"), "aa bb cc");
        assert_eq!(pairs("abc", "axc"), "aa -x b- cc");
        assert_eq!(pairs("abc", "aBc"), "aa bB cc");
        assert_eq!(pairs("abcd", "bd"), "a- bb c- dd");
        assert_eq!(pairs("", "xy"), "-x -y");
        assert_eq!(pairs("xaby", "Yabx"), "-Y x- aa bb -x y-");
    }
}
