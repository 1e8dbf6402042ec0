//! Loads: the text after `@`.

use super::Tape;
use super::lifts::Class;

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Top,
    Backoff,
    Accessory,
    Warmup,
}

/// A set as later loads can refer to it. A reference that allows one kind allows all kinds above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// The set may be missing.
    None,
    /// The lifter picks.
    Open,
    /// Bodyweight and an added weight.
    Hanging,
    Loaded,
}

/// A set that a load may refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) weight: Weight,
    /// Whether it is a percentage from which points can be taken.
    pub(super) points: bool,
}

impl State {
    pub(super) const NONE: Self = Self::of(Weight::None);
    pub(super) const OPEN: Self = Self::of(Weight::Open);

    pub(super) const fn of(weight: Weight) -> Self {
        Self { weight, points: false }
    }

    /// Returns what both guarantee.
    pub(super) fn or(self, other: Self) -> Self {
        Self { weight: self.weight.min(other.weight), points: self.points && other.points }
    }

    pub(super) fn has_weight(self) -> bool {
        self.weight > Weight::Open
    }
}

/// The sets of a block's `top` that a load may refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct TopSets {
    /// The heaviest.
    pub(super) heaviest: State,
    /// Whether it shows what the lifter can do.
    pub(super) shows: bool,
    /// The number of sets.
    pub(super) count: usize,
    /// What each of them guarantees.
    pub(super) each: State,
}

/// The context of a load.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) part: Part,
    pub(super) class: Class,
    pub(super) top: Option<TopSets>,
    /// The lift of that top set, if it is not the exercise itself: what it shows for another exercise is unknown.
    pub(super) lift: Option<&'static str>,
    pub(super) previous: State,
    /// Whether an effort has a meaning: no top set without a 1RM comes before it.
    pub(super) effort: bool,
    /// Whether it must be a weight by itself.
    pub(super) alone: bool,
}

pub(super) struct Load {
    /// The text, including the `@`.
    pub(super) text: String,
    pub(super) state: State,
    /// The reps must be in the RPE chart.
    pub(super) charted: bool,
    /// It has an effort.
    pub(super) effort: bool,
    /// It starts with a percentage of a max.
    pub(super) is_percent: bool,
}

impl Load {
    /// The lifter picks.
    pub(super) const fn open() -> Self {
        Self::plain(String::new(), State::OPEN)
    }

    const fn plain(text: String, state: State) -> Self {
        Self { text, state, charted: false, effort: false, is_percent: false }
    }

    fn percent(text: String, state: State) -> Self {
        Self { is_percent: true, ..Self::plain(text, state) }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Percent,
    Of,
    Effort,
    ByFeel,
    Absolute,
    Bar,
    Bodyweight,
    Open,
    Shown,
    Top,
    Set,
    Previous,
}

const EFFORTS: &[&str] = &["RPE 8", "RPE 7-8", "RIR 2", "RPE 7.5", "RIR 1-3", "RPE 10", "RPE 6.5-9", "RIR 0"];

impl Tape {
    pub(super) fn load(&mut self, at: &At) -> Load {
        let kinds = self.kinds(at);
        let kind = self.of(&kinds);
        self.load_of(kind, at)
    }

    /// Returns the loads that can be written there.
    fn kinds(&self, at: &At) -> Vec<Kind> {
        let own = self.facts.own;
        let mut kinds = match at.class {
            Class::Max => vec![Kind::Percent, Kind::Percent, Kind::Of, Kind::Absolute, Kind::Bar],
            Class::Plain => vec![Kind::Absolute, Kind::Of, Kind::Bar],
            Class::Weighed => vec![Kind::Absolute, Kind::Absolute, Kind::Bar],
            Class::BodyMax => vec![Kind::Bodyweight, Kind::Percent, Kind::Bodyweight, Kind::Of],
            Class::Hung => vec![Kind::Bodyweight],
        };
        if at.part == Part::Warmup && !at.class.has_max() {
            kinds.retain(|kind| !matches!(kind, Kind::Of));
        }
        let can_feel = at.effort && matches!(at.part, Part::Backoff | Part::Accessory);
        if at.effort && at.class.has_max() && at.part != Part::Warmup {
            kinds.extend([Kind::Effort, Kind::Effort]);
        }
        if can_feel && at.class == Class::Plain && !at.alone {
            kinds.push(Kind::ByFeel);
        }
        if at.alone {
            return kinds;
        }
        kinds.push(Kind::Open);
        if let Some(top) = at.top {
            if top.heaviest.has_weight() {
                let many = if at.part == Part::Backoff { 4 } else { 2 };
                kinds.extend(std::iter::repeat_n(Kind::Top, many));
            }
            if top.each.has_weight() && top.count > 0 {
                kinds.extend([Kind::Set, Kind::Set]);
            }
            if at.part == Part::Backoff && top.shows && (own || matches!(at.class, Class::Max | Class::Plain)) {
                kinds.extend([Kind::Shown, Kind::Shown]);
            }
        }
        if at.previous.has_weight() {
            kinds.extend([Kind::Previous, Kind::Previous]);
        }
        kinds
    }

