//! Gathers the changes of matched weeks. A change that is the same in several weeks is reported only once.

use std::collections::HashMap;

use super::sets::{Sets, over_weeks, weights_over_weeks};
use super::sheet::{DaySheet, WeekSheet, Work, role_name};
use super::weeks::{DayMatch, Moved, WeekMatch, WorkMatch};
use super::{Change, Sign};

/// The `what` of a change in which a whole week is added or removed.
pub(super) const WEEK: &str = "week";

/// The part of a change that is the same in every week. Changes with equal keys are reported as one change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    day: String,
    sign: Sign,
    what: String,
    /// The index of the entry among the entries with the same exercise and role on the day.
    nth: usize,
    /// Whether only weights differ, because of another change.
    follows: bool,
    /// The old and the new exercise, if one replaced the other.
    exercises: Option<[String; 2]>,
    /// The texts of the old version that are the same in every week of the change.
    old: Vec<String>,
    /// The texts of the new version that are the same in every week of the change.
    new: Vec<String>,
}

impl Key {
    fn new(day: &str, sign: Sign, what: String) -> Self {
        let (old, new) = (Vec::new(), Vec::new());
        Self { day: day.to_owned(), sign, what, nth: 0, follows: false, exercises: None, old, new }
    }
}

/// A change, with the weeks that have it.
struct Gathered {
    key: Key,
    weeks: Vec<u16>,
    /// The sets of each week in the old version, and those in the new version.
    old: Vec<Vec<Sets>>,
    new: Vec<Vec<Sets>>,
}

/// Collects changes in the order in which they are found.
#[derive(Default)]
struct Gathering {
    changes: Vec<Gathered>,
    known: HashMap<Key, usize>,
    /// The index of the current entry among the entries with the same exercise and role.
    nth: usize,
}

/// Returns all changes between the matched weeks of two plans.
pub(super) fn changes(weeks: &[WeekMatch<'_, '_>]) -> Vec<Change> {
    let mut gathering = Gathering::default();
    for week in weeks {
        gathering.week(week);
    }
    // Changes that other changes cause come last.
    let (follows, direct): (Vec<_>, Vec<_>) = gathering.changes.into_iter().partition(|change| change.key.follows);
    direct.into_iter().chain(follows).map(Gathered::into_change).collect()
}

impl Gathering {
    fn week(&mut self, week: &WeekMatch<'_, '_>) {
        match (week.old, week.new) {
            (Some(old), None) => self.whole_week(old, Sign::Removed),
            (None, Some(new)) => self.whole_week(new, Sign::Added),
            (Some(old), Some(new)) => {
                if let Some((from, to)) = week.moved {
                    self.text(new.number, "", Sign::Moved, "phase", &ordinal(from), &ordinal(to));
                }
                if old.phase.name != new.phase.name {
                    self.text(new.number, "", Sign::Changed, "phase", &old.phase.name, &new.phase.name);
                }
                let goal = |week: &WeekSheet<'_>| week.phase.goal.map(crate::model::Word::word).unwrap_or_default();
                if goal(old) != goal(new) {
                    self.text(new.number, "", Sign::Changed, "goal", goal(old), goal(new));
                }
                if old.phase.note != new.phase.note {
                    let (old, note) = (&old.phase.note, &new.phase.note);
                    self.text(new.number, "", sign_of(old, note), "note", old, note);
                }
                for day in &week.days {
                    self.day(new.number, day);
                }
            }
            (None, None) => {}
        }
    }

    fn whole_week(&mut self, week: &WeekSheet<'_>, sign: Sign) {
        let days: Vec<_> = week.days.iter().map(|day| day.name).collect();
        let phase = if week.phase.name.is_empty() { String::new() } else { format!("{}: ", week.phase.name) };
        let text = format!("{phase}{}", days.join(", "));
        self.one_sided(week.number, "", sign, WEEK, &text);
    }

    fn day(&mut self, week: u16, day: &DayMatch<'_, '_>) {
        match (day.old, day.new) {
            (Some(old), None) => self.one_sided(week, old.name, Sign::Removed, "day", &work_of(old)),
            (None, Some(new)) => self.one_sided(week, new.name, Sign::Added, "day", &work_of(new)),
            (Some(old), Some(new)) => {
                if let Some((from, to)) = day.moved {
                    self.text(week, new.name, Sign::Moved, "day", &ordinal(from), &ordinal(to));
                }
                if old.name != new.name {
                    self.text(week, new.name, Sign::Changed, "name", old.name, new.name);
                }
                if old.note != new.note {
                    self.text(week, new.name, sign_of(old.note, new.note), "note", old.note, new.note);
                }
                if old.warmups != new.warmups {
                    self.text(week, new.name, Sign::Changed, "warm-up", &old.warmups, &new.warmups);
                }
                let mut seen: HashMap<String, usize> = HashMap::new();
                for work in &day.work {
                    let name = work.new.or(work.old).map(Work::name).unwrap_or_default();
                    let nth = seen.entry(name).or_default();
                    self.nth = *nth;
                    self.work(week, new.name, work);
                    *nth += 1;
                }
                self.nth = 0;
            }
            (None, None) => {}
        }
    }

