//! The stable names of what can be told.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident => $name:literal,)+) => {
        /// What kind of thing a diagnostic tells; printed as its name, e.g. `unknown-key`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name that is printed and can be looked up.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What it means, in one sentence.
            #[must_use]
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+).trim(),)+
                }
            }

            /// What it means, an example that draws it, and the mend, as Markdown: the file of its name in `explain/`.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explain/", $name, ".md")),)+
                }
            }
        }
    };
}

codes! {
    /// A file or folder could not be read.
    Unreadable => "unreadable",
    /// A file is too large, or not UTF-8 text.
    NotText => "not-text",
    /// Two files would have the same slug.
    DuplicateSlug => "duplicate-slug",
    /// A file name that cannot be a slug.
    BadSlug => "bad-slug",
    /// The YAML (or CSV) itself is not well formed.
    Syntax => "syntax",
    /// A key stands twice in one map.
    DuplicateKey => "duplicate-key",
    /// A key, or a column, that means nothing here.
    UnknownKey => "unknown-key",
    /// A key that has to be there.
    MissingKey => "missing-key",
    /// A value of the wrong kind, or outside what makes sense.
    BadValue => "bad-value",
    /// A scheme, load, rest or amount that cannot be read.
    Notation => "notation",
    /// A list for each week whose length is not the number of weeks.
    WeekCount => "week-count",
    /// Ranges of weeks that overlap, leave a gap, or lie outside the phase.
    WeekRange => "week-range",
    /// An exercise that nobody has described.
    UnknownExercise => "unknown-exercise",
    /// `max_of` leads round in a circle.
    MaxCircle => "max-circle",
    /// A program that a lifter names and that does not exist.
    UnknownProgram => "unknown-program",
    /// Programs that extend one another in a circle.
    ExtendsCircle => "extends-circle",
    /// A lifter lacks the max that a percentage needs.
    NoMax => "no-max",
    /// A load refers to a set that is not there.
    NoReference => "no-reference",
    /// A load relative to something that has no weight.
    NoWeight => "no-weight",
    /// Percentage points off a set that has no percentage.
    NoPercentage => "no-percentage",
    /// `TM` where there is no training max.
    NoTrainingMax => "no-training-max",
    /// An option, or a choice of one, that does not exist.
    UnknownOption => "unknown-option",
    /// Nothing tells what the 1RM, or a weight that is a share of it, would be.
    NoEstimate => "no-estimate",
    /// A 1RM from a set of more reps than its formula is good for.
    FarEstimate => "far-estimate",
    /// A weight below the empty bar.
    BelowBar => "below-bar",
    /// A weight above what the lifter's plates allow.
    AbovePlates => "above-plates",
    /// A weight in a wide gap between two that can be loaded.
    CannotLoad => "cannot-load",
    /// A percentage above 120%.
    HighPercentage => "high-percentage",
    /// More days a week than the lifter trains.
    TooFewDays => "too-few-days",
    /// A template that does not parse or render.
    Template => "template",
    /// A picture that is not in the content folder.
    MissingPicture => "missing-picture",
    /// A link that leads to no page, or to no such place on one.
    BrokenLink => "broken-link",
    /// Signs that no font of the PDF has.
    NoGlyph => "no-glyph",
    /// More back-off work on one day than is of use.
    MuchBackoff => "much-backoff",
    /// A technical lift after an isolated exercise for the same muscles.
    IsolationFirst => "isolation-first",
    /// A set that is heavier than the one it is to be lighter than.
    HeavyBackoff => "heavy-backoff",
    /// More than a 1RM, where nobody tests one.
    OverMax => "over-max",
    /// A phase for hypertrophy with more top sets than other work.
    TopHeavy => "top-heavy",
    /// Back-off work left in a peaking phase.
    PeakBackoff => "peak-backoff",
    /// A deload that is harder than what came before it.
    HardDeload => "hard-deload",
    /// A rest before a drop set.
    RestedDrop => "rested-drop",
    /// A drop set before the end of its exercise.
    EarlyDrop => "early-drop",
    /// A drop set of a technical lift.
    TechnicalDrop => "technical-drop",
    /// A top set that is much heavier than in any week of the phase before.
    LoadJump => "load-jump",
    /// A week of much more work than any week of the phase before.
    VolumeJump => "volume-jump",
    /// A lift or a muscle that its phase trains, and a whole week of it does not.
    Untrained => "untrained",
    /// A branch of `adjust` that can never be the first that fits.
    Unreachable => "unreachable",
    /// Values between two branches of `adjust` that neither of them names.
    BranchGap => "branch-gap",
    /// A condition on the reps of a top set whose reps are fixed.
    NoOpenSet => "no-open-set",
    /// An option that nothing in the program depends on.
    UnusedOption => "unused-option",
    /// Choices of an option that come to the same program.
    SameChoices => "same-choices",
    /// An exercise that is described and never used.
    UnusedExercise => "unused-exercise",
    /// A named warm-up that no program uses.
    UnusedWarmup => "unused-warmup",
    /// An exercise that is used, and nobody says how it is done.
    NoDescription => "no-description",
    /// A max that is older than the site allows when the program begins.
    OldMax => "old-max",
    /// A max that begins to count only after the last week.
    LateMax => "late-max",
    /// A meet that falls on another day than the one on which its program ends.
    MeetDate => "meet-date",
    /// A training max above the max, or far below it.
    OddTrainingMax => "odd-training-max",
    /// An `allow` that hides nothing.
    UnusedAllow => "unused-allow",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
