//! Days: blocks of top and back-off work, accessories, warm-ups.

use super::Tape;
use super::entry::Entry;
use super::lifts::{Class, Lift, SKIPPED};
use super::load::{At, Part, State, TopSets, Weight};
use super::sets::Around;

/// The first sets of a day or block, which have a warm-up before them.
#[derive(Debug, Clone, Copy)]
pub(super) struct First {
    class: Class,
    state: State,
}

impl First {
    /// Anything can come first.
    const ANY: Self = Self { class: Class::Hung, state: State::NONE };

    fn of(entry: &Entry) -> Self {
        Self { class: entry.lift.class, state: entry.sets.first }
    }

    /// Returns what both guarantee.
    fn or(self, other: Self) -> Self {
        let class = if self.class == other.class { self.class } else { Class::Hung };
        Self { class, state: self.state.or(other.state) }
    }
}

/// A block, or a day without blocks, as keys.
struct Block {
    text: String,
    first: First,
}

impl Tape {
    /// A day of a phase of `weeks` weeks.
    pub(super) fn day(&mut self, day: usize, weeks: usize) -> String {
        let mut text = format!("      - name: Day {day}\n");
        text += &self.optional_only("        ");
        if self.once_in(12) {
            return text + "        note: A walk, and no weights.\n";
        }
        let has_apart = weeks > 1 && self.once_in(3);
        let own = self.content("        ", weeks, has_apart);
        if !has_apart {
            return text + &own;
        }
        // Some weeks are written separately; the day may consist of these only.
        let is_only_apart = self.once_in(4);
        text += if is_only_apart { "" } else { &own };
        text += "        weeks:\n";
        let apart = self.between(1, weeks - 1);
        let range = if apart == 1 { "1".to_owned() } else { format!("1-{apart}") };
        text += &format!("          {range}:\n{}", self.content("            ", apart, false));
        // The content next to `weeks` needs a week of its own.
        let may_drop = is_only_apart || apart + 1 < weeks;
        let dropped = if may_drop { format!("          {weeks}: ~\n") } else { String::new() };
        text + &self.optional(2, &dropped)
    }

    fn optional_only(&mut self, indent: &str) -> String {
        let only = self.only();
        self.optional(8, &format!("{indent}only: {only}\n"))
    }

    /// The keys of a day, for that many weeks; `lends`: whether other weeks use its warm-ups too.
    fn content(&mut self, indent: &str, weeks: usize, lends: bool) -> String {
        let mut text = self.optional(4, &format!("{indent}note: Slowly.\n"));
        let mut previous = State::NONE;
        let mut first: Option<First> = None;
        let shape = self.below(6);
        if shape == 4 {
            text += &format!("{indent}blocks:\n");
            let (item, inside) = (format!("{indent}  - "), format!("{indent}    "));
            for block in 0..self.between(1, 3) {
                text += &format!("{item}name: Block {block}\n");
                let only = self.optional_only(&inside);
                let before = previous;
                let block = self.block(&inside, weeks, &mut previous);
                text += &block.text;
                text += &self.light_sets(&inside, block.first, 3);
                text += &only;
                if !only.is_empty() {
                    previous = previous.or(before);
                }
                // A skipped set gives way to the one after it.
                let known = if only.is_empty() { block.first } else { First::ANY };
                first = Some(first.map_or(known, |first| first.or(known)));
            }
        } else if shape < 4 {
            let block = self.block(indent, weeks, &mut previous);
            text += &block.text;
            first = Some(block.first);
        }
        if shape == 5 || self.once_in(2) {
            let (accessories, of_accessories) = self.accessories(weeks, previous);
            text += &format!("{indent}accessories: {accessories}\n");
            first = Some(first.unwrap_or(of_accessories));
        }
        text + &self.light_sets(indent, first.filter(|_| !lends).unwrap_or(First::ANY), 3)
    }