    fn work(&mut self, week: u16, day: &str, work: &WorkMatch<'_, '_>) {
        match (work.old, work.new) {
            (Some(old), None) => self.sets(week, day, Sign::Removed, old.name(), Some(old), None),
            (None, Some(new)) => self.sets(week, day, Sign::Added, new.name(), None, Some(new)),
            (Some(old), Some(new)) => {
                match work.moved {
                    Some(Moved::FromDay(from)) => self.text(week, day, Sign::Moved, &new.name(), from, day),
                    Some(Moved::Within(from, to)) if old.role == new.role => {
                        self.text(week, day, Sign::Moved, &new.name(), &ordinal(from), &ordinal(to));
                    }
                    Some(Moved::Within(..)) => {
                        let (from, to) = (role_name(old.role), role_name(new.role));
                        self.text(week, day, Sign::Moved, &new.exercise.name, from, to);
                    }
                    None => {}
                }
                self.two_versions(week, day, old, new);
            }
            (None, None) => {}
        }
    }

    fn two_versions(&mut self, week: u16, day: &str, old: &Work<'_>, new: &Work<'_>) {
        if old.exercise.slug != new.exercise.slug {
            let what = role_name(new.role).to_owned();
            self.sets(week, day, Sign::Changed, what, Some(old), Some(new));
        } else if reads(old) != reads(new) {
            self.sets(week, day, Sign::Changed, new.name(), Some(old), Some(new));
        } else if old.sets != new.sets {
            // All weights of an entry are one change if the number of groups is the same in both versions.
            let groups = vec![new.sets.len().to_string()];
            let key = Key { follows: true, old: groups, ..Key::new(day, Sign::Changed, new.name()) };
            self.add(key, week, old.sets.clone(), new.sets.clone());
        }
        let of = |work: &Work<'_>, what: &str| {
            work.details.iter().find(|(name, _)| name == what).map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let removed = old.details.iter().filter(|(what, _)| of(new, what).is_empty());
        for (what, _) in new.details.iter().chain(removed) {
            let (before, after) = (of(old, what), of(new, what));
            if before != after {
                let sign = sign_of(&before, &after);
                self.text(week, day, sign, &format!("{}, {what}", new.exercise.name), &before, &after);
            }
        }
    }

    /// Adds a change of sets. Numbers in the sets may differ from week to week.
    fn sets(&mut self, week: u16, day: &str, sign: Sign, what: String, old: Option<&Work<'_>>, new: Option<&Work<'_>>) {
        let other = old.zip(new).filter(|(old, new)| old.exercise.slug != new.exercise.slug);
        let exercises = other.map(|(old, new)| {
            // If the exercises have the same name, their slugs distinguish them.
            let is_named_alike = old.exercise.name == new.exercise.name;
            let name = |work: &Work<'_>| {
                let slug = if is_named_alike { format!(" ({})", work.exercise.slug) } else { String::new() };
                format!("{}{slug}", work.exercise.name)
            };
            [name(old), name(new)]
        });
        let shape = |work: Option<&Work<'_>>| {
            let sets = work.into_iter().flat_map(|work| &work.sets);
            sets.map(|sets| format!("{} @ {:?}", sets.dose, sets.shape())).collect()
        };
        let key = Key { exercises, old: shape(old), new: shape(new), ..Key::new(day, sign, what) };
        let sets = |work: Option<&Work<'_>>| work.map(|work| work.sets.clone()).unwrap_or_default();
        self.add(key, week, sets(old), sets(new));
    }

    /// Adds a change in which a text differs.
    fn text(&mut self, week: u16, day: &str, sign: Sign, what: &str, old: &str, new: &str) {
        let (old, new) = (vec![old.to_owned()], vec![new.to_owned()]);
        self.add(Key { old, new, ..Key::new(day, sign, what.to_owned()) }, week, vec![], vec![]);
    }

    fn one_sided(&mut self, week: u16, day: &str, sign: Sign, what: &str, text: &str) {
        let (old, new) = if sign == Sign::Removed { (text, "") } else { ("", text) };
        self.text(week, day, sign, what, old, new);
    }

    fn add(&mut self, key: Key, week: u16, old: Vec<Sets>, new: Vec<Sets>) {
        let key = Key { nth: self.nth, ..key };
        let at = *self.known.entry(key.clone()).or_insert(self.changes.len());
        if at == self.changes.len() {
            self.changes.push(Gathered { key, weeks: Vec::new(), old: Vec::new(), new: Vec::new() });
        }
        let change = &mut self.changes[at];
        if change.weeks.last() != Some(&week) {
            change.weeks.push(week);
        }
        change.old.push(old);
        change.new.push(new);
    }
}