    fn load_of(&mut self, kind: Kind, at: &At) -> Load {
        let share = Weight::of_share(at.class);
        let plain = |text: String, weight| Load::plain(text, State::of(weight));
        let load = match kind {
            Kind::Open => return Load::open(),
            Kind::Percent => self.percent(at, share),
            Kind::Of => self.percent_of(share),
            Kind::Shown => {
                let share = self.share();
                let (step, points) = self.percent_step();
                let state = State { weight: Weight::of_share(at.class), points: points && at.class.has_max() };
                let of = at.lift.map(|lift| format!(" of {lift}")).unwrap_or_default();
                Load::percent(format!("{share} {}{of}{step}", self.of(&["e1RM", "estimated"])), state)
            }
            Kind::Effort => {
                let effort = self.of(EFFORTS).to_owned();
                let state = State { weight: share, points: true };
                return Load { charted: true, effort: true, ..Load::plain(format!(" @ {effort}"), state) };
            }
            Kind::ByFeel => return plain(format!(" @ {}", self.of(EFFORTS)), Weight::Open),
            Kind::Absolute => plain(self.absolute(), Weight::Loaded),
            Kind::Bar => plain(format!("bar{}", self.mass_step(6)), Weight::Loaded),
            Kind::Bodyweight => plain(self.bodyweight(), Weight::Hanging),
            Kind::Top => self.off("top", at, at.top.map_or(State::NONE, |top| top.heaviest)),
            Kind::Set => {
                let (count, each) = at.top.map_or((1, State::NONE), |top| (top.count, top.each));
                let anchor = match self.between(1, count.min(4)) {
                    1 => self.of(&["first", "set 1"]).to_owned(),
                    2 => self.of(&["second", "set 2"]).to_owned(),
                    3 => self.of(&["third", "set 3"]).to_owned(),
                    number => format!("set {number}"),
                };
                self.off(&anchor, at, each)
            }
            Kind::Previous => {
                let anchor = self.of(&["previous", "prev"]);
                self.off(anchor, at, at.previous)
            }
        };
        let effort = if at.part == Part::Warmup { String::new() } else { self.optionally(6, EFFORTS) };
        let has_effort = !effort.is_empty();
        let gap = if has_effort { " " } else { "" };
        // The 1RM of a top set is read from the chart.
        let charted = has_effort && at.part == Part::Top;
        Load { text: format!(" @ {}{gap}{effort}", load.text), charted, effort: has_effort, ..load }
    }

    /// One percentage, or a range of them.
    fn share(&mut self) -> String {
        match self.below(5) {
            4 => format!("{}-{}%", self.between(40, 60), self.quarters(60, 90)),
            3 => format!("{}%", self.quarters(40, 105)),
            _ => format!("{}%", self.between(50, 100)),
        }
    }

    /// Of the exercise's own max.
    fn percent(&mut self, at: &At, weight: Weight) -> Load {
        let share = self.share();
        let kinds: &[&str] = if self.facts.trains() {
            &["", "", " TM", " 1RM", " 5RM", " of TM", " 3RM"]
        } else {
            &["", "", " 1RM", " 5RM", " 12RM"]
        };
        let of = if at.part == Part::Warmup { "" } else { self.of(kinds) };
        let plus = self.plus();
        let (step, points) = self.percent_step();
        let state = State { weight, points: points && plus.is_empty() };
        Load::percent(format!("{share}{of}{plus}{step}"), state)
    }

    /// Of another exercise's max.
    fn percent_of(&mut self, weight: Weight) -> Load {
        let share = self.share();
        let kind = match self.below(4) {
            1 => "1RM ",
            2 => "5RM ",
            3 if self.facts.trains() => "TM ",
            _ => "",
        };
        let others: &[&str] = if self.facts.own {
            &["squat", "bench", "deadlift", "share-of-share", "pull-up", "weighted-dip"]
        } else {
            &["squat", "bench", "deadlift", "share-of-share"]
        };
        let of = self.of(others);
        let text = format!("{share} {kind}of {of}{}{}", self.plus(), self.percent_step().0);
        Load::percent(text, State::of(weight))
    }

    fn plus(&mut self) -> String {
        self.optionally(4, &[" + 5 <u>", " - 7.5 <u>", " + 10 <other>|5 <u>", " + 5 <foreign>", " - 2.25 <foreign>"])
    }