    fn block(&mut self, indent: &str, weeks: usize, previous: &mut State) -> Block {
        let works: Vec<_> = (0..weeks).map(|week| week == 0 || !self.once_in(12)).collect();
        let is_always = works.iter().all(|works| *works);
        let has_top = !self.once_in(10);
        let before = *previous;
        let mut tops: Vec<(&'static str, TopSets)> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        for _ in 0..if has_top { self.of(&[1, 1, 1, 2]) } else { 0 } {
            let lift = match tops.first() {
                Some(_) if self.once_in(2) => entries[0].lift,
                _ => self.top_lift(),
            };
            let around = Around { part: Part::Top, tops: &[], previous: *previous, weeks: &works };
            let entry = self.entry(lift, &around, false);
            *previous = entry.sets.last;
            match tops.iter_mut().find(|(name, _)| *name == lift.name) {
                Some((_, top)) => *top = top.and(entry.sets.top),
                None => tops.push((lift.name, entry.sets.top)),
            }
            entries.push(entry);
        }
        let mut text = String::new();
        let mut first = entries.first().map(First::of);
        if has_top {
            text += &format!("{indent}top: {}\n", self.listed(&entries));
        }
        let most = if has_top { 4 } else { 3 };
        let backoff = self.below(most + 1).max(usize::from(!has_top));
        let mut follow = Vec::new();
        let before_backoff = *previous;
        for _ in 0..backoff {
            let lift = match self.below(3) {
                0 if has_top => entries[self.below(entries.len())].lift,
                _ => self.any_lift(),
            };
            let around = Around { part: Part::Backoff, tops: &tops, previous: *previous, weeks: &works };
            let entry = self.entry(lift, &around, true);
            *previous = entry.sets.last;
            follow.push(entry);
        }
        if !follow.is_empty() {
            text += &format!("{indent}backoff: {}\n", self.listed(&follow));
            // A phase may skip all of it.
            *previous = previous.or(before_backoff);
            if first.is_none() {
                first = Some(First::ANY);
            }
        }
        if !is_always {
            *previous = previous.or(before);
            first = Some(First::ANY);
        }
        Block { text, first: first.unwrap_or(First::ANY) }
    }

    fn accessories(&mut self, weeks: usize, mut previous: State) -> (String, First) {
        let works = vec![true; weeks];
        let mut entries = Vec::new();
        let mut first: Option<First> = None;
        for _ in 0..self.between(1, 3) {
            let lift = self.any_lift();
            let around = Around { part: Part::Accessory, tops: &[], previous, weeks: &works };
            let entry = self.entry(lift, &around, true);
            previous = entry.sets.last;
            let known = if entry.text.contains('~') || entry.text.contains("only") || SKIPPED.contains(&lift.name) {
                First::ANY
            } else {
                First::of(&entry)
            };
            first = Some(first.map_or(known, |first| first.or(known)));
            entries.push(entry);
        }
        let mut texts: Vec<_> = entries.into_iter().map(|entry| entry.text).collect();
        texts.push("{face-pull: 3x15}".to_owned());
        (format!("[{}]", texts.join(", ")), first.unwrap_or(First::ANY))
    }

    /// A list, or a map if there is only one.
    fn listed(&mut self, entries: &[Entry]) -> String {
        match entries {
            [one] if self.once_in(3) => one.text.clone(),
            entries => format!("[{}]", entries.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>().join(", ")),
        }
    }

    fn light_sets(&mut self, indent: &str, first: First, often: usize) -> String {
        if !self.once_in(often) {
            return String::new();
        }
        let warmup = self.warm_up(first);
        format!("{indent}warmup: {warmup}\n")
    }

    /// Returns the first sets.
    pub(super) fn any_warm_up(&mut self) -> String {
        self.warm_up(First::ANY)
    }

    fn warm_up(&mut self, First { class, state }: First) -> String {
        let lift = Lift { name: "", class: if class == Class::Max { class } else { Class::Weighed } };
        let heaviest = State::of(state.weight);
        let top = TopSets { heaviest, shows: false, count: 0, each: State::NONE };
        let top = Some(top).filter(|_| state.weight > Weight::Open);
        let class = lift.class;
        let mut at =
            At { part: Part::Warmup, class, top, lift: None, previous: State::NONE, effort: false, alone: false };
        let mut sets = Vec::new();
        match self.below(5) {
            0 => return "<ramp>".to_owned(),
            1 => return self.of(&["light", "long"]).to_owned(),
            _ => {}
        }
        for _ in 0..self.between(1, 3) {
            let group = self.group(&at);
            at.previous = group.state;
            sets.push(group.text);
        }
        if self.once_in(3) { format!("'{}'", sets.join(", ")) } else { format!("['{}']", sets.join("', '")) }
    }
}