impl Gathered {
    fn into_change(self) -> Change {
        let Self { key, weeks, old, new } = self;
        let Key { day, sign, what, nth, follows, exercises, old: old_words, new: new_words } = key;
        let what = if nth == 0 { what } else { format!("{what} ({} entry)", ordinal(nth + 1)) };
        let is_in_words = old.iter().chain(&new).all(Vec::is_empty);
        let (old, new) = if is_in_words {
            (old_words.join(", "), new_words.join(", "))
        } else {
            let shown = shown(&old, &new, follows);
            let (old, new) = (texts(&old, &shown, follows), texts(&new, &shown, follows));
            match exercises {
                // The sets are the same, so only the exercise changed.
                Some([before, after]) if old == new => (before, format!("{after}, with the same sets: {new}")),
                Some([before, after]) => (format!("{before} {old}"), format!("{after} {new}")),
                None => (old, new),
            }
        };
        Change { weeks: runs(&weeks), day, sign, what, old, new, follows, only_with: String::new() }
    }
}

/// Returns the indexes of the groups to show: the groups that differ, or all groups if their number changed.
fn shown(old: &[Vec<Sets>], new: &[Vec<Sets>], weights_alone: bool) -> Vec<usize> {
    let most = old.iter().chain(new).map(Vec::len).max().unwrap_or_default();
    let is_as_long = old.iter().zip(new).all(|(old, new)| old.len() == new.len());
    let differs = |at: &usize| {
        old.iter().zip(new).any(|(old, new)| {
            let (old, new) = (old.get(*at), new.get(*at));
            let of = |sets: &Sets| if weights_alone { sets.weight.clone() } else { sets.rule_text() };
            old.map(of) != new.map(of)
        })
    };
    let differing: Vec<_> = if is_as_long { (0..most).filter(differs).collect() } else { Vec::new() };
    if differing.is_empty() { (0..most).collect() } else { differing }
}

/// Returns the groups at the given indexes as text. The text of each group is for all weeks together.
fn texts(weeks: &[Vec<Sets>], shown: &[usize], weights_alone: bool) -> String {
    let at = |at: &usize| {
        let weeks: Vec<_> = weeks.iter().filter_map(|sets| sets.get(*at)).collect();
        if weights_alone { weights_over_weeks(&weeks) } else { over_weeks(&weeks) }
    };
    let texts: Vec<_> = shown.iter().map(at).filter(|text| !text.is_empty()).collect();
    texts.join(", ")
}

/// Returns the work of a day: `Squat 5 × 3, Paused squat 4 × 4`.
fn work_of(day: &DaySheet<'_>) -> String {
    let of = |work: &Work<'_>| {
        let doses: Vec<_> = work.sets.iter().map(|sets| sets.dose.as_str()).collect();
        format!("{} {}", work.exercise.name, doses.join(", "))
    };
    day.work.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// Returns the words for every group of sets, without the weight, because the weight may depend on other sets.
fn reads(work: &Work<'_>) -> Vec<String> {
    work.sets.iter().map(Sets::rule_text).collect()
}

fn sign_of(old: &str, new: &str) -> Sign {
    match (old.is_empty(), new.is_empty()) {
        (true, _) => Sign::Added,
        (_, true) => Sign::Removed,
        _ => Sign::Changed,
    }
}

/// Returns an ordinal number: `3rd`.
fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (1, last) if last != 11 => "st",
        (2, last) if last != 12 => "nd",
        (3, last) if last != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Returns runs of consecutive weeks, each as its first and its last week.
pub(super) fn runs(weeks: &[u16]) -> Vec<(u16, u16)> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for week in weeks {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *week => *last = *week,
            _ => runs.push((*week, *week)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_runs_of_weeks_and_writes_ordinals() {
        assert_eq!(runs(&[1, 2, 3, 5, 7, 8]), [(1, 3), (5, 5), (7, 8)]);
        let ordinals: Vec<_> = [1, 2, 3, 4, 11, 12, 13, 21].into_iter().map(ordinal).collect();
        assert_eq!(ordinals, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st"]);
    }
}