    /// A weekly step, and whether it leaves a percentage.
    fn percent_step(&mut self) -> (String, bool) {
        match self.below(9) {
            4 => (format!(" +{}%/week", self.quarters(0, 5)), true),
            5 => (format!(" -{}%/week", self.quarters(0, 5)), true),
            6 | 7 => (self.mass_step(1), false),
            _ => (String::new(), true),
        }
    }

    fn mass_step(&mut self, often: usize) -> String {
        let steps = [
            " +2.5 <u>/week",
            " -1.25 <u>/week",
            " x1.025/week",
            " x0.95/week",
            " +10 <other>|5 <u>/week",
            " +5 <foreign>/week",
            " -5 <other>|2.5 <u>/week",
        ];
        self.optionally(often, &steps)
    }

    fn absolute(&mut self) -> String {
        let step = self.mass_step(4);
        let weight = match self.below(6) {
            1 => format!("{}-{} <u>", self.between(20, 60), self.quarters(60, 120)),
            2 => format!("{} <other>|{} <u>", self.quarters(40, 200), self.quarters(20, 120)),
            3 => format!("{}-{} <other>|{}-{} <u>", 60, self.between(60, 200), 40, self.quarters(40, 120)),
            4 => format!("{} <foreign>", self.quarters(20, 160)),
            _ => format!("{} <u>", self.quarters(20, 160)),
        };
        weight + &step
    }

    fn bodyweight(&mut self) -> String {
        let word = self.of(&["bw", "bodyweight"]);
        let step = self.optionally(4, &[" +2.5 <u>/week", " -1.25 <u>/week", " +10 <other>|5 <u>/week"]);
        match self.below(6) {
            1 => format!("{word} - {} <u>{step}", self.quarters(1, 60)),
            2 => format!("{word} + {} <other>|{} <u>{step}", self.quarters(1, 60), self.quarters(1, 30)),
            3 => format!("{word}{step}"),
            4 => format!("{word} + {} <foreign>{step}", self.quarters(1, 60)),
            _ => format!("{word} + {} <u>{step}", self.quarters(1, 40)),
        }
    }

    /// A weight relative to another set.
    fn off(&mut self, anchor: &str, at: &At, base: State) -> Load {
        let is_loaded = base.weight == Weight::Loaded;
        let has_points = base.points && at.class.has_max();
        let can_share = is_loaded || self.facts.own;
        let (text, weight, points) = match self.below(10) {
            1 | 2 if can_share => (format!("{anchor} -{}", self.percents()), share_of(base, at.class), false),
            3 if can_share => {
                (format!("{anchor} +{}", self.of(&["2.5%", "5%", "2-5%"])), share_of(base, at.class), false)
            }
            4 => (format!("{anchor} +{}", self.of(&["5 <u>", "2.5-5 <u>", "10 <other>|5 <u>"])), base.weight, false),
            5 => (anchor.to_owned(), base.weight, false),
            6 if can_share => {
                let share = self.of(&["90% of", "85-92.5% of", "105% of", "100% of", "100-105% of"]);
                (format!("{share} {anchor}"), share_of(base, at.class), false)
            }
            7 | 8 if has_points => {
                let points = self.of(&["-10 pp", "-5-12.5 pp", "-0 pp", "-30 points", "+2.5 pp", "+2.5-5 points"]);
                (format!("{anchor} {points}"), Weight::of_share(at.class), true)
            }
            _ => (format!("{anchor} -{}", self.amounts()), base.weight, false),
        };
        let text = text + &self.mass_step(6);
        let state = State { weight, points: points && !text.ends_with("/week") };
        Load::plain(text, state)
    }

    fn percents(&mut self) -> String {
        match self.below(3) {
            2 => format!("{}-{}%", self.between(0, 10), self.quarters(10, 30)),
            _ => format!("{}%", self.quarters(0, 40)),
        }
    }

    fn amounts(&mut self) -> String {
        match self.below(5) {
            1 => format!("{}-{} <u>", self.between(0, 10), self.quarters(10, 40)),
            2 => format!("{} <other>|{} <u>", self.between(0, 40), self.quarters(0, 20)),
            3 => format!("{} <foreign>", self.between(0, 20)),
            _ => format!("{} <u>", self.quarters(0, 40)),
        }
    }
}

impl Weight {
    /// Returns the result of a share of a max.
    const fn of_share(class: Class) -> Self {
        if class.is_hung() { Self::Hanging } else { Self::Loaded }
    }
}

/// Returns the result of a share of another set. A set with added weight includes bodyweight, which may be subtracted again.
fn share_of(base: State, class: Class) -> Weight {
    match base.weight {
        Weight::Loaded => Weight::Loaded,
        weight => weight.min(Weight::of_share(class)),
    }
}
