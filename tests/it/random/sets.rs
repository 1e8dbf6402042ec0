//! Schemes: groups one after another, for every week or for each.

use super::Tape;
use super::lifts::Lift;
use super::load::{At, Part, State, TopSets, Weight};

/// The context of an entry.
#[derive(Debug, Clone)]
pub(super) struct Around<'t> {
    pub(super) part: Part,
    /// The top sets before it.
    pub(super) tops: &'t [(&'static str, TopSets)],
    /// The set before it.
    pub(super) previous: State,
    /// The weeks of its lists: whether there is work in each.
    pub(super) weeks: &'t [bool],
}

/// Sets as text.
#[derive(Debug, Clone)]
pub(super) struct Sets {
    pub(super) text: String,
    /// The last set.
    pub(super) last: State,
    /// The meaning of `top` and `set 2` after them.
    pub(super) top: TopSets,
    /// The first set.
    pub(super) first: State,
}

impl Around<'_> {
    /// Returns the context of a load of `lift`.
    fn at(&self, lift: Lift) -> At {
        let of_lift = self.tops.iter().find(|(top, _)| self.tops.len() == 1 || *top == lift.name);
        let top = of_lift.map(|(_, top)| *top);
        let effort = top.is_none_or(|top| top.shows);
        let other = of_lift.map(|(top, _)| *top).filter(|top| *top != lift.name);
        At { part: self.part, class: lift.class, top, lift: other, previous: self.previous, effort, alone: false }
    }
}

impl Tape {
    /// A scheme for all weeks, or one for each; none in weeks without work.
    pub(super) fn sets(&mut self, lift: Lift, around: &Around<'_>) -> Sets {
        let is_listed = !around.weeks.iter().all(|works| *works);
        if !is_listed && !self.once_in(3) {
            let sets = self.scheme(lift, around);
            return Sets { text: format!("'{}'", sets.text), ..sets };
        }
        let mut all: Option<Sets> = None;
        let mut texts = Vec::new();
        let may_rest = around.part != Part::Top && around.weeks.len() > 1;
        let mut rests = false;
        for works in around.weeks {
            // A top set and the sets that refer to it have the same weeks off.
            if !works || may_rest && self.once_in(5) {
                rests = true;
                texts.push("~".to_owned());
                continue;
            }
            let sets = self.scheme(lift, around);
            texts.push(format!("'{}'", sets.text));
            all = Some(all.map_or_else(|| sets.clone(), |all| all.or(&sets)));
        }
        let text = format!("[{}]", texts.join(", "));
        let Some(sets) = all else { return Sets { text, ..Sets::none(around.previous) } };
        let last = if rests { sets.last.or(around.previous) } else { sets.last };
        Sets { text, last, ..sets }
    }

    fn scheme(&mut self, lift: Lift, around: &Around<'_>) -> Sets {
        match around.part {
            Part::Top => self.top_scheme(lift, around),
            _ => self.plain_scheme(lift, around),
        }
    }

    fn plain_scheme(&mut self, lift: Lift, around: &Around<'_>) -> Sets {
        let mut at = around.at(lift);
        let mut sets = Sets::none(around.previous);
        let mut texts = Vec::new();
        for i in 0..=self.below(3) {
            let group = match self.below(8) {
                6 => self.wave(&at),
                5 | 7 if i > 0 => self.drop(&at),
                _ => self.group(&at),
            };
            at.previous = group.state;
            texts.push(group.text);
            sets.first = if i == 0 { group.state } else { sets.first };
            sets.last = group.state;
        }
        Sets { text: self.joined(&texts), ..sets }
    }

    /// At least one group has a weight of its own, unless the lifter picks all of them; the others may refer to it.
    fn top_scheme(&mut self, lift: Lift, around: &Around<'_>) -> Sets {
        let plain = At { effort: true, top: None, ..around.at(lift) };
        let picks = self.once_in(12);
        let groups = self.of(&[1, 1, 2, 3]);
        let own = self.below(groups);
        let weight = if lift.class.is_hung() { Weight::Hanging } else { Weight::Loaded };
        let mut at = plain;
        let mut texts = Vec::new();
        let mut top = TopSets { heaviest: State { weight, points: true }, shows: true, count: 0, each: State::NONE };
        let mut first = State::NONE;
        for i in 0..groups {
            let may_refer = !picks && (i > own || self.once_in(2));
            let heaviest = State { points: top.heaviest.points && i > own && i + 1 == groups, ..top.heaviest };
            at.top = may_refer.then_some(TopSets { heaviest, ..top });
            at.alone = i == own && !picks;
            let group = match self.below(8) {
                6 => self.wave(&at),
                5 | 7 if i > 0 && !at.alone => self.drop(&at),
                _ => self.group(&at),
            };
            top.shows &= group.charted;
            top.heaviest.points &= group.state.points;
            if group.state.has_weight() {
                top.heaviest.weight = top.heaviest.weight.min(group.state.weight);
            }
            top.each = if i == 0 { group.state } else { top.each.or(group.state) };
            top.count += group.sets;
            first = if i == 0 { group.state } else { first };
            at.previous = group.state;
            texts.push(group.text);
        }
        if picks {
            top.heaviest = top.each;
        }
        let knows = lift.class.has_max() || top.shows;
        top.shows = knows && top.heaviest.has_weight() && (self.facts.own || !lift.class.is_hung());
        Sets { text: self.joined(&texts), last: at.previous, top, first }
    }

    fn joined(&mut self, texts: &[String]) -> String {
        texts.join(self.of(&[", ", " then "]))
    }
}

impl Sets {
    const fn none(previous: State) -> Self {
        let top = TopSets { heaviest: State::NONE, shows: false, count: 0, each: State::NONE };
        Self { text: String::new(), last: previous, top, first: State::NONE }
    }

    /// Returns what both guarantee.
    fn or(self, other: &Self) -> Self {
        Self {
            text: self.text,
            last: self.last.or(other.last),
            top: self.top.or(other.top),
            first: self.first.or(other.first),
        }
    }
}

impl TopSets {
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            heaviest: self.heaviest.or(other.heaviest),
            shows: self.shows && other.shows,
            count: self.count.min(other.count),
            each: self.each.or(other.each),
        }
    }

    /// Of two entries of one lift.
    pub(super) fn and(self, other: Self) -> Self {
        Self { count: self.count + other.count, ..self.or(other) }
    }
}
